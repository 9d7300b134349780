"""A compiled flow read for one case, by cells alone: what can be reached, what questions weigh.

`influence` is the chance that an answer is pivotal: that of two answers to the question, each as
likely as it is, with all else equal and every other answer as likely as any other, one leads
elsewhere than the other (M. Ben-Or and N. Linial, "Collective coin flipping", 1990, for answers
of more than two kinds).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from ..case.case import Case
from ..concurrency import cached_property
from .build import Compiled
from .cells import Variable
from .diagram import BOTTOM, Diagrams, Node

Verdicts = frozenset[str]
TERMINALS = 2
"""So many nodes are in every collection of diagrams: yes and no."""


class Reading:
    """The diagram of a flow, with the cells that a case leaves open."""

    def __init__(self, flow: Compiled, case: Case) -> None:
        self.compiled = flow
        self.case = case
        self.diagrams = Diagrams(flow.diagrams.sizes, flow.diagrams.most + TERMINALS)
        self.cells = [self._open_cells(variable) for variable in flow.variables]
        self._ends: dict[Node, frozenset[Verdicts]] = {}
        self._root: dict[Node, Node] = {}
        self.chances = [
            self._chance(variable, cells)
            for variable, cells in zip(flow.variables, self.cells, strict=True)
        ]

    def _open_cells(self, variable: Variable) -> tuple[int, ...]:
        """The cells a variable may be in: one where it is known, else all."""
        total, leaves = Fraction(0), self.compiled.leaves
        for times, leaf in variable.leaves:
            value = leaves.value(leaf, self.case)
            if value is None:
                return tuple(range(len(variable.cells)))
            total += times * value
        found = variable.cell(total)
        return (found,) if found is not None else tuple(range(len(variable.cells)))

    def _chance(self, variable: Variable, cells: Sequence[int]) -> Mapping[int, float]:
        """How likely each cell is: all alike, but of a sighting those that are not assumed."""
        fact = self.case.book.vocabulary.facts[variable.facts[0]]
        assumed = None
        if fact.assume is not None and len(cells) > 1 and len(variable.leaves) == 1:
            with_assumed = Case(self.case.book, {fact.name: fact.assume})
            value = self.compiled.leaves.value(variable.leaves[0][1], with_assumed)
            assumed = variable.cell(value) if value is not None else None
        if assumed is None:
            return dict.fromkeys(cells, 1 / len(cells))
        seen = float(self.case.book.vocabulary.asking.seen)
        rest = seen / (len(cells) - 1)
        return {cell: 1 - seen if cell == assumed else rest for cell in cells}

    @cached_property
    def root(self) -> Node:
        return self.restricted(self.compiled.root)

    def restricted(self, node: Node) -> Node:
        """A diagram of the flow as one of this case, which no longer asks for what is known.

        It has no more nodes than the flow's, and is gone with the case.
        """
        found = self._root.get(node)
        if found is None:
            whole = self.compiled.diagrams
            level = whole.levels[node]
            if level == BOTTOM:
                found = self.diagrams.terminal(whole.values[node])
            elif len(self.cells[level]) == 1:
                found = self.restricted(whole.ways[node][self.cells[level][0]])
            else:
                ways = tuple(self.restricted(way) for way in whole.ways[node])
                found = self.diagrams.node(level, ways)
            self._root[node] = found
        return found

    def ends(self, node: Node | None = None) -> frozenset[Verdicts]:
        """The terminals that can be reached from a node, by default from the start."""
        node = self.root if node is None else node
        found = self._ends.get(node)
        if found is None:
            if self.diagrams.levels[node] == BOTTOM:
                told = self.diagrams.values[node]
                assert isinstance(told, frozenset)
                found = frozenset({told})
            else:
                found = frozenset[Verdicts]().union(*map(self.ends, self.diagrams.ways[node]))
            self._ends[node] = found
        return found

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that can be reached, in the order of the flow."""
        found = frozenset[str]().union(*self.ends())
        return tuple(one for one in self.compiled.flow.verdicts if one in found)

    @cached_property
    def asked(self) -> tuple[int, ...]:
        """The levels that the diagram still asks for."""
        levels = {self.diagrams.levels[node] for node in self.diagrams.below(self.root)}
        return tuple(sorted(levels - {BOTTOM}))

    def influence(self, levels: Iterable[int]) -> float:
        """The chance that the answer which settles these variables is pivotal."""
        chosen = frozenset(levels)
        if not chosen:
            return 0.0
        first, last, known = min(chosen), max(chosen), dict[tuple[Node, Node], float]()
        return sum(
            chance * self._parting(node, node, chosen, last, known)
            for node, chance in self._entered(first, last).items()
        )

    def _entered(self, first: int, last: int) -> Mapping[Node, float]:
        """The nodes between two levels that walks come to from above, and how likely."""
        levels = self.diagrams.levels
        if first <= levels[self.root] <= last:
            return {self.root: 1.0}
        found: dict[Node, float] = {}
        for level, node, chance in self._arrivals:
            if level < first <= levels[node] <= last:
                found[node] = found.get(node, 0.0) + chance
        return found

    @cached_property
    def _arrivals(self) -> Sequence[tuple[int, Node, float]]:
        """Each step of a walk: from which level, to which node, and how likely it is taken."""
        found: list[tuple[int, Node, float]] = []
        reached: dict[Node, float] = {self.root: 1.0}
        for node in self.diagrams.below(self.root):
            level = self.diagrams.levels[node]
            if level < BOTTOM:
                for cell, chance in self.chances[level].items():
                    way, taken = self.diagrams.ways[node][cell], reached[node] * chance
                    reached[way] = reached.get(way, 0.0) + taken
                    found.append((level, way, taken))
        return found

    @cached_property
    def _ended_apart(self) -> dict[tuple[Node, Node], float]:
        """The chance that walks from two nodes end apart that go the same ways from there."""
        return {}

    def _parting(
        self,
        one: Node,
        other: Node,
        chosen: frozenset[int],
        last: int,
        known: dict[tuple[Node, Node], float],
    ) -> float:
        """The chance that two walks end apart that differ only in what is chosen."""
        levels = self.diagrams.levels
        level = min(levels[one], levels[other])
        if level > last:
            if one == other or level == BOTTOM:
                return float(one != other)
            known = self._ended_apart
        key = (one, other) if one <= other else (other, one)
        found = known.get(key)
        if found is None:
            found = known[key] = sum(
                chance * self._parting(a, b, chosen, last, known)
                for chance, a, b in self._steps(one, other, level, level in chosen)
            )
        return found

    def _steps(
        self, one: Node, other: Node, level: int, apart: bool
    ) -> Iterator[tuple[float, Node, Node]]:
        chances = self.chances[level]
        here, there = self.diagrams.at(one, level), self.diagrams.at(other, level)
        for cell, chance in chances.items():
            if not apart:
                yield chance, here[cell], there[cell]
                continue
            for beside, its in chances.items():
                yield chance * its, here[cell], there[beside]
