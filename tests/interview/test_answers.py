"""What a typed line means."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.interview.answers import Answer, NoAnswer, Said, raw_value, read
from engine.interview.question import Question, question
from engine.language.naming import lettered
from engine.language.types import Boolean, Enumeration, SetOf
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
    yes, some = (lost, Answer(True)), (pushback, Answer("some"))
    assert read("2 + a", put) == Answer("vague", None, (yes,))
    assert read("2+a", put) == Answer("vague", None, (yes,))
    assert read("+ a, f=some", put) == Answer(None, None, (yes, some))
    assert read("dk + a", put) == Answer(None, "unknown", (yes,))
    assert read("+ a=dodged", put) == Answer(heard=((lost, Answer(status="declined")),))
    both = read("+ ac", put)
    assert isinstance(both, Answer) and [fact.name for fact, _ in both.heard] == [
        one.name for one in (put.labels["a"], put.labels["c"])
    ]


@pytest.mark.parametrize(
    "line", ["+ e=X, Y", "+ e=X,Y", "+ e = X Y", "+ e=[X, Y]", "+ e=X; Y", "+ e=X e=Y"]
)
def test_what_was_heard_may_be_several_things(line: str) -> None:
    put = asked("culture.accent_complaint_response")
    worry = put.labels["e"]
    assert isinstance(worry.type, SetOf)
    one, other = worry.type.values[1:3]
    found = read(line.replace("X", one).replace("Y", other), put)
    assert found == Answer(heard=((worry, Answer([one, other])),))


HUGE = "9" * 5_000


@pytest.mark.parametrize("name", ["visa.had_to_fight", "visa.handler", "visa.paperwork_lead_months",
                                  "history.intake", "history.img_share"])  # fmt: skip
@pytest.mark.parametrize("line", [HUGE, f"{HUGE}%", f"{HUGE}, 1", "[" * 100_000, "{" * 2_000])
def test_what_is_too_long_is_no_answer(name: str, line: str) -> None:
    assert isinstance(read(line, asked(name)), NoAnswer)


def test_shares_are_exact() -> None:
    found = read("33.3333333333333333333333333 %", asked("history.img_share"))
    assert found == Answer(Decimal("0.333333333333333333333333333"))


def test_numbers_choose_only_where_values_were_put_with_numbers() -> None:
    """In a row or a worksheet a count in the wrong column is a mistake."""
    assert raw_value("1", Boolean()) == "1" and raw_value("1", Enumeration(("a", "b"))) == "1"


@pytest.mark.parametrize(
    ("name", "line", "message", "help_"),
    [
        ("visa.handler", "nobody", '`"nobody"` is not one of its values',
         "answer with a value or its number: 1 gme, 2 outside_attorney, 3 program,"
         " 4 resident_alone"),
        ("visa.paperwork_lead_months", "soon", '`"soon"` is not a number from 0 to 60',
         "type a number, such as `5`; for a remark, `note` and the remark"),
        ("visa.paperwork_lead_months", "2,5", '`"2,5"` is not a number from 0 to 60',
         "write a point: `2.5`"),
        ("history.img_share", "1.2", "`1.2` is not a number from 0 to 1",
         "type a number, such as `0.35` or `35 %`; for a remark, `note` and the remark"),
        ("history.intake", "2020, 5; 1, 6",
         "row 2, match_year: `1` is not a whole number from 1950 to 2100",
         "type rows of match_year, class_size, img_count, us_img, non_us_img;"
         " `-` for what is open, `;` between rows"),
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
    assert [lettered(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]
