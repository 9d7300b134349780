"""Conditions to formulas: three-valued Kleene logic as two questions with plain answers.

`sides` gives, for each condition, the formula of its certainly holding and that of
its certainly failing; it is unknown while neither is true. One function per node.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from ..language.comparison import RELATIONS, Bounded, constant, counts
from ..language.interpret import evaluate
from ..language.readings import Refusal, Table, each
from ..language.traverse import is_fixed
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
    Operator,
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
from ..language.values import Value
from .coding import Coded, Day, Flag, Gap, Margin, Presence, Scaled, Terms, fits
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

WRITTEN_OUT = 60  # more checks than this for one node, and the interpreter does the counting


def flag(node: Expression) -> Sides:
    """A condition that is sent as the interpreter answers it."""
    return checked(Flag(node), "=", 1)


def sides(node: Expression, among: Terms) -> Sides:
    """Both sides of the condition `node`."""
    return SIDES[type(node)](node, among)


def _truth(node: Truth, among: Terms) -> Sides:
    return ALWAYS if node.value else NEVER


def _flagged(node: Fact | TextTest | IsEmpty | WasDeclined, among: Terms) -> Sides:
    return flag(node)


def _is_known(node: IsKnown, among: Terms) -> Sides:
    return checked(Presence(node.operand), "present", 1)


def _not(node: Not, among: Terms) -> Sides:
    return opposite(sides(node.operand, among))


def _and(node: And, among: Terms) -> Sides:
    return both([sides(operand, among) for operand in node.operands])


def _or(node: Or, among: Terms) -> Sides:
    return either([sides(operand, among) for operand in node.operands])


def _if(node: If, among: Terms) -> Sides:
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


def _has_any(node: HasAny, among: Terms) -> Sides:
    if not node.values:
        return flag(node)
    return either([flag(HasAny(node.operand, (value,))) for value in node.values])


def _member(node: Member, among: Terms) -> Sides:
    if not node.values:
        return flag(node)
    found = either([_listed(node.operand, value, among) for value in node.values])
    return opposite(found) if node.negated else found


def _listed(operand: Expression, listed: Expression, among: Terms) -> Sides:
    """Whether the operand equals one listed value; it never does while that one is unknown."""
    constant = evaluate(listed, among) if is_fixed(listed) else None
    if constant is None:
        return flag(Member(operand, (listed,), negated=False))
    return against(operand, "=", constant, among)


def _compare(node: Compare, among: Terms) -> Sides:
    if counts(node):
        return counted(node, among)
    if is_fixed(node.right):
        return against(node.left, node.operator, evaluate(node.right, among), among)
    if is_fixed(node.left):
        return against(
            node.right, RELATIONS[node.operator].mirrored, evaluate(node.left, among), among
        )
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


def _quantified(node: Quantified, among: Terms) -> Sides:
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
    bounded: Bounded[Expression, Sides] = Bounded(
        not_below=lambda left, right: _count_not_below(left, right, among),
        negate=opposite,
        both=lambda one, other: both([one, other]),
    )
    return bounded.compare(node.operator, node.left, node.right)


def _count_not_below(left: Expression, right: Expression, among: Terms) -> Sides:
    """Against a constant it is written out; else the interpreter counts."""
    wanted, allowed = constant(right, among.thresholds), constant(left, among.thresholds)
    if isinstance(left, NumberOf) and isinstance(wanted, Fraction):
        return reaches(ceil(wanted), left.operands, among)
    if isinstance(right, NumberOf) and isinstance(allowed, Fraction):
        return opposite(reaches(floor(allowed) + 1, right.operands, among))
    return not_below(left, right)


NO_CONDITION = Refusal("{kind} is no condition")
"""These are compared, never asked: the interpreter gives their values."""

SIDES: Table[Callable[[Any, Terms], Sides]] = Table(
    "matching.conditions",
    "which checks tell that it holds, and which that it fails?",
    {
        Truth: _truth,
        **each(_flagged, Fact, TextTest, IsEmpty, WasDeclined),
        IsKnown: _is_known,
        Not: _not,
        And: _and,
        Or: _or,
        Quantified: _quantified,
        If: _if,
        Compare: _compare,
        Member: _member,
        HasAny: _has_any,
        **each(NO_CONDITION, Number, Word, Quote, DayOf, Today, Name, Threshold, Field),
        **each(NO_CONDITION, NumberOf, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)
