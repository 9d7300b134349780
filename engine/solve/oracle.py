"""Asking z3: whether conditions can hold together, and what a case looks like in which they do."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from time import monotonic

import z3

from .logic import CONTEXT, Kind, Made, Term, identity

EFFORT = 3_000_000
"""How much work one question is worth, in z3's own count; about three seconds.

Unlike a clock it gives the same answer on a busy machine as on an idle one.
"""
LAST_RESORT = 60_000
"""Milliseconds after which a question is given up whatever it has cost."""


class Oracle:
    """Asks one question after another about the same assumptions, and keeps the last model.

    Every answer is yes (True), no (False) or not decided with the effort allowed (None),
    or before the monotonic clock says `until`.
    """

    def __init__(
        self, assumptions: Iterable[Term] = (), effort: int = EFFORT, until: float = math.inf
    ) -> None:
        self._owner = z3.SimpleSolver()
        self._owner.set("rlimit", effort)
        self._owner.set("timeout", LAST_RESORT)
        self._solver = self._owner.solver
        self._model: Made = None
        self._until = until
        self.add(*assumptions)

    def add(self, *terms: Term) -> None:
        """Assume more from now on."""
        for term in terms:
            z3.Z3_solver_assert(CONTEXT, self._solver, term.made)

    def ask(self, *terms: Term) -> bool | None:
        """Whether all of `terms` can hold together."""
        self._model = None
        if monotonic() > self._until:
            return None
        listed = (z3.Ast * len(terms))(*(term.made for term in terms))
        found = z3.Z3_solver_check_assumptions(CONTEXT, self._solver, len(terms), listed)
        if found == z3.Z3_L_TRUE:
            return True
        return False if found == z3.Z3_L_FALSE else None

    def possible(self, *terms: Term) -> bool:
        """Whether all of `terms` can hold together; also when that is not decided."""
        return self.ask(*terms) is not False

    def blamed(self, terms: Mapping[str, Term]) -> list[str]:
        """After a no: which of the terms asked about, by their names here, suffice for it."""
        core = {int(term.get_id()) for term in self._owner.unsat_core()}
        return [name for name, term in terms.items() if identity(term) in core]

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if term.constant is not None:
            return term.constant
        if self._model is None:
            self._model = self._owner.model()
        found = z3.Ast(None)
        z3.Z3_model_eval(CONTEXT, self._model.model, term.made, True, ctypes.byref(found))
        if term.kind is Kind.CONDITION:
            return bool(z3.Z3_get_bool_value(CONTEXT, found) == z3.Z3_L_TRUE)
        return _number(found)


def _number(found: Made) -> Fraction:
    """An exact value; of an irrational one, twelve decimals."""
    z3.Z3_inc_ref(CONTEXT, found)
    try:
        if z3.Z3_is_algebraic_number(CONTEXT, found):
            return Fraction(z3.Z3_get_numeral_decimal_string(CONTEXT, found, 12).rstrip("?"))
        return Fraction(z3.Z3_get_numeral_string(CONTEXT, found))
    finally:
        z3.Z3_dec_ref(CONTEXT, found)
