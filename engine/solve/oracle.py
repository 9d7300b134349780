"""Asking z3: whether conditions can hold together, and what a case looks like in which they do."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from time import monotonic

from .logic import Kind, Term, compared, constant, home, identity
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
        assumed = tuple(assumptions)
        self._solver = Solver(home(*assumed), effort)
        self._until = until
        self._assumed: list[Term] = []
        self.add(*assumed)

    def add(self, *terms: Term) -> None:
        """Assume more from now on."""
        held = self._within(terms)
        self._assumed += terms
        self._solver.assume([term.made for term in held])

    def ask(self, *terms: Term) -> bool | None:
        """Whether all of `terms` can hold together."""
        if monotonic() > self._until:
            return None
        held = self._within(terms)
        return self._solver.check([term.made for term in held])

    def _within(self, terms: Iterable[Term]) -> list[Term]:
        """Terms as the solver's context has them, to be held on to while it looks at them."""
        return [term.within(self._solver.context) for term in terms]

    def possible(self, *terms: Term) -> bool:
        """Whether all of `terms` can hold together; also when that is not decided."""
        return self.ask(*terms) is not False

    def blamed(self, terms: Mapping[str, Term]) -> list[str]:
        """After a no: which of the terms asked about, by their names here, suffice for it."""
        core, held = self._solver.core(), self._within(terms.values())
        return [name for name, term in zip(terms, held, strict=True) if identity(term) in core]

    def extreme(self, number: Term, lowest: bool) -> Fraction | None:
        """The lowest or highest that a number can be; None if it is not found, or proved.

        Unsatisfiable iff nothing lies beyond it.
        """
        terms, (held,) = self._within(self._assumed), self._within([number])
        found = self._solver.extreme([term.made for term in terms], held.made, lowest)
        if found is None:
            return None
        beyond = compared("<" if lowest else ">", number, constant(found))
        return found if self.ask(beyond) is False else None

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if term.constant is not None:
            return term.constant
        if term.kind is Kind.CONDITION:
            return self._solver.truth(term.within(self._solver.context).made)
        return self._solver.number(term.within(self._solver.context).made)
