"""Where a number stands among the values it is compared with: its cells, in order.

Order encoding (Tamura et al., "Compiling Finite Linear CSP into SAT", 2009): for each value `v`
that matters there is one literal for "at least `v`", and where numbers are real one for "above
`v`". Each implies all lower ones, so that any choice of truths that keeps to this is a cell of
the number line with a number in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

from .linear import Leaf
from .logic import Term

Mark = tuple[Fraction, bool]
"""At least the value; with True, above it."""


@dataclass(slots=True, eq=False)
class Ladder:
    """A sum of numbers, and what it is compared with, from the lowest mark to the highest.

    `leaves` are the numbers, each with how many times it counts; `weighed` are literals that
    count so much when they hold. `whole` if the sum is a whole number.
    """

    leaves: tuple[tuple[Fraction, Leaf, Term], ...]
    weighed: tuple[tuple[Fraction, int], ...]
    whole: bool
    marks: list[Mark] = field(default_factory=list)
    literals: list[int] = field(default_factory=list)

    @property
    def tied(self) -> bool:
        """Whether it says something of several numbers at once, or of one that is no variable."""
        return len(self.leaves) > 1 or bool(self.weighed) or isinstance(self.leaves[0][1], Term)

    def mark(self, value: Fraction, strict: bool) -> Mark:
        if self.whole:
            return Fraction(floor(value) + 1 if strict else ceil(value)), False
        return value, strict

    def literal(self, mark: Mark, make: Callable[[], int]) -> tuple[int, list[tuple[int, int]]]:
        """The literal of a mark, and what a new one implies and is implied by, as clauses."""
        place = bisect_left(self.marks, mark)
        if place < len(self.marks) and self.marks[place] == mark:
            return self.literals[place], []
        made = make()
        lower = [(-made, one) for one in self.literals[max(place - 1, 0) : place]]
        higher = [(-one, made) for one in self.literals[place : place + 1]]
        self.marks.insert(place, mark)
        self.literals.insert(place, made)
        return made, lower + higher

    def cell(self, holds: Callable[[int], bool]) -> tuple[int, int]:
        """Where the number stands: the places of the highest mark it passes and of the next."""
        place = 0
        while place < len(self.literals) and holds(self.literals[place]):
            place += 1
        return place - 1, place

    def bounds(self, holds: Callable[[int], bool]) -> Iterator[int]:
        """The literals that say in which cell the number is, as they hold."""
        passed, ahead = self.cell(holds)
        if passed >= 0:
            yield self.literals[passed]
        if ahead < len(self.literals):
            yield -self.literals[ahead]

    def plainest(self, holds: Callable[[int], bool]) -> Fraction:
        """A number of its cell: zero, an end of it, a whole one, or the one in the middle."""
        passed, ahead = self.cell(holds)
        low = self.marks[passed] if passed >= 0 else None
        high = self.marks[ahead] if ahead < len(self.marks) else None  # not passed
        return plainest(low, high, self.whole)


def plainest(low: Mark | None, high: Mark | None, whole: bool) -> Fraction:
    """A number that passes `low` and does not pass `high`."""

    def inside(value: Fraction) -> bool:
        over = low is None or (value > low[0] if low[1] else value >= low[0])
        return over and (high is None or (value <= high[0] if high[1] else value < high[0]))

    tries = [Fraction(0)]
    if low is not None:
        tries += [low[0], Fraction(floor(low[0]) + 1)]
    if high is not None:
        tries += [high[0], Fraction(ceil(high[0]) - 1)]
    if low is not None and high is not None and not whole:
        tries.append((low[0] + high[0]) / 2)
    return next(filter(inside, tries))
