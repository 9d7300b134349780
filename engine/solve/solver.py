"""A z3 solver by its C functions, in the context of whoever makes it."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from fractions import Fraction

import z3

from .context import Made, current

LAST_RESORT = 60_000
"""Milliseconds after which a question is given up whatever it has cost."""


class Solver:
    """Asserted terms, the answer to the last question about them, and what shows it."""

    def __init__(self, effort: int) -> None:
        self._owner = owner = current()
        self._made = z3.Z3_mk_simple_solver(owner.ref)
        self._model: Made = None
        z3.Z3_solver_inc_ref(owner.ref, self._made)
        limits = z3.Z3_mk_params(owner.ref)
        z3.Z3_params_inc_ref(owner.ref, limits)
        for name, limit in (("rlimit", effort), ("timeout", LAST_RESORT)):
            symbol = z3.Z3_mk_string_symbol(owner.ref, name)
            z3.Z3_params_set_uint(owner.ref, limits, symbol, limit)
        z3.Z3_solver_set_params(owner.ref, self._made, limits)
        z3.Z3_params_dec_ref(owner.ref, limits)

    def __del__(self) -> None:
        self._forget()
        self._owner.release(self._made, z3.Z3_solver_dec_ref)

    def _forget(self) -> None:
        if self._model is not None:
            self._owner.release(self._model, z3.Z3_model_dec_ref)
            self._model = None

    def assume(self, term: Made) -> None:
        """Assert a term for good."""
        z3.Z3_solver_assert(self._owner.ref, self._made, term)

    def check(self, terms: Sequence[Made]) -> bool | None:
        """Whether these terms can hold beside those asserted; None if that is not decided."""
        self._forget()
        listed = (z3.Ast * len(terms))(*terms)
        found = z3.Z3_solver_check_assumptions(self._owner.ref, self._made, len(terms), listed)
        if found == z3.Z3_L_TRUE:
            return True
        return False if found == z3.Z3_L_FALSE else None

    def core(self) -> frozenset[int]:
        """After a no: the ids of the terms asked about that suffice for it."""
        ref = self._owner.ref
        found = z3.Z3_solver_get_unsat_core(ref, self._made)
        z3.Z3_ast_vector_inc_ref(ref, found)
        try:
            places = range(z3.Z3_ast_vector_size(ref, found))
            terms = [z3.Z3_ast_vector_get(ref, found, place) for place in places]
            return frozenset(int(z3.Z3_get_ast_id(ref, term)) for term in terms)
        finally:
            z3.Z3_ast_vector_dec_ref(ref, found)

    def truth(self, term: Made) -> bool:
        """What a condition is in the last model."""
        return bool(z3.Z3_get_bool_value(self._owner.ref, self._value(term)) == z3.Z3_L_TRUE)

    def number(self, term: Made) -> Fraction:
        """What a number is in the last model; of an irrational one, twelve decimals."""
        ref, found = self._owner.ref, self._value(term)
        z3.Z3_inc_ref(ref, found)
        try:
            if z3.Z3_is_algebraic_number(ref, found):
                return Fraction(z3.Z3_get_numeral_decimal_string(ref, found, 12).rstrip("?"))
            return Fraction(z3.Z3_get_numeral_string(ref, found))
        finally:
            z3.Z3_dec_ref(ref, found)

    def _value(self, term: Made) -> Made:
        ref = self._owner.ref
        if self._model is None:
            self._model = z3.Z3_solver_get_model(ref, self._made)
            z3.Z3_model_inc_ref(ref, self._model)
        found = z3.Ast(None)
        z3.Z3_model_eval(ref, self._model, term, True, ctypes.byref(found))
        return found
