"""Which edits make a change: as few as give a case its new verdict without all others.

For one case they are found by trying sets, the smallest first. For all cases that they make the
same change of, the rulebook with these edits alone is a third side of the product program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, takewhile

from ...case.case import Case
from ...rulebook.model import Book
from ...solve.budget import Budget
from ...solve.logic import Term, both, negation
from ..space.counterexample import drop
from ..space.replay import Facts, Replay
from ..space.space import Space
from .edits import Edit, edits
from .mixed import mixed
from .pair import Pair, between, ordinary, states, verdict

Chosen = frozenset[int]
"""Edits by their places."""

Judge = Callable[[Replay, Case | None], str | None]
"""What tells the verdict of one side."""

MOST_TRIED = 1_000
"""So many sets of edits are tried for all cases together; then those are taken of which none can
be left out, but which may not be smallest."""


@dataclass(frozen=True)
class Cause:
    """Edits that make a change by themselves, and none of which can be left out.

    `pair` is the old rulebook beside the one with these edits alone; `without` are those with
    one edit less, where there are several.
    """

    edits: tuple[Edit, ...]
    pair: Pair
    without: tuple[tuple[Space, Replay], ...]

    def term(self, after: str) -> Term:
        """The cases that these edits bring to a verdict, and no fewer of them."""
        fewer = (negation(states(space)[after]) for space, _ in self.without)
        return both(states(self.pair.new)[after], *fewer)

    def shows(self, facts: Facts, after: str) -> bool:
        """Whether a case is one of them, as far as Kleene's logic tells."""
        return self._gives(facts, after, verdict)

    def confirms(self, facts: Facts, after: str) -> bool:
        """Whether a case is one of them by the ordinary evaluation."""
        return self._gives(facts, after, ordinary)

    def _gives(self, facts: Facts, after: str, judge: Judge) -> bool:
        replays = (replay for _, replay in self.without)
        return judge(self.pair.new_replay, self.pair.new_replay.case(facts)) == after and all(
            judge(replay, replay.case(facts)) != after for replay in replays
        )


@dataclass(frozen=True)
class Causes:
    """The edits between the sides of a pair, and the rulebooks with some of them."""

    pair: Pair
    edits: tuple[Edit, ...]
    tries: Budget = field(default_factory=lambda: Budget(MOST_TRIED))
    _replays: dict[Chosen, Replay] = field(default_factory=dict)
    _spaces: dict[Chosen, Space] = field(default_factory=dict)

    @classmethod
    def of(cls, pair: Pair) -> Causes:
        return cls(pair, edits(pair.old.book, pair.new.book, pair.new.flow.name))

    def cause(self, facts: Facts, after: str) -> Cause:
        """What gives a case its new verdict."""
        chosen = sorted(self._smallest(facts, after, verdict))
        fewer = [frozenset(chosen) - {one} for one in chosen] if len(chosen) > 1 else []
        alone = frozenset(chosen)
        return Cause(
            tuple(self.edits[one] for one in chosen),
            replace(self.pair, new=self._space(alone), new_replay=self._replay(alone)),
            tuple((self._space(one), self._replay(one)) for one in fewer),
        )

    def moving(self, facts: Facts, before: str, after: str) -> tuple[Edit, ...]:
        """The edits that move a program of open facts; none where it is not read again alike."""
        sides = (self._replay(frozenset(one)) for one in ((), range(len(self.edits))))
        if [ordinary(side, side.case(facts)) for side in sides] != [before, after]:
            return ()
        return tuple(self.edits[one] for one in sorted(self._smallest(facts, after, ordinary)))

    def _smallest(self, facts: Facts, after: str, judge: Judge) -> Chosen:
        """One of the smallest sets that do; of a great many edits, one that cannot be reduced."""

        def gives(chosen: Chosen) -> bool:
            replay = self._replay(chosen)
            return judge(replay, replay.case(facts)) == after

        few = _reduced(frozenset(range(len(self.edits))), gives)
        tried = takewhile(lambda _: self.tries.take(), self._sets(len(few)))
        return next((chosen for chosen in tried if gives(chosen)), few)

    def _sets(self, below: int) -> Iterator[Chosen]:
        """Sets of fewer edits than so many, the smallest first."""
        places = range(len(self.edits))
        for size in range(1, below):
            yield from map(frozenset, combinations(places, size))

    def _replay(self, chosen: Chosen) -> Replay:
        """The evaluation by the rulebook with these edits alone."""
        if chosen not in self._replays:
            self._replays[chosen] = self._replayed(chosen)
        return self._replays[chosen]

    def _replayed(self, chosen: Chosen) -> Replay:
        if len(chosen) == len(self.edits):
            return self.pair.new_replay
        if not chosen:
            return self.pair.old_replay
        book = self._book(chosen)
        return Replay(book, book.flows[self.pair.new.flow.name])

    def _space(self, chosen: Chosen) -> Space:
        if len(chosen) == len(self.edits):
            return self.pair.new
        if not chosen:
            return self.pair.old
        if chosen not in self._spaces:
            mark = f" (mixed {len(self._spaces)})"
            self._spaces[chosen] = between(self.pair, self._replay(chosen).book, mark)
        return self._spaces[chosen]

    def _book(self, chosen: Chosen) -> Book:
        parts = {part for one in chosen for part in self.edits[one].parts}
        return mixed(self.pair.old.book, self.pair.new.book, self.pair.new.flow.name, parts)


def _reduced(chosen: Chosen, gives: Callable[[Chosen], bool]) -> Chosen:
    """A set of which no single edit can be left out."""
    kept = dict.fromkeys(sorted(chosen))
    while True:
        size = len(kept)
        drop(kept, [*kept], lambda found: gives(frozenset(found)))
        if len(kept) == size:
            return frozenset(kept)
