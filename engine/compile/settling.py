"""How likely answers to some questions settle a case, whatever the rest is.

Walks go down the diagram together: an answer that is among those asked for is shared by all, any
other takes every walk each way it may go. Where all end alike, the case is settled.
"""

from __future__ import annotations

from collections.abc import Collection

from .diagram import Node
from .reading import Reading

MOST_STATES = 20_000
"""So many sets of walks are looked at; what is beyond counts as not settled."""


class Settling:
    """One case with some variables answered."""

    def __init__(self, reading: Reading, levels: Collection[int]) -> None:
        self.reading = reading
        self.levels = frozenset(levels)
        self._last = max(self.levels, default=-1)
        self._known: dict[frozenset[Node], float] = {}

    def chance(self) -> float:
        """The chance that one verdict is left once the questions are answered."""
        return self._of(frozenset({self.reading.root}))

    def _of(self, walks: frozenset[Node]) -> float:
        found = self._known.get(walks)
        if found is None:
            full = len(self._known) > MOST_STATES
            found = self._known[walks] = 0.0 if full else self._worked_out(walks)
        return found

    def _apart_for_good(self, walks: frozenset[Node]) -> bool:
        """Whether walks that no answer asked for concerns any more end in several ways."""
        levels, ends = self.reading.diagrams.levels, self.reading.ends
        done = (ends(node) for node in walks if levels[node] > self._last)
        return len(frozenset[frozenset[str]]().union(*done)) > 1

    def _worked_out(self, walks: frozenset[Node]) -> float:
        ends = frozenset[frozenset[str]]().union(*map(self.reading.ends, walks))
        if len(ends) == 1:
            return float(all(len(end) == 1 for end in ends))
        diagrams = self.reading.diagrams
        if self._apart_for_good(walks):
            return 0.0
        level = min(diagrams.levels[node] for node in walks)
        chances = self.reading.chances[level]
        steps = {
            cell: frozenset(diagrams.at(node, level)[cell] for node in walks) for cell in chances
        }
        if level in self.levels:
            return sum(chance * self._of(steps[cell]) for cell, chance in chances.items())
        return self._of(frozenset[Node]().union(*steps.values()))
