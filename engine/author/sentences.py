"""A rule as an English sentence, with its thresholds filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..language import types
from ..language.comparison import RELATIONS
from ..language.readings import Table, each
from ..language.show import COMPARISON, NOT, binding, selection, show, unit_of
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
    Function,
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
from ..language.values import number, quote
from ..rulebook.collect import Item
from ..rulebook.model import OPEN, OTHERWISE, Book, Rule

CALCULATION = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
FUNCTION: Mapping[Function, str] = {
    "sum": "the sum of",
    "min": "the smallest",
    "max": "the largest",
    "mean": "the mean of",
    "median": "the median of",
    "distinct": "the number of different values of",
}

ENDS: Mapping[Function, str] = {"min": "the earliest", "max": "the latest"}
"""Of dates."""


def sentence(rule: Rule, book: Book) -> str:
    """`When <condition>, the gate comes out `no`.`; for `otherwise`: `In any other case, …`."""
    end = "the gate stays open" if rule.then == OPEN else f"the gate comes out `{rule.then}`"
    plain = isinstance(rule.when, Truth) and not rule.columns
    if plain or rule.id == OTHERWISE:
        return f"In any other case {end}."
    if rule.columns:
        columns = "; ".join(Words(book).condition(column) for column in rule.columns)
        needs = f", and {Words(book).condition(rule.needs)}" if rule.needs is not None else ""
        return f"When it has the most matches among: {columns}{needs}: {end}."
    return f"When {Words(book).condition(rule.when)}, {end}."


def collected(item: Item, book: Book) -> str:
    """`Told when <condition>, and counted.`"""
    return f"Told and counted when {Words(book).condition(item.when)}."


class Words:
    """The reading of conditions as English; facts keep their names, thresholds show both."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def of(self, node: Expression) -> str:
        """The words for a condition or a value."""
        return WORDS[type(node)](node, self)

    def condition(self, node: Expression) -> str:
        """A part that is true or false; a bare fact says that it is true."""
        if isinstance(node, Truth):
            return "always" if node.value else "never"
        bare = isinstance(node, Fact | Field)
        return f"{self.of(node)} is true" if bare else self.of(node)

    def grouped(self, node: Expression) -> str:
        """A part that would be misread without brackets."""
        loose = binding(node) < NOT
        return f"({self.condition(node)})" if loose else self.condition(node)

    def is_date(self, node: Aggregate) -> bool:
        """Whether the values that an aggregate goes over are dates, as far as their form tells."""
        of = self.book.vocabulary.facts[node.records.source].type
        fields = of.fields if isinstance(of, types.Records) else {}
        value = node.value
        return isinstance(value, Shifted | Today) or (
            isinstance(value, Field) and isinstance(fields.get(value.name), types.Day)
        )

    def listed(self, nodes: tuple[Expression, ...], word: str) -> str:
        parts = [self.of(node) for node in nodes]
        return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _truth(node: Truth, _words: Words) -> str:
    return show(node)


def _number(node: Number, _words: Words) -> str:
    return number(node.value)


def _spelt(node: Word | Quote | DayOf | Today | Name, _words: Words) -> str:
    return show(node)


def _named(node: Fact | Field, _words: Words) -> str:
    return f"`{node.name}`"


def _threshold(node: Threshold, words: Words) -> str:
    threshold = words.book.thresholds[node.name]
    unit = f" {threshold.unit}" if threshold.unit else ""
    return f"{number(threshold.value)}{unit} (`{node.name}`)"


def _not(node: Not, words: Words) -> str:
    if isinstance(node.operand, Fact | Field):
        return f"{words.of(node.operand)} is false"
    return f"it is not so that {words.grouped(node.operand)}"


def _and(node: And, words: Words) -> str:
    return " and ".join(words.grouped(operand) for operand in node.operands)


def _or(node: Or, words: Words) -> str:
    return " or ".join(words.grouped(operand) for operand in node.operands)


def _compare(node: Compare, words: Words) -> str:
    return f"{words.of(node.left)} {RELATIONS[node.operator].verb} {words.of(node.right)}"


def _member(node: Member, words: Words) -> str:
    verb = "is none of" if node.negated else "is one of"
    return f"{words.of(node.operand)} {verb} {words.listed(node.values, 'or')}"


def _has_any(node: HasAny, words: Words) -> str:
    return f"{words.of(node.operand)} includes {words.listed(node.values, 'or')}"


def _text_test(node: TextTest, words: Words) -> str:
    return f"{words.of(node.operand)} {node.operator} {quote(node.text)}"


def _is_empty(node: IsEmpty, words: Words) -> str:
    return f"{words.of(node.operand)} is empty"


def _is_known(node: IsKnown, words: Words) -> str:
    if isinstance(node.operand, Fact):
        return f"{words.of(node.operand)} is known"
    return f"it is known whether {words.condition(node.operand)}"


def _was_declined(node: WasDeclined, words: Words) -> str:
    return f"the question for {words.of(node.operand)} was dodged"


def _quantified(node: Quantified, words: Words) -> str:
    if node.item:
        return f"`{node.item}` holds"
    count = f" {node.count}" if node.count is not None else ""
    if node.named:
        return f"{node.quantifier}{count} of what is collected {_verb(node)}"
    parts = "; ".join(words.condition(operand) for operand in node.operands)
    return f"{node.quantifier}{count} of these: {parts}"


def _verb(node: Quantified) -> str:
    return "hold" if node.quantifier == "all" or (node.count or 1) != 1 else "holds"


def _number_of(node: NumberOf, words: Words) -> str:
    if node.named:
        return "the number of what is collected that holds"
    parts = "; ".join(words.condition(operand) for operand in node.operands)
    return f"the number of these that hold ({parts})"


def _arithmetic(node: Arithmetic, words: Words) -> str:
    return f"{words.of(node.left)} {CALCULATION[node.operator]} {words.of(node.right)}"


def _elapsed(node: Elapsed, words: Words) -> str:
    return f"the whole {node.unit}s from {words.of(node.start)} to {words.of(node.end)}"


def _shifted(node: Shifted, words: Words) -> str:
    amount = words.of(node.amount)
    day, verb = words.of(node.operand), CALCULATION[node.operator]
    return f"{day} {verb} {amount} {unit_of(amount, node.unit)}"


def _negative(node: Negative, words: Words) -> str:
    return f"minus {words.of(node.operand)}"


def _if(node: If, words: Words) -> str:
    condition, then = words.grouped(node.condition), words.of(node.then)
    return f"{then} if {condition}, else {words.of(node.otherwise)}"


def _aggregate(node: Aggregate, words: Words) -> str:
    if node.value is None:
        return f"the number of records in {selection(node.records)}"
    if node.function == "count":
        return f"the number of records in {selection(node.records)} {_told(node.value, words)}"
    dates = node.function in ENDS and words.is_date(node)
    function = ENDS[node.function] if dates else FUNCTION[node.function]
    value = f"{function} {words.of(node.value)}"
    return f"{value}{_where_known(node)} in {selection(node.records)}"


def _share_of(node: ShareOf, words: Words) -> str:
    condition = words.condition(node.condition)
    return f"the share with {condition}{_where_known(node)} in {selection(node.records)}"


def _told(node: Expression, words: Words) -> str:
    if binding(node) > COMPARISON:
        return f"in which {words.of(node)} is known"
    return f"of which it is known whether {words.condition(node)}"


def _where_known(node: Aggregate | ShareOf) -> str:
    return ", where that is known," if node.known else ""


WORDS: Table[Callable[[Any, Words], str]] = Table(
    "author.sentences",
    "how is it said in English?",
    {
        Truth: _truth,
        Number: _number,
        **each(_spelt, Word, Quote, DayOf, Today, Name),
        **each(_named, Fact, Field),
        Threshold: _threshold,
        Not: _not,
        And: _and,
        Or: _or,
        Compare: _compare,
        Member: _member,
        HasAny: _has_any,
        TextTest: _text_test,
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
        ShareOf: _share_of,
    },
)
