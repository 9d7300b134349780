"""Conditions to formulas: three-valued Kleene logic as two questions with plain answers.

`sides` gives, for each condition, the formula of its certainly holding and that of
its certainly failing; it is unknown while neither is true. One function per node.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import singledispatch
from math import ceil, floor

from ..language.interpret import evaluate
from ..language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Negative,
    Not,
    Number,
    NumberOf,
    Operator,
    Or,
    Quantified,
    Quote,
    ShareOf,
    Threshold,
    Truth,
    WasDeclined,
    Word,
)
from ..language.values import Value
from .coding import Coded, Day, Flag, Gap, Margin, Presence, Scaled, Terms, fits, fixed
from .formula import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Check,
    Formula,
    Sides,
    at_least,
    both,
    checked,
    checks,
    either,
    every,
    opposite,
    some,
    written_out,
)

# These are compared, never asked: the interpreter gives their values.
OPERANDS = (
    Number, Word, Quote, DayOf, Threshold, Field,
    NumberOf, Arithmetic, Negative, Aggregate, ShareOf,
)  # fmt: skip
WRITTEN_OUT = 60  # more checks than this for one node, and the interpreter does the counting

FLIPPED: dict[Operator, Operator] = {
    "=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=",
}  # fmt: skip


def flag(node: Expression) -> Sides:
    """A condition that is sent as the interpreter answers it."""
    return checked(Flag(node), "=", 1)


@singledispatch
def sides(node: Expression, among: Terms) -> Sides:
    """Both sides of the condition `node`."""
    raise TypeError(f"{type(node).__name__} is no condition")


@sides.register
def _(node: Truth, among: Terms) -> Sides:
    return ALWAYS if node.value else NEVER


@sides.register(Fact)
@sides.register(IsEmpty)
@sides.register(WasDeclined)
def _(node: Fact | IsEmpty | WasDeclined, among: Terms) -> Sides:
    return flag(node)


@sides.register
def _(node: IsKnown, among: Terms) -> Sides:
    return checked(Presence(node.operand), "present", 1)


@sides.register
def _(node: Not, among: Terms) -> Sides:
    return opposite(sides(node.operand, among))


@sides.register
def _(node: And, among: Terms) -> Sides:
    return both([sides(operand, among) for operand in node.operands])


@sides.register
def _(node: Or, among: Terms) -> Sides:
    return either([sides(operand, among) for operand in node.operands])


@sides.register
def _(node: If, among: Terms) -> Sides:
    """With an open choice, what both branches agree on still counts."""
    chosen, then, otherwise = (
        sides(part, among) for part in (node.condition, node.then, node.otherwise)
    )
    found = Sides(
        _choose(chosen, then.holds, otherwise.holds), _choose(chosen, then.fails, otherwise.fails)
    )
    return found if _small(found.holds) and _small(found.fails) else flag(node)


def _choose(chosen: Sides, then: Formula, otherwise: Formula) -> Formula:
    taken, left = every([chosen.holds, then]), every([chosen.fails, otherwise])
    return some([taken, left, every([then, otherwise])])


def _small(formula: Formula) -> bool:
    return checks(formula) <= WRITTEN_OUT


@sides.register
def _(node: HasAny, among: Terms) -> Sides:
    if not node.values:
        return flag(node)
    return either([flag(HasAny(node.operand, (value,))) for value in node.values])


@sides.register
def _(node: Member, among: Terms) -> Sides:
    if not node.values:
        return flag(node)
    found = either([_listed(node.operand, value, among) for value in node.values])
    return opposite(found) if node.negated else found


def _listed(operand: Expression, listed: Expression, among: Terms) -> Sides:
    """Whether the operand equals one listed value; it never does while that one is unknown."""
    constant = evaluate(listed, among) if fixed(listed) else None
    if constant is None:
        return flag(Member(operand, (listed,), negated=False))
    return against(operand, "=", constant, among)


@sides.register
def _(node: Compare, among: Terms) -> Sides:
    if isinstance(node.left, NumberOf) or isinstance(node.right, NumberOf):
        return counted(node, among)
    if fixed(node.right):
        return against(node.left, node.operator, evaluate(node.right, among), among)
    if fixed(node.left):
        return against(node.right, FLIPPED[node.operator], evaluate(node.left, among), among)
    return checked(Gap(node.left, node.right), node.operator, 0)


def against(operand: Expression, operator: Operator, constant: Value | None, among: Terms) -> Sides:
    """An operand beside a constant."""
    match constant:
        case None:
            return UNKNOWN
        case bool():
            found = sides(operand, among)
            return found if constant is (operator == "=") else opposite(found)
        case Fraction():
            return _beside_number(operand, operator, constant)
        case str():
            return checked(Coded(operand, among.words), operator, among.words[constant])
        case date():
            return checked(Day(operand), operator, constant.toordinal())
        case _:
            raise TypeError("sets and records are not compared")


def _beside_number(operand: Expression, operator: Operator, constant: Fraction) -> Sides:
    if not fits(constant):
        return checked(Gap(operand, Number(constant)), operator, 0)
    scale = constant.denominator
    return checked(Scaled(operand, scale), operator, 2 * constant.numerator)


@sides.register
def _(node: Quantified, among: Terms) -> Sides:
    wanted = node.count or 0
    match node.quantifier:
        case "any":
            return sides(Or(node.operands), among)
        case "all":
            return sides(And(node.operands), among)
        case "none":
            return opposite(sides(Or(node.operands), among))
        case "at least":
            return reaches(wanted, node.operands, among)
        case "exactly":
            more = reaches(wanted + 1, node.operands, among)
            return both([reaches(wanted, node.operands, among), opposite(more)])


def reaches(count: int, operands: tuple[Expression, ...], among: Terms) -> Sides:
    """Whether at least `count` of the conditions hold."""
    each = [sides(operand, among) for operand in operands]
    holding, failing = tuple(one.holds for one in each), tuple(one.fails for one in each)
    too_many = len(operands) - count + 1  # that many failures leave less than `count`
    if max(written_out(count, holding), written_out(too_many, failing)) > WRITTEN_OUT:
        return not_below(NumberOf(operands), Number(Fraction(count)))
    return Sides(at_least(count, holding), at_least(too_many, failing))


def not_below(left: Expression, right: Expression) -> Sides:
    """`left >= right`, where at least one of them is a count known within bounds."""
    return Sides(
        Check(Margin(left, right, certain=True), ">=", 0),
        Check(Margin(left, right, certain=False), "<", 0),
    )


def counted(node: Compare, among: Terms) -> Sides:
    """A comparison with `number of (..)`, from `>=` in both directions."""
    match node.operator:
        case ">=":
            return _count_not_below(node.left, node.right, among)
        case "<=":
            return _count_not_below(node.right, node.left, among)
        case "<":
            return opposite(_count_not_below(node.left, node.right, among))
        case ">":
            return opposite(_count_not_below(node.right, node.left, among))
        case "=":
            return _count_equals(node.left, node.right, among)
        case "!=":
            return opposite(_count_equals(node.left, node.right, among))


def _count_equals(left: Expression, right: Expression, among: Terms) -> Sides:
    return both([_count_not_below(left, right, among), _count_not_below(right, left, among)])


def _count_not_below(left: Expression, right: Expression, among: Terms) -> Sides:
    match left, right:
        case NumberOf(), Number() | Threshold():
            wanted = _constant(right, among)
            return reaches(ceil(wanted), left.operands, among)
        case Number() | Threshold(), NumberOf():
            allowed = _constant(left, among)
            return opposite(reaches(floor(allowed) + 1, right.operands, among))
        case _:
            return not_below(left, right)


def _constant(node: Number | Threshold, among: Terms) -> Fraction:
    return node.value if isinstance(node, Number) else among.threshold(node.name)
