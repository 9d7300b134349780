"""Work in slices comes to the same as in one piece; what Python works out first is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.web.first import Asked, first_to_json
from tests.domain.program import rulebook
from tests.web.under_node import inside, lacking

pytestmark = pytest.mark.skipif(lacking(), reason="left out, not checked: there is no node")

BOOK = rulebook().book
FLOW = "img_support"
CASES: tuple[dict[str, Any], ...] = (
    {"history": {"intake": [{"match_year": 2024, "class_size": 9}]}, "program": {"has_imgs": True}},
)
IN_SLICES = """
const told = (judge) => {
  const { verdicts } = judge;
  const left = questionsOf(judge).size;
  return { verdicts, left, next: nextQuestion(judge), missing: judge.decision.missing };
};
let [clock, slices] = [0, 0];
globalThis.performance = { now: () => (clock += 1) };
const found = given.map((facts) => {
  const judge = judgeAtFirst(asRead(facts));
  for (;;) {
    slices += 1;
    const sliced = within(SLICE, () => told(checked(judge)));
    if (sliced) return sliced[0];
  }
});
beside.clear();
const whole = given.map((facts) => told(checked(judgeAtFirst(asRead(facts)))));
process.stdout.write(JSON.stringify({ found, whole, slices }));
"""
FIRST = """
const told = given.map(({ facts, own }) => {
  const judge = judgeOf(asRead(facts));
  const allowed = (name) => own === null || own.includes(name);
  const next = nextQuestion(judge, null, allowed);
  return { possible: judge.verdicts, left: questionsOf(judge).size, next };
});
process.stdout.write(JSON.stringify(told));
"""


def test_work_in_slices_comes_to_the_same(tmp_path: Path) -> None:
    """Stopped again and again, wherever it may be stopped."""
    told = inside(BOOK, FLOW, CASES, IN_SLICES.replace("SLICE", "12"), tmp_path)
    assert told["found"] == told["whole"] and told["slices"] > 60


def test_what_is_shown_first_is_what_the_page_would_find(tmp_path: Path) -> None:
    """Of nothing, and of a program's name where one kind of person is asked."""
    facts = BOOK.vocabulary.facts.items()
    own = [name for name, fact in facts if "img_resident" in fact.whom]
    given = [
        {"facts": {}, "own": None},
        {"facts": {"program": {"name": "Riverbend"}}, "own": own},
    ]
    flow = BOOK.flows[FLOW]
    asked = (Asked(), Asked("Riverbend", None, "img_resident"))
    expected = [first_to_json(BOOK, flow, one) for one in asked]
    assert expected == inside(BOOK, FLOW, given, FIRST, tmp_path)


def test_without_a_diagram_nothing_is_worked_out_first() -> None:
    assert first_to_json(BOOK, BOOK.flows["archetype"], Asked()) is None
