"""Comparisons, memberships and sets: whether both sides go together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ...diagnostics.code import Code
from ...diagnostics.codes.conditions import THRESHOLD_OUT_OF_RANGE, UNLIKE_TYPES, VALUE_OUT_OF_RANGE
from ...diagnostics.place import Span
from .. import types
from ..comparison import constant
from ..readings import Table, each
from ..tree import (
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
from ..types import Type
from ..values import number
from .names import has_value, is_today
from .resolver import BOOLEAN, Resolver, Typed


def compare(node: Compare, resolver: Resolver, _expected: Type | None) -> Typed:
    if is_bare(resolver, node.left) and not is_bare(resolver, node.right):
        right, right_type = resolver.resolve(node.right)
        left, left_type = _beside(resolver, node.left, right_type)
    else:
        left, left_type = resolver.resolve(node.left)
        right, right_type = _beside(resolver, node.right, left_type)
    settled = replace(node, left=left, right=right)
    if left_type is not None and right_type is not None:
        _check_comparison(resolver, settled, left_type, right_type)
    return settled, BOOLEAN


def _beside(resolver: Resolver, node: Expression, kind: Type | None) -> Typed:
    """The other side of a comparison; beside a mistake the value of some fact is no mistake."""
    if kind is None and isinstance(node, Name) and _is_value(resolver, node.value):
        return node, None
    return resolver.resolve(node, kind)


def _is_value(resolver: Resolver, word: str) -> bool:
    return any(has_value(resolver, fact, word) for fact in resolver.scope.facts)


def is_bare(resolver: Resolver, node: Expression) -> bool:
    """Whether only the other side of a comparison can tell what `node` is."""
    return BARE[type(node)](node, resolver)


def _constant(_node: Expression, _resolver: Resolver) -> bool:
    return True


def _name(node: Name, resolver: Resolver) -> bool:
    fields = resolver.scope.fields or {}
    if is_today(resolver, node.value) and not _is_value(resolver, node.value):
        return False
    return "." not in node.value and node.value not in fields


def _typed(_node: Expression, _resolver: Resolver) -> bool:
    return False


BARE: Table[Callable[[Any, Resolver], bool]] = Table(
    "language.resolve.comparisons.is_bare",
    "can only the other side of a comparison tell what it is?",
    {
        **each(_constant, Quote, Number, Truth),
        Name: _name,
        **each(_typed, Word, DayOf, Today, Fact, Threshold, Field),
        **each(_typed, Not, And, Or, Quantified, NumberOf, If),
        **each(_typed, Compare, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_typed, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)


QUOTED_DATE = 'a date stands in quotes: "2026-11-01"'


def _check_comparison(resolver: Resolver, node: Compare, left: Type, right: Type) -> None:
    names = types.type_names[type(left)], types.type_names[type(right)]
    both = {type(left), type(right)}
    if both & {types.SetOf, types.Records}:
        _not_comparable(
            resolver, node, left if isinstance(left, types.SetOf | types.Records) else right
        )
    elif len(both) > 1:
        quoted = both == {types.Numeric, types.Text}
        dated = both == {types.Numeric, types.Day}
        help_ = "write the number without quotes" if quoted else QUOTED_DATE if dated else None
        message = f"{names[0]} cannot be compared with {names[1]}"
        resolver.report(UNLIKE_TYPES, message, node.span, help_)
    elif node.operator not in ("=", "!=") and not both & {*types.ORDERED}:
        message = f"`{node.operator}` needs numbers or dates; this is {names[0]}"
        resolver.report(UNLIKE_TYPES, message, node.span)
    else:
        _check_range(resolver, left, node.right)
        _check_range(resolver, right, node.left)


def _not_comparable(resolver: Resolver, node: Compare, kind: Type) -> None:
    help_ = "write `has any of [..]` or `is empty`"
    if isinstance(kind, types.Records):
        help_ = "use `count(..)`, `sum(..)`, `share(..)` or another aggregate"
    message = f"{types.type_names[type(kind)]} cannot be compared"
    resolver.report(UNLIKE_TYPES, message, node.span, help_)


def _check_range(resolver: Resolver, kind: Type, other: Expression) -> None:
    """A constant that the type beside it can never reach is a slip: a share of 30."""
    value = constant(other, resolver.scope.thresholds)
    if not isinstance(kind, types.Numeric) or not isinstance(value, Fraction):
        return
    if not kind.below(value) and not kind.above(value):
        return
    if isinstance(other, Threshold):
        told = f"threshold `{other.name}` of {number(value)}"
        _out_of_range(resolver, THRESHOLD_OUT_OF_RANGE, told, kind, value, other.span)
    else:
        _out_of_range(resolver, VALUE_OUT_OF_RANGE, f"`{number(value)}`", kind, value, other.span)


def _out_of_range(
    resolver: Resolver, code: Code, told: str, kind: types.Numeric, value: Fraction, span: Span
) -> None:
    message = f"{told} is out of range here"
    percent = kind == types.SHARE and 1 < value <= 100 and value.denominator == 1
    meant = f"; write {number(value)} % as `{number(value / 100)}`" if percent else ""
    help_ = f"it is compared with {types.describe(kind)}{meant}"
    resolver.report(code, message, span, help_)


def member(node: Member, resolver: Resolver, _expected: Type | None) -> Typed:
    operand, kind = resolver.resolve(node.operand)
    if isinstance(kind, types.SetOf):
        help_ = "write `has any of [..]` for a set"
        resolver.report(UNLIKE_TYPES, "`in` needs a single value", node.span, help_)
        return replace(node, operand=operand), BOOLEAN
    return replace(node, operand=operand, values=_listed(resolver, node.values, kind)), BOOLEAN


def _listed(
    resolver: Resolver, values: tuple[Expression, ...], kind: Type | None
) -> tuple[Expression, ...]:
    return tuple(_one_of(resolver, value, kind) for value in values)


def _one_of(resolver: Resolver, value: Expression, kind: Type | None) -> Expression:
    if kind is None:
        return value
    tree, found = resolver.resolve(value, kind)
    if found is not None and isinstance(tree, Fact | Field):
        resolver.report(UNLIKE_TYPES, "only fixed values can be listed", value.span)
    elif found is not None and type(found) is not type(kind):
        resolver.unlike(value.span, found, kind)
    elif found is not None:
        _check_range(resolver, kind, tree)
    return tree


def has_any(node: HasAny, resolver: Resolver, _expected: Type | None) -> Typed:
    operand, kind = _set_operand(resolver, node.operand)
    single = types.Enumeration(kind.values) if isinstance(kind, types.SetOf) else None
    return replace(node, operand=operand, values=_listed(resolver, node.values, single)), BOOLEAN


def is_empty(node: IsEmpty, resolver: Resolver, _expected: Type | None) -> Typed:
    return replace(node, operand=_set_operand(resolver, node.operand)[0]), BOOLEAN


def _set_operand(resolver: Resolver, node: Expression) -> Typed:
    tree, kind = resolver.resolve(node)
    if kind is not None and not isinstance(kind, types.SetOf):
        found = types.type_names[type(kind)]
        resolver.report(UNLIKE_TYPES, f"this is {found}, not a set", node.span)
        return tree, None
    return tree, kind
