"""What counts of conditions mean: how many of several hold, and whether these are enough.

A count is known within bounds even while some of its conditions are unknown. For `interpret`,
which has the meaning of what stands inside ready (`Ask`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from .comparison import Bounded
from .known import Facts, Kleene, at_least, conjunction, negate
from .over_records import Ask, Meaning
from .tree import Compare, Expression, NumberOf, Quantified
from .values import Record

Counter = Callable[[Facts, Record | None], tuple[int, int]]
"""How many of some conditions hold: at least, and at most."""
Bounds = tuple[Fraction | None, Fraction | None]


def counter_of(asked: Sequence[Meaning]) -> Counter:
    """How many of the conditions hold: at least, and at most if all unknown ones held."""

    def so_many(facts: Facts, record: Record | None) -> tuple[int, int]:
        found = [one(facts, record) for one in asked]
        least = found.count(True)
        return least, least + found.count(None)

    return so_many


def quantified(node: Quantified, ask: Ask) -> Meaning:
    """Whether as many operands hold as are asked for."""
    count, wanted = counter_of([*map(ask, node.operands)]), _wanted(node)
    return lambda facts, record: wanted(*count(facts, record))


def _wanted(node: Quantified) -> Callable[[int, int], Kleene]:
    """Whether so many operands, at least and at most, are as many as are asked for."""
    wanted, every = node.count or 0, len(node.operands)
    match node.quantifier:
        case "any":
            return lambda least, most: at_least(least, most, 1)
        case "all":
            return lambda least, most: at_least(least, most, every)
        case "none":
            return lambda least, most: negate(at_least(least, most, 1))
        case "at least":
            return lambda least, most: at_least(least, most, wanted)
        case "exactly":
            return lambda least, most: conjunction(
                [at_least(least, most, wanted), negate(at_least(least, most, wanted + 1))]
            )


def number_of(node: NumberOf, ask: Ask) -> Meaning:
    """How many of the operands hold, once that is told."""
    count = counter_of([*map(ask, node.operands)])

    def found(facts: Facts, record: Record | None) -> Fraction | None:
        least, most = count(facts, record)
        return Fraction(least) if least == most else None

    return found


def counted(node: Compare, ask: Ask) -> Meaning:
    """A comparison with a count, which may be told before the count is."""
    left, right, operator = _bounds(node.left, ask), _bounds(node.right, ask), node.operator
    return lambda facts, record: _BOUNDED.compare(
        operator, left(facts, record), right(facts, record)
    )


def _bounds(node: Expression, ask: Ask) -> Callable[[Facts, Record | None], Bounds]:
    if isinstance(node, NumberOf):
        count = counter_of([*map(ask, node.operands)])

        def between(facts: Facts, record: Record | None) -> Bounds:
            least, most = count(facts, record)
            return Fraction(least), Fraction(most)

        return between
    number = ask(node)

    def exactly(facts: Facts, record: Record | None) -> Bounds:
        found = number(facts, record)
        return found, found

    return exactly


def _not_below(left: Bounds, right: Bounds) -> Kleene:
    (low, high), (bottom, top) = left, right
    if low is None or high is None or bottom is None or top is None:
        return None
    if low >= top:
        return True
    return None if high >= bottom else False


_BOUNDED = Bounded(_not_below, negate, lambda one, other: conjunction([one, other]))
