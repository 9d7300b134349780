"""Decision graphs as networkx holds them.

Nodes go by their ids; the attribute `outcome` of an edge says which outcome of a gate it
is taken for, and is "" after a step. Everything that walks, orders or reaches asks here,
so that another edge in the graph is another way for the walk, the proofs and the picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

Ways = Mapping[str, str]
"""By outcome, the node that an edge leads to."""


def build(
    name: str, nodes: Mapping[str, Mapping[str, Any]], edges: Iterable[tuple[str, str, str]]
) -> nx.MultiDiGraph[str]:
    """A frozen graph: nodes by id with their attributes, edges as (from, to, outcome)."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=name)
    for node, about in nodes.items():
        graph.add_node(node, **about)
    for source, target, outcome in edges:
        graph.add_edge(source, target, key=outcome, outcome=outcome)
    return nx.freeze(graph)


def frozen(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """A copy that nobody can change."""
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
    places = {node: place for place, node in enumerate(graph)}
    return list(nx.lexicographical_topological_sort(graph, key=places.__getitem__))


def cycle(graph: nx.MultiDiGraph[str]) -> list[str]:
    """The nodes of one cycle, or nothing."""
    try:
        return [edge[0] for edge in nx.find_cycle(graph)]
    except nx.NetworkXNoCycle:
        return []


def unreachable(graph: nx.MultiDiGraph[str], start: str) -> list[str]:
    """Nodes that no walk from the start comes to."""
    reached = nx.descendants(graph, start) | {start}
    return [node for node in graph if node not in reached]
