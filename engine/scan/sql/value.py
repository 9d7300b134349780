"""What an expression comes to in SQL: a piece, or a number; and the facts that it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ...language.tree import Operator
from . import number, words
from .number import Quantity, Term
from .words import Sql

Value = Sql | Quantity

UNKNOWN = Quantity(Term(words.NULL, Fraction(0), Fraction(0)))
"""A number that is known in no row."""


@dataclass(frozen=True, slots=True)
class Names:
    """What stands for each fact, and the numbers and the day of the rulebook.

    A fact that is no key is open in every row.
    """

    facts: Mapping[str, Value]
    thresholds: Mapping[str, Fraction]
    as_of: date | None = None

    def knowing(self, found: Mapping[str, Value]) -> Names:
        """The same with more facts, or other pieces for some."""
        return replace(self, facts={**self.facts, **found})


def known(value: Value) -> Sql:
    """Whether it has a value."""
    if not isinstance(value, Quantity):
        return words.is_known(value)
    parts = [value.top] + ([value.bottom] if value.bottom is not None else [])
    return words.every(words.is_known(one.sql) for one in parts)


def same(left: Value, right: Value) -> Sql:
    """Whether two values are equal."""
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return between("=", left, right)
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return words.null()
    return words.compared("=", left, right)


def between(operator: Operator, left: Quantity, right: Quantity) -> Sql:
    """How two numbers compare; unknown where one is open."""
    if is_open(left) or is_open(right):
        return words.null()
    return number.compared(operator, left, right)


def is_open(value: Quantity) -> bool:
    """Whether a number is known in no row."""
    return words.is_constant(value.top.sql, None)
