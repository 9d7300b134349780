"""How far the values of a flip can be moved, one fact after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import floor

from engine.language import types
from engine.language.interpret import Value
from engine.prove.cells import Cell, Exactly, cells
from engine.prove.crossing import comparisons, crossings
from engine.prove.inquiry import Inquiry
from engine.prove.regions import cell_of, equals, inside, union
from engine.prove.space import Everything
from engine.solve.bases import followers
from engine.solve.case import Case
from engine.solve.completions import Completions
from engine.solve.logic import Term, negation
from engine.solve.terms import Encoded


class Ranges:
    """A box around a point: every case in it comes to the target.

    `names` are the facts that change; `point` has their values.
    """

    def __init__(
        self, inquiry: Inquiry, names: Sequence[str], target: str, point: Mapping[str, Value]
    ) -> None:
        case = _open(inquiry.case_without(names), names)
        self.names = names
        self.target = target
        self.point = point
        self.marks = inquiry.marks
        self.around = inquiry.case_with
        self.book = case.book
        self.encoder = Everything(case)
        self.terms: Mapping[str, Encoded] = {name: self.encoder.fact(name) for name in point}
        self.completions = Completions(case, inquiry.space.flow, self.encoder)
        self.known = [term if name in point else negation(term)
                      for name, term in self.encoder.knowns.items()]  # fmt: skip
        self.known += [term if name not in point and inquiry.case.declined(name) else negation(term)
                       for name, term in self.encoder.declines.items()]  # fmt: skip

    def of(self) -> dict[str, tuple[Cell, ...]]:
        names, found = self.names, dict[str, tuple[Cell, ...]]()
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
        kind, here = self.book.vocabulary.facts[name].type, self.point[name]
        for compared in (self._compared, self._crossings):
            good = [one for one in cells(kind, compared(name)) if self._good(name, one, given)]
            if cell_of(here, good) is not None:
                return tuple(good)
        return (Exactly(here),)

    def _compared(self, name: str) -> Sequence[Value]:
        return self.marks.get(name, ())

    def _crossings(self, name: str) -> Sequence[Value]:
        """Also where sums, differences and shares with this number meet what they stand against."""
        kind = self.book.vocabulary.facts[name].type
        if not isinstance(kind, types.Numeric):
            return ()
        points = [(at, self.around({**self.point, name: at})) for at in _spread(kind)]
        met = (value for one in comparisons(self.book) for value in crossings(one, points))
        return (*self._compared(name), *met)

    def _good(self, name: str, cell: Cell, given: Sequence[Term]) -> bool:
        here = inside(self.terms[name], cell, self.encoder.variables)
        return self.completions.verdicts_where(*given, here) == (self.target,)


def _open(case: Case, names: Sequence[str]) -> Case:
    """Also without what follows from how little is known now."""
    moved = set(followers(case.book, *names)) - set(case.stated)
    return replace(case, values={name: value for name, value in case.values.items()
                                 if name not in moved})  # fmt: skip


def _spread(kind: types.Numeric) -> tuple[Fraction, Fraction, Fraction]:
    """Three numbers of a type; half a unit apart where it has no ends."""
    low = kind.low if kind.low is not None else Fraction(0)
    high = kind.high if kind.high is not None and kind.high > low else low + 2
    middle = (low + high) / 2
    return low, Fraction(floor(middle)) if kind.integer and high - low > 1 else middle, high
