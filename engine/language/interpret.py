"""The three-valued interpreter: the meaning of the language, and the reference for all readings.

A value is `None` when unknown; numbers are exact fractions. Logic is Kleene's.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch
from statistics import median
from typing import Any, Protocol, cast

from .tree import (
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
    Threshold,
    Truth,
    WasDeclined,
    Word,
)
from .values import Record, Value

Kleene = bool | None


class Facts(Protocol):
    """What the interpreter asks of the facts at hand."""

    def value(self, fact: str) -> Value | None:
        """The value of a fact; None while it is open."""

    def declined(self, fact: str) -> bool:
        """Whether the question was asked and dodged."""

    def threshold(self, name: str) -> Fraction | None:
        """The value of a threshold of the rulebook; None where any number is meant."""

    def key(self, fact: str) -> str | None:
        """The field that orders the records of a fact."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The facts at hand and, inside an aggregate, the record at hand."""

    facts: Facts
    record: Record | None = None


def truth(node: Expression, facts: Facts) -> Kleene:
    """Whether a condition holds: True, False, or None when the known facts do not tell."""
    return cast("Kleene", value(node, Setting(facts)))


def evaluate(node: Expression, facts: Facts, record: Record | None = None) -> Value | None:
    """The value of any expression; None when unknown."""
    return value(node, Setting(facts, record))


def value(node: Expression, setting: Setting) -> Value | None:
    """The value of `node`; None when unknown."""
    return _MEANINGS[type(node)](node, setting)


@singledispatch
def meaning(node: Expression, setting: Setting) -> Value | None:
    """What a kind of node means: one function for each. Called by `value` without detours."""
    raise TypeError(f"no meaning for {type(node).__name__}")


@meaning.register(Truth)
@meaning.register(Number)
@meaning.register(Word)
@meaning.register(Quote)
@meaning.register(DayOf)
def _(node: Truth | Number | Word | Quote | DayOf, setting: Setting) -> Value | None:
    return node.value


@meaning.register
def _(node: Name, setting: Setting) -> Value | None:
    raise TypeError(f"`{node.value}` was never resolved")


@meaning.register
def _(node: Fact, setting: Setting) -> Value | None:
    return setting.facts.value(node.name)


@meaning.register
def _(node: Threshold, setting: Setting) -> Value | None:
    return setting.facts.threshold(node.name)


@meaning.register
def _(node: Field, setting: Setting) -> Value | None:
    assert setting.record is not None, f"field `{node.name}` outside a record"
    return setting.record.get(node.name)


def _truth(node: Expression, setting: Setting) -> Kleene:
    return cast("Kleene", value(node, setting))


def _number(node: Expression, setting: Setting) -> Fraction | None:
    return cast("Fraction | None", value(node, setting))


def negate(found: Kleene) -> Kleene:
    return None if found is None else not found


def conjunction(found: Sequence[Kleene]) -> Kleene:
    if False in found:
        return False
    return None if None in found else True


def disjunction(found: Sequence[Kleene]) -> Kleene:
    if True in found:
        return True
    return None if None in found else False


@meaning.register
def _(node: Not, setting: Setting) -> Value | None:
    return negate(_truth(node.operand, setting))


@meaning.register
def _(node: And, setting: Setting) -> Value | None:
    return conjunction([_truth(operand, setting) for operand in node.operands])


@meaning.register
def _(node: Or, setting: Setting) -> Value | None:
    return disjunction([_truth(operand, setting) for operand in node.operands])


@meaning.register
def _(node: Quantified, setting: Setting) -> Value | None:
    least, most = tally(node.operands, setting)
    match node.quantifier:
        case "any":
            return _at_least(least, most, 1)
        case "all":
            return _at_least(least, most, len(node.operands))
        case "none":
            return negate(_at_least(least, most, 1))
        case "at least":
            return _at_least(least, most, node.count or 0)
        case "exactly":
            wanted = node.count or 0
            enough = _at_least(least, most, wanted)
            return conjunction([enough, negate(_at_least(least, most, wanted + 1))])


def tally(operands: Sequence[Expression], setting: Setting) -> tuple[int, int]:
    """How many of the conditions hold: at least, and at most if all unknown ones held."""
    found = [_truth(operand, setting) for operand in operands]
    return found.count(True), found.count(True) + found.count(None)


def _at_least(least: int, most: int, wanted: int) -> Kleene:
    if least >= wanted:
        return True
    return None if most >= wanted else False


@meaning.register
def _(node: NumberOf, setting: Setting) -> Value | None:
    least, most = tally(node.operands, setting)
    return Fraction(least) if least == most else None


ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne,
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@meaning.register
def _(node: Compare, setting: Setting) -> Value | None:
    if isinstance(node.left, NumberOf) or isinstance(node.right, NumberOf):
        return _compare_bounds(node, setting)
    left, right = value(node.left, setting), value(node.right, setting)
    if left is None or right is None:
        return None
    return ORDER[node.operator](left, right)


Bounds = tuple[Fraction | None, Fraction | None]


def _bounds(node: Expression, setting: Setting) -> Bounds:
    if isinstance(node, NumberOf):
        least, most = tally(node.operands, setting)
        return Fraction(least), Fraction(most)
    found = _number(node, setting)
    return found, found


def _compare_bounds(node: Compare, setting: Setting) -> Kleene:
    """A count is known within bounds even while some of its conditions are unknown."""
    left, right = _bounds(node.left, setting), _bounds(node.right, setting)
    match node.operator:
        case ">=":
            return _not_below(left, right)
        case "<=":
            return _not_below(right, left)
        case "<":
            return negate(_not_below(left, right))
        case ">":
            return negate(_not_below(right, left))
        case "=":
            return conjunction([_not_below(left, right), _not_below(right, left)])
        case "!=":
            return negate(conjunction([_not_below(left, right), _not_below(right, left)]))


def _not_below(left: Bounds, right: Bounds) -> Kleene:
    (low, high), (bottom, top) = left, right
    if low is None or high is None or bottom is None or top is None:
        return None
    if low >= top:
        return True
    return None if high >= bottom else False


@meaning.register
def _(node: Member, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    if found is None:
        return None
    listed = [value(one, setting) for one in node.values]
    if found not in listed and None in listed:
        return None
    return (found in listed) is not node.negated


@meaning.register
def _(node: HasAny, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    if not isinstance(found, frozenset):
        return None
    return any(value(one, setting) in found for one in node.values)


@meaning.register
def _(node: IsEmpty, setting: Setting) -> Value | None:
    found = value(node.operand, setting)
    return None if found is None else not found


@meaning.register
def _(node: IsKnown, setting: Setting) -> Value | None:
    return value(node.operand, setting) is not None


@meaning.register
def _(node: WasDeclined, setting: Setting) -> Value | None:
    return isinstance(node.operand, Fact) and setting.facts.declined(node.operand.name)


@meaning.register
def _(node: Arithmetic, setting: Setting) -> Value | None:
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


@meaning.register
def _(node: Negative, setting: Setting) -> Value | None:
    found = _number(node.operand, setting)
    return None if found is None else -found


@meaning.register
def _(node: If, setting: Setting) -> Value | None:
    chosen = _truth(node.condition, setting)
    if chosen is not None:
        return value(node.then if chosen else node.otherwise, setting)
    then, otherwise = value(node.then, setting), value(node.otherwise, setting)
    return then if then == otherwise else None


@meaning.register
def _(node: Aggregate, setting: Setting) -> Value | None:
    records = select(node.records, setting)
    if records is None:
        return None
    if node.value is None:
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


Summary = Callable[[Sequence[Fraction]], Fraction | None]

SUMMARIES: Mapping[str, Summary] = {
    "sum": lambda found: sum(found, Fraction(0)),
    "min": lambda found: min(found, default=None),
    "max": lambda found: max(found, default=None),
    "mean": lambda found: sum(found, Fraction(0)) / len(found) if found else None,
    "median": lambda found: Fraction(median(found)) if found else None,
}


@meaning.register
def _(node: ShareOf, setting: Setting) -> Value | None:
    records = select(node.records, setting)
    if not records:
        return None
    found = [_truth(node.condition, replace(setting, record=record)) for record in records]
    return None if None in found else Fraction(found.count(True), len(found))


def select(node: Selection, setting: Setting) -> Sequence[Record] | None:
    """The records an aggregate goes over; None when the known fields do not tell."""
    records = setting.facts.value(node.source)
    if not isinstance(records, tuple):
        return None
    if node.keep == "run":
        return _run(node, records, setting)
    kept = _where(node.condition, records, setting)
    if kept is None or node.keep == "all":
        return kept
    ordered = newest_first(kept, setting.facts.key(node.source))
    if ordered is None:
        return None
    return ordered[: node.count] if node.keep == "newest" else ordered[::-1][: node.count]


def _where(
    condition: Expression | None, records: Sequence[Record], setting: Setting
) -> Sequence[Record] | None:
    if condition is None:
        return records
    found = [_truth(condition, replace(setting, record=record)) for record in records]
    if None in found:
        return None
    return [record for record, holds in zip(records, found, strict=True) if holds]


def newest_first(records: Sequence[Record], key: str | None) -> Sequence[Record] | None:
    """Records by falling key; None when one has no key."""
    if key is None or any(record.get(key) is None for record in records):
        return None
    return sorted(records, key=lambda record: cast("Fraction", record[key]), reverse=True)


def _run(node: Selection, records: Sequence[Record], setting: Setting) -> Sequence[Record] | None:
    """The newest record and those before it, one apart by key, as long as the condition holds."""
    key = setting.facts.key(node.source)
    among = _where(node.among, records, setting)
    ordered = newest_first(among, key) if among is not None else None
    if ordered is None or key is None or node.condition is None:
        return None
    run: list[Record] = []
    for record in ordered:
        if run and cast("Fraction", run[-1][key]) - cast("Fraction", record[key]) != 1:
            return run
        holds = _truth(node.condition, replace(setting, record=record))
        if holds is not True:
            return run if holds is False else None
        run.append(record)
    return run


_MEANINGS: Mapping[type, Callable[[Any, Setting], Value | None]] = dict(meaning.registry)
