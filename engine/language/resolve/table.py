"""The entry: a whole tree, with the type that is expected of it; and the function of each node."""

from __future__ import annotations

from .. import types
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
from . import comparisons, dates, logic, names, numbers, texts
from .resolver import BOOLEAN, Resolve, Resolved, Resolver, Scope


def resolve(tree: Expression, scope: Scope, expected: Type | None = None) -> Resolved:
    """Resolve `tree`; with `expected`, also check that it yields that type."""
    resolver = Resolver(scope, RESOLVING, [])
    if isinstance(expected, types.Boolean):
        settled = resolver.condition(tree)
        return Resolved(settled, None if resolver.problems else BOOLEAN, tuple(resolver.problems))
    settled, kind = resolver.resolve(tree, expected)
    if expected is not None and kind is not None and not compatible(kind, expected):
        resolver.unlike(tree.span, kind, expected)
    return Resolved(settled, kind, tuple(resolver.problems))


def compatible(kind: Type, expected: Type) -> bool:
    """Whether values of `kind` may stand where `expected` is asked for."""
    match kind, expected:
        case types.Enumeration(values), types.Enumeration(allowed):
            return set(values) <= set(allowed)
        case types.SetOf(values), types.SetOf(allowed):
            return set(values) <= set(allowed)
        case _:
            return type(kind) is type(expected)


RESOLVING: Table[Resolve] = Table(
    "language.resolve.table",
    "what are the names in it, and of which type is it?",
    {
        Truth: names.truth,
        Number: names.constant_number,
        Quote: names.quote,
        Name: names.name,
        **each(names.settled, Word, DayOf, Today, Fact, Threshold, Field),
        Not: logic.negation,
        **each(logic.junction, And, Or),
        Quantified: logic.quantified,
        NumberOf: logic.number_of,
        **each(logic.status, IsKnown, WasDeclined),
        If: logic.choice,
        Compare: comparisons.compare,
        Member: comparisons.member,
        TextTest: texts.text_test,
        HasAny: comparisons.has_any,
        IsEmpty: comparisons.is_empty,
        Arithmetic: numbers.arithmetic,
        Negative: numbers.negative,
        Elapsed: dates.elapsed,
        Shifted: dates.shifted,
        Aggregate: numbers.aggregate,
        ShareOf: numbers.share,
    },
)
