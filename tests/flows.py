"""Flows made by hand: of nodes with their ways on, or like another but for some nodes."""

from __future__ import annotations

from collections.abc import Iterable

from engine.rulebook.graph import Ways
from engine.rulebook.model import Flow, Node


def with_nodes(flow: Flow, nodes: Iterable[Node], ways: dict[str, Ways] | None = None) -> Flow:
    """The flow with these nodes only; their ways on are its own, or those given by node."""
    kept = list(nodes)
    names = {node.id for node in kept}
    found: list[tuple[Node, Ways]] = []
    for node in kept:
        onward = (ways or {}).get(node.id, flow.onward.get(node.id, {}))
        found.append((node, {one: to for one, to in onward.items() if to in names}))
    return Flow.of(flow.name, flow.title, flow.start, found, flow.labels, flow.place)
