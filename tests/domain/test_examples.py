"""The project's own examples tell the stories that they were written for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine import Decision
from tests.domain.program import remarks, rulebook
from tests.domain.stories import EXAMPLES, STORIES

ROWS = {"community": "truly_supportive", "score_miner": "score_mining"}
TELLING = {
    "big_name": {"big-name-few-imgs", "prestige-at-a-price", "dei-statement"},
    "closing_door": {"director-against-hospital", "professed-love"},
    "community": {"alumni-speak-well", "attempts-valued", "website-claims"},
    "h1b_nightmare": {"key-question-dodged", "fee-not-decided", "alone-in-a-delay"},
    "j1_only": {"alumni-speak-well", "coverage-missing"},
    "not_asked_yet": {"website-claims", "dei-statement"},
    "one_voice": {"one-kind-of-school", "no-adaptation-owner"},
    "records": {"academic-graduates", "backed-in-a-delay"},
    "three_voices": {"key-question-dodged", "evasive-answers"},
    "score_miner": {"perfect-on-paper", "thin-intake", "evasive-visa-line"},
}


def facts(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def story(name: str) -> Decision:
    return rulebook().evaluate(facts(name))


def test_every_example_has_its_story() -> None:
    """An example that is added wants its verdict written down."""
    assert {path.stem for path in EXAMPLES.glob("*.json")} == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_each_example_tells_its_story(name: str) -> None:
    """Verdict, gate and rule, with the remarks that make the story."""
    decision = story(name)
    assert (decision.verdict, decision.decided_at, decision.rule) == STORIES[name]
    assert remarks(decision) >= TELLING[name]


@pytest.mark.parametrize("name", ROWS)
def test_typical_programs_fill_their_row(name: str) -> None:
    """The supportive and the score-mining example match their row in all four columns."""
    label = story(name).labels["archetype"]
    assert (label.row, label.matched, label.of) == (ROWS[name], 4, 4)


def test_public_facts_leave_the_questions_for_residents() -> None:
    """What is missing of the unasked program is what only people can tell, visas first."""
    missing = story("not_asked_yet").missing
    assert missing[0].gate == "smooth_visa"
    assert {"visa.had_to_fight", "evidence.interviews"} <= {one.fact for one in missing}


def test_one_voice_lacks_only_another() -> None:
    """The program with one IMG heard needs nothing but one more."""
    assert [one.fact for one in story("one_voice").missing] == ["evidence.interviews"]


@pytest.mark.parametrize("name", STORIES)
def test_examples_say_nothing_twice(name: str) -> None:
    """No example gives a number directly beside the records that it can be counted from."""
    derived = rulebook().book.vocabulary.derived_in_order
    given = {f"{group}.{short}" for group, leaves in facts(name).items() for short in leaves}
    for records, prefix in (("history.intake", "history."), ("outcomes.graduates", "outcomes.")):
        if records in given:
            assert not [one for one in derived if one.startswith(prefix) and one in given]
