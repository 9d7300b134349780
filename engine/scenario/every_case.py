"""What a condition can be where it stands, over all cases that there can be."""

from __future__ import annotations

from ..case.case import Case
from ..language.traverse import asked_in
from ..language.tree import Expression
from ..rulebook.model import Book, Flow
from ..solve.completions import Completions
from ..solve.logic import TRUE, Term, both, negation
from ..solve.terms import NotEncodable


class EveryCase(Completions):
    """Every case, walked through one flow; what is not decided counts as possible."""

    def __init__(self, book: Book, flow: Flow) -> None:
        super().__init__(Case(book, {}), flow)
        self._before = len(self._encoder.assumptions)

    def can_decide(self, gate: str, rule: str) -> bool:
        """Whether some case comes to a gate and is decided there by a rule; unsat: none is."""
        place = self._place(gate, rule)
        return self._ask(
            self._reached[gate], self.walks.above(gate, place), self._fires(gate, place)
        )

    def can_be(self, atom: Expression, wanted: bool, gate: str | None, rule: str) -> bool:
        """Whether some case comes to `rule` and has `atom` come out as `wanted` there.

        A note, which has no gate, is read of every case.
        """
        if asked_in(atom):
            return True
        here: Term = TRUE
        if gate is not None:
            here = both(self._reached[gate], self.walks.above(gate, self._place(gate, rule)))
        try:
            found = self._encoder.condition(atom)
        except NotEncodable:
            return True
        return self._ask(here, found.true if wanted else found.false)

    def _place(self, gate: str, rule: str) -> int:
        rules = self.case.book.gates[gate].every_rule
        return next(place for place, one in enumerate(rules) if one.id == rule)

    def _fires(self, gate: str, place: int) -> Term:
        rules = self.walks.rules(gate)
        return rules[place][1].true if place < len(rules) else negation(TRUE)

    def _ask(self, *terms: Term) -> bool:
        """New variables bring assumptions that the solver does not know yet."""
        return self._solver.possible(*self._encoder.assumptions[self._before :], *terms)
