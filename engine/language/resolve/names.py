"""Names and quoted values: facts, fields, thresholds, and the words of an enumeration."""

from __future__ import annotations

from ...diagnostics.codes.collecting import UNKNOWN_ITEM
from ...diagnostics.codes.conditions import (
    UNKNOWN_FACT,
    UNKNOWN_NAME,
    UNKNOWN_THRESHOLD,
    UNKNOWN_VALUE,
)
from ...diagnostics.place import Span
from ...diagnostics.suggestion import did_you_mean
from .. import types
from ..calendar import day_of, why_no_day
from ..tree import (
    COLLECTED,
    DayOf,
    Expression,
    Fact,
    Field,
    Name,
    Number,
    Quantified,
    Quote,
    Threshold,
    Today,
    Truth,
    Word,
)
from ..types import Type
from .resolver import BOOLEAN, Resolver, Typed

TRUTHS = {"yes": "true", "no": "false", "true": "true", "false": "false"}


def name(node: Name, resolver: Resolver, expected: Type | None) -> Typed:
    fields = resolver.scope.fields or {}
    if isinstance(expected, types.Enumeration | types.SetOf) and "." not in node.value:
        expected_word = node.value not in fields or node.value in expected.values
        if expected_word:
            return _word(resolver, node.value, node.span, expected)
    if node.value in fields:
        return Field(node.value, node.span), fields[node.value]
    if node.value in resolver.scope.facts:
        return Fact(node.value, node.span), resolver.scope.facts[node.value]
    if node.value in resolver.scope.thresholds:
        whole = resolver.scope.thresholds[node.value].denominator == 1
        return Threshold(node.value, node.span), types.Numeric(integer=whole)
    if node.value.startswith(f"{COLLECTED}."):
        return _item(resolver, node)
    if is_today(resolver, node.value):
        return Today(node.span), types.Day()
    if isinstance(expected, types.Boolean) and node.value.lower() in TRUTHS:
        help_ = f"write `{TRUTHS[node.value.lower()]}`"
        message = f"`{node.value}` is neither true nor false"
        resolver.report(UNKNOWN_VALUE, message, node.span, help_)
        return node, None
    if isinstance(expected, types.Text) and "." not in node.value:
        message = f"`{node.value}` stands for a text, and needs quotes"
        resolver.report(UNKNOWN_VALUE, message, node.span, f'write `"{node.value}"`')
        return node, None
    return _unknown(resolver, node)


TODAY, NOW = "today", ("now", "current_date", "current_day")


def is_today(resolver: Resolver, word: str) -> bool:
    """Whether a bare word is the day: `today`, unless a field or a threshold is called so."""
    fields = resolver.scope.fields or {}
    return word == TODAY and word not in fields and word not in resolver.scope.thresholds


def _word(
    resolver: Resolver, value: str, span: Span, expected: types.Enumeration | types.SetOf
) -> Typed:
    if expected.values and value not in expected.values:
        listed = ", ".join(expected.values)
        help_ = did_you_mean(value, expected.values) or f"it can be: {listed}"
        resolver.report(UNKNOWN_VALUE, f"`{value}` is not one of its values", span, help_)
        return Word(value, span), None
    return Word(value, span), types.Enumeration((value,))


def _item(resolver: Resolver, node: Name) -> Typed:
    """One of the things that the gate collects: its condition, under the item's name."""
    found, name = resolver.collected(node.span), node.value.partition(".")[2]
    if found is None:
        return node, None
    if name not in found:
        help_ = did_you_mean(name, found) or f"items: {', '.join(found)}"
        resolver.report(UNKNOWN_ITEM, f"nothing called `{name}` is collected", node.span, help_)
        return node, None
    operands = resolver.filled_in(node.span, (found[name],))
    return Quantified("all", None, operands, node.span, node.value), BOOLEAN


def _unknown(resolver: Resolver, node: Name) -> Typed:
    if "." in node.value:
        unknown_fact(resolver, node.value, node.span)
    elif resolver.scope.fields is not None:
        known = [*resolver.scope.fields, *resolver.scope.thresholds]
        help_ = did_you_mean(node.value, known)
        resolver.report(UNKNOWN_NAME, f"no field or threshold `{node.value}`", node.span, help_)
    else:
        _unknown_threshold(resolver, node)
    return node, None


def unknown_fact(resolver: Resolver, name: str, span: Span) -> None:
    help_ = did_you_mean(name, resolver.scope.facts) or "name it under `facts:` in facts.yaml"
    resolver.report(UNKNOWN_FACT, f"unknown fact `{name}`", span, help_)


def _unknown_threshold(resolver: Resolver, node: Name) -> None:
    facts = [name for name in resolver.scope.facts if name.endswith("." + node.value)]
    owner = next(
        (name for name in resolver.scope.facts if has_value(resolver, name, node.value)), None
    )
    bare = [name for name in resolver.scope.facts if "." not in name]
    help_ = did_you_mean(node.value, [*resolver.scope.thresholds, *bare])
    if node.value.lower() in (TODAY, *NOW):
        help_ = "for the day as of which a case is looked at write `today`"
    elif facts:
        help_ = f"did you mean `{facts[0]}`?"
    elif owner is not None:
        help_ = f"it is a value of `{owner}`: write `{owner} in [.., {node.value}]`"
    default = "name it under `thresholds:`, or quote it if it is a value"
    resolver.report(
        UNKNOWN_THRESHOLD, f"unknown threshold `{node.value}`", node.span, help_ or default
    )


def has_value(resolver: Resolver, fact: str, value: str) -> bool:
    kind = resolver.scope.facts[fact]
    return isinstance(kind, types.Enumeration) and value in kind.values


def quote(node: Quote, resolver: Resolver, expected: Type | None) -> Typed:
    match expected:
        case types.Enumeration() | types.SetOf():
            return _word(resolver, node.value, node.span, expected)
        case types.Day():
            return _day(resolver, node)
        case _:
            return node, types.Text()


def _day(resolver: Resolver, node: Quote) -> Typed:
    day = day_of(node.value)
    if day is not None:
        return DayOf(day, node.span), types.Day()
    message = f"`{node.value}` is no date"
    resolver.report(UNKNOWN_VALUE, message, node.span, why_no_day(node.value))
    return node, None


def truth(node: Truth, _resolver: Resolver, _expected: Type | None) -> Typed:
    return node, BOOLEAN


def constant_number(node: Number, _resolver: Resolver, _expected: Type | None) -> Typed:
    return node, types.Numeric(integer=node.value.denominator == 1)


def settled(node: Expression, _resolver: Resolver, _expected: Type | None) -> Typed:
    """What only resolving makes is not looked at again."""
    return node, None
