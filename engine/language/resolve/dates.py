"""Dates made of dates, and how long it is from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...diagnostics.codes.conditions import NOT_WHOLE, UNLIKE_TYPES
from .. import types
from ..show import PRIMARY, PRODUCT, show, within
from ..tree import Arithmetic, Elapsed, Shifted
from ..types import Type
from .resolver import DAY, Resolver, Typed


def elapsed(node: Elapsed, resolver: Resolver, _expected: Type | None) -> Typed:
    start, end = resolver.day(node.start), resolver.day(node.end)
    return replace(node, start=start, end=end), types.Numeric(integer=True)


def shifted(node: Shifted, resolver: Resolver, _expected: Type | None) -> Typed:
    operand, kind = resolver.resolve(node.operand, DAY)
    amount, of = resolver.amount(node.amount)
    if kind is not None and not isinstance(kind, types.Day):
        message = f"{node.unit}s go with a date; this is {types.type_names[type(kind)]}"
        help_ = "write the number without its unit" if isinstance(kind, types.Numeric) else None
        resolver.report(UNLIKE_TYPES, message, node.operand.span, help_)
        return replace(node, operand=operand, amount=amount), None
    if of is not None and not of.integer:
        message = f"`{show(node.amount)}` need not be a whole number of {node.unit}s"
        resolver.report(NOT_WHOLE, message, node.amount.span, "count in whole ones")
    return replace(node, operand=operand, amount=amount), DAY


def reckoned(node: Arithmetic, resolver: Resolver, kinds: Sequence[Type | None]) -> None:
    """A date is reckoned with as if it were a number: what to write instead."""
    message = f"`{node.operator}` needs numbers; this is a date"
    if all(isinstance(kind, types.Day) for kind in kinds):
        message = f"`{node.operator}` does not go between dates"
    resolver.report(UNLIKE_TYPES, message, node.span, _instead(node, kinds))


def _instead(node: Arithmetic, kinds: Sequence[Type | None]) -> str | None:
    match node.operator, kinds:
        case "-", [types.Day(), types.Day()]:
            days = f"days from {within(node.right, PRIMARY)} to {within(node.left, PRIMARY)}"
            return f"write `{days}`"
        case "+" | "-", [types.Day(), types.Numeric()]:
            amount = within(node.right, PRODUCT)
            return f"write `{show(node.left)} {node.operator} {amount} days`, or months, or years"
        case "+", [types.Numeric(), types.Day()]:
            amount = within(node.left, PRODUCT)
            return f"write `{show(node.right)} + {amount} days`, or months, or years"
        case _:
            return None
