"""What durable_rules is told: properties, each a whole number per case, or missing when unknown.

durable_rules compares 64-bit integers exactly and anything else loosely (floating
point, `true` = 1, text above all numbers), so every value is coded as an integer in
such a way that comparing the codes is comparing the values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from ..language.comparison import constant
from ..language.interpret import Counter, Facts, counter, meaning, presence
from ..language.traverse import descend
from ..language.tree import Expression, NumberOf
from ..language.values import Value

LARGEST = 2**31 - 1  # durable_rules keeps a rule's constants in a C long, 32 bits on some systems


@dataclass(frozen=True, slots=True)
class Terms:
    """What is fixed before any case: the thresholds, and a number for every word.

    It answers as `Facts` of which none is known, to evaluate constant expressions.
    """

    thresholds: Mapping[str, Fraction]
    words: Mapping[str, int]

    @property
    def as_of(self) -> None:
        """Any day is meant."""

    def value(self, fact: str) -> None:
        """No fact is known."""

    def declined(self, fact: str) -> bool:
        """No fact was asked for."""
        return False

    def disputed(self, fact: str) -> bool:
        """Nobody differs on what nobody was asked."""
        return False

    def threshold(self, name: str) -> Fraction:
        """The value of a threshold."""
        return self.thresholds[name]

    def key(self, fact: str) -> None:
        """There are no records."""


def terms(conditions: Iterable[Expression], thresholds: Mapping[str, Fraction]) -> Terms:
    """The terms of a set of conditions."""
    parts = (part for condition in conditions for part in descend(condition))
    fixed_values = {constant(part, thresholds) for part in parts}
    words = sorted(value for value in fixed_values if isinstance(value, str))
    return Terms(thresholds, {word: number for number, word in enumerate(words, start=1)})


@dataclass(frozen=True, slots=True)
class Counting:
    """The facts of one case, in which everything is counted only once."""

    facts: Facts
    tallies: dict[int, tuple[int, int]] = field(default_factory=dict)

    def tally(self, operands: tuple[Expression, ...], count: Counter) -> tuple[int, int]:
        """How many of the conditions hold, at least and at most, as `count` counts them."""
        if id(operands) not in self.tallies:
            self.tallies[id(operands)] = count(self.facts, None)
        return self.tallies[id(operands)]


Coder = Callable[[Counting], int | None]
"""The number of a property in one case; None when it is unknown."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A condition that the interpreter answers: 1 or 0."""

    node: Expression

    def coder(self) -> Coder:
        return _of_value(self.node, lambda found: 1 if found else 0)


@dataclass(frozen=True, slots=True)
class Presence:
    """1 while the value is known."""

    node: Expression

    def coder(self) -> Coder:
        known = presence(self.node)
        return lambda counting: 1 if known(counting.facts, None) else None


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number in steps of 1/`scale`: even codes are whole steps, odd ones lie between two."""

    node: Expression
    scale: int

    def coder(self) -> Coder:
        return _of_value(self.node, partial(scaled, scale=self.scale))


def scaled(number: Fraction, scale: int) -> int:
    """The code of `number`, exact beside every constant that `fits`; the rest is clamped."""
    whole, rest = divmod(number.numerator * scale, number.denominator)
    return max(-LARGEST, min(LARGEST, 2 * whole + (rest != 0)))


def fits(constant: Fraction) -> bool:
    """Whether the code of `constant`, at the scale of its denominator, lies within the bounds."""
    return abs(2 * constant.numerator) < LARGEST


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as its number in the calendar."""

    node: Expression

    def coder(self) -> Coder:
        return _of_value(self.node, date.toordinal)


@dataclass(frozen=True, slots=True)
class Coded:
    """A word or a text, as its number in a table; 0 for those that no condition names."""

    node: Expression
    table: Mapping[str, int] = field(compare=False, repr=False)

    def coder(self) -> Coder:
        table = self.table
        return _of_value(self.node, lambda found: table.get(found, 0))


def _of_value(node: Expression, code: Callable[[Any], int]) -> Coder:
    """The code of a value, where it is known."""
    ask = meaning(node)

    def coded(counting: Counting) -> int | None:
        found = ask(counting.facts, None)
        return None if found is None else code(found)

    return coded


@dataclass(frozen=True, slots=True)
class Gap:
    """By how much `left` exceeds `right`; of what has no order, 0 when equal and else 1."""

    left: Expression
    right: Expression

    def coder(self) -> Coder:
        left, right = meaning(self.left), meaning(self.right)

        def coded(counting: Counting) -> int | None:
            one, other = left(counting.facts, None), right(counting.facts, None)
            return None if one is None or other is None else _apart(one, other)

        return coded


def _apart(left: Value, right: Value) -> int:
    match left, right:
        case Fraction(), Fraction():
            return scaled(left - right, 1)
        case date(), date():
            return (left - right).days
        case (bool() | str() | frozenset(), _):
            return int(left != right)
        case _:
            raise TypeError(f"no code says how {left!r} stands to {right!r}")


@dataclass(frozen=True, slots=True)
class Margin:
    """By how much a count certainly, or else possibly, exceeds what it is compared with."""

    left: Expression
    right: Expression
    certain: bool

    def coder(self) -> Coder:
        left, right, certain = _bounds(self.left), _bounds(self.right), self.certain

        def coded(counting: Counting) -> int | None:
            (low, high), (bottom, top) = left(counting), right(counting)
            if low is None or high is None or bottom is None or top is None:
                return None
            return scaled(Fraction(low - top if certain else high - bottom), 1)

        return coded


Bounds = tuple[int | Fraction | None, int | Fraction | None]


def _bounds(node: Expression) -> Callable[[Counting], Bounds]:
    if isinstance(node, NumberOf):
        operands, count = node.operands, counter(node.operands)
        return lambda counting: counting.tally(operands, count)
    number = meaning(node)

    def exactly(counting: Counting) -> Bounds:
        found = number(counting.facts, None)
        return found, found

    return exactly


Property = Flag | Presence | Scaled | Day | Coded | Gap | Margin
