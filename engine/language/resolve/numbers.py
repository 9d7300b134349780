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
from .names import unknown_fact
from .resolver import COUNT, NUMBER, Resolver, Typed


def negative(node: Negative, resolver: Resolver, _expected: Type | None) -> Typed:
    return replace(node, operand=resolver.number(node.operand)), NUMBER


def arithmetic(node: Arithmetic, resolver: Resolver, _expected: Type | None) -> Typed:
    left, right = resolver.number(node.left), resolver.number(node.right)
    if node.operator == "/" and right == Number(Fraction(0)):
        resolver.report(DIVISION_BY_ZERO, "this divides by zero", node.span)
    return replace(node, left=left, right=right), NUMBER


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
    value = resolver.inside(kind).number(node.value) if kind else node.value
    return replace(node, records=records, value=value), NUMBER


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
