"""Expression trees as JSON, for a reader in another language.

A node is a list: its name, and then its parts. Numbers are exact, as texts: `1/3`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..language.readings import Refusal, Table
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
    Selection,
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)
from ..language.values import number

Json = Any
Node = list[Json]


def tree_to_json(node: Expression) -> Node:
    """An expression as nested lists."""
    return TREES[type(node)](node)


def optional(node: Expression | None) -> Node | None:
    """The same where there may be none."""
    return None if node is None else tree_to_json(node)


def _all(nodes: tuple[Expression, ...]) -> list[Node]:
    return [tree_to_json(node) for node in nodes]


def _selection(found: Selection) -> dict[str, Json]:
    return {
        "source": found.source,
        "keep": found.keep,
        "count": found.count,
        "where": optional(found.condition),
        "among": optional(found.among),
    }


def _truth(node: Truth) -> Node:
    return ["truth", node.value]


def _number(node: Number) -> Node:
    return ["number", number(node.value)]


def _word(node: Word) -> Node:
    return ["word", node.value]


def _quote(node: Quote) -> Node:
    return ["word", node.value]


def _day(node: DayOf) -> Node:
    return ["day", node.value.isoformat()]


def _today(_node: Today) -> Node:
    return ["today"]


def _fact(node: Fact) -> Node:
    return ["fact", node.name]


def _threshold(node: Threshold) -> Node:
    return ["threshold", node.name]


def _field(node: Field) -> Node:
    return ["field", node.name]


def _not(node: Not) -> Node:
    return ["not", tree_to_json(node.operand)]


def _and(node: And) -> Node:
    return ["and", *_all(node.operands)]


def _or(node: Or) -> Node:
    return ["or", *_all(node.operands)]


def _compare(node: Compare) -> Node:
    return ["compare", node.operator, tree_to_json(node.left), tree_to_json(node.right)]


def _member(node: Member) -> Node:
    return ["in", node.negated, tree_to_json(node.operand), *_all(node.values)]


def _text_test(node: TextTest) -> Node:
    return ["passes", node.operator, node.text, tree_to_json(node.operand)]


def _has_any(node: HasAny) -> Node:
    return ["has", tree_to_json(node.operand), *_all(node.values)]


def _is_empty(node: IsEmpty) -> Node:
    return ["empty", tree_to_json(node.operand)]


def _is_known(node: IsKnown) -> Node:
    return ["known", tree_to_json(node.operand)]


def _was_declined(node: WasDeclined) -> Node:
    return ["declined", tree_to_json(node.operand)]


def _quantified(node: Quantified) -> Node:
    return ["quantified", node.quantifier, node.count, *_all(node.operands)]


def _number_of(node: NumberOf) -> Node:
    return ["number of", *_all(node.operands)]


def _arithmetic(node: Arithmetic) -> Node:
    return ["arithmetic", node.operator, tree_to_json(node.left), tree_to_json(node.right)]


def _negative(node: Negative) -> Node:
    return ["negative", tree_to_json(node.operand)]


def _elapsed(node: Elapsed) -> Node:
    return ["elapsed", node.unit, tree_to_json(node.start), tree_to_json(node.end)]


def _shifted(node: Shifted) -> Node:
    parts = tree_to_json(node.operand), tree_to_json(node.amount)
    return ["shifted", node.operator, node.unit, *parts]


def _if(node: If) -> Node:
    return ["if", *_all((node.condition, node.then, node.otherwise))]


def _aggregate(node: Aggregate) -> Node:
    return ["aggregate", node.function, node.known, optional(node.value), _selection(node.records)]


def _share(node: ShareOf) -> Node:
    return ["share", node.known, tree_to_json(node.condition), _selection(node.records)]


TREES: Table[Callable[[Any], Node]] = Table(
    "web.trees",
    "how does a page in a browser read it?",
    {
        Truth: _truth,
        Number: _number,
        Word: _word,
        Quote: _quote,
        DayOf: _day,
        Today: _today,
        Name: Refusal("`{node.value}` was never resolved"),
        Fact: _fact,
        Threshold: _threshold,
        Field: _field,
        Not: _not,
        And: _and,
        Or: _or,
        Compare: _compare,
        Member: _member,
        TextTest: _text_test,
        HasAny: _has_any,
        IsEmpty: _is_empty,
        IsKnown: _is_known,
        WasDeclined: _was_declined,
        Quantified: _quantified,
        NumberOf: _number_of,
        Arithmetic: _arithmetic,
        Negative: _negative,
        Elapsed: _elapsed,
        Shifted: _shifted,
        If: _if,
        Aggregate: _aggregate,
        ShareOf: _share,
    },
)
