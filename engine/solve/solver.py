"""A z3 solver by its C functions, for terms of one context."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction

import z3

from .context import Context, Held, Made

LAST_RESORT = 60_000
"""Milliseconds after which a question is given up whatever it has cost."""


OLD_SIMPLEX = 2
"""z3's number for its older way with sums. With partly known lists of records, where a few whole
numbers are tied by many sums, it takes half as long as the newer one (2026-11-27), which is better
with dates, and with products of what is not known thirty times as fast."""


class Solver:
    """Asserted terms, the answer to the last question about them, and what shows it."""

    def __init__(self, context: Context, effort: int, lists: bool = False) -> None:
        self.context = context
        self._effort = effort
        self._solver = _made(context, effort, lists)
        self._model: Held | None = None

    def assume(self, terms: Sequence[Made]) -> None:
        """Assert terms for good."""
        with self.context.lock:
            for term in terms:
                z3.Z3_solver_assert(self.context.handle, self._solver.made, term)

    def check(self, terms: Sequence[Made]) -> bool | None:
        """Whether these terms can hold beside those asserted; None if that is not decided."""
        self._model = None
        listed = (z3.Ast * len(terms))(*terms)
        with self.context.lock:
            found = z3.Z3_solver_check_assumptions(
                self.context.handle, self._solver.made, len(terms), listed
            )
        if found == z3.Z3_L_TRUE:
            return True
        return False if found == z3.Z3_L_FALSE else None

    def core(self) -> frozenset[int]:
        """After a no: the ids of the terms asked about that suffice for it."""
        handle = self.context.handle
        with self.context.lock:
            found = z3.Z3_solver_get_unsat_core(handle, self._solver.made)
            z3.Z3_ast_vector_inc_ref(handle, found)
            places = range(z3.Z3_ast_vector_size(handle, found))
            terms = [z3.Z3_ast_vector_get(handle, found, place) for place in places]
            core = frozenset(int(z3.Z3_get_ast_id(handle, term)) for term in terms)
            z3.Z3_ast_vector_dec_ref(handle, found)
        return core

    def extreme(self, terms: Sequence[Made], number: Made, lowest: bool) -> Fraction | None:
        """The lowest or highest that a number comes to while `terms` hold; None if not found.

        z3's optimizer finds it; that nothing lies beyond is for the caller to ask.
        """
        handle = self.context.handle
        aim = z3.Z3_optimize_minimize if lowest else z3.Z3_optimize_maximize
        with self.context.lock:
            made = z3.Z3_mk_optimize(handle)
            z3.Z3_optimize_inc_ref(handle, made)
            try:
                with _limits(self.context, self._effort) as limits:
                    z3.Z3_optimize_set_params(handle, made, limits)
                for term in terms:
                    z3.Z3_optimize_assert(handle, made, term)
                aim(handle, made, number)
                if z3.Z3_optimize_check(handle, made, 0, (z3.Ast * 0)()) != z3.Z3_L_TRUE:
                    return None
                model = z3.Z3_optimize_get_model(handle, made)
                z3.Z3_model_inc_ref(handle, model)
                self._model = Held(self.context, model, z3.Z3_model_dec_ref)
            finally:
                z3.Z3_optimize_dec_ref(handle, made)
        return self.number(number)

    def truth(self, term: Made) -> bool:
        """What a condition is in the last model."""
        model = self.model
        with self.context.lock:
            found = self._value(model, term)
            return bool(z3.Z3_get_bool_value(self.context.handle, found) == z3.Z3_L_TRUE)

    def number(self, term: Made, model: Held | None = None) -> Fraction:
        """What a number is in a model, by default the last; of an irrational one, 12 decimals."""
        handle, model = self.context.handle, model or self.model
        with self.context.lock:
            found = self._value(model, term)
            z3.Z3_inc_ref(handle, found)
            try:
                if z3.Z3_is_algebraic_number(handle, found):
                    decimals = z3.Z3_get_numeral_decimal_string(handle, found, 12)
                    return Fraction(decimals.rstrip("?"))
                return Fraction(z3.Z3_get_numeral_string(handle, found))
            finally:
                z3.Z3_dec_ref(handle, found)

    @property
    def model(self) -> Held:
        """The model of the last yes, to be asked for numbers later too."""
        if self._model is None:
            handle = self.context.handle
            with self.context.lock:
                made = z3.Z3_solver_get_model(handle, self._solver.made)
                z3.Z3_model_inc_ref(handle, made)
            self._model = Held(self.context, made, z3.Z3_model_dec_ref)
        return self._model

    def _value(self, model: Held, term: Made) -> Made:
        """Kept by z3 only until the next call, so the lock has to be held."""
        found = z3.Ast(None)
        z3.Z3_model_eval(self.context.handle, model.made, term, True, ctypes.byref(found))
        return found


def _made(context: Context, effort: int, lists: bool) -> Held:
    """z3's solver, with limits to each question."""
    handle = context.handle
    with context.lock:
        made = z3.Z3_mk_simple_solver(handle)
        z3.Z3_solver_inc_ref(handle, made)
        ways = (("arith.solver", OLD_SIMPLEX),) if lists else ()
        with _limits(context, effort, *ways) as limits:
            z3.Z3_solver_set_params(handle, made, limits)
    return Held(context, made, z3.Z3_solver_dec_ref)


@contextmanager
def _limits(context: Context, effort: int, *more: tuple[str, int]) -> Iterator[Made]:
    """Limits to one question, as z3's parameters; the lock has to be held."""
    handle = context.handle
    limits = z3.Z3_mk_params(handle)
    z3.Z3_params_inc_ref(handle, limits)
    for name, limit in (("rlimit", effort), ("timeout", LAST_RESORT), *more):
        z3.Z3_params_set_uint(handle, limits, z3.Z3_mk_string_symbol(handle, name), limit)
    yield limits
    z3.Z3_params_dec_ref(handle, limits)
