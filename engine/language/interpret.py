"""The three-valued interpreter: the meaning of the language, and the reference for all readings.

A value is `None` when unknown; numbers are exact fractions. Logic is Kleene's. What a node means
is made ready once, as a function of the facts, and kept with the node: cases are many.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from .calendar import elapsed, shifted
from .comparison import RELATIONS, counts
from .known import Facts as Facts
from .known import Kleene as Kleene
from .known import negate as negate
from .over_conditions import Counter as Counter
from .over_conditions import counted, counter_of, number_of, quantified
from .over_records import Meaning, aggregate, share_of
from .readings import Refusal, Table, each
from .remembered import remembered
from .texts import test_of
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
    return _until(False, node.operands)


def _or(node: Or) -> Meaning:
    return _until(True, node.operands)


def _until(decisive: bool, operands: Sequence[Expression]) -> Meaning:
    """Asks no further than one operand that decides by itself."""
    asked = [*map(meaning, operands)]

    def found(facts: Facts, record: Record | None) -> Kleene:
        so_far: Kleene = not decisive
        for one in asked:
            held: Kleene = one(facts, record)
            if held is decisive:
                return held
            if held is None:
                so_far = None
        return so_far

    return found


def _quantified(node: Quantified) -> Meaning:
    return quantified(node, meaning)


def _number_of(node: NumberOf) -> Meaning:
    return number_of(node, meaning)


def counter(operands: Sequence[Expression]) -> Counter:
    """How many of the conditions hold: at least, and at most if all unknown ones held."""
    return counter_of([*map(meaning, operands)])


_HOLDS = {sign: relation.holds for sign, relation in RELATIONS.items()}


def _compare(node: Compare) -> Meaning:
    if counts(node):
        return counted(node, meaning)
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
    return aggregate(node, meaning)


def _share_of(node: ShareOf) -> Meaning:
    return share_of(node, meaning)


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
