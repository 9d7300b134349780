"""The types a fact or an expression can have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .values import number


@dataclass(frozen=True, slots=True)
class Boolean:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Numeric:
    """An exact number within closed bounds; `None` leaves an end open."""

    integer: bool = False
    low: Fraction | None = None
    high: Fraction | None = None

    def holds(self, value: Fraction) -> bool:
        """Whether `value` is one that a fact of this type can have."""
        whole = not self.integer or value.denominator == 1
        return whole and not self.below(value) and not self.above(value)

    def below(self, value: Fraction) -> bool:
        return self.low is not None and _less(value, self.low)

    def above(self, value: Fraction) -> bool:
        return self.high is not None and _less(self.high, value)


def _less(one: Fraction, other: Fraction) -> bool:
    """As `one < other`, several times as fast: most are whole numbers."""
    return one.numerator * other.denominator < other.numerator * one.denominator


@dataclass(frozen=True, slots=True)
class Enumeration:
    """One word of a closed list."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetOf:
    """Any number of words of a closed list."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Free text: the same as another or not, and what it starts with, ends with or contains."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, written YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Records:
    """A list of records; `key`, where there is one, is unique and orders them."""

    fields: Mapping[str, Type]
    key: str | None = None


type_names: Mapping[type[Type], str] = {
    Boolean: "true or false",
    Numeric: "a number",
    Enumeration: "a word",
    SetOf: "a set of words",
    Text: "text",
    Day: "a date",
    Records: "a list of records",
}

Type = Boolean | Numeric | Enumeration | SetOf | Text | Day | Records

ORDERED = (Numeric, Day)
"""What is less or more, and can go up and down; of all other values one is as good as another."""

SHARE = Numeric(low=Fraction(0), high=Fraction(1))


def alike(left: Type, right: Type) -> bool:
    """Whether two types have the same values, in whatever order they are listed."""
    if isinstance(left, Enumeration | SetOf) and isinstance(right, Enumeration | SetOf):
        return type(left) is type(right) and {*left.values} == {*right.values}
    if isinstance(left, Records) and isinstance(right, Records):
        fields = left.fields.keys() | right.fields.keys()
        known = left.fields.keys() & right.fields.keys()
        return (left.key, fields) == (right.key, known) and all(
            alike(left.fields[name], right.fields[name]) for name in known
        )
    return left == right


def describe(kind: Type) -> str:
    """What a value of this type looks like, in words: `a number from 0 to 1`."""
    match kind:
        case Numeric():
            return _describe_number(kind)
        case Enumeration():
            return "one of " + ", ".join(kind.values)
        case SetOf():
            return "a set of " + ", ".join(kind.values)
        case _:
            return type_names[type(kind)]


def _describe_number(kind: Numeric) -> str:
    name = "a whole number" if kind.integer else "a number"
    if kind.low is None:
        return name if kind.high is None else f"{name}, at most {number(kind.high)}"
    if kind.high is None:
        return f"{name}, at least {number(kind.low)}"
    return f"{name} from {number(kind.low)} to {number(kind.high)}"
