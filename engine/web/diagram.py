"""The compiled diagram for the page: when each rule is true, and when it is false.

What the page wants to know of a case (where a walk may come, which rules may decide) it puts
together from these. Nodes are `[variable, [way, ..]]`, a way is the place of a node; the first
two places are the terminals no and yes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from ..compile.as_json import variable_to_dict
from ..compile.build import Compiled
from ..compile.diagram import BOTTOM, Node
from ..compile.tied import Tied
from ..language.values import number


def diagram_to_json(flow: Compiled) -> dict[str, Any]:
    """Variables, nodes, and for each gate its rules as `[true, false]`; numbers are exact."""
    tied = Tied(flow)
    ends = _ends(flow)
    places = _places(flow, ends)
    diagrams = flow.diagrams
    nodes = [
        [diagrams.levels[node], [places[way] for way in diagrams.ways[node]]]
        for node in places
        if diagrams.levels[node] < BOTTOM
    ]
    verdicts = [frozenset(cast("Iterable[str]", diagrams.values[end])) for end in ends]
    return {
        "variables": [
            variable_to_dict(flow, variable, number) | {"tied": level in tied.levels}
            for level, variable in enumerate(flow.variables)
        ],
        "codes": flow.leaves.codes if any(len(one.leaves) > 1 for one in flow.variables) else {},
        "nodes": nodes,
        "root": places[flow.root],
        "ends": [[one for one in flow.flow.verdicts if one in found] for found in verdicts],
        "rules": {
            gate: [[places[true], places[false]] for true, false in found]
            for gate, found in flow.conditions.items()
        },
    }


def _ends(flow: Compiled) -> list[Node]:
    """Where walks of the whole flow end."""
    below = flow.diagrams.below(flow.root)
    return sorted(node for node in below if flow.diagrams.levels[node] == BOTTOM)


def _places(flow: Compiled, ends: Sequence[Node]) -> dict[Node, int]:
    """The places of all nodes that the root and rules need: lower levels come first."""
    found = {flow.root, *_roots(flow)}
    below = {node for root in found for node in flow.diagrams.below(root)}
    inner = sorted(below, key=lambda node: -flow.diagrams.levels[node])
    first = [flow.diagrams.no, flow.diagrams.yes]
    above = (node for node in inner if node not in first and node not in ends)
    places = {node: place for place, node in enumerate([*first, *above])}
    return places | {node: -1 - place for place, node in enumerate(ends)}


def _roots(flow: Compiled) -> Iterator[Node]:
    for rules in flow.conditions.values():
        for pair in rules:
            yield from pair
