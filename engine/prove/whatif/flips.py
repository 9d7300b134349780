"""The fewest facts whose change gives another verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...language import types
from ...language.values import Value
from ...rulebook.model import INCOMPLETE
from ...solve import logic
from ...solve.budget import Budget
from ...solve.cores import Cores
from ...solve.logic import Term, negation
from ...solve.oracle import Oracle
from ..space import cells
from ..space.counterexample import decode, drop, possible
from ..space.inquiry import Inquiry
from ..space.regions import inside
from .candidate import Candidate
from .flip import Flip
from .hitting_sets import HittingSets
from .instantiation import instance

MOST_ROUNDS = 3_000
SOME = 1_000
"""Steps to find any way at all with, once the effort is spent."""

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


@dataclass
class _Goal:
    """A verdict to come to, and what is known of the ways there."""

    target: str
    oracle: Oracle
    hitting: HittingSets
    tries: dict[frozenset[str], int] = field(default_factory=dict)
    hopeless: bool = False
    warned: bool = False
    named: int = 0
    rest: Oracle | None = None


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
            _Goal(one, self._oracle(one), HittingSets(self.switches, self.wanted))
            for one in self.targets
        ]
        goals = [goal for goal in goals if goal.oracle.ask() is not False]
        sizes = len(self.switches) if limit is None else min(limit, len(self.switches))
        for size in range(1, sizes + 1):
            found: list[Candidate] = []
            for goal in goals:
                found += self._enumerate(goal, size, self.most + 1 - len(found))
            goals = [goal for goal in goals if not goal.hopeless]
            if found or not goals or not self.decided:
                self.more = len(found) > self.most
                found = found or [one for goal in goals for one in self._some(goal.target)]
                return [one.flip() for one in found[: self.most]]
        return []

    def _some(self, target: str) -> Iterator[Candidate]:
        """A set that does, of which nothing can be spared; there may be smaller ones."""
        oracle = self._oracle(target, Budget(SOME))
        if possible([self.inquiry.space], oracle) is not True:
            return
        facts = decode(self.inquiry.space, oracle)
        chosen = {
            name: None
            for name, switch in self.switches.items()
            if name in self.inquiry.learnable or oracle.value(switch) is True
        }

        def candidate(names: Mapping[str, None]) -> Candidate:
            return Candidate(self.inquiry, target, frozenset(names), facts)

        if candidate(chosen).plain:
            drop(chosen, list(chosen), lambda names: candidate(names).plain)
            yield candidate(chosen)

    def _oracle(self, target: str, budget: Budget | None = None) -> Oracle:
        oracle = self.inquiry.oracle(budget)
        oracle.add(*self.frozen, self.inquiry.space.verdicts[target])
        return oracle

    def _enumerate(self, goal: _Goal, size: int, most: int) -> Iterator[Candidate]:
        """The sets that do, each once, of at most `size` facts."""
        while most > 0 and not goal.hopeless and (chosen := goal.hitting.next(size)) is not None:
            if self.rounds >= MOST_ROUNDS or self.inquiry.budget.spent:
                self.decided = False
                return
            facts = self._facts(goal, chosen)
            if facts is None:
                continue
            candidate = Candidate(self.inquiry, goal.target, chosen, facts)
            if not candidate.plain and self._learn(goal, candidate):
                continue
            if candidate.verdict == goal.target:
                yield candidate
                goal.hitting.give_up(chosen)
                most -= 1
            else:
                goal.hitting.not_these(chosen)

    def _facts(self, goal: _Goal, chosen: frozenset[str]) -> Mapping[str, Value] | None:
        """Values for a guess; None, with a new obstacle noted, where there are none."""
        off = {name: self.unswitched[name] for name in self.switches if name not in chosen}
        self.rounds += 1
        answer = goal.oracle.ask(*off.values())
        if answer:
            return decode(self.inquiry.space, goal.oracle)
        if answer is None:
            self.decided = False
            goal.hitting.not_these(chosen)
            return None
        obstacle = goal.oracle.blamed(off)
        goal.hopeless = not obstacle
        if len(chosen) > 1:
            obstacle = Cores(goal.oracle, self.unswitched).minimal(obstacle)
        goal.hitting.meet(obstacle)
        return None

    # learning from ways to fill in what is open

    def _learn(self, goal: _Goal, candidate: Candidate) -> bool:
        """Whether some way to fill in the rest misses the target; it is then kept in mind."""
        inquiry, chosen = self.inquiry, candidate.chosen
        if goal.rest is None:
            goal.rest = inquiry.oracle()
        given = [*inquiry.off(tuple(chosen)), negation(inquiry.space.verdicts[goal.target])]
        given += [inquiry.equal(name, value) for name, value in candidate.stated.items()]
        given += [inquiry.learnable[name] for name in sorted(chosen & inquiry.learnable.keys())]
        named = inquiry.space.encoder.variables.texts.named
        for oracle in (goal.rest, goal.oracle):
            oracle.add(*named[goal.named :])
        goal.named = len(named)
        if goal.rest.ask(*given) is not True:
            return False
        goal.tries[chosen] = goal.tries.get(chosen, 0) + 1
        filled = self._pushed(goal.rest, given, chosen, low=goal.tries[chosen] % 2 == 1)
        if not filled or goal.tries[chosen] > PATIENCE:
            self.decided = False
            goal.hitting.not_these(chosen)
            return True
        lessons = [instance(self.inquiry, goal.rest, goal.target)]
        lessons += [
            instance(self.inquiry, goal.rest, goal.target, (one,))
            for one in sorted(candidate.stated)
            if goal.tries[chosen] > 1
        ]
        if not goal.warned:
            goal.warned = True
            lessons.append(self._worst(goal))
        goal.oracle.add(*lessons)
        return True

    def _pushed(
        self, rest: Oracle, given: Sequence[Term], chosen: frozenset[str], low: bool
    ) -> bool:
        """Fill in open numbers with the lowest they can be, or the highest; whether that was done.

        Low ones fit with most that may be learnt. Turn about, since values in between
        would come ever nearer to a bound that one end of the range names at once.
        """
        inquiry = self.inquiry
        ends: list[Term] = []
        for name in inquiry.learnable:
            kind = inquiry.book.vocabulary.facts[name].type
            if name in chosen or not isinstance(kind, types.Numeric):
                continue
            end = kind.low if low else kind.high
            if end is not None and rest.ask(*given, *ends, inquiry.equal(name, end)) is True:
                ends.append(inquiry.equal(name, end))
        return rest.ask(*given, *ends) is True

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
        return instance(self.inquiry, goal.rest, goal.target)

    def _ruling_out(self, goal: _Goal, name: str) -> Term | None:
        """That an open fact has a value with which the target never comes about."""
        fact = self.inquiry.book.vocabulary.facts[name]
        variables = self.inquiry.space.encoder.variables
        for cell in cells.cells(fact.type, self.inquiry.marks.get(name, ())):
            here = inside(self.inquiry.encoded(name), cell, variables)
            if goal.oracle.ask(here) is False:
                return here
        return None
