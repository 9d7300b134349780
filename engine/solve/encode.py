"""Expression tree to logic: the reading that covers every completion of a case at once.

A completion fills in each open fact with a value of its type so that no
constraint is broken and derivations hold. A condition becomes two terms: when
it is true and when it is false; where arithmetic is undefined it is neither.
What the interpreter already knows is a constant, so terms stay small.
"""

from __future__ import annotations

from ..language.comparison import Bounded, counts
from ..language.readings import Refusal, Table, each
from ..language.texts import test_of
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
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)
from . import dates, logic, records
from .encoder import CaseEncoder, Encode
from .logic import TRUE, Term, both, either, negation
from .terms import Bag, Condition, Encoded, Quantity, Row


def _fact(node: Fact, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return encoder.fact(node.name)


def _threshold(node: Threshold, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return Quantity(encoder.thresholds.setdefault(node.name, logic.real(node.name)))


def _field(node: Field, encoder: CaseEncoder, row: Row | None) -> Encoded:
    assert row is not None, node
    return encoder.field(row, node.name)


def _today(_node: Today, encoder: CaseEncoder, _row: Row | None) -> Encoded:
    return encoder.today


def _negated(node: Not, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return encoder.condition(node.operand, row).negated


def _conjunction(node: And, encoder: CaseEncoder, row: Row | None) -> Encoded:
    parts = [encoder.condition(operand, row) for operand in node.operands]
    return Condition(both(*(one.true for one in parts)), either(*(one.false for one in parts)))


def _disjunction(node: Or, encoder: CaseEncoder, row: Row | None) -> Encoded:
    parts = [encoder.condition(operand, row) for operand in node.operands]
    return Condition(either(*(one.true for one in parts)), both(*(one.false for one in parts)))


def _quantified(node: Quantified, encoder: CaseEncoder, row: Row | None) -> Encoded:
    least, most = _tally(encoder, node.operands, row)
    count = node.count or 0
    match node.quantifier:
        case "any":
            return Condition(least >= 1, most < 1)
        case "all":
            return Condition(least >= len(node.operands), most < len(node.operands))
        case "none":
            return Condition(most < 1, least >= 1)
        case "at least":
            return Condition(least >= count, most < count)
        case "exactly":
            exactly = both(logic.same(least, count), logic.same(most, count))
            return Condition(exactly, either(least > count, most < count))


def _tally(
    encoder: CaseEncoder, operands: tuple[Expression, ...], row: Row | None
) -> tuple[Term, Term]:
    """How many conditions are true, and how many are not false."""
    parts = [encoder.condition(operand, row) for operand in operands]
    return (
        logic.how_many(one.true for one in parts),
        logic.how_many(negation(one.false) for one in parts),
    )


def _number_of(node: NumberOf, encoder: CaseEncoder, row: Row | None) -> Encoded:
    least, most = _tally(encoder, node.operands, row)
    return Quantity(least, logic.same(least, most))


def _compare(node: Compare, encoder: CaseEncoder, row: Row | None) -> Encoded:
    if counts(node):
        sides = _bounds(encoder, node.left, row), _bounds(encoder, node.right, row)
        return _BOUNDED.compare(node.operator, *sides)
    dated = dates.compared(encoder, node, row)
    if dated is not None:
        return dated
    left, right = encoder.quantity(node.left, row), encoder.quantity(node.right, row)
    defined = both(left.defined, right.defined)
    holds = logic.compared(node.operator, left.term, right.term)
    return Condition(both(defined, holds), both(defined, negation(holds)))


Bounds = tuple[Term, Term, Term]


def _bounds(encoder: CaseEncoder, node: Expression, row: Row | None) -> Bounds:
    """A count is known within bounds, like in the interpreter: at least, at most, and when."""
    if isinstance(node, NumberOf):
        return *_tally(encoder, node.operands, row), TRUE
    found = encoder.quantity(node, row)
    return found.term, found.term, found.defined


def _not_below(left: Bounds, right: Bounds) -> Condition:
    (low, high, known), (bottom, top, told) = left, right
    defined = both(known, told)
    return Condition(both(defined, low >= top), both(defined, high < bottom))


def _opposite(found: Condition) -> Condition:
    return found.negated


def _both(one: Condition, other: Condition) -> Condition:
    return Condition(both(one.true, other.true), either(one.false, other.false))


_BOUNDED = Bounded(_not_below, _opposite, _both)


def _member(node: Member, encoder: CaseEncoder, row: Row | None) -> Encoded:
    operand = encoder.quantity(node.operand, row)
    listed = either(*(logic.same(operand.term, encoder.quantity(one).term) for one in node.values))
    found = Condition(both(operand.defined, listed), both(operand.defined, negation(listed)))
    return found.negated if node.negated else found


def _text_test(node: TextTest, encoder: CaseEncoder, row: Row | None) -> Encoded:
    operand = encoder.quantity(node.operand, row)
    holds = encoder.variables.tested(test_of(node), operand.term)
    return Condition(both(operand.defined, holds), both(operand.defined, negation(holds)))


def _has_any(node: HasAny, encoder: CaseEncoder, row: Row | None) -> Encoded:
    operand = encoder.bag(node.operand, row)
    words = (one.value for one in node.values if isinstance(one, Word))
    found = either(*(operand.has(word) for word in words))
    return Condition(both(operand.defined, found), both(operand.defined, negation(found)))


def _is_empty(node: IsEmpty, encoder: CaseEncoder, row: Row | None) -> Encoded:
    operand = encoder.bag(node.operand, row)
    found = either(*operand.members.values())
    return Condition(both(operand.defined, negation(found)), both(operand.defined, found))


def _arithmetic(node: Arithmetic, encoder: CaseEncoder, row: Row | None) -> Encoded:
    left, right = encoder.quantity(node.left, row), encoder.quantity(node.right, row)
    defined = both(left.defined, right.defined)
    match node.operator:
        case "+":
            return Quantity(left.term + right.term, defined)
        case "-":
            return Quantity(left.term - right.term, defined)
        case "*":
            return Quantity(left.term * right.term, defined)
        case "/":
            nonzero = both(defined, logic.unlike(right.term, 0))
            return Quantity(logic.quotient(left.term, right.term), nonzero)


def _negative(node: Negative, encoder: CaseEncoder, row: Row | None) -> Encoded:
    found = encoder.quantity(node.operand, row)
    return Quantity(-found.term, found.defined)


def _elapsed(node: Elapsed, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return dates.elapsed(encoder, node, row)


def _shifted(node: Shifted, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return dates.shifted(encoder, node, row)


def _choice(node: If, encoder: CaseEncoder, row: Row | None) -> Encoded:
    sort = _sort(encoder, node.then, row)
    if sort is Bag:
        return _choose_bag(node, encoder, row)
    chosen = encoder.condition(node.condition, row)
    then, otherwise = encoder.quantity(node.then, row), encoder.quantity(node.otherwise, row)
    defined = either(
        both(chosen.true, then.defined),
        both(chosen.false, otherwise.defined),
        both(then.defined, otherwise.defined, logic.same(then.term, otherwise.term)),
    )
    term = logic.choose(chosen.false, otherwise.term, then.term)
    if sort is Condition:
        return Condition(both(defined, logic.same(term, 1)), both(defined, logic.same(term, 0)))
    return Quantity(term, defined)


def _sort(encoder: CaseEncoder, node: Expression, row: Row | None) -> type[Encoded]:
    """Whether a value is a condition, a quantity or a set; of a choice, what its first branch
    is, so that choices inside choices are not encoded once more at every depth."""
    known = encoder.known(node, row)
    while known is None and isinstance(node, If):
        node = node.then
        known = encoder.known(node, row)
    if known is None:
        return type(encoder.attempt(node, row))
    sorts: dict[type, type[Encoded]] = {bool: Condition, frozenset: Bag}
    return sorts.get(type(known), Quantity)


def _choose_bag(node: If, encoder: CaseEncoder, row: Row | None) -> Bag:
    chosen = encoder.condition(node.condition, row)
    then, otherwise = encoder.bag(node.then, row), encoder.bag(node.otherwise, row)
    words = dict.fromkeys([*then.members, *otherwise.members])
    same = (logic.alike(then.has(word), otherwise.has(word)) for word in words)
    either_way = both(then.defined, otherwise.defined, *same)
    defined = either(
        both(chosen.true, then.defined), both(chosen.false, otherwise.defined), either_way
    )
    members = {
        word: logic.choose(chosen.false, otherwise.has(word), then.has(word)) for word in words
    }
    return Bag(members, defined)


def _aggregate(node: Aggregate, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return encoder.over_lists(node.records.source, lambda: records.aggregate(encoder, node))


def _share(node: ShareOf, encoder: CaseEncoder, row: Row | None) -> Encoded:
    return encoder.over_lists(node.records.source, lambda: records.share(encoder, node))


NEVER_UNKNOWN = Refusal("`{node}` is never unknown")

ENCODINGS: Table[Encode] = Table(
    "solve.encode",
    "when is it true, and when false, over all completions of a case?",
    {
        **each(NEVER_UNKNOWN, Truth, Number, Word, Quote, DayOf, IsKnown, WasDeclined),
        Name: Refusal("`{node.value}` was never resolved"),
        Today: _today,
        Fact: _fact,
        Threshold: _threshold,
        Field: _field,
        Not: _negated,
        And: _conjunction,
        Or: _disjunction,
        Quantified: _quantified,
        NumberOf: _number_of,
        Compare: _compare,
        Member: _member,
        TextTest: _text_test,
        HasAny: _has_any,
        IsEmpty: _is_empty,
        Arithmetic: _arithmetic,
        Negative: _negative,
        Elapsed: _elapsed,
        Shifted: _shifted,
        If: _choice,
        Aggregate: _aggregate,
        ShareOf: _share,
    },
)


class Encoder(CaseEncoder):
    """Encodes what the interpreter leaves open about one case."""

    table = ENCODINGS
