"""Dates that are reckoned with, as terms; the calendar itself is in `calendar`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Protocol

from ..language.calendar import MONTHS
from ..language.comparison import RELATIONS
from ..language.tree import Compare, Elapsed, Expression, Operator, Shifted
from ..language.values import Value
from . import calendar, logic
from .logic import Term, both, negation
from .terms import Condition, Encodes, Quantity, Row


class Dated(Encodes, Protocol):
    """What dates ask of an encoder besides: what is known, and dates taken apart."""

    calendar: calendar.Calendar

    def known(self, node: Expression, row: Row | None) -> Value | None:
        """What is known already."""


def elapsed(encoder: Dated, node: Elapsed, row: Row | None) -> Quantity:
    """How many whole days, months or years have passed."""
    start, end = encoder.quantity(node.start, row), encoder.quantity(node.end, row)
    defined = both(start.defined, end.defined)
    if node.unit == "day":
        return Quantity(end.term - start.term, defined)
    of_a_unit = MONTHS[node.unit]
    return Quantity(encoder.calendar.months_between(start.term, end.term, of_a_unit), defined)


def shifted(encoder: Dated, node: Shifted, row: Row | None) -> Quantity:
    """The day so many days, months or years on."""
    day, amount = encoder.quantity(node.operand, row), encoder.quantity(node.amount, row)
    count = Quantity(amount.term if node.operator == "+" else -amount.term, amount.defined)
    if node.unit == "day":
        return encoder.calendar.days_on(day, count)
    return encoder.calendar.months_on(day, Quantity(count.term * MONTHS[node.unit], count.defined))


def compared(encoder: Dated, node: Compare, row: Row | None) -> Condition | None:
    """Months that have passed beside a known number, or months on beside a known date.

    By the day at which that turns; None for any other comparison.
    """
    mirrored = RELATIONS[node.operator].mirrored
    for side, operator, other in (
        (node.left, node.operator, node.right),
        (node.right, mirrored, node.left),
    ):
        known = encoder.known(other, row)
        if isinstance(side, Elapsed) and side.unit != "day" and isinstance(known, Fraction):
            return _passed(encoder, side, operator, known, row)
        if isinstance(side, Shifted) and side.unit != "day" and isinstance(known, date):
            count = encoder.known(side.amount, row)
            if isinstance(count, Fraction) and count.denominator == 1:
                months = int(count) * MONTHS[side.unit] * (1 if side.operator == "+" else -1)
                return _landed(encoder.quantity(side.operand, row), months, operator, known)
    return None


def _landed(day: Quantity, months: int, operator: Operator, known: date) -> Condition:
    defined = both(day.defined, calendar.lands(day.term, months))

    def least(ordinal: int) -> Term:
        return calendar.lands_from(day.term, months, ordinal)

    holds = _against(operator, Fraction(known.toordinal()), least)
    return Condition(both(defined, holds), both(defined, negation(holds)))


def _passed(
    encoder: Dated, node: Elapsed, operator: Operator, number: Fraction, row: Row | None
) -> Condition:
    start, end = encoder.quantity(node.start, row), encoder.quantity(node.end, row)
    defined = both(start.defined, end.defined)

    def least(count: int) -> Term:
        return encoder.calendar.have_passed(start, end, count * MONTHS[node.unit])

    holds = _against(operator, number, least)
    return Condition(both(defined, holds), both(defined, negation(holds)))


def _against(operator: Operator, number: Fraction, least: Callable[[int], Term]) -> Term:
    """A whole number beside a known one, from when it is at least so much."""
    match operator:
        case ">=":
            return least(ceil(number))
        case ">":
            return least(floor(number) + 1)
        case "=" if number.denominator != 1:
            return logic.FALSE
        case "=":
            return both(least(int(number)), negation(least(int(number) + 1)))
        case "<" | "<=" | "!=":
            return negation(_against(RELATIONS[operator].contrary, number, least))
