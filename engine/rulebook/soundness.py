"""What keeps a flow from being a sound decision graph that fits its gates.

Sound: from one start every node is reachable, there is no cycle, every path ends in a
verdict, and every outcome that a rule gives has exactly one edge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics.code import Code
from ..diagnostics.codes.files import DUPLICATE_KEY, WRONG_SHAPE
from ..diagnostics.codes.flows import (
    CYCLE,
    EDGE_FROM_VERDICT,
    PATH_WITHOUT_VERDICT,
    UNREACHABLE_NODE,
)
from ..diagnostics.codes.rules import GATE_WITHOUT_RULES, OUTCOME_WITHOUT_EDGE
from ..diagnostics.suggestion import did_you_mean
from . import graph as graphs
from .model import OPEN, Flow, Gate, Rule


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing to mend, at a node; or, where a rule is to blame, at what it leads to."""

    code: Code
    message: str
    node: str
    help: str | None = None
    rule: Rule | None = None


def flaws(flow: Flow, gates: Mapping[str, Gate]) -> Iterator[Flaw]:
    """Everything that is wrong with a graph, however it was made."""
    found = [*broken_nodes(flow), *dead_ends(flow)]
    yield from found
    yield from (
        one for node in flow.nodes for one in misfits(flow, node, gates, flow.outcomes(node))
    )
    if not found:
        yield from shape(flow)


def broken_nodes(flow: Flow) -> Iterator[Flaw]:
    """Steps with several ways on, verdicts with any, and two ways for one outcome."""
    for node in flow.nodes.values():
        ways = flow.graph.out_degree(node.id)
        if node.kind == "verdict" and ways:
            yield Flaw(EDGE_FROM_VERDICT, "a verdict leads nowhere", node.id)
        elif ways > len(flow.onward[node.id]):
            message = f"`{node.id}` has two edges for one outcome"
            yield Flaw(DUPLICATE_KEY, message, node.id, "give each edge an `outcome` of its own")
        elif node.kind == "step" and tuple(flow.onward[node.id]) not in ((), ("",)):
            message = f"step `{node.id}` has to have one edge, with the outcome ``"
            yield Flaw(WRONG_SHAPE, message, node.id)


def dead_ends(flow: Flow, leading: Collection[str] = ()) -> Iterator[Flaw]:
    """Nodes without a way on that are no verdict; those in `leading` are known to have one."""
    for node in flow.nodes.values():
        if node.kind != "verdict" and not flow.onward[node.id] and node.id not in leading:
            message = f"the path ends at `{node.id}` without a verdict"
            yield Flaw(PATH_WITHOUT_VERDICT, message, node.id, "add `to: ..`")


def shape(flow: Flow) -> Iterator[Flaw]:
    """A circle, and nodes to which no path leads."""
    if found := graphs.cycle(flow.graph):
        path = " → ".join([*found, found[0]])
        yield Flaw(CYCLE, f"the flow runs in a circle: {path}", found[0])
    for name in graphs.unreachable(flow.graph, flow.start):
        yield Flaw(UNREACHABLE_NODE, f"no path leads to `{name}`", name)


def misfits(
    flow: Flow, name: str, gates: Mapping[str, Gate], outcomes: Collection[str]
) -> Iterator[Flaw]:
    """A gate without rules; or outcomes that its rules give and that are not in `outcomes`."""
    node, gate = flow.nodes[name], gates.get(name)
    if node.kind != "gate":
        return
    if gate is None:
        help_ = did_you_mean(name, gates) or f"write `gate: {name}` in a file under rules/"
        yield Flaw(GATE_WITHOUT_RULES, f"no rules for gate `{name}`", name, help_)
        return
    reported: set[str] = set()
    for rule in gate.every_rule:
        if outcomes and rule.then and rule.then not in (OPEN, *outcomes, *reported):
            reported.add(rule.then)
            help_ = did_you_mean(rule.then, outcomes) or _edges(outcomes)
            edge = f"gate `{name}` has no edge `{rule.then}` in flow `{flow.name}`"
            yield Flaw(OUTCOME_WITHOUT_EDGE, f"rule `{rule.id}`: {edge}", name, help_, rule)


def _edges(outcomes: Collection[str]) -> str:
    return "edges there: " + ", ".join(outcomes)
