"""What a variable of a diagram can be: the cells of a number, the values of a list.

A variable is a fact, something asked of one (a word of a set, how a text begins), or the
difference of several facts that a rule compares with each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..solve.ladder import Mark, plainest
from ..solve.linear import Leaf
from ..solve.logic import Form, Term, compared, constant, negation, same


@dataclass(frozen=True, slots=True)
class Point:
    """One number, or the code of one word."""

    value: Fraction

    @property
    def sample(self) -> Fraction:
        return self.value

    def has(self, value: Fraction) -> bool:
        return value == self.value

    def terms(self, number: Term) -> Iterable[Term]:
        """What says of a number that it is in the cell."""
        yield same(number, constant(self.value))


@dataclass(frozen=True, slots=True)
class Others:
    """All numbers but some."""

    but: tuple[Fraction, ...]

    @property
    def sample(self) -> Fraction:
        return max(self.but) + 1

    def has(self, value: Fraction) -> bool:
        return value not in self.but

    def terms(self, number: Term) -> Iterable[Term]:
        for one in self.but:
            yield negation(same(number, constant(one)))


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that pass `low` and do not pass `high`."""

    low: Mark | None
    high: Mark | None
    whole: bool

    @property
    def sample(self) -> Fraction:
        return plainest(self.low, self.high, self.whole)

    def has(self, value: Fraction) -> bool:
        above = self.low is None or _passes(value, self.low)
        return above and not (self.high is not None and _passes(value, self.high))

    def terms(self, number: Term) -> Iterable[Term]:
        if self.low is not None:
            yield _passing(number, self.low)
        if self.high is not None:
            yield negation(_passing(number, self.high))


Cell = Point | Others | Range


def _passes(value: Fraction, mark: Mark) -> bool:
    return value > mark[0] if mark[1] else value >= mark[0]


def _passing(number: Term, mark: Mark) -> Term:
    return compared(">" if mark[1] else ">=", number, constant(mark[0]))


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number is compared with, by which sign: `number` `sign` `value`."""

    form: Form
    value: Fraction
    mirrored: bool

    def holds(self, number: Fraction) -> bool:
        match self.form, self.mirrored:
            case Form.SAME, _:
                return number == self.value
            case Form.BELOW, False:
                return number < self.value
            case Form.BELOW, True:
                return number > self.value
            case _, False:
                return number <= self.value
            case _:
                return number >= self.value

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Where it turns."""
        if self.form is Form.SAME:
            return (self.value, False), (self.value, True)
        strict = (self.form is Form.UP_TO) != self.mirrored
        return ((self.value, strict),)


def cells_of(
    compared_with: Iterable[Bounds], whole: bool, low: Fraction | None, high: Fraction | None
) -> tuple[Cell, ...]:
    """The cells of a number between two ends, by all that it is compared with."""
    bounds = list(compared_with)
    if all(one.form is Form.SAME for one in bounds) and low is high is None:
        values = tuple(sorted({one.value for one in bounds}))
        return (*map(Point, values), Others(values))
    marks = sorted({_mark(mark, whole) for one in bounds for mark in one.marks})
    inner = [mark for mark in marks if _inside(mark, low, high)]
    first = (low, False) if low is not None else None
    last = (high, True) if high is not None else None
    ends: list[Mark | None] = [first, *inner, last]
    return tuple(Range(*pair, whole) for pair in pairwise(ends))


def _mark(mark: Mark, whole: bool) -> Mark:
    if not whole:
        return mark
    value, strict = mark
    return Fraction(value.__floor__() + 1 if strict else value.__ceil__()), False


def _inside(mark: Mark, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether numbers of the range lie on either side of a mark."""
    value, strict = mark
    over = low is None or value > low or (value == low and strict)
    return over and (high is None or value < high or (value == high and not strict))


@dataclass(frozen=True, slots=True)
class Variable:
    """What a diagram asks for at one level.

    `leaves` are what it is the sum of, each with how many times it counts; of a condition there is
    one, and its cells are false and true. `facts` are those it is read from.
    """

    leaves: tuple[tuple[Fraction, Leaf], ...]
    facts: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, value: Fraction) -> int | None:
        """The place of the cell that a number is in; None where it is in none."""
        return next((n for n, one in enumerate(self.cells) if one.has(value)), None)
