"""Expression tree to text: the canonical spelling. `parse(show(tree))` gives the tree back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, assert_never

from .readings import Table, each, reading
from .remembered import remembered
from .tree import (
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
from .values import is_quotient, number, quote, word, written

LOOSEST, OR, AND, NOT, COMPARISON, SUM, PRODUCT, FACTOR, PRIMARY = range(9)


@reading("how tightly does its outermost operator bind?")
def binding(node: Expression) -> int:
    """How tightly the outermost operator of `node` binds."""
    match node:
        case If():
            return LOOSEST
        case Or():
            return OR
        case And():
            return AND
        case Not():
            return NOT
        case Compare() | Member() | HasAny() | IsEmpty() | IsKnown() | WasDeclined():
            return COMPARISON
        case TextTest():
            return COMPARISON
        case Arithmetic():
            return SUM if node.operator in ("+", "-") else PRODUCT
        case Shifted():
            return SUM
        case Negative():
            return FACTOR
        case Number():
            return PRODUCT if is_quotient(node.value) else FACTOR if node.value < 0 else PRIMARY
        case (
            Truth() | Word() | Quote() | DayOf() | Today() | Name() | Fact() | Threshold() | Field()
        ):
            return PRIMARY
        case Quantified() | NumberOf() | Elapsed() | Aggregate() | ShareOf():
            return PRIMARY
        case _:
            assert_never(node)


@remembered
def show(node: Expression) -> str:
    """The canonical spelling of `node`."""
    return SPELLINGS[type(node)](node)


def within(node: Expression, at_least: int) -> str:
    """`node`, in parentheses where its operator binds looser than `at_least`."""
    text = show(node)
    return text if binding(node) >= at_least else f"({text})"


def _list(nodes: tuple[Expression, ...]) -> str:
    return ", ".join(show(node) for node in nodes)


def _truth(node: Truth) -> str:
    return written(node.value)


def _number(node: Number) -> str:
    return number(node.value)


def _word(node: Word) -> str:
    return word(node.value)


def _quote(node: Quote) -> str:
    return quote(node.value)


def _day(node: DayOf) -> str:
    return written(node.value)


def _today(_node: Today) -> str:
    return "today"


def _named(node: Fact | Threshold | Field) -> str:
    return node.name


def _unsettled(node: Name) -> str:
    return node.value


def _not(node: Not) -> str:
    return f"not {within(node.operand, NOT)}"


def _and(node: And) -> str:
    return " and ".join(within(operand, NOT) for operand in node.operands)


def _or(node: Or) -> str:
    return " or ".join(within(operand, AND) for operand in node.operands)


def _compare(node: Compare) -> str:
    return f"{within(node.left, SUM)} {node.operator} {within(node.right, SUM)}"


def _member(node: Member) -> str:
    operator = "not in" if node.negated else "in"
    return f"{within(node.operand, SUM)} {operator} [{_list(node.values)}]"


def _has_any(node: HasAny) -> str:
    return f"{within(node.operand, SUM)} has any of [{_list(node.values)}]"


def _text_test(node: TextTest) -> str:
    return f"{within(node.operand, SUM)} {node.operator} {quote(node.text)}"


def _is_empty(node: IsEmpty) -> str:
    return f"{within(node.operand, SUM)} is empty"


def _is_known(node: IsKnown) -> str:
    return f"{within(node.operand, SUM)} is known"


def _was_declined(node: WasDeclined) -> str:
    return f"{within(node.operand, SUM)} was declined"


def _quantified(node: Quantified) -> str:
    if node.item:
        return node.named
    count = f" {node.count}" if node.count is not None else ""
    return f"{node.quantifier}{count} of {_counted(node)}"


def _number_of(node: NumberOf) -> str:
    return f"number of {_counted(node)}"


def _counted(node: Quantified | NumberOf) -> str:
    return node.named or f"({_list(node.operands)})"


def _arithmetic(node: Arithmetic) -> str:
    level = binding(node)
    return f"{within(node.left, level)} {node.operator} {within(node.right, level + 1)}"


def _elapsed(node: Elapsed) -> str:
    return f"{node.unit}s from {within(node.start, PRIMARY)} to {within(node.end, PRIMARY)}"


def _shifted(node: Shifted) -> str:
    amount = within(node.amount, PRODUCT)
    return f"{within(node.operand, SUM)} {node.operator} {amount} {unit_of(amount, node.unit)}"


def unit_of(amount: str, unit: str) -> str:
    """`day` for one of them, else `days`."""
    return unit if amount == "1" else f"{unit}s"


def _negative(node: Negative) -> str:
    return f"-{within(node.operand, PRIMARY)}"


def _if(node: If) -> str:
    condition, then = within(node.condition, OR), within(node.then, OR)
    return f"if {condition} then {then} else {show(node.otherwise)}"


def _aggregate(node: Aggregate) -> str:
    if node.value is None:
        return f"{node.function}({selection(node.records)})"
    value = _known(node.value) if node.known else show(node.value)
    if node.function == "distinct":
        return f"count(distinct {value} in {selection(node.records)})"
    whole = node.records.keep == "all" and node.records.condition is None
    if whole and node.function != "count" and isinstance(node.value, Field | Name):
        known = "known " if node.known else ""
        return f"{node.function}({known}{node.records.source}.{show(node.value)})"
    return f"{node.function}({value} in {selection(node.records)})"


def _share_of(node: ShareOf) -> str:
    condition = _known(node.condition) if node.known else show(node.condition)
    return f"share({condition} in {selection(node.records)})"


def _known(node: Expression) -> str:
    """A value after `known`; a sign in front would read as `known` minus something."""
    text = show(node)
    return f"known ({text})" if text.startswith("-") else f"known {text}"


def selection(node: Selection) -> str:
    """Which records an aggregate goes over."""
    condition = show(node.condition) if node.condition is not None else ""
    match node.keep:
        case "run":
            among = f" where {show(node.among)}" if node.among is not None else ""
            return f"unbroken run of {node.source}{among} while {condition}"
        case "all":
            chosen = node.source
        case keep:
            chosen = f"{keep} {node.count} of {node.source}"
    return f"{chosen} where {condition}" if condition else chosen


SPELLINGS: Table[Callable[[Any], str]] = Table(
    "language.show",
    "how is it spelt?",
    {
        Truth: _truth,
        Number: _number,
        Word: _word,
        Quote: _quote,
        DayOf: _day,
        Today: _today,
        Name: _unsettled,
        **each(_named, Fact, Threshold, Field),
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
