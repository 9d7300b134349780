"""Formulas without `not`: what a rule of durable_rules can test.

Nothing in them is unknown: a check of a missing property is false, and a
condition becomes two of them, one for when it holds and one for when it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb, prod
from typing import Literal

from ..language.comparison import RELATIONS
from ..language.tree import Operator
from .coding import Property

Test = Operator | Literal["present", "absent"]

CONTRARY: Mapping[Test, Test] = {
    "present": "absent",
    "absent": "present",
    **{sign: relation.contrary for sign, relation in RELATIONS.items()},
}


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """Whether a rule of an earlier stage fired; stages count from 0."""

    name: str
    stage: int


@dataclass(frozen=True, slots=True)
class Check:
    """A property compared with a whole number; a missing one is only ever `absent`."""

    property: Property | Auxiliary
    test: Test
    number: int


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Formula, ...]


Formula = Check | Every | Some
TRUE = Every(())
FALSE = Some(())


def every(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without repetitions and needless nesting."""
    return _join(Every, FALSE, parts)


def some(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without repetitions and needless nesting."""
    return _join(Some, TRUE, parts)


def _join(kind: type[Every | Some], decisive: Formula, parts: Iterable[Formula]) -> Formula:
    flat: dict[Formula, None] = {}
    for part in parts:
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if decisive in flat:
        return decisive
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


@dataclass(frozen=True, slots=True)
class Sides:
    """When a condition certainly holds, and when it certainly fails."""

    holds: Formula
    fails: Formula


ALWAYS = Sides(TRUE, FALSE)
NEVER = Sides(FALSE, TRUE)
UNKNOWN = Sides(FALSE, FALSE)


def opposite(one: Sides) -> Sides:
    """The sides of `not`."""
    return Sides(one.fails, one.holds)


def both(many: Sequence[Sides]) -> Sides:
    """The sides of `and`."""
    return Sides(every(one.holds for one in many), some(one.fails for one in many))


def either(many: Sequence[Sides]) -> Sides:
    """The sides of `or`."""
    return Sides(some(one.holds for one in many), every(one.fails for one in many))


def checked(of: Property, test: Test, number: int) -> Sides:
    """The sides of one comparison."""
    return Sides(Check(of, test, number), Check(of, CONTRARY[test], number))


def at_least(count: int, parts: tuple[Formula, ...]) -> Formula:
    """The formula that holds when `count` or more of the parts do, written out."""
    if count <= 0:
        return TRUE
    if count > len(parts):
        return FALSE
    first, rest = parts[0], parts[1:]
    return some([every([first, at_least(count - 1, rest)]), at_least(count, rest)])


def written_out(count: int, parts: tuple[Formula, ...]) -> int:
    """About how many checks `at_least` makes; 0 when it is decided anyhow."""
    if not 0 < count <= len(parts):
        return 0
    return comb(len(parts), count) * count * max(checks(part) for part in parts)


def checks(formula: Formula) -> int:
    """How many checks a formula consists of."""
    return 1 if isinstance(formula, Check) else sum(checks(part) for part in formula.parts)


def branchings(formula: Formula) -> int:
    """How many conjunctions and disjunctions a formula consists of."""
    if isinstance(formula, Check):
        return 0
    return 1 + sum(branchings(part) for part in formula.parts)


def ways(formula: Formula) -> int:
    """In how many ways a formula holds when every check does."""
    match formula:
        case Check():
            return 1
        case Every():
            return prod(ways(part) for part in formula.parts)
        case Some():
            return sum(ways(part) for part in formula.parts)


def properties(formula: Formula) -> Iterable[Property | Auxiliary]:
    """What a formula checks, in order, with repetitions."""
    if isinstance(formula, Check):
        yield formula.property
        return
    for part in formula.parts:
        yield from properties(part)
