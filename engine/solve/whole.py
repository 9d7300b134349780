"""Questions put to z3 as a whole, by DPLL(T) over linear arithmetic.

L. de Moura, N. Bjørner, "Z3: An Efficient SMT Solver", TACAS 2008.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from .context import current
from .logic import Kind, Term
from .solver import Solver
from .spelling import Speller


class Whole:
    """Asks z3 about terms, conditions and all."""

    def __init__(self, effort: int) -> None:
        context = current()
        self._solver = Solver(context, effort)
        self._speller = Speller(context)
        self._assumed = 0

    def ask(self, assumed: Sequence[Term], terms: Iterable[Term]) -> bool | None:
        """Whether all can hold together; `assumed` only ever grows."""
        self._solver.assume([self._speller.spell(term) for term in assumed[self._assumed :]])
        self._assumed = len(assumed)
        return self._solver.check([self._speller.spell(term) for term in terms])

    def blamed(self, terms: Mapping[str, Term]) -> list[str]:
        """After a no: which of the terms asked about, by their names here, suffice for it."""
        core, speller = self._solver.core(), self._speller
        named = terms.items()
        return [name for name, term in named if speller.identity(speller.spell(term)) in core]

    def extreme(self, assumed: Iterable[Term], number: Term, lowest: bool) -> Fraction | None:
        """The lowest or highest that a number comes to; that nothing lies beyond is not shown."""
        spelled = [self._speller.spell(term) for term in assumed]
        return self._solver.extreme(spelled, self._speller.spell(number), lowest)

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if term.constant is not None:
            return term.constant
        spelled = self._speller.spell(term)
        is_condition = term.kind is Kind.CONDITION
        return self._solver.truth(spelled) if is_condition else self._solver.number(spelled)
