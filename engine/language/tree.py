"""The expression tree: what a condition or a derivation means.

Every reading (interpret, print, match, solve, ...) has an answer for each of these nodes;
`readings` is the registry of them, and `NODES` the list that it checks them against.
Spans point into the text that was parsed; they take no part in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from ..diagnostics.place import NOWHERE, Span

Operator = Literal["=", "!=", "<", "<=", ">", ">="]
TextOperator = Literal["starts with", "ends with", "contains"]
Unit = Literal["day", "month", "year"]
Calculation = Literal["+", "-", "*", "/"]
Quantifier = Literal["any", "all", "none", "at least", "exactly"]
Keep = Literal["all", "newest", "oldest", "run"]
COLLECTED = "collected"
"""How rules name what their gate collects: `none of collected`, `collected.an-item`."""
Function = Literal["count", "distinct", "sum", "min", "max", "mean", "median"]


class Node:
    """What all nodes have: room for what was worked out of them, no part of their value."""

    __slots__ = ("worked_out",)

    worked_out: dict[object, Any]


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """The constants `true` and `false`."""

    value: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact number."""

    value: Fraction
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A value of an enumeration or a set."""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """A text in quotes."""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class DayOf(Node):
    """A date, written in quotes."""

    value: date
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Today(Node):
    """`today`: the day as of which a case is looked at."""

    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A name whose kind is not settled yet; `resolve` leaves none of these."""

    value: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """The value of a fact."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Threshold(Node):
    """A named number of the rulebook."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Field(Node):
    """A field of the record at hand, inside an aggregate."""

    name: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Not(Node):
    """`not a`."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class And(Node):
    """`a and b and ...`."""

    operands: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Or(Node):
    """`a or b or ...`."""

    operands: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """`a >= b` and its five siblings."""

    operator: Operator
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Member(Node):
    """`a in [x, y]` and, negated, `a not in [x, y]`."""

    operand: Expression
    values: tuple[Expression, ...]
    negated: bool
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class TextTest(Node):
    """`a starts with "x"`, `a ends with "x"`, `a contains "x"`, for a text."""

    operator: TextOperator
    operand: Expression
    text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class HasAny(Node):
    """`s has any of [x, y]`, for a set."""

    operand: Expression
    values: tuple[Expression, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class IsEmpty(Node):
    """`s is empty`, for a set."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class IsKnown(Node):
    """`a is known`: never unknown itself."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class WasDeclined(Node):
    """`fact was declined`: asked, and dodged."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """`any of (..)`, `all of (..)`, `none of (..)`, `at least n of (..)`, `exactly n of (..)`.

    `named` is what stands there in place of the operands: `collected`, or `collected.an-item`
    for all of a single one. Only `resolve` knows the operands then.
    """

    quantifier: Quantifier
    count: int | None
    operands: tuple[Expression, ...]
    span: Span = _span()
    named: str = ""

    @property
    def item(self) -> str:
        """The id of the one item that is meant; empty where there may be several."""
        return self.named.removeprefix(COLLECTED).removeprefix(".")


@dataclass(frozen=True, slots=True)
class NumberOf(Node):
    """`number of (..)`: how many of the conditions hold; `named` as for `Quantified`."""

    operands: tuple[Expression, ...]
    span: Span = _span()
    named: str = ""


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """`a + b`, `a - b`, `a * b`, `a / b`, exactly."""

    operator: Calculation
    left: Expression
    right: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """`-a`."""

    operand: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Elapsed(Node):
    """`days from a to b`, `months from a to b`, `years from a to b`: whole ones, signed."""

    unit: Unit
    start: Expression
    end: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Shifted(Node):
    """`a + 60 days`, `a - 1 month`: a date so many days, months or years on, or back."""

    operator: Literal["+", "-"]
    operand: Expression
    amount: Expression
    unit: Unit
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if c then a else b`."""

    condition: Expression
    then: Expression
    otherwise: Expression
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Selection:
    """Records of a fact: all, the newest or oldest n, or the unbroken run up to the newest.

    `condition` filters before the newest or oldest are taken; a run lasts while it holds,
    among the records for which `among` holds.
    """

    source: str
    keep: Keep = "all"
    count: int | None = None
    condition: Expression | None = None
    among: Expression | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """`count(records)`, or the `sum`, `min`, `max`, `mean`, `median` of a value over them.

    `distinct` counts how many different values there are; a record without one counts on
    its own, once for all that are alike in every field. With `known`, records whose value is
    open are left out; a `count` has a value only then.
    """

    function: Function
    value: Expression | None
    records: Selection
    known: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ShareOf(Node):
    """`share(c in records)`: the part of the records for which `c` holds.

    With `known`, of those only of which it is known whether it does.
    """

    condition: Expression
    records: Selection
    known: bool = False
    span: Span = _span()


Leaf = Truth | Number | Word | Quote | DayOf | Today | Fact | Threshold | Field
Inner = (
    Not
    | And
    | Or
    | Compare
    | Member
    | TextTest
    | HasAny
    | IsEmpty
    | IsKnown
    | WasDeclined
    | Quantified
    | NumberOf
    | Arithmetic
    | Negative
    | Elapsed
    | Shifted
    | If
    | Aggregate
    | ShareOf
)
Expression = Leaf | Name | Inner

NODES: tuple[type[Leaf | Inner], ...] = (*get_args(Leaf), *get_args(Inner))
