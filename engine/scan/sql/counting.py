"""How many of some conditions hold, where some of them may be unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...language.comparison import Bounded
from . import number, words
from .number import Quantity, Term
from .value import between
from .words import Sql


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a count is at least, at most if all that is unknown held, and exactly if it is known."""

    least: Quantity
    most: Quantity
    exact: Quantity


def tally(found: Sequence[Sql]) -> Bounds:
    """How many of some conditions hold."""
    sums = [words.case([(one, words.whole(1))], words.whole(0)) for one in found]
    tops = [words.case([(words.negate(one), words.whole(0))], words.whole(1)) for one in found]
    return Bounds(_sum(sums), _sum(tops), _sum([words.as_number(one) for one in found]))


def _sum(parts: list[Sql]) -> Quantity:
    found = parts[0]
    for one in parts[1:]:
        found = words.plus(found, one)
    return Quantity(Term(found, Fraction(0), Fraction(len(parts))))


def at_least(wanted: int, size: int, tally: Bounds) -> Sql:
    """Whether so many of `size` conditions hold."""
    if wanted <= 0 or wanted > size:
        return words.truth(wanted <= 0)
    wanted_ = number.constant(Fraction(wanted))
    enough = number.compared(">=", tally.least, wanted_)
    too_few = number.compared("<", tally.most, wanted_)
    open_ = words.case([(enough, words.truth(True)), (too_few, words.truth(False))])
    return words.first_known(number.compared(">=", tally.exact, wanted_), open_)


def not_below(left: Bounds, right: Bounds) -> Sql:
    surely = between(">=", left.least, right.most)
    never = between("<", left.most, right.least)
    return words.case([(surely, words.truth(True)), (never, words.truth(False))])


BOUNDED: Bounded[Bounds, Sql] = Bounded(
    not_below, words.negate, lambda one, other: words.every([one, other])
)
