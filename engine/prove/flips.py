"""The fewest facts whose change gives another verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from time import monotonic

from engine.language import types
from engine.language.interpret import Value
from engine.language.tree import facts_in
from engine.prove import cells
from engine.prove.cells import Cell, Exactly
from engine.prove.flip import Flip, Step
from engine.prove.inquiry import Inquiry
from engine.prove.ranges import Ranges
from engine.prove.regions import inside
from engine.prove.witness import decode, drop, possible
from engine.rulebook.model import INCOMPLETE
from engine.solve import logic
from engine.solve.bases import followers
from engine.solve.case import Case
from engine.solve.logic import Kind, Term, both, either, implies, negation
from engine.solve.oracle import Oracle

MOST_ROUNDS = 3_000
PATIENCE = 100
"""So many counterexamples are learnt from before a set of facts is given up."""


@dataclass(frozen=True, slots=True)
class Found:
    """Flips, smallest first; whether there are more of a kind; whether the search ended in time."""

    flips: tuple[Flip, ...]
    more_learning: bool = False
    more_reversing: bool = False
    decided: bool = True


def flips(inquiry: Inquiry, to: str | None, most: int) -> Found:
    """All smallest flips by learning alone, and all smallest that reverse something.

    The latter only where they are no larger; a settled verdict is never turned by learning.
    """
    targets = [to] if to is not None else list(inquiry.space.flow.verdicts)
    targets = [one for one in targets if one != inquiry.verdict]
    learning = _Search(inquiry, targets, most, learning=True)
    learnt = learning.run() if inquiry.verdict == INCOMPLETE or not inquiry.final else []
    reversing = _Search(inquiry, targets, most, learning=False)
    largest = min((len(one.steps) for one in learnt), default=None)
    reversed_ = reversing.run(largest) if learning.decided or not learnt else []
    found = sorted([*learnt, *reversed_], key=lambda one: one.order(inquiry.space.flow.verdicts))
    decided = learning.decided and reversing.decided
    return Found(tuple(found), learning.more, reversing.more, decided)


class _Guesses:
    """Sets of facts that meet every obstacle known so far, the smallest first.

    An obstacle is a set of facts of which at least one has to change.
    """

    def __init__(self, switches: Mapping[str, Term], wanted: Iterable[str]) -> None:
        self.switches = switches
        self.single = dict.fromkeys(switches)
        self.oracle = Oracle()
        self.meet(wanted)

    def next(self, size: int) -> frozenset[str] | None:
        """A set of at most `size` facts; a single fact is the first of the vocabulary that does."""
        if size == 1:
            return next((frozenset([name]) for name in self.single), None)
        bound = logic.at_most(list(self.switches.values()), size)
        if not self.oracle.ask(bound):
            return None
        value = self.oracle.value
        return frozenset(name for name, term in self.switches.items() if value(term) is True)

    def meet(self, obstacle: Iterable[str]) -> None:
        names = tuple(obstacle)
        self.single = {name: None for name in self.single if name in names}
        self.oracle.add(either(*(self.switches[name] for name in names)))

    def give_up(self, chosen: frozenset[str]) -> None:
        """Neither these facts again, nor these and others."""
        self._drop(chosen)
        self.oracle.add(either(*(negation(self.switches[name]) for name in sorted(chosen))))

    def not_these(self, chosen: frozenset[str]) -> None:
        """Not exactly these facts again."""
        self._drop(chosen)
        others = (term for name, term in self.switches.items() if name not in chosen)
        same = (negation(self.switches[name]) for name in sorted(chosen))
        self.oracle.add(either(*same, *others))

    def _drop(self, chosen: frozenset[str]) -> None:
        self.single = {name: None for name in self.single if {name} != chosen}


@dataclass
class _Goal:
    """A verdict to come to, and what is known of the ways there."""

    target: str
    oracle: Oracle
    guesses: _Guesses
    tries: dict[frozenset[str], int] = field(default_factory=dict)
    hopeless: bool = False
    warned: bool = False
    rest: Oracle | None = None


_Hit = tuple[str, frozenset[str], Mapping[str, Value]]
"""A verdict, the facts to change for it, and values of all facts with which it comes about."""


class _Search:
    """Growing sets of switches, until some give another verdict."""

    def __init__(self, inquiry: Inquiry, targets: Sequence[str], most: int, learning: bool) -> None:
        self.inquiry = inquiry
        self.targets = targets
        self.most = most
        self.decided = True
        self.more = False
        self.rounds = 0
        self.switches = dict(inquiry.learnable) if learning else inquiry.switches
        self.unswitched = inquiry.unswitched
        self.frozen = inquiry.off(tuple(self.switches))
        self.wanted = self.switches if learning else inquiry.reversible

    def run(self, limit: int | None = None) -> list[Flip]:
        goals = [
            _Goal(one, self._oracle(one), _Guesses(self.switches, self.wanted))
            for one in self.targets
        ]
        goals = [goal for goal in goals if goal.oracle.ask() is not False]
        sizes = len(self.switches) if limit is None else min(limit, len(self.switches))
        for size in range(1, sizes + 1):
            found: list[_Hit] = []
            for goal in goals:
                found += self._enumerate(goal, size, self.most + 1 - len(found))
            goals = [goal for goal in goals if not goal.hopeless]
            if found or not goals or not self.decided:
                self.more = len(found) > self.most
                found = found or [hit for goal in goals for hit in self._some(goal.target)]
                return [self._flip(*hit) for hit in found[: self.most]]
        return []

    def _some(self, target: str) -> Iterator[_Hit]:
        """A set that does, of which nothing can be spared; there may be smaller ones."""
        oracle = self._oracle(target, math.inf)
        if possible([self.inquiry.space], oracle) is not True:
            return
        facts = decode(self.inquiry.space, oracle)
        chosen = {name: None for name, switch in self.switches.items()
                  if name in self.inquiry.learnable or oracle.value(switch) is True}  # fmt: skip

        def does(names: Mapping[str, None]) -> bool:
            case = self._after(frozenset(names), facts)
            return case is not None and self.inquiry.replay.quick(case).verdict == target

        if does(chosen):
            drop(chosen, list(chosen), does)
            yield target, frozenset(chosen), facts

    def _oracle(self, target: str, until: float | None = None) -> Oracle:
        oracle = self.inquiry.oracle(until)
        oracle.add(*self.frozen, self.inquiry.space.verdicts[target])
        return oracle

    def _enumerate(self, goal: _Goal, size: int, most: int) -> Iterator[_Hit]:
        """The sets that do, each once, of at most `size` facts."""
        while most > 0 and not goal.hopeless and (chosen := goal.guesses.next(size)) is not None:
            if self.rounds >= MOST_ROUNDS or monotonic() > self.inquiry.until:
                self.decided = False
                return
            facts = self._facts(goal, chosen)
            if facts is None:
                continue
            case = self._after(chosen, facts)
            plain = case is not None and self.inquiry.replay.quick(case).verdict == goal.target
            if not plain and self._learn(goal, chosen, facts):
                continue
            if case is not None and self.inquiry.replay.verdict(case) == goal.target:
                yield goal.target, chosen, facts
                goal.guesses.give_up(chosen)
                most -= 1
            else:
                goal.guesses.not_these(chosen)

    def _facts(self, goal: _Goal, chosen: frozenset[str]) -> Mapping[str, Value] | None:
        """Values for a guess; None, with a new obstacle noted, where there are none."""
        off = {name: self.unswitched[name] for name in self.switches if name not in chosen}
        self.rounds += 1
        answer = goal.oracle.ask(*off.values())
        if answer:
            return decode(self.inquiry.space, goal.oracle)
        if answer is None:
            self.decided = False
            goal.guesses.not_these(chosen)
            return None
        obstacle = goal.oracle.blamed(off)
        goal.hopeless = not obstacle
        goal.guesses.meet(self._least(goal, obstacle) if len(chosen) > 1 else obstacle)
        return None

    def _least(self, goal: _Goal, obstacle: list[str]) -> list[str]:
        """An obstacle without the facts that do not belong to it."""
        for name in tuple(obstacle):
            if name in obstacle:
                others = [self.unswitched[one] for one in obstacle if one != name]
                if goal.oracle.ask(*others) is False:
                    kept = {one: self.unswitched[one] for one in obstacle}
                    obstacle = goal.oracle.blamed(kept)
        return obstacle

    def _after(self, chosen: frozenset[str], facts: Mapping[str, Value]) -> Case | None:
        """The case after the change; None where it contradicts itself."""
        return self.inquiry.case_with(*self._changes(chosen, facts))

    def _changes(
        self, chosen: frozenset[str], facts: Mapping[str, Value]
    ) -> tuple[dict[str, Value], list[str]]:
        """The facts to state, and the lists to leave out: what followed from these is stated."""
        inquiry = self.inquiry
        lists = [name for name in sorted(chosen) if isinstance(inquiry.case.value(name), tuple)]
        told = [name for name, fact in inquiry.book.vocabulary.facts.items()
                if fact.derive is not None and set(facts_in(fact.derive)) & set(lists)]  # fmt: skip
        names = [*(name for name in sorted(chosen) if name not in lists), *told]
        return {name: facts[name] for name in names if name in facts}, lists

    # learning from ways to fill in what is open

    def _learn(self, goal: _Goal, chosen: frozenset[str], facts: Mapping[str, Value]) -> bool:
        """Whether some way to fill in the rest misses the target; it is then kept in mind."""
        inquiry = self.inquiry
        if goal.rest is None:
            goal.rest = inquiry.oracle()
        changes, _ = self._changes(chosen, facts)
        given = [*inquiry.off(tuple(chosen)), negation(inquiry.space.verdicts[goal.target])]
        given += [inquiry.equal(name, value) for name, value in changes.items()]
        if goal.rest.ask(*given) is not True:
            return False
        self._calmed(goal.rest, given, chosen)
        goal.tries[chosen] = goal.tries.get(chosen, 0) + 1
        if goal.tries[chosen] > PATIENCE:
            self.decided = False
            goal.guesses.not_these(chosen)
            return True
        lessons = [self._instance(goal.rest, goal.target)]
        lessons += [self._instance(goal.rest, goal.target, (one,))
                    for one in sorted(changes) if goal.tries[chosen] > 1]  # fmt: skip
        if not goal.warned:
            goal.warned = True
            lessons.append(self._worst(goal))
        goal.oracle.add(*lessons)
        return True

    def _calmed(self, rest: Oracle, given: Sequence[Term], chosen: frozenset[str]) -> None:
        """Fill in open numbers as low as can be, which then fit with most that may be learnt."""
        inquiry = self.inquiry
        low: list[Term] = []
        for name in inquiry.learnable:
            kind = inquiry.book.vocabulary.facts[name].type
            if name not in chosen and isinstance(kind, types.Numeric) and kind.low is not None:
                lowest = inquiry.equal(name, kind.low)
                if rest.ask(*given, *low, lowest) is True:
                    low.append(lowest)
        rest.ask(*given, *low)

    def _worst(self, goal: _Goal) -> Term:
        """The lesson of a way to fill in each open fact with what rules the target out."""
        assert goal.rest is not None
        off = self.inquiry.off()
        bad: list[Term] = []
        for name in self.inquiry.learnable:
            here = self._ruling_out(goal, name)
            if here is not None and goal.rest.ask(*off, *bad, here) is True:
                bad.append(here)
        if goal.rest.ask(*off, *bad) is not True:
            return logic.TRUE
        return self._instance(goal.rest, goal.target)

    def _ruling_out(self, goal: _Goal, name: str) -> Term | None:
        """That an open fact has a value with which the target never comes about."""
        fact = self.inquiry.book.vocabulary.facts[name]
        variables = self.inquiry.space.encoder.variables
        for cell in cells.cells(fact.type, self.inquiry.marks.get(name, ())):
            here = inside(self.inquiry.encoded(name), cell, variables)
            if goal.oracle.ask(here) is False:
                return here
        return None

    def _instance(self, oracle: Oracle, target: str, like: Sequence[str] = ()) -> Term:
        """Unless it is learnt, an open fact may be as in the last model: the target must hold.

        Numbers that equal those of the facts in `like` there are taken to follow these.
        """
        space = self.inquiry.space
        same = {oracle.value(term): term for name in like
                for term in space.encoder.variables.by_name.get(name, ())
                if term.kind in (Kind.INTEGER, Kind.REAL)}  # fmt: skip
        pairs = [pair for name, terms in space.encoder.variables.by_name.items()
                 for term in terms for pair in self._filled(name, term, oracle, same)]  # fmt: skip
        stated = self.inquiry.held
        ties = both(*(term for name, term in space.encoder.ties if name not in stated))
        agreeing = (term for name, term in space.encoder.ties if name in stated)
        allowed = both(*space.encoder.variables.assumptions, *agreeing, *space.constraints)
        return both(
            logic.replaced(ties, pairs),
            implies(logic.replaced(allowed, pairs), logic.replaced(space.verdicts[target], pairs)),
        )

    def _filled(
        self, name: str, term: Term, oracle: Oracle, same: Mapping[bool | Fraction, Term]
    ) -> list[tuple[Term, Term]]:
        """What stands for a variable: itself if the case tells it, else what it was filled with."""
        value = oracle.value(term)
        filled = same.get(value) if term.kind is not Kind.CONDITION else None
        if (
            filled is None
            or filled is term
            or (filled.kind, term.kind) == (Kind.REAL, Kind.INTEGER)
        ):
            filled = logic.literal(value)
        fact = name.partition("[")[0]
        if self.inquiry.owner(fact) is not None:
            return []
        if fact in self.inquiry.learnable:
            switch = self.inquiry.learnable[fact]
            return [(term, logic.choose(switch, term, filled))]
        if any(owner == fact for owner, _ in self.inquiry.space.encoder.ties):
            return logic.fresh([term])
        return [(term, filled)]

    # telling what was found

    def _flip(self, target: str, chosen: frozenset[str], facts: Mapping[str, Value]) -> Flip:
        changes, dropped = self._changes(chosen, facts)
        names = [name for name in self.inquiry.book.vocabulary.facts if name in chosen]
        if dropped:
            ranges: dict[str, tuple[Cell, ...]] = {}
        else:
            ranges = Ranges(self.inquiry, names, target, changes).of()
        steps = tuple(self._step(name, changes, ranges.get(name)) for name in names)
        return Flip(target, steps, changes)

    def _step(
        self, name: str, changes: Mapping[str, Value], found: tuple[Cell, ...] | None
    ) -> Step:
        fact = self.inquiry.book.vocabulary.facts[name]
        before = self.inquiry.case.value(name)
        if found is not None:
            words = cells.words(fact, found)
        elif name in changes:
            found = (Exactly(changes[name]),)
            words = cells.words(fact, found)
        else:
            found, words = (), self._told(name, changes)
        return Step(name, before, found, words, name in self.inquiry.learnable)

    def _told(self, name: str, changes: Mapping[str, Value]) -> str:
        """A list of records in the words of what follows from it and has to be otherwise."""
        facts = self.inquiry.book.vocabulary.facts
        moving = followers(self.inquiry.book, name)
        moved = [
            f"{one} {cells.words(facts[one], (Exactly(value),))}" for one, value in changes.items()
            if one in moving and value != self.inquiry.case.value(one)
        ]  # fmt: skip
        return "records with " + ", ".join(moved)
