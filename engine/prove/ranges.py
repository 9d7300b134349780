"""How far the values of a flip can be moved, one fact after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.language.interpret import Value
from engine.prove.cells import Cell, Exactly, Marks, cells
from engine.prove.regions import cell_of, equals, inside, union
from engine.prove.space import Everything
from engine.rulebook.model import Flow
from engine.solve.case import Case
from engine.solve.completions import Completions
from engine.solve.logic import Term, negation
from engine.solve.terms import Encoded


class Ranges:
    """A box around a point: every case in it comes to the target.

    `case` is without the facts that change; `point` has their values.
    """

    def __init__(
        self, case: Case, flow: Flow, target: str, point: Mapping[str, Value], compared: Marks
    ) -> None:
        self.target = target
        self.point = point
        self.marks = compared
        self.book = case.book
        self.encoder = Everything(case)
        self.terms: Mapping[str, Encoded] = {name: self.encoder.fact(name) for name in point}
        self.completions = Completions(case, flow, self.encoder)
        self.known = [term if name in point else negation(term)
                      for name, term in self.encoder.knowns.items()]  # fmt: skip

    def of(self, names: Sequence[str]) -> dict[str, tuple[Cell, ...]]:
        found: dict[str, tuple[Cell, ...]] = {}
        for place, name in enumerate(names):
            later = [self._equal(one) for one in names[place + 1 :]]
            earlier = [union(self.terms[one], found[one], self.encoder.variables)
                       for one in names[:place]]  # fmt: skip
            found[name] = self._widened(name, [*self.known, *earlier, *later])
        return found

    def _equal(self, name: str) -> Term:
        return equals(self.terms[name], self.point[name], self.encoder.variables)

    def _widened(self, name: str, given: Sequence[Term]) -> tuple[Cell, ...]:
        """Every cell in which the target always follows; the value alone if its cell is mixed."""
        every = cells(self.book.vocabulary.facts[name].type, self.marks.get(name, ()))
        good = [one for one in every if self._good(name, one, given)]
        own = cell_of(self.point[name], good)
        return tuple(good) if own is not None else (Exactly(self.point[name]),)

    def _good(self, name: str, cell: Cell, given: Sequence[Term]) -> bool:
        here = inside(self.terms[name], cell, self.encoder.variables)
        return self.completions.verdicts_where(*given, here) == (self.target,)
