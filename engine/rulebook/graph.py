"""Decision graphs as networkx holds them.

Nodes go by their ids; the attribute `outcome` of an edge says which outcome of a gate it
is taken for, and is "" after a step. Everything that walks, orders or reaches asks here,
so that another edge in the graph is another way for the walk, the proofs and the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..concurrency import cached_property

if TYPE_CHECKING:
    import networkx as nx

Ways = Mapping[str, str]
"""By outcome, the node that an edge leads to."""


class Drawn:
    """A decision graph of networkx, and what walks read off it.

    One that is `kept` was read off before; its graph is built when somebody asks for it.
    """

    def __init__(self, graph: nx.MultiDiGraph[str]) -> None:
        self.__dict__["graph"] = graph

    @classmethod
    def kept(
        cls,
        name: str,
        nodes: Mapping[str, Mapping[str, Any]],
        ways: Mapping[str, Ways],
        order: tuple[str, ...],
    ) -> Drawn:
        """One of which all is known already: nodes, ways on and the order that networkx gave."""
        found = cls.__new__(cls)
        found.__dict__.update(name=name, nodes=nodes, onward=ways, in_order=order)
        return found

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The frozen graph."""
        return build(self.name, self.nodes, edges(self.onward))

    @cached_property
    def name(self) -> str:
        found: str = self.graph.name
        return found

    @cached_property
    def nodes(self) -> Mapping[str, Mapping[str, Any]]:
        """The nodes by id with their attributes, in the order of the file."""
        return dict(self.graph.nodes(data=True))

    @cached_property
    def onward(self) -> Mapping[str, Ways]:
        """For each node the ways on."""
        return onward(self.graph)

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The nodes, each after all that lead to it."""
        return tuple(in_order(self.graph))


def edges(onward: Mapping[str, Ways]) -> Iterator[tuple[str, str, str]]:
    """The edges, as (from, to, outcome)."""
    return ((node, to, outcome) for node, ways in onward.items() for outcome, to in ways.items())


def build(
    name: str, nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[tuple[str, str, str]]
) -> nx.MultiDiGraph[str]:
    """A frozen graph: nodes by id with their attributes, edges as (from, to, outcome)."""
    import networkx as nx  # a tenth of a second, which a rulebook that is kept ready need not wait

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=name)
    for node, about in nodes.items():
        graph.add_node(node, **about)
    for source, target, outcome in edges:
        graph.add_edge(source, target, key=outcome, outcome=outcome)
    return nx.freeze(graph)


def frozen(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy that nobody can change."""
    import networkx as nx

    return nx.freeze(graph.copy())


def onward(graph: nx.MultiDiGraph[str]) -> dict[str, Ways]:
    """For each node the ways on.

    networkx groups parallel edges by where they lead; a node's attribute `outcomes`
    brings them into the order of the file, others follow.
    """
    return {name: _ways(graph, name, about) for name, about in graph.nodes(data=True)}


def _ways(graph: nx.MultiDiGraph[str], name: str, about: Mapping[str, Any]) -> Ways:
    found = {outcome: to for _, to, outcome in graph.out_edges(name, data="outcome", default="")}
    known = [outcome for outcome in about.get("outcomes", ()) if outcome in found]
    return {outcome: found[outcome] for outcome in dict.fromkeys([*known, *found])}


def in_order(graph: nx.MultiDiGraph[str]) -> list[str]:
    """Nodes so that each comes after all that lead to it; of equals, the first in the file first.

    Kahn's topological sort with a priority queue (networkx).
    """
    import networkx as nx

    places = {node: place for place, node in enumerate(graph)}
    return list(nx.lexicographical_topological_sort(graph, key=places.__getitem__))


def cycle(graph: nx.MultiDiGraph[str]) -> list[str]:
    """The nodes of one cycle, or nothing."""
    import networkx as nx

    try:
        return [edge[0] for edge in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return []


def unreachable(graph: nx.MultiDiGraph[str], start: str) -> list[str]:
    """Nodes that no walk from the start comes to."""
    import networkx as nx

    reached = nx.descendants(graph, start) | {start}
    return [node for node in graph if node not in reached]
