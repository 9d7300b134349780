"""What a flow can be wrong with."""

from __future__ import annotations

from ..code import Code

CYCLE = Code(
    "cycle",
    "The flow runs in a circle, so that a walk might never end.",
    wrong="- {id: visa, kind: gate, title: Are visas in order?, to: {yes: high, no: intake}}",
    right="- {id: visa, kind: gate, title: Are visas in order?, to: {yes: high, no: low}}",
)

EDGE_FROM_VERDICT = Code(
    "edge-from-verdict",
    "A verdict has `to`. A verdict ends the walk.",
    wrong="- {id: low, kind: verdict, title: Do not, verdict: low, to: high}",
    right="- {id: low, kind: verdict, title: Do not, verdict: low}",
)

EDGE_TO_NOWHERE = Code(
    "edge-to-nowhere",
    "An edge, or the start, names a node that is not there.",
    wrong="to: {yes: visas, no: low}",
    right="to: {yes: visa, no: low}",
)

OPEN_EDGE = Code(
    "open-edge",
    """
    A gate has an edge for `open`. A gate that stays open ends the walk, with what is still missing.
    """,
    wrong="to: {yes: visa, no: low, open: low}",
    right="to: {yes: visa, no: low}",
)

PATH_WITHOUT_VERDICT = Code(
    "path-without-verdict",
    "A step or a gate leads nowhere. Every path ends in a verdict.",
    wrong="- {id: look, kind: step, title: Look it up}",
    right="- {id: look, kind: step, title: Look it up, to: intake}",
)

UNKNOWN_FLOW = Code(
    "unknown-flow",
    "No flow has this name.",
    wrong="labels: [archetyp]",
    right="labels: [archetype]",
)

UNKNOWN_KIND = Code(
    "unknown-kind",
    "A node is neither a `step`, nor a `gate`, nor a `verdict`.",
    wrong="kind: stpe",
    right="kind: step",
)

UNREACHABLE_NODE = Code(
    "unreachable-node",
    "No path leads to a node; an edge to it was probably forgotten.",
    wrong="to: {yes: high, no: low}     # and a node `wait`",
    right="to: {yes: high, some: wait, no: low}",
)
