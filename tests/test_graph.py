"""networkx holds the flow and is walked: another edge is another walk, proof and picture."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from engine import Invalid, Rulebook
from engine.draw.diagram.diagram import diagram
from engine.prove.check.findings import prove
from tests.domain.program import ROOT


@cache
def rulebook() -> Rulebook:
    return Rulebook.load(ROOT)


def community() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "examples" / "h1b_nightmare.json").read_text())
    return found


def forgiving() -> Rulebook:
    """A rulebook in which nobody is turned away for visas."""
    graph = rulebook().graph()
    graph.remove_edge("smooth_visa", "low_priority")
    graph.add_edge("smooth_visa", "evaluate_outcomes", outcome="no")
    return rulebook().with_graph(graph)


def test_the_graph_has_outcomes_on_its_edges() -> None:
    """Gates lead on by outcome, steps by none."""
    edges = set(rulebook().graph().edges(data="outcome"))
    assert ("smooth_visa", "low_priority", "no") in edges
    assert ("ask_visa", "smooth_visa", "") in edges
    assert rulebook().graph("archetype").name == "archetype"


def test_changing_a_copy_changes_nothing() -> None:
    """What `graph` gives away is the caller's own."""
    rulebook().graph().clear()
    assert rulebook().evaluate(community()).verdict == "low"


def test_another_edge_is_another_walk() -> None:
    """The same facts go on to the next gate, and the verdict follows."""
    before, after = (one.evaluate(community()) for one in (rulebook(), forgiving()))
    assert before.decided_at == "smooth_visa" and before.verdict == "low"
    assert [one.node for one in after.path][5:7] == ["evaluate_outcomes", "strong_outcomes"]
    assert after.rulebook != before.rulebook


def test_another_edge_is_another_proof() -> None:
    """Where no gate leads to `low` any more, it is proved that no program comes to it."""
    graph = rulebook().graph()
    for source, target, key in list(graph.in_edges("low_priority", keys=True)):
        graph.remove_edge(source, target, key)
    for gate, onward in (
        ("consistent_intake", "ask_visa"),
        ("smooth_visa", "evaluate_outcomes"),
        ("strong_outcomes", "probe_culture"),
    ):
        graph.add_edge(gate, onward, outcome="no")
    graph.add_edge("equal_treatment", "low_priority", outcome="no")
    found = {one.message for one in prove(rulebook().with_graph(graph).book)}
    assert any("promise `" in one for one in found), found
    assert {one.message for one in prove(rulebook().book)} == set()


def test_another_edge_is_another_picture() -> None:
    """The arrow goes where the edge goes."""
    drawn = diagram(forgiving().book.flows["img_support"], forgiving().book)
    arrows = {(one.source, one.outcome): one.target for one in drawn.arrows}
    assert arrows["smooth_visa", "no"] == "evaluate_outcomes"


@pytest.mark.parametrize(
    ("source", "target", "outcome", "message"),
    [
        ("smooth_visa", "check_history", "no", "the flow runs in a circle"),
        ("smooth_visa", "nowhere", "no", "the path ends at `nowhere` without a verdict"),
        ("smooth_visa", "low_priority", "yes", "`smooth_visa` has two edges for one outcome"),
        ("smooth_visa", "low_priority", "perhaps", "has no edge `no`"),
    ],
)
def test_an_unsound_graph_is_refused(source: str, target: str, outcome: str, message: str) -> None:
    """With everything that is wrong with it, before anything is decided."""
    graph = rulebook().graph()
    graph.remove_edge("smooth_visa", "low_priority")
    graph.add_edge(source, target, outcome=outcome)
    with pytest.raises(Invalid, match="the graph of flow `img_support`") as refused:
        rulebook().with_graph(graph)
    assert any(message in one.message for one in refused.value.findings)
