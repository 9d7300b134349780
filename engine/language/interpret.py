"""The three-valued interpreter: the meaning of the language, and the reference for all readings.

A value is `None` when unknown; numbers are exact fractions. Logic is Kleene's.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from .calendar import elapsed, shifted
from .comparison import RELATIONS, Bounded, counts
from .known import Facts as Facts
from .known import Kleene as Kleene
from .known import Setting as Setting
from .known import at_least
from .known import conjunction as conjunction
from .known import disjunction as disjunction
from .known import negate as negate
from .readings import Refusal, Table, each
from .records import SUMMARIES, summarized
from .texts import test_of
from .traverse import asked_about
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
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)
from .values import Record, Value


def truth(node: Expression, facts: Facts) -> Kleene:
    """Whether a condition holds: True, False, or None when the known facts do not tell."""
    return _truth(node, Setting(facts))


def evaluate(node: Expression, facts: Facts, record: Record | None = None) -> Value | None:
    """The value of any expression; None when unknown."""
    return value(node, Setting(facts, record))


def value(node: Expression, setting: Setting) -> Value | None:
    """The value of `node`; None when unknown."""
    found: Value | None = MEANINGS[type(node)](node, setting)
    return found


def _truth(node: Expression, setting: Setting) -> Kleene:
    found: Kleene = MEANINGS[type(node)](node, setting)
    return found


def _number(node: Expression, setting: Setting) -> Fraction | None:
    found: Fraction | None = MEANINGS[type(node)](node, setting)
    return found


# one function for each node


def _constant(node: Truth | Number | Word | Quote | DayOf, setting: Setting) -> Value | None:
    return node.value


def _fact(node: Fact, setting: Setting) -> Value | None:
    return setting.facts.value(node.name)


def _today(_node: Today, setting: Setting) -> Value | None:
    return setting.facts.as_of


def _threshold(node: Threshold, setting: Setting) -> Value | None:
    return setting.facts.threshold(node.name)


def _field(node: Field, setting: Setting) -> Value | None:
    assert setting.record is not None, f"field `{node.name}` outside a record"
    return setting.record.get(node.name)


def _not(node: Not, setting: Setting) -> Value | None:
    return negate(_truth(node.operand, setting))


def _and(node: And, setting: Setting) -> Value | None:
    return conjunction(_truth(operand, setting) for operand in node.operands)


def _or(node: Or, setting: Setting) -> Value | None:
    return disjunction(_truth(operand, setting) for operand in node.operands)


def _quantified(node: Quantified, setting: Setting) -> Value | None:
    least, most = tally(node.operands, setting)
    match node.quantifier:
        case "any":
            return at_least(least, most, 1)
        case "all":
            return at_least(least, most, len(node.operands))
        case "none":
            return negate(at_least(least, most, 1))
        case "at least":
            return at_least(least, most, node.count or 0)
        case "exactly":
            wanted = node.count or 0
            enough = at_least(least, most, wanted)
            return conjunction([enough, negate(at_least(least, most, wanted + 1))])


def tally(operands: Sequence[Expression], setting: Setting) -> tuple[int, int]:
    """How many of the conditions hold: at least, and at most if all unknown ones held."""
    found = [_truth(operand, setting) for operand in operands]
    return found.count(True), found.count(True) + found.count(None)


def _number_of(node: NumberOf, setting: Setting) -> Value | None:
    least, most = tally(node.operands, setting)
    return Fraction(least) if least == most else None


_HOLDS = {sign: relation.holds for sign, relation in RELATIONS.items()}


def _compare(node: Compare, setting: Setting) -> Value | None:
    if counts(node):
        left_bounds, right_bounds = _bounds(node.left, setting), _bounds(node.right, setting)
        return _BOUNDED.compare(node.operator, left_bounds, right_bounds)
    left, right = value(node.left, setting), value(node.right, setting)
    if left is None or right is None:
        return None
    return _HOLDS[node.operator](left, right)


Bounds = tuple[Fraction | None, Fraction | None]


def _bounds(node: Expression, setting: Setting) -> Bounds:
    """A count is known within bounds even while some of its conditions are unknown."""
    if isinstance(node, NumberOf):
        least, most = tally(node.operands, setting)
        return Fraction(least), Fraction(most)
    found = _number(node, setting)
    return found, found


def _not_below(left: Bounds, right: Bounds) -> Kleene:
    (low, high), (bottom, top) = left, right
    if low is None or high is None or bottom is None or top is None:
        return None
    if low >= top:
        return True
    return None if high >= bottom else False


_BOUNDED = Bounded(_not_below, negate, lambda one, other: conjunction([one, other]))


def _member(node: Member, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    if found is None:
        return None
    listed = [value(one, setting) for one in node.values]
    if found not in listed and None in listed:
        return None
    return (found in listed) is not node.negated


def _has_any(node: HasAny, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    if not isinstance(found, frozenset):
        return None
    return any(value(one, setting) in found for one in node.values)


def _text_test(node: TextTest, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    return test_of(node).holds(found) if isinstance(found, str) else None


def _is_empty(node: IsEmpty, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    return None if found is None else not found


def _is_known(node: IsKnown, setting: Setting) -> Value | None:
    return is_known(node.operand, setting)


def is_known(operand: Expression, setting: Setting) -> bool:
    """Whether an expression has a value; a fact on which voices differ has one of several."""
    if isinstance(operand, Fact) and setting.facts.disputed(operand.name):
        return True
    return value(operand, setting) is not None


def _was_declined(node: WasDeclined, setting: Setting) -> Value | None:
    return isinstance(node.operand, Fact) and setting.facts.declined(node.operand.name)


def _arithmetic(node: Arithmetic, setting: Setting) -> Value | None:
    left, right = _number(node.left, setting), _number(node.right, setting)
    if left is None or right is None:
        return None
    match node.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None


def _elapsed(node: Elapsed, setting: Setting) -> Value | None:
    start, end = value(node.start, setting), value(node.end, setting)
    if not isinstance(start, date) or not isinstance(end, date):
        return None
    return Fraction(elapsed(node.unit, start, end))


def _shifted(node: Shifted, setting: Setting) -> Value | None:
    day, amount = value(node.operand, setting), _number(node.amount, setting)
    if not isinstance(day, date) or amount is None or amount.denominator != 1:
        return None
    count = int(amount) if node.operator == "+" else -int(amount)
    return shifted(day, count, node.unit)


def _negative(node: Negative, setting: Setting) -> Value | None:
    found = _number(node.operand, setting)
    return None if found is None else -found


def _if(node: If, setting: Setting) -> Value | None:
    chosen = _truth(node.condition, setting)
    if chosen is not None:
        return value(node.then if chosen else node.otherwise, setting)
    then, otherwise = value(node.then, setting), value(node.otherwise, setting)
    return then if then == otherwise else None


def _aggregate(node: Aggregate, setting: Setting) -> Value | None:
    records = _summarized(node, setting)
    if records is None:
        return None
    if node.function == "count" or node.value is None:
        return Fraction(len(records))
    if node.function == "distinct":
        return Fraction(len({told_apart(node.value, one, setting) for one in records}))
    found = [_number(node.value, replace(setting, record=record)) for record in records]
    known = [one for one in found if one is not None]
    return SUMMARIES[node.function](known) if len(known) == len(found) else None


def told_apart(node: Expression, record: Record, setting: Setting) -> Hashable:
    """What tells records apart by a value of theirs; one without it goes by all its fields."""
    found = value(node, replace(setting, record=record))
    if found is not None:
        return found
    return frozenset((name, one) for name, one in record.items() if one is not None)


def _share_of(node: ShareOf, setting: Setting) -> Value | None:
    records = _summarized(node, setting)
    if not records:
        return None
    found = [_truth(node.condition, replace(setting, record=record)) for record in records]
    return None if None in found else Fraction(found.count(True), len(found))


def _summarized(node: Aggregate | ShareOf, setting: Setting) -> Sequence[Record] | None:
    """The records an aggregate goes over; None when the known fields do not tell."""
    records = setting.facts.value(node.records.source)
    if not isinstance(records, tuple):
        return None

    def found(inner: Expression, record: Record) -> Any:
        return value(inner, replace(setting, record=record))

    key = setting.facts.key(node.records.source)
    return summarized(node.records, asked_about(node), records, key, found)


MEANINGS: Table[Callable[[Any, Setting], Any]] = Table(
    "language.interpret",
    "which value does it have, as far as the known facts tell?",
    {
        **each(_constant, Truth, Number, Word, Quote, DayOf),
        Name: Refusal("`{node.value}` was never resolved"),
        Today: _today,
        Fact: _fact,
        Threshold: _threshold,
        Field: _field,
        Not: _not,
        And: _and,
        Or: _or,
        Quantified: _quantified,
        NumberOf: _number_of,
        Compare: _compare,
        Member: _member,
        HasAny: _has_any,
        TextTest: _text_test,
        IsEmpty: _is_empty,
        IsKnown: _is_known,
        WasDeclined: _was_declined,
        Arithmetic: _arithmetic,
        Negative: _negative,
        Elapsed: _elapsed,
        Shifted: _shifted,
        If: _if,
        Aggregate: _aggregate,
        ShareOf: _share_of,
    },
)
