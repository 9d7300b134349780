"""What constraints leave of a range: asked of the ordinary reading, end by end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import floor

from ...case.bases import bases_of
from ...language import types
from ...language.traverse import facts_in
from ...language.values import Value
from ..space.cells import Between, Cell, Exactly, NoneOf
from ..space.inquiry import Inquiry

GRID = Fraction(1, 100)
MOST_CORNERS = 64
Corner = Mapping[str, Value]
Found = Mapping[str, Sequence[Cell]]


class Feasible:
    """Around a change whose new values are `point`.

    Constraints are mostly sums, so what is accepted at both ends is taken to be between.
    """

    def __init__(self, inquiry: Inquiry, point: Mapping[str, Value]) -> None:
        self.inquiry = inquiry
        self.point = point

    def part(self, name: str, cell: Cell, earlier: Found) -> Cell | None:
        """The part of a cell that goes with all values of the earlier facts; None if none does."""
        corners = self._corners(name, earlier)
        if corners is None:
            return None
        if not isinstance(cell, Between):
            return cell if self._fits(name, _sample(cell), corners) else None
        here = _ordinal(self.point[name])
        if not cell.holds(here):
            here = _nearest(cell, here)
            if not self._fits(name, self._value(name, here), corners):
                return None
        low, high = (self._limit(name, here, end, corners) for end in (cell.low, cell.high))
        return Between(
            low,
            high,
            cell.with_low if low == cell.low else True,
            cell.with_high if high == cell.high else True,
        )

    def _limit(
        self, name: str, here: Fraction, end: Fraction | None, corners: Sequence[Corner]
    ) -> Fraction | None:
        """The end of a stretch, or the last round value before it that is accepted."""
        if end is None or end == here or self._fits(name, self._value(name, end), corners):
            return end
        sign, grid = (1 if end > here else -1), self._grid(name)
        fine, bad = 0, floor(abs(end - here) / grid) + 1
        while bad - fine > 1:
            middle = (fine + bad) // 2
            if self._fits(name, self._value(name, here + sign * middle * grid), corners):
                fine = middle
            else:
                bad = middle
        return here + sign * fine * grid

    def _fits(self, name: str, value: Value, corners: Sequence[Corner]) -> bool:
        around = self.inquiry.case_with
        return all(around({**self.point, **one, name: value}) is not None for one in corners)

    def _grid(self, name: str) -> Fraction:
        kind = self.inquiry.book.vocabulary.facts[name].type
        fractional = isinstance(kind, types.Numeric) and not kind.integer
        return GRID if fractional else Fraction(1)

    def _value(self, name: str, number: Fraction) -> Value:
        day = isinstance(self.inquiry.book.vocabulary.facts[name].type, types.Day)
        return date.fromordinal(int(number)) if day else number

    def _corners(self, name: str, earlier: Found) -> list[Corner] | None:
        """The ends of ranges that share a constraint with a fact; None if there are too many."""
        ends = {
            one: list(self._ends(one, found))
            for one, found in earlier.items()
            if one in self._tied(name)
        }
        size = 1
        for values in ends.values():
            size *= len(values)
        if size > MOST_CORNERS:
            return None
        return [dict(zip(ends, values, strict=True)) for values in product(*ends.values())]

    def _ends(self, name: str, found: Sequence[Cell]) -> Iterator[Value]:
        every: dict[Value, None] = {}
        for cell in found:
            if isinstance(cell, Between):
                ends = (end for end in (cell.low, cell.high) if end is not None)
                every |= dict.fromkeys(self._value(name, end) for end in ends)
            else:
                every[_sample(cell)] = None
        yield from every or {self.point[name]: None}

    def _tied(self, name: str) -> set[str]:
        """The facts that some constraint reads together with a fact."""
        return {one for read in self._constraints if name in read for one in read}

    @cached_property
    def _constraints(self) -> list[set[str]]:
        """For each constraint, and each derivation of a stated fact, the facts it is about."""
        book, case = self.inquiry.book, self.inquiry.case
        found = [
            set(bases_of(case, facts_in(one.never))) | set(facts_in(one.never))
            for one in book.vocabulary.constraints
        ]
        derived = ((fact.name, fact.derive) for fact in book.vocabulary.facts.values())
        found += [
            {name, *bases_of(case, facts_in(tree))}
            for name, tree in derived
            if tree is not None and (name in self.point or name in case.stated)
        ]
        return found


def _sample(cell: Exactly | NoneOf) -> Value:
    return cell.value if isinstance(cell, Exactly) else cell.example()


def _ordinal(value: Value) -> Fraction:
    if isinstance(value, date):
        return Fraction(value.toordinal())
    assert isinstance(value, Fraction), value
    return value


def _nearest(cell: Between, here: Fraction) -> Fraction:
    """The end of a stretch that is next to a value outside of it."""
    if cell.low is not None and here <= cell.low:
        return cell.low
    assert cell.high is not None
    return cell.high
