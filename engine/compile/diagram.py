"""Reduced ordered decision diagrams with several ways out of a node, and any terminals.

R. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", 1986; with more than two
ways: A. Srinivasan et al., "Algorithms for discrete function manipulation", 1990. A node asks for
the cell of one variable. Variables are asked in one order, and of equal nodes there is one, so
that two diagrams mean the same exactly when they are the same number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from operator import and_, eq, or_

Node = int
"""A number: of a node or a terminal of one `Diagrams`."""

BOTTOM = 1 << 30
"""The level of terminals, below all variables."""


class TooLarge(Exception):  # noqa: N818 - says what the diagram is
    """More nodes than are allowed."""


class Diagrams:
    """Diagrams that share their nodes. `sizes` are the numbers of cells of the variables."""

    def __init__(self, sizes: Sequence[int], most: int) -> None:
        self.sizes = sizes
        self.most = most
        self.levels: list[int] = []
        self.ways: list[tuple[Node, ...]] = []
        self.values: dict[Node, Hashable] = {}
        self._terminals: dict[Hashable, Node] = {}
        self._unique: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._combined: dict[tuple[object, Node, Node], Node] = {}
        self.no, self.yes = self.terminal(False), self.terminal(True)

    def terminal(self, value: Hashable) -> Node:
        """The terminal of a value."""
        found = self._terminals.get(value)
        if found is None:
            found = self._terminals[value] = self._new(BOTTOM, ())
            self.values[found] = value
        return found

    def node(self, level: int, ways: tuple[Node, ...]) -> Node:
        """The node that goes these ways, one for each cell; the way itself where all agree."""
        if ways.count(ways[0]) == len(ways):
            return ways[0]
        key = level, ways
        found = self._unique.get(key)
        if found is None:
            if len(self.levels) >= self.most:
                raise TooLarge
            found = self._unique[key] = self._new(level, ways)
        return found

    def _new(self, level: int, ways: tuple[Node, ...]) -> Node:
        self.levels.append(level)
        self.ways.append(ways)
        return len(self.levels) - 1

    def where(self, level: int, holds: Callable[[int], bool]) -> Node:
        """When the cell of a variable is one of some."""
        cells = range(self.sizes[level])
        return self.node(level, tuple(self.yes if holds(cell) else self.no for cell in cells))

    def both(self, one: Node, other: Node) -> Node:
        if one == self.yes or other == self.no:
            return other
        if other == self.yes or one == self.no or one == other:
            return one
        return self.combined(and_, min(one, other), max(one, other))

    def either(self, one: Node, other: Node) -> Node:
        if one == self.no or other == self.yes:
            return other
        if other == self.no or one == self.yes or one == other:
            return one
        return self.combined(or_, min(one, other), max(one, other))

    def alike(self, one: Node, other: Node) -> Node:
        return self.combined(eq, one, other)

    def negation(self, one: Node) -> Node:
        return self.alike(one, self.no)

    def choice(self, condition: Node, then: Node, otherwise: Node) -> Node:
        yes = self.both(condition, then)
        return self.either(yes, self.both(self.negation(condition), otherwise))

    def combined(self, what: Callable[..., Hashable], one: Node, other: Node) -> Node:
        """The diagram of `what` over the terminals that two diagrams come to."""
        key = what, one, other
        found = self._combined.get(key)
        if found is not None:
            return found
        level = min(self.levels[one], self.levels[other])
        if level == BOTTOM:
            found = self.terminal(what(self.values[one], self.values[other]))
        else:
            pairs = zip(self.at(one, level), self.at(other, level), strict=True)
            found = self.node(level, tuple(self.combined(what, *pair) for pair in pairs))
        self._combined[key] = found
        return found

    def at(self, node: Node, level: int) -> tuple[Node, ...]:
        """The ways from a node for each cell of a variable, which it need not ask for."""
        return self.ways[node] if self.levels[node] == level else (node,) * self.sizes[level]

    def below(self, node: Node) -> Iterator[Node]:
        """A node and all below it, each once, upper levels first."""
        found, waiting = {node}, [node]
        while waiting:
            new = {way for one in waiting for way in self.ways[one]} - found
            found |= new
            waiting = [*new]
        yield from sorted(found, key=lambda one: (self.levels[one], one))
