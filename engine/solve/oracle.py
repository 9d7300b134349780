"""Asking z3: whether conditions can hold together, and what a case looks like in which they do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from time import monotonic

from .logic import Kind, Term, identity
from .solver import Solver

EFFORT = 3_000_000
"""How much work one question is worth, in z3's own count; about three seconds.

Unlike a clock it gives the same answer on a busy machine as on an idle one.
"""


class Oracle:
    """Asks one question after another about the same assumptions, and keeps the last model.

    Every answer is yes (True), no (False) or not decided with the effort allowed (None),
    or before the monotonic clock says `until`.
    """

    def __init__(
        self, assumptions: Iterable[Term] = (), effort: int = EFFORT, until: float = math.inf
    ) -> None:
        self._solver = Solver(effort)
        self._until = until
        self.add(*assumptions)

    def add(self, *terms: Term) -> None:
        """Assume more from now on."""
        for term in terms:
            self._solver.assume(term.made)

    def ask(self, *terms: Term) -> bool | None:
        """Whether all of `terms` can hold together."""
        if monotonic() > self._until:
            return None
        return self._solver.check([term.made for term in terms])

    def possible(self, *terms: Term) -> bool:
        """Whether all of `terms` can hold together; also when that is not decided."""
        return self.ask(*terms) is not False

    def blamed(self, terms: Mapping[str, Term]) -> list[str]:
        """After a no: which of the terms asked about, by their names here, suffice for it."""
        core = self._solver.core()
        return [name for name, term in terms.items() if identity(term) in core]

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if term.constant is not None:
            return term.constant
        if term.kind is Kind.CONDITION:
            return self._solver.truth(term.made)
        return self._solver.number(term.made)
