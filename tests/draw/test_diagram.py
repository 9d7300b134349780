"""The diagram says what the trace says: every box and arrow against the path."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest

from engine import Decision
from engine.draw.diagram.diagram import diagram
from engine.draw.diagram.model import KINDS, Arrow, Box, Note
from engine.draw.picture import dot, mermaid, theme
from engine.present import phrases
from engine.rulebook.graph import Ways
from engine.rulebook.model import OPEN, Flow, Kind, Node
from tests.domain.program import rulebook
from tests.draw.drawn_cases import EVERY_CASE, STORIES, drawing, shipped
from tests.flows import with_nodes


@pytest.fixture
def decision(request: pytest.FixtureRequest) -> Decision:
    return EVERY_CASE[request.param]


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_boxes_on_the_path_are_taken_and_the_rest_pale(decision: Decision) -> None:
    """The path's last gate, too, where that stays open."""
    taken = {box.id for box in drawing(decision).boxes if box.state == "taken"}
    pale = {box.id for box in drawing(decision).boxes if box.state == "pale"}
    assert taken == {station.node for station in decision.path}
    assert taken | pale == set(shipped()[0].nodes)


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_a_gate_that_was_passed_says_how_and_why(decision: Decision) -> None:
    """Its outcome as a word, then the reason of the rule that decided."""
    boxes = drawing(decision).box
    for station in decision.path:
        if station.kind == "gate" and station.outcome != OPEN and station.because:
            assert boxes[station.node].notes == (Note(station.because, station.outcome or ""),)


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_the_path_is_one_line_of_arrows(decision: Decision) -> None:
    """Each taken arrow starts where the last one ended."""
    taken = [arrow for arrow in drawing(decision).arrows if arrow.taken]
    nodes = [station.node for station in decision.path]
    assert sorted((arrow.source, arrow.target) for arrow in taken) == sorted(pairwise(nodes))


@pytest.mark.parametrize("decision", EVERY_CASE, indirect=True)
def test_an_arrow_that_is_taken_has_the_outcome_of_its_gate(decision: Decision) -> None:
    """Unless the gate is open; then it is dashed."""
    outcomes = {station.node: station.outcome for station in decision.path}
    for arrow in drawing(decision).arrows:
        if arrow.taken and outcomes[arrow.source] not in (None, OPEN):
            assert arrow.outcome == outcomes[arrow.source] and arrow.tone != "open"
        if arrow.taken and outcomes[arrow.source] == OPEN:
            assert arrow.tone == "open"


def test_an_open_gate_names_the_first_fact_to_find_out() -> None:
    """Its question, and the fact's name for the fact file."""
    decision = STORIES["incomplete"]
    first = decision.missing[0]
    box = drawing(decision).box["smooth_visa"]
    assert box.notes == (Note(f"{first.ask} ({first.fact})", "open"),)
    assert box.classes == ("gate", "taken", "open") and box.tone == "open"


def test_a_rule_that_opens_a_gate_gives_its_reason_and_then_the_question() -> None:
    """Speak to another IMG: with whom have you talked?"""
    decision = EVERY_CASE["treatment too-few-voices"]
    reason, ask = drawing(decision).box["equal_treatment"].notes
    assert reason == Note(decision.path[-1].because or "", "open")
    first = decision.missing[0]
    assert ask == Note(f"{first.ask} ({first.fact})", "ask")


def test_an_open_gate_that_no_longer_matters_says_so() -> None:
    """It is open and on the path; nothing need be asked, and the way on is dashed."""
    box = drawing(STORIES["settled_early"]).box["smooth_visa"]
    assert box.notes == (
        Note("visa.j1_sponsored is not known, but the verdict is the same either way", "open"),
    )
    assert box.classes == ("gate", "taken", "open")
    arrows = {
        (arrow.source, arrow.outcome): arrow for arrow in drawing(STORIES["settled_early"]).arrows
    }
    assert arrows["smooth_visa", "yes"].taken and arrows["smooth_visa", "yes"].tone == "open"
    assert not arrows["smooth_visa", "no"].taken


def test_a_gate_open_for_no_single_fact_says_that_it_is() -> None:
    """As where fields of records are missing."""
    decision = replace(STORIES["incomplete"], missing=())
    last = replace(decision.path[-1], passed_over=())
    bare = replace(decision, path=(*decision.path[:-1], last))
    told = Note("what is known so far does not decide this", "open")
    assert drawing(bare).box["smooth_visa"].notes == (told,)


def test_the_heading_says_of_what_it_is_and_what_came_out() -> None:
    """The verdict's word, and where it fell; while it is open, what it may still be."""
    low, open_ = drawing(STORIES["low"]), drawing(STORIES["incomplete"])
    assert low.heading == "Larkfield Regional"
    assert low.about == "Does this residency program truly support IMGs?"
    assert low.result == "LOW, decided at: Are visas handled in good order?"
    assert open_.result == "INCOMPLETE, still possible: low or high"


def test_without_facts_it_shows_questions_and_rules_and_no_path() -> None:
    """Rules stand in their order, side by side where they lead to the same outcome."""
    flow, book = shipped()
    found = drawing()
    for gate in flow.gates():
        assert found.box[gate].heading == book.gates[gate].question
        rules = [rule for note in found.box[gate].notes for rule in note.text.split(", ")]
        assert rules == [rule.id for rule in book.gates[gate].every_rule]
    assert not found.decided and {box.classes for box in found.boxes} == {
        ("step",), ("gate",), ("verdict",),
    }  # fmt: skip
    assert {arrow.classes for arrow in found.arrows} == {("pale",)}


def test_tooltips_say_why() -> None:
    """Of a gate its rule and source, of an arrow not taken the answer, of the rest that."""
    found = drawing(STORIES["low"])
    because = "You recorded that a resident had to push hard to get a visa filed."
    by = f"no: {because} (rule had-to-fight, signal-1)"
    assert found.box["smooth_visa"].tooltip == f"Are visas handled in good order?\n{by}"
    why = {(arrow.source, arrow.outcome): arrow.tooltip for arrow in found.arrows}
    assert why["smooth_visa", "no"] == by
    assert why["smooth_visa", "yes"] == "yes: not taken, the answer is no"
    assert why["strong_outcomes", "yes"] == "yes: the path does not come here"
    assert found.box["probe_culture"].tooltip.endswith("The path does not come here.")


def test_without_facts_tooltips_explain_the_rules() -> None:
    """Each with its outcome and its reason, the facts of it by name."""
    lines = drawing().box["strong_outcomes"].tooltip.splitlines()
    share = "{outcomes.img_unstable_share} of its IMG graduates ended without stable work."
    assert f"no, by unstable: {share}" in lines


def test_two_outcomes_to_one_node_are_told_apart() -> None:
    """Only the arrow of the outcome that came is taken."""
    flow, book = shipped()
    gate = flow.nodes["smooth_visa"]
    short = _shortened(flow, gate, {"yes": "low_priority", "no": "low_priority"})
    found = diagram(short, book, STORIES["low"])
    taken = [arrow.outcome for arrow in found.arrows if arrow.taken and arrow.outcome]
    assert taken == ["yes", "no"]
    assert [one.source for one in found.arrows if one.taken][-1] == "smooth_visa"


def _shortened(flow: Flow, last: Node, ways: Ways) -> Flow:
    kept = ["identify_programs", "check_history", "consistent_intake", "ask_visa", "low_priority"]
    return with_nodes(flow, [*(flow.nodes[name] for name in kept), last], {last.id: ways})


def test_names_of_the_rulebook_are_shown_as_words() -> None:
    """`truly_supportive` is for files."""
    book = rulebook().book
    found = diagram(book.flows["archetype"], book)
    assert found.box["truly_supportive"].heading == "TRULY SUPPORTIVE"


def test_boxes_and_arrows_are_values() -> None:
    """Drawing twice gives equal diagrams."""
    assert drawing(STORIES["high"]) == drawing(STORIES["high"])
    assert Box("a", "step", "A", (), "") == Box("a", "step", "A", (), "")
    assert Arrow("a", "b", "", "") != Arrow("a", "b", "", "", taken=True)


@pytest.mark.parametrize("known", [
    KINDS, theme.WIDEST, theme.NARROWEST, dot.SHAPES, mermaid.SHAPES, phrases.KINDS])  # fmt: skip
def test_every_kind_of_node_can_be_drawn(known: Collection[str]) -> None:
    """Each table of the pictures has all of them."""
    assert sorted(known) == sorted(get_args(Kind))
