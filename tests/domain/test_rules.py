"""Every rule decides some case, every edge is walked, and every note fires and keeps silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from engine import Decision
from tests.domain import cases
from tests.domain.notes import ALSO, CAUTIONS, IGNORED, SILENT, Notes
from tests.domain.program import Changes, decide, fired, program, remarks, rulebook, told
from tests.domain.strengths import STRENGTHS


def each(table: Mapping[str, tuple[Changes, ...]]) -> list[Any]:
    """Every case of a table of several to a name."""
    return [
        pytest.param(name, changes, id=f"{name}-{place}")
        for name, several in table.items()
        for place, changes in enumerate(several)
    ]


EVERY_RULE = [
    pytest.param(gate, rule, verdict, changes, id=f"{gate}-{rule}")
    for gate, table in cases.GATES.items()
    for rule, (verdict, changes) in table.items()
]
EVERY_ROW = [
    pytest.param(rule, row, changes, id=rule) for rule, (row, changes) in cases.ROWS.items()
]
EVERY_NOTE: Notes = {**CAUTIONS, **STRENGTHS, **IGNORED}
WEIGHTS = {"caution": CAUTIONS, "strength": STRENGTHS, "ignored": IGNORED}

Edge = tuple[str, str, str]


@pytest.mark.parametrize(("gate", "rule", "verdict", "changes"), EVERY_RULE)
def test_each_rule_decides_its_case(gate: str, rule: str, verdict: str, changes: Changes) -> None:
    """The case comes to its verdict, and the rule is the one that decides its gate."""
    decision = decide(changes)
    decisive = ("equal_treatment", "equal") if verdict == "high" else (gate, rule)
    assert fired(decision, gate) == rule
    assert told(decision) == (verdict, *decisive)


@pytest.mark.parametrize(("rule", "changes"), each(cases.SINGLE))
def test_one_sign_is_enough_to_fail_equal_treatment(rule: str, changes: Changes) -> None:
    """Each sign that a rule of the last gate lists makes it fire."""
    assert told(decide(changes)) == ("low", "equal_treatment", rule)


@pytest.mark.parametrize(("rule", "row", "changes"), EVERY_ROW)
def test_each_row_names_its_program(rule: str, row: str, changes: Changes) -> None:
    """The row is the verdict of the second flow, and the label beside that of the first."""
    assert told(rulebook("archetype").evaluate(program(changes))) == (row, "archetype_row", rule)
    assert decide(changes).labels["archetype"].row == row


def test_every_rule_has_its_case() -> None:
    """A rule that is added to the rulebook, or renamed, wants a case here."""
    gates = rulebook().book.gates
    rules = {(gate.id, rule.id) for gate in gates.values() for rule in gate.every_rule}
    tables = {**cases.GATES, "archetype_row": cases.ROWS, "eligibility_bars": cases.BARS}
    assert {(gate, rule) for gate, table in tables.items() for rule in table} == rules


def edges(decision: Decision) -> Iterator[Edge]:
    """The edges walked: from, outcome, to."""
    for here, there in zip(decision.path, decision.path[1:], strict=False):
        yield here.node, here.outcome or "", there.node


@pytest.mark.parametrize(("flow", "tables"), [
    ("img_support", tuple(cases.GATES.values())),
    ("archetype", (cases.ROWS,)),
    ("eligibility", (cases.BARS,)),
])  # fmt: skip
def test_every_edge_is_walked(flow: str, tables: tuple[cases.Cases, ...]) -> None:
    """The cases together take every edge of the flow."""
    walked = {
        edge
        for table in tables
        for _, changes in table.values()
        for edge in edges(rulebook(flow).evaluate(program(changes)))
    }
    onward = rulebook().book.flows[flow].onward
    assert walked == {
        (node, by, target) for node, ways in onward.items() for by, target in ways.items()
    }


def test_the_base_program_calls_for_no_caution() -> None:
    """The program that all cases start from is high; nothing is remarked but what it does well."""
    assert told(decide()) == ("high", "equal_treatment", "equal")
    assert remarks(decide()) == {name for name, (fires, _) in STRENGTHS.items() if not fires}


@pytest.mark.parametrize(
    ("rule", "outcome", "changes"),
    [
        pytest.param(rule, outcome, changes, id=rule)
        for rule, (outcome, changes) in cases.BARS.items()
    ],
)
def test_each_bar_closes_the_program(rule: str, outcome: str, changes: Changes) -> None:
    """The label names the bar, whatever else is unknown, and the verdict takes no part in it."""
    known = cases.BARS["otherwise"][1] if rule == "otherwise" else {}
    label = decide(known, changes).labels["eligibility"]
    assert label.to_dict() == {"outcome": outcome, "rule": rule}
    assert decide().labels["eligibility"].to_dict() == {"outcome": "not_known", "rule": None}


@pytest.mark.parametrize("note", EVERY_NOTE)
def test_each_note_fires_and_keeps_silent(note: str) -> None:
    """A note goes with the program that calls for it, and not with one that comes close."""
    fires, near = EVERY_NOTE[note]
    assert note in remarks(decide(fires))
    assert note not in remarks(decide(near))


@pytest.mark.parametrize(("note", "changes"), each(ALSO))
def test_a_note_fires_in_each_of_its_ways(note: str, changes: Changes) -> None:
    """Where a note has several grounds, each is enough."""
    assert note in remarks(decide(changes))


@pytest.mark.parametrize(("note", "changes"), each(SILENT))
def test_a_note_keeps_silent_whatever_comes_close(note: str, changes: Changes) -> None:
    """Where several things keep a note from firing, each is enough."""
    assert note not in remarks(decide(changes))


def test_every_note_has_its_case() -> None:
    """A note that is added, renamed or given another weight wants a case here."""
    listed = {(note, weight) for weight, table in WEIGHTS.items() for note in table}
    assert listed == {(note.id, note.weight) for note in rulebook().book.notes}


def test_thin_intake_always_carries_its_caution() -> None:
    """The rule that lets a thin but steady intake pass never does so without the caution."""
    decision = decide(cases.INTAKE["steady-but-thin"][1])
    assert fired(decision, "consistent_intake") == "steady-but-thin"
    assert "thin-intake" in remarks(decision)


@pytest.mark.parametrize(("fact", "answer", "caution"), [
    ("culture.accent_complaint_response", "none_yet", "backing-missing"),
    ("culture.last_minute_coverage", "mostly_us", "coverage-missing"),
    ("culture.struggle_response", "none", "remediation-missing"),
])  # fmt: skip
def test_three_tests_of_four_pass_with_a_caution(fact: str, answer: str, caution: str) -> None:
    """Any three of the four tests of equal treatment suffice, and the caution names the fourth."""
    decision = decide({fact: answer})
    assert told(decision) == ("high", "equal_treatment", "equal")
    assert caution in {remark.id for remark in decision.cautions}
