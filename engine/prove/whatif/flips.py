"""The fewest facts whose change gives another verdict.

For each fact that may change there is a switch. A solver is asked for at most so many switches
that are on, and values, with which the verdict may be the wanted one. What is found has to do
whatever else is open: where some way to fill that in misses the verdict, what it teaches is
learnt (`lessons`), and the question asked again. The first number of switches with which
something is found is the smallest, since all smaller ones were refuted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ...language.types import Numeric, Type
from ...rulebook.model import INCOMPLETE
from ...solve.cores import Cores
from ...solve.logic import Term, at_most, boolean, either, implies, negation
from ..space.counterexample import smallest
from ..space.inquiry import Inquiry
from ..space.replay import Facts
from .candidate import Candidate, candidate
from .flip import Flip
from .lessons import Lessons
from .ties import Ties

SOME = 1_000
"""Steps to find any way at all with, once the effort is spent."""

PATIENCE = 200
"""So many lessons are learnt from before a set of facts is given up."""


@dataclass(frozen=True, slots=True)
class Found:
    """Flips, smallest first; whether there are more of a kind; whether all was decided."""

    flips: tuple[Flip, ...]
    more_learning: bool = False
    more_reversing: bool = False
    decided: bool = True


def flips(inquiry: Inquiry, to: str | None, most: int) -> Found:
    """All smallest flips by learning alone, and all smallest that reverse something.

    The latter only where they are no larger; a settled verdict is never turned by learning.
    """
    targets = [to] if to is not None else list(inquiry.space.flow.verdicts)
    ties = Ties(inquiry)
    goals = [_Goal.of(inquiry, ties, one) for one in targets if one != inquiry.verdict]
    learning = _Search(inquiry, goals, most, learning=True)
    learnt = learning.run() if inquiry.verdict == INCOMPLETE or not inquiry.final else []
    reversing = _Search(inquiry, goals, most, learning=False)
    largest = min((len(one.steps) for one in learnt), default=None)
    reversed_ = reversing.run(largest) if learning.decided or not learnt else []
    found = sorted([*learnt, *reversed_], key=lambda one: one.order(inquiry.space.flow.verdicts))
    decided = learning.decided and reversing.decided
    return Found(tuple(found), learning.more, reversing.more, decided)


@dataclass
class _Goal:
    """A verdict to come to. `sought` is assumed while it is looked for, with what was learnt."""

    target: str
    sought: Term
    lessons: Lessons
    tries: dict[frozenset[str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, inquiry: Inquiry, ties: Ties, target: str) -> _Goal:
        sought = boolean(f"sought: {target}")
        inquiry.shared.add(implies(sought, inquiry.space.verdicts[target]))
        return cls(target, sought, Lessons(inquiry, ties, target))


class _Search:
    """Growing sets of switches, until some give another verdict."""

    def __init__(self, inquiry: Inquiry, goals: Sequence[_Goal], most: int, learning: bool) -> None:
        self.inquiry = inquiry
        self.oracle = inquiry.shared
        self.goals = goals
        self.most = most
        self.decided = True
        self.refuted = False
        self.more = False
        self.switches = dict(inquiry.learnable) if learning else inquiry.switches
        wanted = either(*(self.switches if learning else inquiry.reversible).values())
        self.given = [*inquiry.off(tuple(self.switches)), wanted]
        self.passed: dict[str, list[Term]] = {goal.target: [] for goal in goals}

    def run(self, limit: int | None = None) -> list[Flip]:
        goals = [one for one in self.goals if self._ask(one) is not False]
        sizes = len(self.switches) if limit is None else min(limit, len(self.switches))
        for size in range(1, sizes + 1):
            found: list[Candidate] = []
            for goal in goals:
                found += self._of_size(goal, size, self.most + 1 - len(found))
            if found or not goals or not self.decided:
                self.more = len(found) > self.most
                found = found or [one for goal in goals for one in self._some(goal)]
                return [one.rounded().flip() for one in found[: self.most]]
        return []

    def _ask(self, goal: _Goal, *terms: Term) -> bool | None:
        passed = self.passed[goal.target]
        answer = self.oracle.ask(goal.sought, *self.given, *passed, *terms)
        self.decided = self.decided and answer is not None
        self.refuted = answer is False
        return answer

    def _of_size(self, goal: _Goal, size: int, most: int) -> Iterator[Candidate]:
        """The sets that do, each once, of at most `size` facts."""
        guesses = self._single(goal) if size == 1 else self._several(goal, size)
        for guess in guesses:
            if most < 1:
                return
            if guess.verdict == goal.target:
                yield guess
                most -= 1
            else:
                self.decided = False

    def _single(self, goal: _Goal) -> Iterator[Candidate]:
        """One fact after the other, in the order of the vocabulary."""
        waiting = [*self.switches]
        while waiting:
            name = waiting.pop(0)
            off = {one: self.inquiry.unswitched[one] for one in self.switches if one != name}
            found = self._settled(goal, off.values())
            if found is not None:
                yield found
            elif self.refuted:
                blamed = self.oracle.blamed(off)
                waiting = [one for one in waiting if one in blamed]

    def _several(self, goal: _Goal, size: int) -> Iterator[Candidate]:
        bound = at_most([*self.switches.values()], size)
        while (found := self._settled(goal, [bound])) is not None:
            yield found
            self._pass(goal, found.chosen)

    def _pass(self, goal: _Goal, chosen: Iterable[str]) -> None:
        """Neither these facts again, nor these and others."""
        off = (self.inquiry.unswitched[name] for name in sorted(chosen))
        self.passed[goal.target].append(either(*off))

    def _settled(self, goal: _Goal, terms: Iterable[Term]) -> Candidate | None:
        """Facts and values that do, whatever else is open; None where there are none."""
        terms = [*terms]
        while self._ask(goal, *terms) is True:
            chosen = frozenset(name for name, one in self.switches.items() if self._holds(one))
            found = candidate(self.inquiry, goal.target, chosen)
            missing = self._missing(goal, found)
            if self.oracle.ask(*missing) is not True or (self.inquiry.has_lists and found.plain):
                return found
            goal.tries[chosen] = goal.tries.get(chosen, 0) + 1
            if goal.tries[chosen] <= PATIENCE:
                self._learn(goal, found, missing)
            else:
                self.decided = False
                self._pass(goal, chosen)
        return None

    def _holds(self, term: Term) -> bool:
        return self.oracle.value(term) is True

    def _missing(self, goal: _Goal, candidate: Candidate) -> list[Term]:
        """Unsatisfiable iff no way to fill in the rest misses the target."""
        inquiry, chosen = self.inquiry, candidate.chosen
        stated = [inquiry.equal(name, value) for name, value in candidate.stated.items()]
        self.oracle.add(*inquiry.newly_named())
        learnt = (inquiry.learnable[name] for name in sorted(chosen & inquiry.learnable.keys()))
        off = inquiry.off(tuple(chosen))
        return [*off, *learnt, *stated, negation(inquiry.space.verdicts[goal.target])]

    def _learn(self, goal: _Goal, candidate: Candidate, missing: Sequence[Term]) -> None:
        """What the last model teaches; of numbers that are tied, one with these at an end."""
        tries = goal.tries[candidate.chosen]
        missed = goal.lessons.missed(self.oracle, candidate.chosen)
        tied = goal.lessons.tied(missed)
        if tied:
            if not self._pushed(missing, tied - candidate.chosen, low=tries % 2 == 1):
                goal.tries[candidate.chosen] = PATIENCE
                return
            missed = goal.lessons.missed(self.oracle, candidate.chosen)
        taught = [goal.lessons.near(self.oracle, missed, candidate.chosen)]
        if tied or tries > 1:  # a near miss taught nothing about what else is tied to it
            taught.append(goal.lessons.of(self.oracle, missed, candidate.chosen))
        if tied and tries > 1:
            taught += [
                goal.lessons.of(self.oracle, missed, candidate.chosen, name)
                for name in sorted(candidate.stated)
            ]
        self.oracle.add(*(implies(goal.sought, one) for one in taught))

    def _pushed(self, given: Sequence[Term], names: Set[str], low: bool) -> bool:
        """Fill in open numbers with the lowest they can be, or the highest; whether that was done.

        Low ones fit with most that may be learnt. Turn about, since values in between
        would come ever nearer to a bound that one end of the range names at once.
        """
        kinds = {name: self.inquiry.book.vocabulary.facts[name].type for name in sorted(names)}
        ends = {name: _end(kind, low) for name, kind in kinds.items()}
        there = {
            name: self.inquiry.equal(name, end) for name, end in ends.items() if end is not None
        }
        while (answer := self.oracle.ask(*given, *there.values())) is False and there:
            there.pop(self.oracle.blamed(there)[-1])
        return answer is True

    # once the effort is spent

    def _some(self, goal: _Goal) -> Iterator[Candidate]:
        """A set that does, of which nothing can be spared; there may be smaller ones."""
        self.inquiry.budget.extend(SOME)
        learnt = [*self.inquiry.learnable.values()]
        if self._ask(goal, *learnt) is not True and self._ask(goal) is not True:
            return
        changed = (name for name, switch in self.switches.items() if self._holds(switch))
        every = candidate(self.inquiry, goal.target, frozenset(changed))
        for chosen in (self._needed(goal, every), every.chosen):
            found = replace(every, chosen=chosen)
            if chosen and found.verdict == goal.target:
                yield _thinned(found)
                return

    def _needed(self, goal: _Goal, every: Candidate) -> frozenset[str]:
        """Of facts that do, a set of which none can be spared."""
        same = {name: self.inquiry.equal(name, value) for name, value in every.stated.items()}
        self.oracle.add(*self.inquiry.newly_named())
        given = [
            *self.inquiry.learnable.values(),
            negation(self.inquiry.space.verdicts[goal.target]),
        ]
        if self.oracle.ask(*given, *same.values()) is not False:
            return frozenset()
        needed = Cores(self.oracle, same, given).minimal(self.oracle.blamed(same))
        return frozenset(needed) & every.chosen


def _thinned(found: Candidate) -> Candidate:
    """A candidate without the facts that can be spared by Kleene's logic, in plain values."""
    if found.dropped:
        return found

    def with_facts(some: Facts) -> Candidate:
        return replace(found, chosen=frozenset(some), facts={**found.facts, **some})

    kept = smallest(
        found.stated,
        [found.inquiry.book],
        lambda some: bool(some) and with_facts(some).plain,
        lambda some: with_facts(some).verdict == found.target,
    )
    return with_facts(kept) if kept else found


def _end(kind: Type, low: bool) -> Fraction | None:
    """The lowest or the highest number of a type."""
    if not isinstance(kind, Numeric):
        return None
    return kind.low if low else kind.high
