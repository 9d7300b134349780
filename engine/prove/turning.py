"""How far thresholds are from turning the verdict of a case: re-evaluated, not estimated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Any

from engine.language import types
from engine.language.interpret import evaluate
from engine.language.tree import Compare, Expression, Fact, descend, thresholds_in
from engine.prove.cells import trees
from engine.prove.inquiry import restated
from engine.prove.replay import Replay
from engine.prove.witness import jsonable
from engine.rulebook.model import Book, Flow
from engine.solve.case import Case

SHARE_STEP = Fraction(1, 20)
FINEST = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Turn:
    """The nearest value of a threshold, on one side, at which a verdict is another."""

    threshold: str
    value: Fraction
    turns_at: Fraction
    verdict: str

    @property
    def distance(self) -> Fraction:
        return abs(self.turns_at - self.value)

    def to_dict(self) -> dict[str, Any]:
        return {
            "threshold": self.threshold, "value": jsonable(self.value),
            "turns_at": jsonable(self.turns_at),
        }  # fmt: skip


def step(book: Book, threshold: str, compared: Sequence[Compare]) -> Fraction:
    """One step: 1 beside whole numbers, 0.05 beside shares and ratios, else a tenth."""
    kinds = [book.vocabulary.facts[part.name].type
             for node in compared for part in descend(node)
             if isinstance(part, Fact)]  # fmt: skip
    if any(isinstance(kind, types.Numeric) and kind.integer for kind in kinds):
        return Fraction(1)
    value = abs(book.numbers[threshold])
    return SHARE_STEP if value <= 1 else value / 10


Comparisons = Mapping[str, Sequence[Compare]]
"""By threshold, where facts stand against it."""


def comparisons(book: Book) -> Comparisons:
    found: dict[str, dict[Compare, None]] = {name: {} for name in book.thresholds}
    for tree in trees(book):
        for node in descend(tree):
            if isinstance(node, Compare):
                for name in thresholds_in(node):
                    found[name][node] = None
    return {name: tuple(nodes) for name, nodes in found.items()}


def with_threshold(book: Book, name: str, value: Fraction) -> Book:
    """The same rulebook with another number."""
    changed = replace(book.thresholds[name], value=value)
    return replace(book, thresholds={**book.thresholds, name: changed})


def turns(case: Case, flow: Flow, verdict: str) -> Iterator[Turn]:
    """For each threshold the nearest turns, below and above."""
    facts = restated(case)
    compared = comparisons(case.book)
    at_stake = _at_stake(case, flow)
    for name, threshold in case.book.thresholds.items():
        if name not in at_stake:
            continue
        values = _candidates(case, name, compared[name])
        for side in (
            sorted((value for value in values if value < threshold.value), reverse=True),
            sorted(value for value in values if value > threshold.value),
        ):
            found = _first(case.book, flow, facts, name, side, verdict)
            if found is not None:
                yield Turn(name, threshold.value, *found)


def _at_stake(case: Case, flow: Flow) -> set[str]:
    """The thresholds read by derivations and by rules down to those that may decide."""
    book = case.book
    read = [one.never for one in book.vocabulary.constraints]
    read += [fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None]
    for gate, candidates in Replay(book, flow).quick(case).rules.items():
        for rule in book.gates[gate].every_rule:
            read.append(rule.when)
            if rule is candidates[-1]:
                break
    return {name for tree in read for name in thresholds_in(tree)}


def _first(
    book: Book, flow: Flow, facts: Mapping[str, Any], name: str, values: Sequence[Fraction],
    verdict: str,
) -> tuple[Fraction, str] | None:  # fmt: skip
    for value in values:
        replay = Replay(with_threshold(book, name, value), flow)
        case = replay.case(facts)
        after = _verdict(replay, case) if case is not None else None
        if after is not None and after != verdict:
            return value, after
    return None


def _verdict(replay: Replay, case: Case) -> str | None:
    quick = replay.quick(case).verdict
    settled = quick in replay.flow.verdicts
    return quick if settled else replay.settled(case)


def _candidates(case: Case, threshold: str, compared: Sequence[Compare]) -> list[Fraction]:
    """Values around those at which some comparison with known facts comes out differently."""
    grid = Fraction(1) if step(case.book, threshold, compared) == 1 else FINEST
    found: set[Fraction] = set()
    for node in compared:
        root = _root(case, node, threshold)
        if root is not None:
            below = floor(root / grid) * grid
            found |= {below - grid, below, below + grid, root}
            found.add(below + 2 * grid)
    if grid == 1:
        found = {value for value in found if value.denominator == 1}
    return [value for value in found if _fits(case.book, compared, value)]


def _fits(book: Book, compared: Sequence[Compare], value: Fraction) -> bool:
    """Whether loading would accept the value: within the range of what it stands against."""
    for node in compared:
        for side in (node.left, node.right):
            kind = book.vocabulary.facts[side.name].type if isinstance(side, Fact) else None
            if isinstance(kind, types.Numeric) and (kind.below(value) or kind.above(value)):
                return False
    return True


def _root(case: Case, node: Compare, threshold: str) -> Fraction | None:
    """The value of the threshold at which both sides are equal, all else being linear."""
    gaps = [_gap(case, node, threshold, Fraction(at)) for at in (0, 1, 2)]
    zero, one, two = gaps
    if zero is None or one is None or two is None or one == zero or two - one != one - zero:
        return None
    return -zero / (one - zero)


def _gap(case: Case, node: Compare, threshold: str, at: Fraction) -> Fraction | None:
    there = replace(case, book=with_threshold(case.book, threshold, at))
    sides: list[Fraction] = []
    for side in (node.left, node.right):
        found = _number(side, there)
        if found is None:
            return None
        sides.append(found)
    return sides[0] - sides[1]


def _number(node: Expression, case: Case) -> Fraction | None:
    found = evaluate(node, case)
    return found if isinstance(found, Fraction) else None
