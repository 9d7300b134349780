"""The verdict on one case under other numbers for single thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from ...case.case import Case
from ...language.comparison import RELATIONS
from ...language.interpret import evaluate
from ...language.traverse import descend, selection_of, thresholds_in
from ...language.tree import Compare, Expression, Threshold
from ...rulebook.model import INCOMPLETE, Book, Flow
from ...solve.completions import Completions
from ..space.cells import trees
from ..space.intersections import Comparison, comparisons
from ..space.replay import Replay
from ..space.restated import restated

SHARE_STEP = Fraction(1, 20)

Comparisons = Mapping[str, Sequence[Comparison]]
"""By threshold, where facts stand against it."""


def step(book: Book, threshold: str, compared: Sequence[Comparison]) -> Fraction:
    """One step: 1 beside whole numbers, 0.05 beside shares and ratios, else a tenth."""
    kinds = [kind for one in compared for kind in one.kinds(book)]
    value = abs(book.numbers[threshold])
    if value.denominator == 1 and kinds and all(kind.integer for kind in kinds):
        return Fraction(1)
    return SHARE_STEP if value <= 1 else value / 10


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


class Elsewhere:
    """The verdict on one case under other numbers for single thresholds.

    Kleene's logic tells most. Where it does not, thresholds that rules compare with facts are
    variables of one encoding, in which any number can be tried; so is one inside derivations of
    open facts, in an encoding of its own. Where known facts come out otherwise, or it bears on
    constraints or lists, the facts are read and evaluated again for each number.
    """

    def __init__(self, case: Case, flow: Flow, verdict: str) -> None:
        self.case = case
        self.flow = flow
        self.now = verdict
        self.facts = restated(case)
        self.reread = _read_before_rules(case.book)
        self.in_lists = _read_in_lists(case.book, case)
        self.range: dict[str, tuple[Fraction, Fraction]] = {}
        constraints = case.book.vocabulary.constraints
        self.never = {
            name: [one.never for one in constraints if name in thresholds_in(one.never)]
            for name in case.book.thresholds
        }
        self.of_records = {
            name for one in constraints if one.each for name in thresholds_in(one.never)
        }
        self._staying: dict[str, bool] = {}
        self._made: dict[frozenset[str], Completions] = {}
        self.numbers = case.book.numbers
        self.in_rules = {
            name
            for gate in case.book.gates.values()
            for rule in gate.every_rule
            for name in thresholds_in(rule.when)
        }
        self.compared = by_threshold(case.book)

    def _completions(self, name: str) -> Completions:
        """Of the case, while this threshold may be any number."""
        loose = frozenset([name])
        if name not in self.reread:
            loose = frozenset(self.case.book.thresholds) - self.reread
        if loose not in self._made:
            self._made[loose] = Completions(replace(self.case, loose=loose), self.flow)
        return self._made[loose]

    def _stays(self, name: str) -> bool:
        """Whether the verdict is the same wherever the threshold is tried, by a question or two.

        A settled one: unsatisfiable iff some way to fill in the case has another verdict for
        some number of the range. An open one: two ways that end in two verdicts, and in which
        each comparison comes out alike at both ends of the range, and so at all in between.
        """
        low, high = self.range[name]
        completions = self._completions(name)
        if self.now != INCOMPLETE:
            others = [one for one in self.flow.verdicts if one != self.now]
            return not completions.somewhere(others, self.numbers, name, (low, high))
        nodes = [one.node for one in self.compared[name]]
        if any(_is_joined(one) or one.operator in ("=", "!=") for one in nodes):
            return False
        sides = map(_beside_threshold, nodes)
        return completions.unmoved(sides, {**self.numbers, name: low}, (low, high)) > 1

    def _unmoved(self, name: str, there: Case) -> bool:
        """Whether nothing that the threshold bears on comes out otherwise."""
        if name not in self.reread:
            return self._compares_alike(name, there)
        if name in self.in_rules or self.never[name] or self.bears_on_open(name):
            return False
        return self._reads_alike(name, there)

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
        if name not in self.reread or self._reads_alike(name, there):
            return None if any(evaluate(one, there) is True for one in self.never[name]) else there
        return Replay(there.book, self.flow).case(self.facts)

    def _reads_alike(self, name: str, there: Case) -> bool:
        """Whether all facts are as known as they are here: derivations that name it tell."""
        for fact in self.case.book.vocabulary.facts.values():
            if fact.derive is not None and name in thresholds_in(fact.derive):
                found = evaluate(fact.derive, there)
                if found != self.case.value(fact.name) or fact.name in self.case.stated:
                    return False
        return name not in self.of_records

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
        if name in self.in_lists or case.values is not there.values:
            return replay.verdict(case)
        if name not in self._staying:
            self._staying[name] = name not in self.reread and self._stays(name)
        if self._staying[name]:
            return self.now
        found = self._completions(name).verdicts_with({**self.numbers, name: value})
        return found[0] if len(found) == 1 else INCOMPLETE if found else None


def _beside_threshold(node: Compare) -> tuple[str, Expression]:
    """What stands alone against a threshold, and the operator between them."""
    if isinstance(node.left, Threshold):
        return RELATIONS[node.operator].mirrored, node.right
    return node.operator, node.left


def _is_joined(node: Compare) -> bool:
    """Whether a threshold does not stand alone against what is free of thresholds."""
    sides = [one for one in (node.left, node.right) if not isinstance(one, Threshold)]
    return len(sides) != 1 or any([*thresholds_in(one)] for one in sides)


def _read_before_rules(book: Book) -> frozenset[str]:
    """The thresholds that bear on more than the truth of a rule's plain comparisons."""
    outside = (name for tree in outside_rules(book) for name in thresholds_in(tree))
    return frozenset(outside) | _read_in_lists(book)


def _read_in_lists(book: Book, case: Case | None = None) -> frozenset[str]:
    """The thresholds that are read record by record; of a case, in lists that it tells."""
    parts = (part for tree in trees(book) for part in descend(tree))
    lists = ((part, selection_of(part)) for part in parts)
    return frozenset(
        name
        for part, records in lists
        if records is not None and (case is None or case.value(records.source) is not None)
        for name in thresholds_in(part)
    )


def outside_rules(book: Book) -> Iterator[Expression]:
    yield from (one.never for one in book.vocabulary.constraints)
    yield from (fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None)
