"""How far thresholds are from turning the verdict of a case: re-evaluated, not estimated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import Any

from ...case.case import Case
from ...language import types
from ...language.interpret import evaluate
from ...language.traverse import descend, selection_of, thresholds_in
from ...language.tree import Expression, Fact, Threshold
from ...language.values import as_fact
from ...rulebook.model import INCOMPLETE, Book, Flow
from ...solve.completions import Completions
from ..space.cells import marks, trees
from ..space.intersections import Comparison, comparisons, crossings
from ..space.replay import Replay
from ..space.restated import restated

SHARE_STEP = Fraction(1, 20)
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


def step(book: Book, threshold: str, compared: Sequence[Comparison]) -> Fraction:
    """One step: 1 beside whole numbers, 0.05 beside shares and ratios, else a tenth."""
    kinds = [kind for one in compared for kind in one.kinds(book)]
    value = abs(book.numbers[threshold])
    if value.denominator == 1 and kinds and all(kind.integer for kind in kinds):
        return Fraction(1)
    return SHARE_STEP if value <= 1 else value / 10


Comparisons = Mapping[str, Sequence[Comparison]]
"""By threshold, where facts stand against it."""


def by_threshold(book: Book) -> Comparisons:
    found: dict[str, dict[Comparison, None]] = {name: {} for name in book.thresholds}
    for one in comparisons(book):
        for name in thresholds_in(one.node):
            found[name][one] = None
    return {name: tuple(compared) for name, compared in found.items()}


def with_threshold(book: Book, name: str, value: Fraction) -> Book:
    """The same rulebook with another number."""
    changed = replace(book.thresholds[name], value=value)
    return replace(book, thresholds={**book.thresholds, name: changed})


def turns(case: Case, flow: Flow, verdict: str) -> Iterator[Turn]:
    """For each threshold the nearest turns, below and above."""
    at_stake = _at_stake(case, flow)
    elsewhere = _Elsewhere(case, flow, verdict)
    for name, threshold in case.book.thresholds.items():
        if name not in at_stake:
            continue
        values = list(_candidates(elsewhere, name))
        for side in (
            sorted((value for value in values if value < threshold.value), reverse=True),
            sorted(value for value in values if value > threshold.value),
        ):
            found = _first(elsewhere, name, verdict, side)
            if found is not None:
                unit = elsewhere.step(name)
                yield Turn(name, threshold.value, found[0], unit, verdict, found[1])


def _first(
    there: _Elsewhere, name: str, verdict: str, side: Sequence[Fraction]
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
    read = [*_outside_rules(book)]
    for gate, candidates in Replay(book, flow).quick(case).rules.items():
        for rule in book.gates[gate].every_rule:
            read.append(rule.when)
            if rule is candidates[-1]:
                break
    return {name for tree in read for name in thresholds_in(tree)}


def _outside_rules(book: Book) -> Iterator[Expression]:
    yield from (one.never for one in book.vocabulary.constraints)
    yield from (fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None)


class _Elsewhere:
    """The verdict on one case under other numbers for single thresholds.

    Kleene's logic tells most. Where it does not, thresholds that rules compare with facts are
    variables of one encoding, in which any number can be tried. Thresholds inside derivations,
    constraints or lists have the facts read and evaluated again for each number.
    """

    def __init__(self, case: Case, flow: Flow, verdict: str) -> None:
        self.case = case
        self.flow = flow
        self.now = verdict
        self.facts = restated(case)
        self.reread = _read_before_rules(case.book)
        self.numbers = case.book.numbers
        self.in_rules = {
            name
            for gate in case.book.gates.values()
            for rule in gate.every_rule
            for name in thresholds_in(rule.when)
        }
        self.compared = by_threshold(case.book)

    @cached_property
    def _completions(self) -> Completions:
        loose = frozenset(self.case.book.thresholds) - self.reread
        return Completions(replace(self.case, loose=loose), self.flow)

    def _unmoved(self, name: str, there: Case) -> bool:
        """Whether nothing that the threshold bears on comes out otherwise."""
        if name not in self.reread:
            return self._compares_alike(name, there)
        return name not in self.in_rules and self._reads_alike(name, there)

    def _compares_alike(self, name: str, there: Case) -> bool:
        """Whether every comparison with a threshold comes out as it does now, and surely."""
        truths = (
            (evaluate(one.node, self.case), evaluate(one.node, there))
            for one in self.compared[name]
        )
        return all(now is not None and now == then for now, then in truths)

    def step(self, name: str) -> Fraction:
        return step(self.case.book, name, self.compared[name])

    def case_at(self, name: str, value: Fraction) -> Case | None:
        """None where the facts contradict each other then."""
        there = replace(self.case, book=with_threshold(self.case.book, name, value))
        if name in self.reread and not self._reads_alike(name, there):
            return Replay(there.book, self.flow).case(self.facts)
        return there

    def _reads_alike(self, name: str, there: Case) -> bool:
        """Whether all facts surely are what they are here: derivations that name it tell."""
        for fact in self.case.book.vocabulary.facts.values():
            if fact.derive is not None and name in thresholds_in(fact.derive):
                found = evaluate(fact.derive, there)
                moved = found is None or found != self.case.value(fact.name)
                if moved or fact.name in self.case.stated:
                    return False
        never = (one.never for one in self.case.book.vocabulary.constraints)
        return not any(name in thresholds_in(tree) for tree in never)

    def bears_on_open(self, name: str) -> bool:
        """Whether some fact that is still open is derived with the threshold."""
        facts = self.case.book.vocabulary.facts.values()
        return any(
            fact.derive is not None
            and name in thresholds_in(fact.derive)
            and self.case.value(fact.name) is None
            for fact in facts
        )

    def verdict(self, name: str, value: Fraction) -> str | None:
        """None where the facts contradict each other then."""
        there = replace(self.case, book=with_threshold(self.case.book, name, value))
        if self._unmoved(name, there):
            return self.now
        case = self.case_at(name, value)
        if case is None:
            return None
        replay = Replay(case.book, self.flow)
        quick = replay.quick(case).verdict
        if quick in self.flow.verdicts:
            return quick
        if name in self.reread:
            return replay.verdict(case)
        found = self._completions.verdicts_with({**self.numbers, name: value})
        return found[0] if len(found) == 1 else INCOMPLETE if found else None


def _read_before_rules(book: Book) -> frozenset[str]:
    """The thresholds that bear on more than the truth of a rule's plain comparisons."""
    lists = (
        part for tree in trees(book) for part in descend(tree) if selection_of(part) is not None
    )
    found = (*_outside_rules(book), *lists)
    return frozenset(name for tree in found for name in thresholds_in(tree))


def _candidates(there: _Elsewhere, name: str) -> Iterator[Fraction]:
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
    return (one for one in found if _fits(book, compared[name], one))


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


def _fits(book: Book, compared: Sequence[Comparison], value: Fraction) -> bool:
    """Whether loading would accept the value: within the range of what it stands against."""
    alone = (
        one
        for one in compared
        if isinstance(one.node.left, Threshold) or isinstance(one.node.right, Threshold)
    )
    kinds = (kind for one in alone for kind in one.kinds(book))
    return not any(kind.below(value) or kind.above(value) for kind in kinds)
