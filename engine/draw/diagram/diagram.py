"""From a flow, and a decision if there is one, to the diagram model."""

from __future__ import annotations

from ...decide.decision import Decision
from ...rulebook.model import Book, Flow, Node
from . import captions
from .model import Arrow, Box, Diagram, State, Tone
from .view import View


def diagram(flow: Flow, book: Book, decision: Decision | None = None) -> Diagram:
    """The picture of a flow, or of the path that `decision` took through it."""
    view = View(flow, book, decision)
    heading, about, result = captions.headings(view)
    return Diagram(
        flow.name,
        flow.start,
        heading,
        about,
        result,
        view.result,
        tuple(_box(view, node) for node in flow.nodes.values()),
        tuple(_arrow(view, *edge) for edge in _edges(flow)),
    )


def _edges(flow: Flow) -> list[tuple[Node, str, str]]:
    ways = ((node, flow.onward[node.id]) for node in flow.nodes.values())
    return [(node, outcome, target) for node, way in ways for outcome, target in way.items()]


def _box(view: View, node: Node) -> Box:
    station = view.stations.get(node.id)
    state: State = "taken" if station else "pale" if view.decision is not None else "plain"
    return Box(
        node.id,
        node.kind,
        captions.heading(view, node),
        captions.notes(view, node),
        captions.why(view, node),
        state,
        outcome=station.outcome if station is not None else None,
        tone=_tone(view, node),
    )


def _tone(view: View, node: Node) -> Tone:
    station = view.stations.get(node.id)
    if station is None:
        return "plain"
    return view.result if node.kind == "verdict" else view.tone(station.outcome)


def _arrow(view: View, node: Node, outcome: str, target: str) -> Arrow:
    taken, station = view.taken(node, outcome, target), view.stations.get(node.id)
    tone = view.tone(station.outcome) if taken and station is not None else "plain"
    return Arrow(
        node.id, target, outcome, captions.why_way(view, node, outcome, taken), taken, tone
    )
