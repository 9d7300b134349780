"""Flows as networkx graphs: building, order, and what can be wrong with their shape."""

from __future__ import annotations

import networkx as nx

from .model import Flow


def build(flow: Flow) -> nx.MultiDiGraph[str]:
    """Nodes by id with their `kind`; edges keyed by outcome ("" after a step)."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name=flow.name)
    for node in flow.nodes.values():
        graph.add_node(node.id, kind=node.kind)
    for node in flow.nodes.values():
        for outcome, target in node.to.items():
            graph.add_edge(node.id, target, key=outcome)
    return graph


def in_order(flow: Flow) -> list[str]:
    """Nodes so that each comes after all that lead to it; of equals, by place in the file."""
    places = {node: place for place, node in enumerate(flow.nodes)}
    return list(nx.lexicographical_topological_sort(flow.graph, key=places.__getitem__))


def cycle(flow: Flow) -> list[str]:
    """The nodes of one cycle, or nothing."""
    try:
        return [edge[0] for edge in nx.find_cycle(flow.graph)]
    except nx.NetworkXNoCycle:
        return []


def unreachable(flow: Flow) -> list[str]:
    """Nodes that no walk from the start comes to."""
    reached = nx.descendants(flow.graph, flow.start) | {flow.start}
    return [node for node in flow.nodes if node not in reached]
