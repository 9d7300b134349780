"""The three-valued interpreter: the meaning of the language, and the reference for all readings.

A value is `None` when unknown; numbers are exact fractions. Logic is Kleene's. What a node means
is made ready once, as a function of the facts, and kept with the node: cases are many.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

from .calendar import elapsed, shifted
from .comparison import RELATIONS, Bounded, counts
from .known import Facts as Facts
from .known import Kleene as Kleene
from .known import at_least
from .known import conjunction as conjunction
from .known import disjunction as disjunction
from .known import negate as negate
from .readings import Refusal, Table, each
from .records import SUMMARIES, summarized
from .remembered import remembered
from .texts import test_of
from .traverse import asked_about
from .tree import (
    Aggregate,
    And,
    Arithmetic,
    Calculation,
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

Meaning = Callable[[Facts, Record | None], Any]
"""Of a node: its value by the facts and, inside an aggregate, the record at hand."""


@remembered
def meaning(node: Expression) -> Meaning:
    """What `node` means, to be asked about any number of cases; None is for unknown."""
    return MEANINGS[type(node)](node)


def truth(node: Expression, facts: Facts) -> Kleene:
    """Whether a condition holds: True, False, or None when the known facts do not tell."""
    found: Kleene = meaning(node)(facts, None)
    return found


def evaluate(node: Expression, facts: Facts, record: Record | None = None) -> Value | None:
    """The value of any expression; None when unknown."""
    found: Value | None = meaning(node)(facts, record)
    return found


# one function for each node


def _constant(node: Truth | Number | Word | Quote | DayOf) -> Meaning:
    found = node.value
    return lambda _facts, _record: found


def _fact(node: Fact) -> Meaning:
    name = node.name
    return lambda facts, _record: facts.value(name)


def _today(_node: Today) -> Meaning:
    return lambda facts, _record: facts.as_of


def _threshold(node: Threshold) -> Meaning:
    name = node.name
    return lambda facts, _record: facts.threshold(name)


def _field(node: Field) -> Meaning:
    name = node.name

    def found(_facts: Facts, record: Record | None) -> Value | None:
        assert record is not None, f"field `{name}` outside a record"
        return record.get(name)

    return found


def _not(node: Not) -> Meaning:
    operand = meaning(node.operand)
    return lambda facts, record: negate(operand(facts, record))


def _and(node: And) -> Meaning:
    operands = [*map(meaning, node.operands)]

    def found(facts: Facts, record: Record | None) -> Kleene:
        so_far: Kleene = True
        for one in operands:
            held = one(facts, record)
            if held is False:
                return False
            if held is None:
                so_far = None
        return so_far

    return found


def _or(node: Or) -> Meaning:
    operands = [*map(meaning, node.operands)]

    def found(facts: Facts, record: Record | None) -> Kleene:
        so_far: Kleene = False
        for one in operands:
            held = one(facts, record)
            if held is True:
                return True
            if held is None:
                so_far = None
        return so_far

    return found


def _quantified(node: Quantified) -> Meaning:
    count, wanted = counter(node.operands), _wanted(node)

    def found(facts: Facts, record: Record | None) -> Kleene:
        return wanted(*count(facts, record))

    return found


def _wanted(node: Quantified) -> Callable[[int, int], Kleene]:
    """Whether so many operands, at least and at most, are as many as are asked for."""
    wanted, every = node.count or 0, len(node.operands)
    match node.quantifier:
        case "any":
            return lambda least, most: at_least(least, most, 1)
        case "all":
            return lambda least, most: at_least(least, most, every)
        case "none":
            return lambda least, most: negate(at_least(least, most, 1))
        case "at least":
            return lambda least, most: at_least(least, most, wanted)
        case "exactly":
            return lambda least, most: conjunction(
                [at_least(least, most, wanted), negate(at_least(least, most, wanted + 1))]
            )


Counter = Callable[[Facts, Record | None], tuple[int, int]]


def counter(operands: Sequence[Expression]) -> Counter:
    """How many of the conditions hold: at least, and at most if all unknown ones held."""
    asked = [*map(meaning, operands)]

    def counted(facts: Facts, record: Record | None) -> tuple[int, int]:
        found = [one(facts, record) for one in asked]
        least = found.count(True)
        return least, least + found.count(None)

    return counted


def _number_of(node: NumberOf) -> Meaning:
    count = counter(node.operands)

    def found(facts: Facts, record: Record | None) -> Fraction | None:
        least, most = count(facts, record)
        return Fraction(least) if least == most else None

    return found


_HOLDS = {sign: relation.holds for sign, relation in RELATIONS.items()}


def _compare(node: Compare) -> Meaning:
    if counts(node):
        return _counted(node)
    if isinstance(node.right, Number):
        return _beside(node, node.right.value)
    left, right, holds = meaning(node.left), meaning(node.right), _HOLDS[node.operator]

    def found(facts: Facts, record: Record | None) -> Kleene:
        one, other = left(facts, record), right(facts, record)
        if one is None or other is None:
            return None
        if type(one) is Fraction:  # whole numbers are compared ten times as fast
            return holds(one.numerator * other.denominator, other.numerator * one.denominator)
        return holds(one, other)

    return found


def _beside(node: Compare, constant: Fraction) -> Meaning:
    """A number beside a constant one."""
    left, holds = meaning(node.left), _HOLDS[node.operator]
    over, under = constant.numerator, constant.denominator

    def found(facts: Facts, record: Record | None) -> Kleene:
        one = left(facts, record)
        if one is None:
            return None
        return holds(one.numerator * under, over * one.denominator)

    return found


Bounds = tuple[Fraction | None, Fraction | None]


def _counted(node: Compare) -> Meaning:
    """A count is known within bounds even while some of its conditions are unknown."""
    left, right, operator = _bounds(node.left), _bounds(node.right), node.operator
    return lambda facts, record: _BOUNDED.compare(
        operator, left(facts, record), right(facts, record)
    )


def _bounds(node: Expression) -> Callable[[Facts, Record | None], Bounds]:
    if isinstance(node, NumberOf):
        count = counter(node.operands)

        def between(facts: Facts, record: Record | None) -> Bounds:
            least, most = count(facts, record)
            return Fraction(least), Fraction(most)

        return between
    number = meaning(node)

    def exactly(facts: Facts, record: Record | None) -> Bounds:
        found = number(facts, record)
        return found, found

    return exactly


def _not_below(left: Bounds, right: Bounds) -> Kleene:
    (low, high), (bottom, top) = left, right
    if low is None or high is None or bottom is None or top is None:
        return None
    if low >= top:
        return True
    return None if high >= bottom else False


_BOUNDED = Bounded(_not_below, negate, lambda one, other: conjunction([one, other]))


def _member(node: Member) -> Meaning:
    operand, values, negated = meaning(node.operand), [*map(meaning, node.values)], node.negated

    def found(facts: Facts, record: Record | None) -> Kleene:
        one = operand(facts, record)
        if one is None:
            return None
        listed = [value(facts, record) for value in values]
        if one not in listed and None in listed:
            return None
        return (one in listed) is not negated

    return found


def _has_any(node: HasAny) -> Meaning:
    operand, values = meaning(node.operand), [*map(meaning, node.values)]

    def found(facts: Facts, record: Record | None) -> Kleene:
        words = operand(facts, record)
        if not isinstance(words, frozenset):
            return None
        return any(value(facts, record) in words for value in values)

    return found


def _text_test(node: TextTest) -> Meaning:
    operand, test = meaning(node.operand), test_of(node)

    def found(facts: Facts, record: Record | None) -> Kleene:
        text = operand(facts, record)
        return test.holds(text) if isinstance(text, str) else None

    return found


def _is_empty(node: IsEmpty) -> Meaning:
    operand = meaning(node.operand)

    def found(facts: Facts, record: Record | None) -> Kleene:
        words = operand(facts, record)
        return None if words is None else not words

    return found


def _is_known(node: IsKnown) -> Meaning:
    return presence(node.operand)


def presence(operand: Expression) -> Meaning:
    """Whether an expression has a value; a fact on which voices differ has one of several."""
    if isinstance(operand, Fact):
        name = operand.name
        return lambda facts, _record: facts.value(name) is not None or facts.disputed(name)
    value = meaning(operand)
    return lambda facts, record: value(facts, record) is not None


def _was_declined(node: WasDeclined) -> Meaning:
    name = node.operand.name if isinstance(node.operand, Fact) else None
    return lambda facts, _record: name is not None and facts.declined(name)


def _arithmetic(node: Arithmetic) -> Meaning:
    left, right, reckon = meaning(node.left), meaning(node.right), RECKONED[node.operator]

    def found(facts: Facts, record: Record | None) -> Fraction | None:
        one, other = left(facts, record), right(facts, record)
        return None if one is None or other is None else reckon(one, other)

    return found


RECKONED: Mapping[Calculation, Callable[[Fraction, Fraction], Fraction | None]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda one, other: one / other if other else None,
}


def _elapsed(node: Elapsed) -> Meaning:
    start, end, unit = meaning(node.start), meaning(node.end), node.unit

    def found(facts: Facts, record: Record | None) -> Fraction | None:
        one, other = start(facts, record), end(facts, record)
        if not isinstance(one, date) or not isinstance(other, date):
            return None
        return Fraction(elapsed(unit, one, other))

    return found


def _shifted(node: Shifted) -> Meaning:
    operand, amount, unit = meaning(node.operand), meaning(node.amount), node.unit
    sign = 1 if node.operator == "+" else -1

    def found(facts: Facts, record: Record | None) -> date | None:
        day, count = operand(facts, record), amount(facts, record)
        if not isinstance(day, date) or count is None or count.denominator != 1:
            return None
        return shifted(day, sign * int(count), unit)

    return found


def _negative(node: Negative) -> Meaning:
    operand = meaning(node.operand)

    def found(facts: Facts, record: Record | None) -> Fraction | None:
        number = operand(facts, record)
        return None if number is None else -number

    return found


def _if(node: If) -> Meaning:
    condition, then, otherwise = map(meaning, (node.condition, node.then, node.otherwise))

    def found(facts: Facts, record: Record | None) -> Value | None:
        chosen = condition(facts, record)
        if chosen is not None:
            taken: Value | None = (then if chosen else otherwise)(facts, record)
            return taken
        one, other = then(facts, record), otherwise(facts, record)
        return one if one == other else None

    return found


def _aggregate(node: Aggregate) -> Meaning:
    summarized = _summarized(node)
    if node.function == "count" or node.value is None:
        return lambda facts, _record: _so_many(summarized(facts))
    if node.function == "distinct":
        return _distinct(node.value, summarized)
    value, summary = meaning(node.value), SUMMARIES[node.function]

    def found(facts: Facts, _record: Record | None) -> Fraction | None:
        records = summarized(facts)
        if records is None:
            return None
        numbers = [value(facts, record) for record in records]
        return None if None in numbers else summary(numbers)

    return found


Summarized = Callable[[Facts], Sequence[Record] | None]


def _so_many(records: Sequence[Record] | None) -> Fraction | None:
    return None if records is None else Fraction(len(records))


def _distinct(value: Expression, summarized: Summarized) -> Meaning:
    def found(facts: Facts, _record: Record | None) -> Fraction | None:
        records = summarized(facts)
        if records is None:
            return None
        return Fraction(len({told_apart(value, one, facts) for one in records}))

    return found


def told_apart(node: Expression, record: Record, facts: Facts) -> Hashable:
    """What tells records apart by a value of theirs; one without it goes by all its fields."""
    found: Hashable = meaning(node)(facts, record)
    if found is not None:
        return found
    return frozenset((name, one) for name, one in record.items() if one is not None)


def _share_of(node: ShareOf) -> Meaning:
    summarized, condition = _summarized(node), meaning(node.condition)

    def found(facts: Facts, _record: Record | None) -> Fraction | None:
        records = summarized(facts)
        if not records:
            return None
        held = [condition(facts, record) for record in records]
        return None if None in held else Fraction(held.count(True), len(held))

    return found


def _summarized(node: Aggregate | ShareOf) -> Summarized:
    """The records an aggregate goes over; None when the known fields do not tell."""
    selection, asked = node.records, asked_about(node)

    def found(facts: Facts) -> Sequence[Record] | None:
        records = facts.value(selection.source)
        if not isinstance(records, tuple):
            return None
        key = facts.key(selection.source)
        return summarized(selection, asked, records, key, partial(_of_record, facts))

    return found


def _of_record(facts: Facts, inner: Expression, record: Record) -> Any:
    return meaning(inner)(facts, record)


MEANINGS: Table[Callable[[Any], Meaning]] = Table(
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
