"""Reading flows, and checking that they are sound decision graphs that fit their gates."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass
from typing import get_args

from ..diagnostics.codes.files import (
    BAD_NAME,
    DUPLICATE_ID,
    DUPLICATE_VALUE,
    MISSING_KEY,
    UNKNOWN_KEY,
)
from ..diagnostics.codes.flows import (
    EDGE_FROM_VERDICT,
    EDGE_TO_NOWHERE,
    OPEN_EDGE,
    UNKNOWN_FLOW,
    UNKNOWN_KIND,
)
from ..diagnostics.codes.promises import UNKNOWN_VERDICT
from ..diagnostics.findings import Finding
from ..diagnostics.suggestion import did_you_mean
from . import graph as graphs
from . import soundness
from .document import YamlMapping, YamlNode, YamlScalar
from .kinds.flows import FLOW, NODE
from .model import INCOMPLETE, OPEN, Flow, Gate, Kind, Node
from .shape import Shape

KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class FlowFile:
    """A flow with the places of its nodes and edges, for findings."""

    flow: Flow
    shape: Shape
    nodes: Mapping[str, YamlNode]
    edges: Mapping[tuple[str, str], YamlScalar]
    labels: Mapping[str, YamlNode]


def read_flow(shape: Shape, root: YamlNode) -> FlowFile | None:
    """The flow of a file; None when nothing could be made of it."""
    keys = shape.item(root, FLOW.root)
    nodes: dict[str, tuple[Node, graphs.Ways]] = {}
    places: dict[str, YamlNode] = {}
    edges: dict[tuple[str, str], YamlScalar] = {}
    for item in shape.items(keys.get("nodes"), "nodes"):
        own: dict[tuple[str, str], YamlScalar] = {}
        node, ways = _node(shape, item, own)
        if node.id in nodes:
            shape.report(DUPLICATE_ID, f"node `{node.id}` is written twice", item)
            continue
        nodes[node.id] = node, ways
        places[node.id] = item
        edges |= own
    name = shape.identifier(keys.get("flow"), "flow")
    start = _start(shape, keys.get("start"), nodes)
    if not (name and start and nodes):
        return None
    labels = {
        item.value: item
        for item in shape.items(keys.get("labels"), "labels")
        if isinstance(item, YamlScalar)
    }
    title = shape.text(keys.get("title"), "title")
    known = [(node, _known(ways, nodes)) for node, ways in nodes.values()]
    best = _best_first(shape, keys.get("best_first"), [node.verdict for node, _ in known])
    flow = Flow.of(name, title, start, known, tuple(labels), shape.place(root), best)
    return FlowFile(flow, shape, places, edges, labels)


def _best_first(
    shape: Shape, node: YamlNode | None, verdicts: Collection[str | None]
) -> tuple[str, ...]:
    """The order of the verdicts; each has to be one of the flow, and stand there once."""
    found: dict[str, None] = {}
    known = [one for one in dict.fromkeys(verdicts) if one is not None]
    for item in shape.items(node, "best_first"):
        scalar = shape.scalar(item, "best_first")
        if scalar is None:
            continue
        if scalar.value in found:
            shape.report(DUPLICATE_VALUE, f"`{scalar.value}` is listed twice", scalar)
        elif scalar.value not in known:
            help_ = did_you_mean(scalar.value, known) or "verdicts: " + ", ".join(known)
            shape.report(UNKNOWN_VERDICT, f"no verdict `{scalar.value}`", scalar, help_)
        found[scalar.value] = None
    return tuple(one for one in found if one in known)


def _known(ways: graphs.Ways, nodes: Container[str]) -> dict[str, str]:
    """The ways that lead somewhere; `check` reports the others."""
    return {outcome: target for outcome, target in ways.items() if target in nodes}


def _start(shape: Shape, node: YamlNode | None, nodes: Collection[str]) -> str:
    found = shape.scalar(node, "start")
    if found is None:
        return ""
    if found.value not in nodes:
        help_ = did_you_mean(found.value, nodes) or "nodes: " + ", ".join(nodes)
        shape.report(EDGE_TO_NOWHERE, f"no node `{found.value}` to start at", found, help_)
        return ""
    return found.value


def _node(
    shape: Shape, item: YamlNode, edges: dict[tuple[str, str], YamlScalar]
) -> tuple[Node, graphs.Ways]:
    keys = shape.item(item, NODE)
    name = shape.identifier(keys.get("id"), "id")
    kind = _kind(shape, keys)
    verdict = _verdict(shape, keys["verdict"]) if "verdict" in keys else None
    if kind == "verdict" and verdict is None:
        message = f"verdict node `{name}` has no `verdict`"
        shape.report(MISSING_KEY, message, item, "add `verdict: ..`")
    if kind != "verdict" and verdict is not None:
        shape.report(UNKNOWN_KEY, "only a verdict node has a `verdict`", keys["verdict"])
    title = shape.text(keys.get("title"), "title")
    ways = _edges(shape, name, kind, keys.get("to"), edges)
    step = shape.whole(keys.get("step"), "step")
    return Node(name, kind, title, step, verdict, tuple(ways), shape.place(item)), ways


def _verdict(shape: Shape, node: YamlNode) -> str:
    verdict = shape.identifier(node, "verdict")
    if verdict == INCOMPLETE:
        message = f"`{INCOMPLETE}` is what is said while there is no verdict"
        shape.report(BAD_NAME, message, node, "use another word")
    return verdict


def _kind(shape: Shape, keys: Mapping[str, YamlNode]) -> Kind:
    """The kind of a node; after a mistake, the one that its other keys suggest."""
    found = shape.scalar(keys.get("kind"), "kind")
    for kind in KINDS:
        if found is not None and found.value == kind:
            return kind
    if found is not None:
        help_ = did_you_mean(found.value, KINDS) or "kinds: " + ", ".join(KINDS)
        shape.report(UNKNOWN_KIND, f"unknown kind `{found.value}`", found, help_)
    if "verdict" in keys:
        return "verdict"
    return "gate" if isinstance(keys.get("to"), YamlMapping) else "step"


def _edges(
    shape: Shape,
    name: str,
    kind: Kind,
    node: YamlNode | None,
    edges: dict[tuple[str, str], YamlScalar],
) -> dict[str, str]:
    if node is None:
        return {}
    if kind == "verdict":
        shape.report(EDGE_FROM_VERDICT, "a verdict leads nowhere", node, "leave out `to`")
        return {}
    if kind == "step":
        found = shape.scalar(node, "`to` of a step")
        return _edge(name, "", found, edges) if found is not None else {}
    targets: dict[str, str] = {}
    for outcome, (key, value) in shape.entries(node, "`to` of a gate").items():
        if outcome == OPEN:
            shape.report(
                OPEN_EDGE,
                "`open` is no outcome that leads anywhere",
                key,
                "a gate that stays open ends the walk",
            )
        elif (target := shape.scalar(value, "`to`")) is not None:
            targets |= _edge(name, outcome, target, edges)
    return targets


def _edge(
    name: str, outcome: str, target: YamlScalar, edges: dict[tuple[str, str], YamlScalar]
) -> dict[str, str]:
    edges[name, outcome] = target
    return {outcome: target.value}


def check(file: FlowFile, gates: Mapping[str, Gate], flows: Mapping[str, FlowFile]) -> None:
    """Report what keeps the flow from being a sound decision graph."""
    dangling = [edge for edge in file.edges if _nowhere(file, edge)]
    dead_ends = list(soundness.dead_ends(file.flow, {node for node, _ in file.edges}))
    misfits = [
        one
        for node in file.flow.nodes.values()
        for one in soundness.misfits(file.flow, node.id, gates, node.outcomes)
    ]
    shape = [] if dangling or dead_ends else soundness.shape(file.flow)
    for flaw in (*dead_ends, *misfits, *shape):
        _report(file, flaw)
    for name, place in file.labels.items():
        if name not in flows or name == file.flow.name:
            others = [one for one in flows if one != file.flow.name]
            told = f"no flow `{name}` for a label"
            if name == file.flow.name:
                told = f"flow `{name}` cannot be a label of itself"
            listed = "other flows: " + ", ".join(others) if others else "there is no other flow"
            help_ = did_you_mean(name, others) or listed
            file.shape.report(UNKNOWN_FLOW, told, place, help_)


def _nowhere(file: FlowFile, edge: tuple[str, str]) -> bool:
    target = file.edges[edge].value
    if target in file.flow.nodes:
        return False
    help_ = did_you_mean(target, file.flow.nodes) or "nodes: " + ", ".join(file.flow.nodes)
    file.shape.report(EDGE_TO_NOWHERE, f"no node `{target}`", file.edges[edge], help_)
    return True


def _report(file: FlowFile, flaw: soundness.Flaw) -> None:
    """Where the node is written; or, in another file, what the rule leads to."""
    if flaw.rule is None:
        file.shape.report(flaw.code, flaw.message, file.nodes[flaw.node], flaw.help)
    else:
        found = Finding(flaw.code, flaw.message, flaw.rule.leads, flaw.help)
        file.shape.findings.append(found)
