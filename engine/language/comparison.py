"""What a comparison means, once for all readings that ask more of it than its truth.

Its operator: how it reads the other way round, what is its contrary, which words it has.
What stands in it: the pairs that are compared, the constants among them, and counts, which
are known within bounds before they are known.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Generic, TypeVar

from .readings import Table, each
from .tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Elapsed,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Operator,
    Or,
    Quantified,
    Quote,
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)

Constant = bool | Fraction | str | date
Thresholds = Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Relation:
    """One operator: when it holds, what it is from the other side and negated, and its words.

    `words` stand before the other side alone (`at least 3`), `verb` between both (`is at least`).
    """

    holds: Callable[[Any, Any], bool]
    mirrored: Operator
    contrary: Operator
    words: str
    verb: str


RELATIONS: Mapping[Operator, Relation] = {
    "=": Relation(operator.eq, "=", "!=", "exactly", "is"),
    "!=": Relation(operator.ne, "!=", "=", "other than", "is not"),
    "<": Relation(operator.lt, ">", ">=", "below", "is below"),
    "<=": Relation(operator.le, ">=", ">", "at most", "is at most"),
    ">": Relation(operator.gt, "<", "<=", "above", "is above"),
    ">=": Relation(operator.ge, "<=", "<", "at least", "is at least"),
}


# counts


def counts(node: Compare) -> bool:
    """Whether a side is `number of (..)`: then it may be told before every condition is."""
    return isinstance(node.left, NumberOf) or isinstance(node.right, NumberOf)


Side = TypeVar("Side")
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class Bounded(Generic[Side, Told]):
    """All six operators between sides known within bounds, from `left >= right` alone.

    Each reading brings its own sides (numbers, terms, conditions) and its own logic.
    """

    not_below: Callable[[Side, Side], Told]
    negate: Callable[[Told], Told]
    both: Callable[[Told, Told], Told]

    def compare(self, operator: Operator, left: Side, right: Side) -> Told:
        match operator:
            case ">=":
                return self.not_below(left, right)
            case "<=":
                return self.not_below(right, left)
            case "<":
                return self.negate(self.not_below(left, right))
            case ">":
                return self.negate(self.not_below(right, left))
            case "=":
                return self._same(left, right)
            case "!=":
                return self.negate(self._same(left, right))

    def _same(self, left: Side, right: Side) -> Told:
        return self.both(self.not_below(left, right), self.not_below(right, left))


# which pairs are compared


def comparisons_of(node: Expression) -> tuple[Compare, ...]:
    """What `node` itself compares, pair by pair; it comes out as these do."""
    return PAIRS[type(node)](node)


Pairs = tuple[Compare, ...]


def _itself(node: Compare) -> Pairs:
    return (node,)


def _with_each(node: Member) -> Pairs:
    return tuple(Compare("=", node.operand, one) for one in node.values)


def _no_pairs(_node: Expression) -> Pairs:
    return ()


PAIRS: Table[Callable[[Any], Pairs]] = Table(
    "language.comparison.comparisons_of",
    "which pairs does it compare, so that they turn where both are equal?",
    {
        Compare: _itself,
        Member: _with_each,
        **each(_no_pairs, HasAny, IsEmpty, IsKnown, WasDeclined),  # sets turn word by word
        **each(_no_pairs, TextTest),  # it turns at no single text
        **each(_no_pairs, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_no_pairs, Not, And, Or, Quantified, NumberOf, If),
        **each(_no_pairs, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What the value of a fact is compared with; `threshold` is its name, if it has one."""

    fact: str
    operator: Operator
    value: Fraction
    threshold: str | None = None


def limit_of(node: Expression, thresholds: Thresholds) -> Limit | None:
    """The limit that a condition sets to one fact, if it is as simple as that."""
    return LIMITS[type(node)](node, thresholds)


def _limit(node: Compare, thresholds: Thresholds) -> Limit | None:
    match node.left, node.right:
        case Fact(name=name), Number(value=value):
            return Limit(name, node.operator, value)
        case Fact(name=name), Threshold(name=threshold):
            return Limit(name, node.operator, thresholds[threshold], threshold)
    return None


def _no_limit(_node: Expression, _thresholds: Thresholds) -> None:
    return None


LIMITS: Table[Callable[[Any, Thresholds], Limit | None]] = Table(
    "language.comparison.limit_of",
    "which limit does it set to one fact?",
    {
        Compare: _limit,
        **each(_no_limit, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_no_limit, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_no_limit, Not, And, Or, Quantified, NumberOf, If),
        **each(_no_limit, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)


# constants


def constant(node: Expression, thresholds: Thresholds) -> Constant | None:
    """The value of a constant or of a threshold; None for all that depends on a case."""
    return CONSTANTS[type(node)](node, thresholds)


def _written(node: Truth | Number | Word | Quote | DayOf, _thresholds: Thresholds) -> Constant:
    return node.value


def _threshold(node: Threshold, thresholds: Thresholds) -> Constant:
    return thresholds[node.name]


def _of_the_case(_node: Expression, _thresholds: Thresholds) -> None:
    return None


CONSTANTS: Table[Callable[[Any, Thresholds], Constant | None]] = Table(
    "language.comparison.constant",
    "is it one value, whatever the case?",
    {
        **each(_written, Truth, Number, Word, Quote, DayOf),
        Threshold: _threshold,
        **each(_of_the_case, Today, Name, Fact, Field),
        **each(_of_the_case, Not, And, Or, Quantified, NumberOf, If),
        **each(_of_the_case, Compare, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_of_the_case, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)
