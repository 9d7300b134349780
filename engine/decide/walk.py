"""The walk through a flow: from the start to a verdict, or to the first gate that stays open."""

from __future__ import annotations

from dataclasses import dataclass

from ..rulebook.graph import Ways
from ..rulebook.model import OPEN, Flow, Node
from .judge import Judge, Judgement


@dataclass(frozen=True, slots=True)
class Walk:
    """The nodes passed, the judgement of each gate among them, and the verdict if it is settled."""

    nodes: tuple[Node, ...]
    judgements: tuple[Judgement, ...]
    verdict: str | None

    @property
    def last(self) -> Judgement | None:
        """The gate that decided, or that stays open."""
        return self.judgements[-1] if self.judgements else None


def walk(flow: Flow, judge: Judge) -> Walk:
    """Follow the edges. An open gate ends the walk, unless every way on ends in one verdict."""
    settled = judge.verdicts[0] if len(judge.verdicts) == 1 else None
    nodes: list[Node] = []
    judgements: list[Judgement] = []
    here: str | None = flow.start
    while here is not None:
        node, ways = flow.nodes[here], flow.onward[here]
        nodes.append(node)
        here = ways.get("")
        if node.kind == "gate":
            judgements.append(judge.judge(node.id))
            here = _onward(flow, ways, judgements[-1], settled)
    return Walk(tuple(nodes), tuple(judgements), nodes[-1].verdict)


def _onward(flow: Flow, ways: Ways, judgement: Judgement, settled: str | None) -> str | None:
    if judgement.outcome != OPEN:
        return ways[judgement.outcome]
    if settled is None:
        return None
    targets = [ways[outcome] for outcome in judgement.outcomes]
    return next((one for one in targets if _next_gate(flow, one)), targets[0])


def _next_gate(flow: Flow, start: str) -> bool:
    """Whether a gate comes before any verdict: the question is then not over yet."""
    node = flow.nodes[start]
    while node.kind == "step":
        node = flow.nodes[flow.onward[node.id][""]]
    return node.kind == "gate"
