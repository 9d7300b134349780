"""A condition over several lines: one part a line where it is too long for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.readings import Table, each
from ..language.show import AND, NOT, OR, PRODUCT, SUM, show, within
from ..language.tree import (
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

STEP = "  "


def lay_out(tree: Expression, width: int) -> list[str]:
    """The canonical spelling of `tree`, in lines of at most `width` where it can be broken."""
    whole = show(tree)
    return [whole] if len(whole) <= width else LAYOUTS[type(tree)](tree, width)


def _whole(tree: Expression, _width: int) -> list[str]:
    return [show(tree)]


def _and(tree: And, width: int) -> list[str]:
    return _joined("and", tree.operands, NOT, width)


def _or(tree: Or, width: int) -> list[str]:
    return _joined("or", tree.operands, AND, width)


def _not(tree: Not, width: int) -> list[str]:
    inner = _part(tree.operand, NOT, width - len("not "))
    return [f"not {inner[0]}", *inner[1:]]


def _quantified(tree: Quantified, width: int) -> list[str]:
    if tree.named:
        return [show(tree)]
    count = f" {tree.count}" if tree.count is not None else ""
    return _listed(f"{tree.quantifier}{count} of (", tree.operands, width)


def _number_of(tree: NumberOf, width: int) -> list[str]:
    return [show(tree)] if tree.named else _listed("number of (", tree.operands, width)


def _arithmetic(tree: Arithmetic, width: int) -> list[str]:
    if tree.operator not in ("+", "-"):
        return [show(tree)]
    right = f"{tree.operator} {within(tree.right, PRODUCT)}"
    return [*lay_out(tree.left, width), right]


def _compare(tree: Compare, width: int) -> list[str]:
    if not isinstance(tree.left, NumberOf | Arithmetic):
        return [show(tree)]
    *first, last = lay_out(tree.left, width)
    return [*first, f"{last} {tree.operator} {within(tree.right, SUM)}"]


def _joined(word: str, operands: tuple[Expression, ...], at_least: int, width: int) -> list[str]:
    lines: list[str] = []
    for place, operand in enumerate(operands):
        part = _part(operand, at_least, width - len(word) - 1)
        lines += part if place == 0 else [f"{word} {part[0]}", *part[1:]]
    return lines


def _part(operand: Expression, at_least: int, width: int) -> list[str]:
    """One operand, in parentheses where it binds too loosely."""
    if within(operand, at_least) == show(operand):
        return lay_out(operand, width)
    inner = lay_out(operand, width - 2)
    opened = [f"({inner[0]}", *(f" {line}" for line in inner[1:])]
    return [*opened[:-1], f"{opened[-1]})"]


def _listed(head: str, operands: tuple[Expression, ...], width: int) -> list[str]:
    lines = [head]
    for place, operand in enumerate(operands):
        inner = lay_out(operand, width - len(STEP) - 1)
        end = ")" if place == len(operands) - 1 else ","
        lines += [f"{STEP}{line}" for line in inner[:-1]] + [f"{STEP}{inner[-1]}{end}"]
    return lines


def _choice(tree: If, width: int) -> list[str]:
    condition, then = within(tree.condition, OR), within(tree.then, OR)
    otherwise = lay_out(tree.otherwise, width - len("else "))
    return [f"if {condition}", f"then {then}", f"else {otherwise[0]}", *otherwise[1:]]


LAYOUTS: Table[Callable[[Any, int], list[str]]] = Table(
    "author.layout",
    "how is it broken where it is too long for one line?",
    {
        And: _and,
        Or: _or,
        Not: _not,
        Quantified: _quantified,
        NumberOf: _number_of,
        If: _choice,
        Arithmetic: _arithmetic,
        Compare: _compare,
        **each(_whole, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_whole, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_whole, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)
