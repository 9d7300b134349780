"""How far the values of a flip can be moved, one fact after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import islice, product
from math import floor

from engine.language import types
from engine.language.interpret import Value
from engine.prove.cells import Between, Cell, Exactly, cells
from engine.prove.crossing import comparisons, crossings
from engine.prove.inquiry import Inquiry
from engine.prove.regions import cell_of, equals, union
from engine.prove.space import Everything
from engine.solve.bases import followers
from engine.solve.case import Case
from engine.solve.completions import Completions
from engine.solve.logic import Term, negation
from engine.solve.terms import Encoded

GRID = Fraction(1, 100)
MOST_CORNERS = 8
Corners = Sequence[Mapping[str, Value]]


class _Box:
    """A case without the facts that change, and all its completions."""

    def __init__(self, inquiry: Inquiry, names: Sequence[str], point: Mapping[str, Value]) -> None:
        case = _open(inquiry.case_without(names), names)
        self.encoder = Everything(case)
        self.terms: Mapping[str, Encoded] = {name: self.encoder.fact(name) for name in point}
        self.completions = Completions(case, inquiry.space.flow, self.encoder)
        self.known = [term if name in point else negation(term)
                      for name, term in self.encoder.knowns.items()]  # fmt: skip
        self.known += [term if name not in point and inquiry.case.declined(name) else negation(term)
                       for name, term in self.encoder.declines.items()]  # fmt: skip

    def equal(self, name: str, value: Value) -> Term:
        return equals(self.terms[name], value, self.encoder.variables)

    def inside(self, name: str, found: Sequence[Cell]) -> Term:
        return union(self.terms[name], found, self.encoder.variables)

    def verdicts(self, *given: Term) -> tuple[str, ...]:
        return self.completions.verdicts_where(*self.known, *given)


class Ranges:
    """A box around a point: every case in it comes to the target.

    `names` are the facts that change; `point` has their values.
    """

    def __init__(
        self, inquiry: Inquiry, names: Sequence[str], target: str, point: Mapping[str, Value]
    ) -> None:
        self.inquiry = inquiry
        self.book = inquiry.book
        self.names = names
        self.target = target
        self.point = point
        self.around = inquiry.case_with

    @cached_property
    def box(self) -> _Box:
        return _Box(self.inquiry, self.names, self.point)

    def of(self) -> dict[str, tuple[Cell, ...]]:
        found: dict[str, tuple[Cell, ...]] = {}
        for name in self.names:
            found[name] = self._widened(name, dict(found))
        return found

    def _widened(self, name: str, earlier: Mapping[str, tuple[Cell, ...]]) -> tuple[Cell, ...]:
        """Every cell in which the target always follows; the value alone if its cell is mixed."""
        here = self.point[name]
        candidates = list(self._cells(name))
        if candidates == [Exactly(here)]:
            return (Exactly(here),)
        later = self.names[len(earlier) + 1 :]
        given = [self.box.inside(one, found) for one, found in earlier.items()]
        given += [self.box.equal(one, self.point[one]) for one in later]
        tried = ((one, self.box.verdicts(*given, self.box.inside(name, [one])))
                 for one in candidates)  # fmt: skip
        good = [one for one, verdicts in tried if verdicts == (self.target,)]
        if cell_of(here, good) is None:
            return (Exactly(here),)
        accepted = (self._accepted(name, one, _corners(earlier)) for one in good)
        return tuple(one for one in accepted if one is not None)

    def _cells(self, name: str) -> Iterator[Cell]:
        """All values but today's, in as few cells as conditions can tell apart."""
        kind, now = self.book.vocabulary.facts[name].type, self.inquiry.case.value(name)
        compared = (*self.inquiry.marks.get(name, ()), *self._crossings(name, kind))
        every = cells(kind, compared)
        yield from every if now is None else (one for one in every if one != Exactly(now))

    def _crossings(self, name: str, kind: types.Type) -> Sequence[Value]:
        """Where sums, differences and shares with this number meet what they stand against."""
        if not isinstance(kind, types.Numeric):
            return ()
        points: list[tuple[Fraction, Case | None]] = []
        for at in _spread(kind, self.point[name]):
            case = self.around({**self.point, name: at})
            points += [(at, case)] if case is not None else []
            if len(points) == 3:
                break
        else:
            return ()
        return [value for one in comparisons(self.book) for value in crossings(one, points)]

    # what constraints leave of a range

    def _accepted(self, name: str, cell: Cell, corners: Corners) -> Cell | None:
        """The part of a stretch of numbers that no constraint refuses, seen from the point.

        Constraints are mostly sums, so what is accepted at both ends is accepted between.
        """
        here = self.point[name]
        if not isinstance(cell, Between) or not isinstance(here, Fraction):
            return cell
        kind = self.book.vocabulary.facts[name].type
        grid = Fraction(1) if isinstance(kind, types.Numeric) and kind.integer else GRID
        if not cell.holds(here):
            here = _nearest(cell, here)
            if not self._fits(name, here, corners):
                return None
        low, high = (self._limit(name, here, end, grid, corners) for end in (cell.low, cell.high))
        return Between(
            low, high,
            cell.with_low if low == cell.low else True,
            cell.with_high if high == cell.high else True,
        )  # fmt: skip

    def _limit(
        self, name: str, here: Fraction, end: Fraction | None, grid: Fraction, corners: Corners
    ) -> Fraction | None:
        """The end of a stretch, or the last round number before it that is accepted."""
        if end is None or end == here or self._fits(name, end, corners):
            return end
        sign = 1 if end > here else -1
        fine, bad = 0, floor(abs(end - here) / grid) + 1
        while bad - fine > 1:
            middle = (fine + bad) // 2
            if self._fits(name, here + sign * middle * grid, corners):
                fine = middle
            else:
                bad = middle
        return here + sign * fine * grid

    def _fits(self, name: str, value: Fraction, corners: Corners) -> bool:
        return all(
            self.around({**self.point, **corner, name: value}) is not None for corner in corners
        )


def _nearest(cell: Between, here: Fraction) -> Fraction:
    """The end of a stretch that is next to a value outside of it."""
    if cell.low is not None and here <= cell.low:
        return cell.low
    assert cell.high is not None
    return cell.high


def _corners(found: Mapping[str, Sequence[Cell]]) -> Corners:
    """The ends of all ranges so far, in every combination; none for what is no number."""
    ends = {
        name: dict.fromkeys(end for cell in some if isinstance(cell, Between)
                            for end in (cell.low, cell.high) if end is not None)
        for name, some in found.items()
    }  # fmt: skip
    numeric = {name: tuple(some) for name, some in ends.items() if some}
    every = islice(product(*numeric.values()), MOST_CORNERS)
    return [dict(zip(numeric, values, strict=True)) for values in every]


def _open(case: Case, names: Sequence[str]) -> Case:
    """Also without what follows from how little is known now."""
    moved = set(followers(case.book, *names)) - set(case.stated)
    return replace(case, values={name: value for name, value in case.values.items()
                                 if name not in moved})  # fmt: skip


def _spread(kind: types.Numeric, here: Value) -> Iterator[Fraction]:
    """Numbers of a type, around one: some of them may be refused."""
    assert isinstance(here, Fraction)
    low = kind.low if kind.low is not None else min(here, Fraction(0)) - 2
    high = kind.high if kind.high is not None else max(here, low) + 4
    parts = (here, low, high, (low + here) / 2, (here + high) / 2, (low + 3 * here) / 4)
    yield from dict.fromkeys(Fraction(floor(one)) if kind.integer else one for one in parts)
