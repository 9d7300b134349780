"""Each node of the tree as SQL: a condition or a word as one piece, a number as a quantity.

NULL is unknown throughout. A node that SQL cannot say exactly raises `Unsayable`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from ...language.comparison import counts
from ...language.readings import Refusal, Table, each
from ...language.tree import (
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
from . import number, words
from .counting import BOUNDED, Bounds, at_least, tally
from .number import Quantity, Term
from .unsayable import Unsayable
from .value import UNKNOWN, Names, Value, between, is_open, known, same
from .words import Sql


def read(node: Expression, names: Names) -> Value:
    """What an expression is in SQL. Raises Unsayable."""
    found: Value = SQL[type(node)](node, names)
    return found


def condition(node: Expression, names: Names) -> Sql:
    """A condition, a word, a text, a day or a set."""
    found = read(node, names)
    return found.top.sql if isinstance(found, Quantity) else found


def quantity(node: Expression, names: Names) -> Quantity:
    """A number."""
    found = read(node, names)
    return found if isinstance(found, Quantity) else UNKNOWN


# constants, facts


def _truth(node: Truth, names: Names) -> Value:
    return words.truth(node.value)


def _number(node: Number, names: Names) -> Value:
    return number.constant(node.value)


def _text(node: Word | Quote, names: Names) -> Value:
    return words.text(node.value)


def _day(node: DayOf, names: Names) -> Value:
    return words.day(node.value)


def _today(_node: Today, names: Names) -> Value:
    return words.null() if names.as_of is None else words.day(names.as_of)


def _fact(node: Fact, names: Names) -> Value:
    return names.facts.get(node.name, words.NULL)


def _threshold(node: Threshold, names: Names) -> Value:
    return number.constant(names.thresholds[node.name])


# logic


def _not(node: Not, names: Names) -> Value:
    return words.negate(condition(node.operand, names))


def _and(node: And, names: Names) -> Value:
    return words.every(condition(one, names) for one in node.operands)


def _or(node: Or, names: Names) -> Value:
    return words.some(condition(one, names) for one in node.operands)


def _if(node: If, names: Names) -> Value:
    """While the choice is open, what both branches come to."""
    chosen = condition(node.condition, names)
    then, otherwise = read(node.then, names), read(node.otherwise, names)
    ways = chosen, words.negate(chosen), same(then, otherwise)
    if isinstance(then, Quantity) or isinstance(otherwise, Quantity):
        return _either(ways, _as_number(then), _as_number(otherwise))
    return words.case(zip(ways, (then, otherwise, then), strict=True))


def _as_number(value: Value) -> Quantity:
    """A side of a choice between numbers; one that is open in every row has no type of its own."""
    return value if isinstance(value, Quantity) else UNKNOWN


def _either(ways: tuple[Sql, Sql, Sql], then: Quantity, otherwise: Quantity) -> Quantity:
    if then.bottom is not None or otherwise.bottom is not None:
        raise Unsayable("a choice between quotients")
    scale = max(then.top.scale, otherwise.top.scale)
    digits = max(then.top.digits, otherwise.top.digits)
    one, other = then.top, otherwise.top
    if scale or one.width or other.width:
        one, other = (side.as_decimal(scale, digits + scale) for side in (one, other))
    sql = words.case(zip(ways, (one.sql, other.sql, one.sql), strict=True))
    low, high = min(one.low, other.low), max(one.high, other.high)
    return Quantity(replace(one, sql=sql, low=low, high=high))


# counting


def _quantified(node: Quantified, names: Names) -> Value:
    wanted, size = node.count or 0, len(node.operands)
    match node.quantifier:
        case "any":
            return _or(Or(node.operands), names)
        case "all":
            return _and(And(node.operands), names)
        case "none":
            return words.negate(condition(Or(node.operands), names))
        case "at least":
            return at_least(wanted, size, _tally(node.operands, names))
        case "exactly":
            found = _tally(node.operands, names)
            more = words.negate(at_least(wanted + 1, size, found))
            return words.every([at_least(wanted, size, found), more])


def _tally(operands: tuple[Expression, ...], names: Names) -> Bounds:
    return tally([condition(one, names) for one in operands])


def _number_of(node: NumberOf, names: Names) -> Value:
    return _tally(node.operands, names).exact


def _bounds(node: Expression, names: Names) -> Bounds:
    if isinstance(node, NumberOf):
        return _tally(node.operands, names)
    found = quantity(node, names)
    return Bounds(found, found, found)


# comparing


def _compare(node: Compare, names: Names) -> Value:
    if counts(node):
        limits = _limit(node, names)
        return limits if limits is not None else _counted(node, names)
    left, right = read(node.left, names), read(node.right, names)
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return between(node.operator, left, right)
    if isinstance(left, Quantity) or isinstance(right, Quantity):
        return words.null()  # the other is open in every row
    return words.compared(node.operator, left, right)


def _limit(node: Compare, names: Names) -> Sql | None:
    """A count against a constant, which is told by how many there are at least."""
    if not isinstance(node.left, NumberOf):
        return None
    right = quantity(node.right, names).constant
    if right is None or node.operator not in (">=", "<"):
        return None
    found = at_least(ceil(right), len(node.left.operands), _tally(node.left.operands, names))
    return found if node.operator == ">=" else words.negate(found)


def _counted(node: Compare, names: Names) -> Sql:
    left, right = _bounds(node.left, names), _bounds(node.right, names)
    return BOUNDED.compare(node.operator, left, right)


def _member(node: Member, names: Names) -> Value:
    found = read(node.operand, names)
    if not node.values:
        told = words.case([(known(found), words.truth(False))])
        return words.negate(told) if node.negated else told
    listed = [read(one, names) for one in node.values]
    pieces = [one for one in listed if not isinstance(one, Quantity)]
    if len(pieces) == len(listed) and not isinstance(found, Quantity):
        told = words.one_of(found, pieces)
    else:
        told = words.some(same(found, one) for one in listed)
    return words.negate(told) if node.negated else told


def _has_any(node: HasAny, names: Names) -> Value:
    found = condition(node.operand, names)
    if words.is_constant(found, None):
        return words.null()
    held = [words.holds(found, _word(one)) for one in node.values]
    return words.case([(words.is_known(found), words.some(held))])


def _word(node: Expression) -> str:
    if not isinstance(node, Word | Quote):
        raise Unsayable("a set that is asked for something reckoned")
    return node.value


def _is_empty(node: IsEmpty, names: Names) -> Value:
    found = condition(node.operand, names)
    if words.is_constant(found, None):
        return words.null()
    return words.compared("=", words.how_many(found), words.whole(0))


TESTS: Mapping[str, Callable[[Sql, str], Sql]] = {
    "starts with": words.starts,
    "ends with": words.ends,
    "contains": words.contains,
}


def _text_test(node: TextTest, names: Names) -> Value:
    found = condition(node.operand, names)
    if words.is_constant(found, None):
        return words.null()
    return TESTS[node.operator](found, node.text)


def _is_known(node: IsKnown, names: Names) -> Value:
    return known(read(node.operand, names))


def _was_declined(_node: WasDeclined, names: Names) -> Value:
    """A table has values and empty cells, and says of nothing that it was dodged."""
    return words.truth(False)


# reckoning


def _arithmetic(node: Arithmetic, names: Names) -> Value:
    left, right = quantity(node.left, names), quantity(node.right, names)
    if is_open(left) or is_open(right):
        return UNKNOWN
    match node.operator:
        case "+":
            return number.total(left, right)
        case "-":
            return number.total(left, right, -1)
        case "*":
            return number.product(left, right)
        case "/":
            return number.quotient(left, right)


def _negative(node: Negative, names: Names) -> Value:
    found = quantity(node.operand, names)
    return UNKNOWN if is_open(found) else number.negative(found)


MOST_DAYS = Fraction(date.max.toordinal())


def _elapsed(node: Elapsed, names: Names) -> Value:
    if node.unit != "day":
        raise Unsayable("whole months and years between two days")
    start, end = condition(node.start, names), condition(node.end, names)
    if words.is_constant(start, None) or words.is_constant(end, None):
        return UNKNOWN
    days = words.cast(words.days_between(start, end), "BIGINT")
    return Quantity(Term(days, -MOST_DAYS, MOST_DAYS))


def _shifted(_node: Shifted, names: Names) -> Value:
    raise Unsayable("a day so much later or earlier")


def _over_records(node: Aggregate | ShareOf, names: Names) -> Value:
    """Rows with records of their own go to the evaluator; in all others there are none."""
    return UNKNOWN


SQL: Table[Callable[[Any, Names], Value]] = Table(
    "scan.sql.reading",
    "what is it in SQL, where NULL is unknown?",
    {
        Truth: _truth,
        Number: _number,
        **each(_text, Word, Quote),
        DayOf: _day,
        Today: _today,
        Fact: _fact,
        Threshold: _threshold,
        **each(Refusal("{kind} has no column"), Name, Field),
        Not: _not,
        And: _and,
        Or: _or,
        If: _if,
        Quantified: _quantified,
        NumberOf: _number_of,
        Compare: _compare,
        Member: _member,
        HasAny: _has_any,
        IsEmpty: _is_empty,
        TextTest: _text_test,
        IsKnown: _is_known,
        WasDeclined: _was_declined,
        Arithmetic: _arithmetic,
        Negative: _negative,
        Elapsed: _elapsed,
        Shifted: _shifted,
        **each(_over_records, Aggregate, ShareOf),
    },
)
