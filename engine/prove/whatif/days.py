"""On which days comparisons turn, while one date moves and all else stays: found by bisection."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import pairwise

from ...case.case import Case
from ...language.calendar import LAST
from ...rulebook.model import Book
from ..space.intersections import Comparison, comparisons, gap

Around = Callable[[date], Case | None]
"""The case with another date; None where that is refused."""


def turning_days(book: Book, here: date, around: Around) -> Iterator[date]:
    """The first day, and the first after it, on which a comparison comes out in another way."""
    cases: dict[int, Case | None] = {}

    def sign(one: Comparison, day: int) -> int | None:
        if day not in cases:
            cases[day] = around(date.fromordinal(day))
        case = cases[day]
        found = gap(one.node, case, None) if case is not None else None
        return None if found is None else (found > 0) - (found < 0)

    for one in comparisons(book):
        if one.source is None:
            for low, high in pairwise(_spread(here.toordinal())):
                yield from _between(partial(sign, one), low, high)


def _spread(here: int) -> list[int]:
    """Days further and further away on both sides."""
    steps = [0, *(2**power for power in range(23))]
    every = {here + sign * step for step in steps for sign in (-1, 1)} | {1, LAST}
    return sorted(day for day in every if 1 <= day <= LAST)


def _between(sign: Callable[[int], int | None], low: int, high: int) -> Iterator[date]:
    """The days between two at which the sign is another than on the day before.

    None is a sign too: near the ends of the calendar a span leads to no day.
    """
    while (before := sign(low)) != sign(high):
        bad = high
        while bad - low > 1:
            middle = (low + bad) // 2
            low, bad = (middle, bad) if sign(middle) == before else (low, middle)
        yield date.fromordinal(bad)
        low = bad
