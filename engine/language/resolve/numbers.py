"""Numbers made of numbers, and what is made of records: sums, counts, shares."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ...diagnostics.codes.conditions import (
    DIVISION_BY_ZERO,
    RECORDS_WITHOUT_KEY,
    UNKNOWN_FACT,
    UNLIKE_TYPES,
)
from .. import types
from ..tree import Aggregate, Arithmetic, Negative, Number, Selection, ShareOf
from ..types import Type
from . import dates
from .names import unknown_fact
from .resolver import COUNT, NUMBER, Resolver, Typed

WHOLE = ("sum", "min", "max")
"""Summaries that are as whole as what they are of."""


def negative(node: Negative, resolver: Resolver, _expected: Type | None) -> Typed:
    operand, kind = resolver.amount(node.operand)
    return replace(node, operand=operand), _as_whole_as(kind)


def arithmetic(node: Arithmetic, resolver: Resolver, _expected: Type | None) -> Typed:
    (left, one), (right, other) = (
        resolver.resolve(side, NUMBER) for side in (node.left, node.right)
    )
    if isinstance(one, types.Day) or isinstance(other, types.Day):
        dates.reckoned(node, resolver, (one, other))
        return replace(node, left=left, right=right), None
    first, second = resolver.numeric(node.left, one), resolver.numeric(node.right, other)
    if node.operator == "/" and right == Number(Fraction(0)):
        resolver.report(DIVISION_BY_ZERO, "this divides by zero", node.span)
    whole = node.operator != "/" and _as_whole_as(first, second).integer
    return replace(node, left=left, right=right), types.Numeric(integer=whole)


def _as_whole_as(*kinds: types.Numeric | None) -> types.Numeric:
    return types.Numeric(integer=all(kind is not None and kind.integer for kind in kinds))


def share(node: ShareOf, resolver: Resolver, _expected: Type | None) -> Typed:
    records, kind = _records(resolver, node)
    condition = resolver.inside(kind).condition(node.condition) if kind else node.condition
    return replace(node, records=records, condition=condition), types.SHARE


def aggregate(node: Aggregate, resolver: Resolver, _expected: Type | None) -> Typed:
    records, kind = _records(resolver, node)
    if node.value is None:
        return replace(node, records=records), COUNT
    if node.function in ("count", "distinct"):
        value = resolver.inside(kind).resolve(node.value)[0] if kind else node.value
        return replace(node, records=records, value=value), COUNT
    value, of = _summarized(resolver.inside(kind), node) if kind else (node.value, NUMBER)
    return replace(node, records=records, value=value), of


def _summarized(resolver: Resolver, node: Aggregate) -> Typed:
    """What an aggregate is of; of dates there is an earliest and a latest, and nothing else."""
    assert node.value is not None
    tree, kind = resolver.resolve(node.value, NUMBER)
    match kind:
        case types.Numeric():
            return tree, _as_whole_as(kind) if node.function in WHOLE else NUMBER
        case types.Day() if node.function in ("min", "max"):
            return tree, kind
        case types.Day():
            message = f"`{node.function}` needs numbers; this is a date"
            help_ = "of dates there are `min`, the earliest, and `max`, the latest"
            resolver.report(UNLIKE_TYPES, message, node.value.span, help_)
        case None:
            pass
        case _:
            resolver.unlike(node.value.span, kind, NUMBER)
    return tree, None


def _records(
    resolver: Resolver, node: Aggregate | ShareOf
) -> tuple[Selection, types.Records | None]:
    if node.known:
        resolver.may_ask(node.span)
    return _selection(resolver, node.records)


def _selection(resolver: Resolver, node: Selection) -> tuple[Selection, types.Records | None]:
    kind = resolver.scope.facts.get(node.source)
    if not isinstance(kind, types.Records):
        _not_records(resolver, node, kind)
        return node, None
    if node.keep != "all" and kind.key is None:
        message = f"`{node.source}` has no key to order its records by"
        resolver.report(RECORDS_WITHOUT_KEY, message, node.span, "add `key:` to the fact")
    inside = resolver.inside(kind)
    condition = inside.condition(node.condition) if node.condition is not None else None
    among = inside.condition(node.among) if node.among is not None else None
    return replace(node, condition=condition, among=among), kind


def _not_records(resolver: Resolver, node: Selection, kind: Type | None) -> None:
    if not node.source:
        message, help_ = "this names no field of a list", "write `sum(group.list.field)`"
        resolver.report(UNKNOWN_FACT, message, node.span, help_)
    elif kind is None:
        unknown_fact(resolver, node.source, node.span)
    else:
        found = types.type_names[type(kind)]
        message = f"`{node.source}` is {found}, not a list of records"
        resolver.report(UNLIKE_TYPES, message, node.span)
