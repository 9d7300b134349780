"""How far the values of a flip can be moved, one fact after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import floor

from ...case.bases import followers
from ...case.case import Case
from ...language import types
from ...language.values import Value
from ...solve.completions import Completions
from ...solve.logic import Term, negation
from ...solve.terms import Encoded
from ...solve.variables import equals
from ..space.cells import Cell, Exactly, cells
from ..space.inquiry import Inquiry
from ..space.intersections import comparisons, crossings
from ..space.regions import cell_of, union
from ..space.universal import UniversalEncoder
from .days import turning_days
from .feasible import Feasible

ROUNDED = Fraction(1, 2)
"""How far a derived fact may be from what it follows from, if it is written as a whole number."""


class _Box:
    """A case without the facts that change, and all its completions."""

    def __init__(self, inquiry: Inquiry, names: Sequence[str], point: Mapping[str, Value]) -> None:
        case, facts = _open(inquiry, names), inquiry.book.vocabulary.facts
        followed = [one for one in point if facts[one].derive is not None]
        numbers = [one for one in followed if isinstance(facts[one].type, types.Numeric)]
        self.encoder = UniversalEncoder(case, rounded=dict.fromkeys(numbers, ROUNDED))
        self.terms: Mapping[str, Encoded] = {name: self.encoder.fact(name) for name in point}
        self.completions = Completions(case, inquiry.space.flow, self.encoder)
        self.known = [
            term if name in point else negation(term) for name, term in self.encoder.knowns.items()
        ]
        self.known += [
            term if name not in point and inquiry.case.declined(name) else negation(term)
            for name, term in self.encoder.declines.items()
        ]

    def equal(self, name: str, value: Value) -> Term:
        return equals(self.terms[name], value, self.encoder.variables)

    def inside(self, name: str, found: Sequence[Cell]) -> Term:
        return union(self.terms[name], found, self.encoder.variables)

    def verdicts(self, *given: Term) -> tuple[str, ...]:
        stated = self.encoder.stated.values()
        return self.completions.verdicts_where(*self.known, *stated, *given)


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
    def feasible(self) -> Feasible:
        return Feasible(self.inquiry, self.point)

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
        tried = (
            (one, self.box.verdicts(*given, self.box.inside(name, [one]))) for one in candidates
        )
        good = [one for one, verdicts in tried if verdicts == (self.target,)]
        if cell_of(here, good) is None:
            return (Exactly(here),)
        parts = (self.feasible.part(name, one, earlier) for one in good)
        kept = [one for one in parts if one is not None]
        return tuple(kept) if cell_of(here, kept) is not None else (Exactly(here),)

    def _cells(self, name: str) -> Iterator[Cell]:
        """All values but today's, in as few cells as conditions can tell apart."""
        kind, now = self.book.vocabulary.facts[name].type, self.inquiry.case.value(name)
        compared = (*self.inquiry.marks.get(name, ()), *self._crossings(name, kind))
        every = cells(kind, compared)
        yield from every if now is None else (one for one in every if one != Exactly(now))

    def _crossings(self, name: str, kind: types.Type) -> Sequence[Value]:
        """Where sums, differences and shares with this number meet what they stand against."""
        here = self.point[name]
        if isinstance(here, date):
            days = turning_days(self.book, here, lambda day: self.around({**self.point, name: day}))
            return [*dict.fromkeys(days)]
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


def _open(inquiry: Inquiry, names: Sequence[str]) -> Case:
    """Without the facts that change, and without what follows from how little is known now."""
    case = inquiry.case_without(names)
    moved = set(followers(case.book, *names)) - set(case.stated)
    kept = {name: value for name, value in case.values.items() if name not in moved}
    return replace(case, values=kept | _unseen(inquiry.case, names))


def _unseen(case: Case, names: Sequence[str]) -> dict[str, Value]:
    """The sightings of questions that change: whatever the answer is, they count as not seen."""
    vocabulary = case.book.vocabulary
    heard = [one for name in names for one in vocabulary.heard_under.get(name, ())]
    return {
        name: assumed
        for name in heard
        if (assumed := vocabulary.facts[name].assume) is not None
        and name not in (*names, *case.asked)
        and (case.value(name) is None or name in case.assumed)
    }


def _spread(kind: types.Numeric, here: Value) -> Iterator[Fraction]:
    """Numbers of a type, around one: some of them may be refused."""
    assert isinstance(here, Fraction)
    low = kind.low if kind.low is not None else min(here, Fraction(0)) - 2
    high = kind.high if kind.high is not None else max(here, low) + 4
    parts = (here, low, high, (low + here) / 2, (here + high) / 2, (low + 3 * here) / 4)
    yield from dict.fromkeys(Fraction(floor(one)) if kind.integer else one for one in parts)
