"""What a typed line means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.interview.answers import Answer, NoAnswer, Said, read
from engine.interview.question import Question, label, question
from tests.domain.program import rulebook

BOOK = rulebook().book


def asked(name: str) -> Question:
    return question(BOOK, name, ())


@pytest.mark.parametrize(
    ("name", "line", "value"),
    [
        ("visa.had_to_fight", "true", True),
        ("visa.had_to_fight", "No", False),
        ("visa.had_to_fight", "2", False),
        ("visa.handler", "gme", "gme"),
        ("visa.handler", "Outside attorney", "outside_attorney"),
        ("visa.handler", "1", "gme"),
        ("visa.paperwork_lead_months", "2.5", Decimal("2.5")),
        ("visa.paperwork_lead_months", "3", 3),
        ("history.img_share", "35 %", Decimal("0.35")),
        ("history.img_share", ".4", Decimal("0.4")),
        ("visa.pd_line", "1, case_by_case", ["both_many_times", "case_by_case"]),
        ("visa.pd_line", "none", []),
        ("program.name", "skip", None),
        ("program.name", '"skip"', "skip"),
        ("program.name", "St. Elsewhere", "St. Elsewhere"),
        ("history.intake", "2024, 12, 5; 2025, 13, -", [
            {"match_year": 2024, "class_size": 12, "img_count": 5},
            {"match_year": 2025, "class_size": 13},
        ]),
        ("history.intake", '[{"match_year": 2024}]', [{"match_year": 2024}]),
        ("history.intake", "none", []),
    ],
)  # fmt: skip
def test_values(name: str, line: str, value: Any) -> None:
    """By value, by number, and as people write them; a word of the interview goes first."""
    assert read(line, asked(name)) == (Said("skip") if value is None else Answer(value))


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("don't know", Answer(status="unknown")),
        ("DK", Answer(status="unknown")),
        ("dodged", Answer(status="declined")),
        ("skip", Said("skip")),
        ("back", Said("back")),
        ("why", Said("why")),
        ("quit", Said("quit")),
        ("help", Said("help")),
        ("note  she laughed", Said("note", "she laughed")),
    ],
)
def test_words_of_the_interview(line: str, found: object) -> None:
    assert read(line, asked("visa.had_to_fight")) == found


def test_what_else_was_heard() -> None:
    """By letter, behind an answer or alone; with a value where there are several."""
    put = asked("visa.answer_quality")
    facts = BOOK.vocabulary.facts
    lost, pushback = facts["visa.lost_to_outside_cause"], facts["institution.gme_h1b_pushback"]
    assert put.sightings[0] is lost and put.labels["f"] is pushback
    assert read("2 + a", put) == Answer("vague", None, ((lost, True),))
    assert read("+ a, f=some", put) == Answer(None, None, ((lost, True), (pushback, "some")))
    assert read("dk + a", put) == Answer(None, "unknown", ((lost, True),))


@pytest.mark.parametrize(
    ("name", "line", "message", "help_"),
    [
        ("visa.handler", "nobody", '`"nobody"` is not one of its values',
         "answer with a value or its number: 1 gme, 2 outside_attorney, 3 program,"
         " 4 resident_alone"),
        ("visa.paperwork_lead_months", "soon", '`"soon"` is not a number from 0 to 60', None),
        ("history.img_share", "1.2", "`1.2` is not a number from 0 to 1",
         "write a share as a part of 1, such as `0.35`"),
        ("visa.handler", "", "nothing was answered",
         "`skip` leaves a question out, `quit` ends"),
        ("visa.handler", "note", "a note needs words",
         "write `note` and what is to be remembered"),
        ("visa.answer_quality", "1 + z", "`z` is no letter of what may come up",
         "letters here: a, b, c, d, e, f, g"),
        ("visa.answer_quality", "+ f", "`institution.gme_h1b_pushback` can be several things",
         "say which with `=`: some, repeated"),
    ],
)  # fmt: skip
def test_no_answer_says_what_would_be_one(
    name: str, line: str, message: str, help_: str | None
) -> None:
    assert read(line, asked(name)) == NoAnswer(message, help_)


def test_letters_go_on_after_z() -> None:
    assert [label(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]
