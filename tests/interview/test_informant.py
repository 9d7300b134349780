"""What one person says goes into their record of the talk, under `said`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from engine.case.intake import read_mapping
from engine.interview.answers import Answer
from engine.interview.informant import Informant, talks_of
from engine.interview.question import question
from tests.domain.program import rulebook

BOOK = rulebook().book
FACTS = BOOK.vocabulary.facts
LISTED = talks_of(BOOK)
EMPTY = read_mapping({}, BOOK)
assert LISTED is not None
ANNA = Informant("Anna", "img_resident", LISTED, date(2026, 10, 3))


def told(text: str) -> Any:
    return json.loads(text)["evidence"]["interviews"]


def answered(pages: Informant, text: str, name: str, answer: Answer) -> str:
    return pages.answer(text, question(BOOK, name, ()), answer)


def test_a_talk_is_a_record_with_its_day() -> None:
    assert LISTED is not None and LISTED.name == "evidence.interviews"
    text = answered(ANNA, "{}\n", "visa.handler", Answer("gme"))
    text = answered(ANNA, text, "visa.had_to_fight", Answer(status="declined"))
    assert told(text) == [
        {
            "who": "Anna",
            "role": "img_resident",
            "on": "2026-10-03",
            "said": {"visa": {"handler": "gme", "had_to_fight": {"status": "declined"}}},
        }
    ]
    assert max(map(len, text.splitlines())) <= 80


def test_what_else_was_heard_and_noted_is_theirs_too() -> None:
    heard = ((FACTS["visa.process_nightmare"], Answer(True)),)
    text = answered(ANNA, "{}", "visa.answer_quality", Answer("vague", None, heard))
    text = ANNA.note(text, question(BOOK, "visa.answer_quality", ()), "she laughed")
    assert told(text)[0]["said"]["visa"] == {
        "answer_quality": {"value": "vague", "note": "she laughed"},
        "process_nightmare": True,
    }


def test_another_person_and_another_day_have_records_of_their_own() -> None:
    text = '{"evidence": {"interviews": [{"who": "Anna", "on": "2026-09-01", "said": {}}]}}'
    text = answered(ANNA, text, "visa.handler", Answer("gme"))
    text = answered(replace(ANNA, name="Ben"), text, "visa.handler", Answer("program"))
    text = answered(ANNA, text, "visa.had_to_fight", Answer(value=False))
    assert [(one["who"], one["on"], one["said"]) for one in told(text)] == [
        ("Anna", "2026-09-01", {}),
        ("Anna", "2026-10-03", {"visa": {"handler": "gme", "had_to_fight": False}}),
        ("Ben", "2026-10-03", {"visa": {"handler": "program"}}),
    ]


def test_nobody_is_asked_twice() -> None:
    """What they told, did not know or dodged in whichever talk; a remark is no answer."""
    said = {"visa": {"handler": {"status": "unknown"}, "decided": {"note": "later"}}}
    record = {"who": "Anna", "on": "2026-09-01", "said": said}
    text = json.dumps({"evidence": {"interviews": [record, {"who": "Ben"}]}})
    assert ANNA.done(EMPTY, text) == {"visa.handler"}
    assert replace(ANNA, name="Ben").done(EMPTY, text) == frozenset()


def test_what_else_the_record_is_to_say() -> None:
    """`--talk`, also where the talk is gone on with."""
    private = replace(ANNA, beside={"is_img": True, "private": True})
    text = answered(private, "{}", "visa.handler", Answer("gme"))
    assert told(text)[0] == {
        "who": "Anna", "role": "img_resident", "is_img": True, "private": True,
        "on": "2026-10-03", "said": {"visa": {"handler": "gme"}},
    }  # fmt: skip
    text = answered(private, answered(ANNA, "{}", "visa.handler", Answer("gme")),
                    "visa.had_to_fight", Answer(value=True))  # fmt: skip
    assert told(text)[0]["private"] is True and len(told(text)) == 1


def test_only_what_their_kind_can_tell() -> None:
    assert ANNA.is_for(FACTS["visa.had_to_fight"])
    assert not ANNA.is_for(FACTS["applicant.visa_need"])
