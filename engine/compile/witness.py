"""Paths of a diagram that a case really takes: the proof that a verdict or a question is open.

Depth first. At the end of a path the cells that are tied are shown to `tied`; what clashes there
is not tried again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .diagram import BOTTOM, Node
from .reading import Reading
from .tied import CaseTies

MOST_STEPS = 20_000
"""So far a search goes before all completions are asked about at once."""
MOST_REFUSED = 60
"""So many paths may be refused."""


class Undecided(Exception):  # noqa: N818 - says what the search came to
    """The search was stopped."""


class Witnesses:
    """Looks for paths in the diagram of one case."""

    def __init__(self, reading: Reading, ties: CaseTies) -> None:
        self.reading = reading
        self.ties = ties
        self._diagrams = reading.diagrams
        self._parting: dict[tuple[Node, Node], bool] = {}
        self._steps = self._refused = 0

    def comes_to(self, verdict: str) -> bool:
        """Whether some completion of the case comes to a verdict."""
        self._steps = self._refused = 0
        return any(not self._clash(path) for path in self._paths(self.reading.root, verdict, {}))

    def _paths(
        self, node: Node, verdict: str, chosen: dict[int, int]
    ) -> Iterator[Mapping[int, int]]:
        """The cells chosen on ways to a verdict, unless they are known to clash."""
        self._step()
        if not any(verdict in end for end in self.reading.ends(node)):
            return
        level = self._diagrams.levels[node]
        if level == BOTTOM:
            yield chosen
            return
        for cell in self.reading.cells[level]:
            chosen[level] = cell
            if not self._known_to_clash(level, chosen):
                yield from self._paths(self._diagrams.ways[node][cell], verdict, chosen)
            del chosen[level]

    def parts(self, base: str, levels: Collection[int]) -> bool:
        """Whether completions come to other verdicts that differ only in what a fact settles."""
        self._steps = self._refused = 0
        self._parting = {}
        search = _Apart(base, frozenset(levels))
        return self._apart(self.reading.root, self.reading.root, search)

    def _apart(self, one: Node, other: Node, search: _Apart) -> bool:
        self._step()
        if not self._may_part(one, other, search):
            return False
        level = min(self._diagrams.levels[one], self._diagrams.levels[other])
        if level == BOTTOM:
            return self._accepted(search)
        here, there = self._diagrams.at(one, level), self._diagrams.at(other, level)
        return any(
            self._apart(here[cell], there[beside], search)
            for cell, beside in self._choices(level, search)
        )

    def _choices(self, level: int, search: _Apart) -> Iterator[tuple[int, int]]:
        """Cells for the two walks, chosen in `search` while they are tried."""
        cells, apart = self.reading.cells[level], level in search.levels
        pairs = ((a, b) for a in cells for b in cells) if apart else ((a, a) for a in cells)
        for cell, beside in pairs:
            search.choose(level, cell, beside)
            clashing = (self._known_to_clash(level, chosen) for chosen in search.walks)
            if not any(clashing):
                yield cell, beside
            search.forget(level)

    def _may_part(self, one: Node, other: Node, search: _Apart) -> bool:
        """Whether cells alone let two walks end apart."""
        levels = self._diagrams.levels
        level = min(levels[one], levels[other])
        if one == other and level > search.last:
            return False
        if level == BOTTOM:
            return True
        found = self._parting.get((one, other))
        if found is None:
            here, there = self._diagrams.at(one, level), self._diagrams.at(other, level)
            cells, apart = self.reading.cells[level], level in search.levels
            found = self._parting[one, other] = any(
                self._may_part(here[a], there[b], search)
                for a in cells
                for b in (cells if apart else (a,))
            )
        return found

    def _accepted(self, search: _Apart) -> bool:
        tied = self.ties.tied.levels
        if any(map(self._clash, search.walks)):
            return False
        if search.levels.isdisjoint(tied):
            return True
        if self.ties.apart(search.base, search.common, search.one, search.other):
            return True
        self._refuse()
        return False

    def _clash(self, chosen: Mapping[int, int]) -> bool:
        found = self.ties.clash(chosen)
        if found:
            self._refuse()
        return bool(found)

    def _known_to_clash(self, level: int, chosen: Mapping[int, int]) -> bool:
        if level not in self.ties.tied.levels:
            return False
        items = chosen.items()
        return any(all(pair in items for pair in clash) for clash in self.ties.clashes)

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise Undecided

    def _refuse(self) -> None:
        self._refused += 1
        if self._refused > MOST_REFUSED:
            raise Undecided


class _Apart:
    """Two walks that differ only in some variables: what is common to them, and what is not."""

    def __init__(self, base: str, levels: frozenset[int]) -> None:
        self.base = base
        self.levels = levels
        self.last = max(levels)
        self.common: dict[int, int] = {}
        self.one: dict[int, int] = {}
        self.other: dict[int, int] = {}

    @property
    def walks(self) -> Iterator[Mapping[int, int]]:
        yield self.common | self.one
        if self.other:
            yield self.common | self.other

    def choose(self, level: int, cell: int, beside: int) -> None:
        if level in self.levels:
            self.one[level], self.other[level] = cell, beside
        else:
            self.common[level] = cell

    def forget(self, level: int) -> None:
        for chosen in (self.common, self.one, self.other):
            chosen.pop(level, None)
