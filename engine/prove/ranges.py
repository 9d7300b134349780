"""How far the values of a flip can be moved, one fact after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.language.interpret import Value
from engine.prove.cells import Cell, Exactly, cells
from engine.prove.inquiry import Inquiry
from engine.prove.regions import cell_of, inside, union
from engine.solve.logic import Term, negation
from engine.solve.oracle import Oracle


@dataclass(frozen=True)
class Ranges:
    """How far the values of a flip can be moved: a box in which all cases come to the target."""

    inquiry: Inquiry
    target: str
    point: Mapping[str, Value]

    def of(self, names: Sequence[str]) -> dict[str, tuple[Cell, ...]]:
        oracle = self.inquiry.oracle()
        oracle.add(*self.inquiry.off(names))
        found: dict[str, tuple[Cell, ...]] = {}
        for place, name in enumerate(names):
            later = [self.inquiry.equal(one, self.point[one]) for one in names[place + 1 :]]
            earlier = [self._within(one, found[one]) for one in names[:place]]
            found[name] = self._widened(oracle, name, [*earlier, *later])
        return found

    def _within(self, name: str, found: Sequence[Cell]) -> Term:
        variables = self.inquiry.space.encoder.variables
        return union(self.inquiry.encoded(name), found, variables)

    def _widened(self, oracle: Oracle, name: str, given: Sequence[Term]) -> tuple[Cell, ...]:
        """Every cell in which the target always follows; the value alone if its cell is mixed."""
        fact = self.inquiry.book.vocabulary.facts[name]
        every = cells(fact.type, self.inquiry.marks.get(name, ()))
        good = [one for one in every if self._good(oracle, name, one, given)]
        own = cell_of(self.point[name], good)
        return tuple(good) if own is not None else (Exactly(self.point[name]),)

    def _good(self, oracle: Oracle, name: str, cell: Cell, given: Sequence[Term]) -> bool:
        variables = self.inquiry.space.encoder.variables
        here = inside(self.inquiry.encoded(name), cell, variables)
        verdict = self.inquiry.space.verdicts[self.target]
        return (
            oracle.ask(*given, here, negation(verdict)) is False
            and oracle.ask(*given, here, verdict) is True
        )
