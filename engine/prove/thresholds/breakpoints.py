"""How far thresholds are from turning the verdict of a case: re-evaluated, not estimated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from ...case.case import Case
from ...language import types
from ...language.comparison import RELATIONS
from ...language.interpret import evaluate
from ...language.traverse import thresholds_in
from ...language.tree import Fact, Threshold
from ...language.values import as_fact
from ...rulebook.model import Flow
from ..space.cells import marks
from ..space.intersections import Comparison, comparisons, crossings
from ..space.replay import Replay
from .elsewhere import SHARE_STEP, Elsewhere, outside_rules

FINEST = Fraction(1, 100)
AROUND = 10
"""So many steps each way are tried where nothing tells better."""


@dataclass(frozen=True, slots=True)
class Turn:
    """The nearest value of a threshold, on one side, at which a verdict is another."""

    threshold: str
    value: Fraction
    turns_at: Fraction
    step: Fraction
    before: str
    verdict: str

    @property
    def steps(self) -> Fraction:
        """How far away it is, in steps of the threshold."""
        return abs(self.turns_at - self.value) / self.step

    def to_dict(self) -> dict[str, Any]:
        return {
            "threshold": self.threshold,
            "value": as_fact(self.value),
            "turns_at": as_fact(self.turns_at),
        }


def turns(case: Case, flow: Flow, verdict: str) -> Iterator[Turn]:
    """For each threshold the nearest turns, below and above."""
    at_stake = _at_stake(case, flow)
    elsewhere = Elsewhere(case, flow, verdict)
    for name, threshold in case.book.thresholds.items():
        if name not in at_stake:
            continue
        values = list(_candidates(elsewhere, name))
        ends = [threshold.value, *values]
        elsewhere.range[name] = min(ends), max(ends)
        for side in (
            sorted((value for value in values if value < threshold.value), reverse=True),
            sorted(value for value in values if value > threshold.value),
        ):
            found = _first(elsewhere, name, verdict, side)
            if found is not None:
                unit = elsewhere.step(name)
                yield Turn(name, threshold.value, found[0], unit, verdict, found[1])


def _first(
    there: Elsewhere, name: str, verdict: str, side: Sequence[Fraction]
) -> tuple[Fraction, str] | None:
    """The first value of a side at which the verdict is another; halved towards the one before."""
    before = there.numbers[name]
    for value in side:
        after = there.verdict(name, value)
        if after is None or after == verdict:
            before = value
            continue
        grid = Fraction(1) if there.step(name) == 1 else FINEST
        while abs(value - before) > grid:
            middle = before + floor((value - before) / 2 / grid) * grid
            middle += grid if middle == before else 0
            found = there.verdict(name, middle)
            if found is None or found == verdict:
                before = middle
            else:
                value, after = middle, found
        return value, after
    return None


def _at_stake(case: Case, flow: Flow) -> set[str]:
    """The thresholds read by derivations and by rules down to those that may decide."""
    book = case.book
    read = [*outside_rules(book)]
    for gate, candidates in Replay(book, flow).quick(case).rules.items():
        for rule in book.gates[gate].every_rule:
            read.append(rule.when)
            if rule is candidates[-1]:
                break
    return {name for tree in read for name in thresholds_in(tree)}


def _candidates(there: Elsewhere, name: str) -> Iterator[Fraction]:
    """Values around those at which some comparison comes out differently.

    Against known numbers that is where both sides are equal; against an open fact, at the
    ends of its range and at what else it is compared with; else some steps around.
    """
    book, now, compared = there.case.book, there.numbers[name], there.compared
    unit = there.step(name)
    points = [(at, there.case_at(name, at)) for at in (now, now + unit, now + 2 * unit)]
    read = comparisons(book) if name in there.reread else compared[name]
    met = (root for one in read for root in crossings(one, points))
    found = {near for root in met for near in _beside(root, unit)}
    around = {now + unit * count for count in range(-AROUND, AROUND + 1)}
    for one in compared[name]:
        found |= {near for at in _open_marks(there.case, one) for near in _beside(at, unit)}
        if _hazy(there.case, one):
            found |= around
    if there.bears_on_open(name):
        found |= around
    return (one for one in found if _fits(there, name, one))


def _beside(root: Fraction, unit: Fraction) -> Iterator[Fraction]:
    """A value and its neighbours in round numbers: strict and loose comparisons turn beside it."""
    grid = Fraction(1) if unit == 1 else FINEST
    below = floor(root / grid) * grid
    yield from (below - grid, below, below + grid, below + 2 * grid)
    if grid != 1 and (root * 10**4).denominator == 1:
        yield root


def _open_marks(case: Case, compared: Comparison) -> Iterator[Fraction]:
    for side in (compared.node.left, compared.node.right):
        if isinstance(side, Fact) and case.value(side.name) is None:
            kind = case.book.vocabulary.facts[side.name].type
            if isinstance(kind, types.Numeric):
                ends = (kind.low, kind.high, *marks([case.book]).get(side.name, ()))
                yield from (one for one in ends if isinstance(one, Fraction))


def _hazy(case: Case, compared: Comparison) -> bool:
    """Whether a side is neither known nor a fact alone; of records, or in many ways, it may be."""
    sides = [
        side
        for side in (compared.node.left, compared.node.right)
        if not isinstance(side, Fact | Threshold)
    ]
    return any(
        compared.source is not None or evaluate(side, case) is None or thresholds_in(side)
        for side in sides
    )


def _fits(there: Elsewhere, name: str, value: Fraction) -> bool:
    """Whether a threshold could be so: loading would accept it, what it stands against alone can
    come out either way, and a part of something stays one."""
    book, now = there.case.book, there.numbers[name]
    if there.step(name) == SHARE_STEP and 0 <= now <= 1 and not 0 <= value <= 1:
        return False
    for one in there.compared[name]:
        left = isinstance(one.node.left, Threshold)
        if left or isinstance(one.node.right, Threshold):
            operator = RELATIONS[one.node.operator].mirrored if left else one.node.operator
            if any(_is_idle(kind, operator, value) for kind in one.kinds(book)):
                return False
    return True


def _is_idle(kind: types.Numeric, operator: str, value: Fraction) -> bool:
    """Whether numbers of a type all compare alike with a value, or it is none of them."""
    at_low = operator in (">=", "<") and kind.low == value
    at_high = operator in (">", "<=") and kind.high == value
    return kind.below(value) or kind.above(value) or at_low or at_high
