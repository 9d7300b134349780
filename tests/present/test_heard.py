"""What nobody mentioned is told in words, by the question under which it would come up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from engine import Decision
from engine.present import markdown, phrases
from engine.present.heard import listen_for, sighting, unmentioned
from engine.present.text import not_mentioned
from tests.domain.program import rulebook


def decide(culture: dict[str, Any]) -> Decision:
    facts = {"program": {"has_imgs": True}, "culture": culture, "applicant": {"visa_need": "none"}}
    intake = [{"match_year": year, "class_size": 9, "img_count": 4} for year in range(2017, 2026)]
    outcomes: dict[str, Any] = {
        "img_n": 9,
        "us_n": 0,
        "img_fellowship_share": 0.5,
        "two_tier": False,
        "img_unstable_share": 0,
        "img_waiver_desert_share": 0,
    }
    outcomes |= {"placement_help": "active"}
    more = {"history": {"intake": intake}, "outcomes": outcomes}
    return rulebook().evaluate({**facts, **more}, as_of=date(2026, 11, 1))


def test_sightings_stand_under_their_questions() -> None:
    """Only what would have come up under a question that has an answer is taken as not seen."""
    found = decide({"last_minute_coverage": "shared", "accent_complaint_response": "none_yet"})
    grouped = unmentioned(rulebook().book, found.assumed)
    assert [one.question.name for one in grouped if one.question is not None] == [
        "outcomes.placement_help",
        "culture.accent_complaint_response",
        "culture.last_minute_coverage",
    ]


def test_nothing_is_told_in_dotted_names() -> None:
    """Neither text nor Markdown lists the names of what was assumed."""
    found = decide({"last_minute_coverage": "shared", "supported_first_6mo": "yes"})
    told = [*not_mentioned(found, rulebook().book), markdown.render(found, rulebook().book)]
    assert found.assumed
    assert not [name for name in found.assumed for one in told if name in one.replace("\\", "")]


def test_a_question_says_what_to_listen_for() -> None:
    """In the words of what would be seen."""
    heard = listen_for(rulebook().book, "culture.light_electives_research")
    facts = rulebook().book.vocabulary.facts
    assert heard == (facts["culture.vacation_slots"].means["us_prime"],)


def test_every_sighting_has_words() -> None:
    """None falls back to its question but sets of words, which have none."""
    facts = rulebook().book.vocabulary.facts.values()
    silent = [one.name for one in facts if one.under is not None and sighting(one) == one.ask]
    assert silent == ["culture.coded_language"]


@pytest.mark.parametrize(
    ("sentence", "part"),
    [
        ("IMGs are told so.", "IMGs are told so"),
        ("H-1B is refused.", "H-1B is refused"),
        ("Somebody said so.", "somebody said so"),
    ],
)
def test_abbreviations_keep_their_capitals(sentence: str, part: str) -> None:
    """Inside another sentence."""
    assert phrases.clause(sentence) == part
