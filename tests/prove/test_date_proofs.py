"""Dates that are reckoned with: decided as of a day, and proved for every day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from engine.diagnostics.rendering import as_text
from engine.facade import Rulebook
from engine.prove.check.findings import prove
from engine.prove.diff.diff import changes
from engine.prove.diff.pair import pair
from engine.prove.whatif.whatif import what_if
from engine.rulebook.model import Book
from tests.prove.books import FACTS, book, gate, told
from tests.prove.test_whatif_edges import asked

DATED = (
    FACTS
    + """\
  x.filed: {type: date, ask: When was it filed?}
  x.decided: {type: date, ask: When was it decided?}
  x.due: {type: date, ask: When is it due?, derive: x.filed + 6 months}
  x.seen: {type: records, ask: Seen?, fields: {day: {type: date}, ok: {type: boolean}}}
"""
)
DAY = date(2026, 11, 26)


def rules(folder: Path, when: str, constraints: str = "") -> Book:
    folder.mkdir(exist_ok=True)
    return book(
        folder, gate("first", when, thresholds="few: 3"), facts=DATED, constraints=constraints
    )


def verdict(of: Book, as_of: date | None = DAY, **facts: Any) -> str:
    return Rulebook(of, "flow").evaluate({"x": facts}, as_of=as_of).verdict


@pytest.mark.parametrize(
    ("when", "facts", "found"),
    [
        ("days from x.filed to today > 60", {"filed": "2026-09-27"}, "low"),
        ("days from x.filed to today > 60", {"filed": "2026-09-26"}, "high"),
        ("months from x.filed to today >= few", {"filed": "2026-08-26"}, "high"),
        ("months from x.filed to today >= few", {"filed": "2026-08-27"}, "low"),
        ("years from today to x.filed = -1", {"filed": "2025-11-26"}, "high"),
        ("x.due < today", {"filed": "2026-05-25"}, "high"),
        ("x.due < today", {"filed": "2026-05-26"}, "low"),
        ('x.filed + x.n months = "2024-02-29"', {"filed": "2024-01-31", "n": 1}, "high"),
        ('x.filed + 1 day = "2024-02-29"', {"filed": "9999-12-31"}, "low"),
        ("max(x.seen.day) + few months >= today and min(x.seen.day) < today",
         {"seen": [{"day": "2026-09-01"}, {"day": "2025-01-01"}]}, "high"),
        ("min(day in x.seen where ok) = today", {"seen": [{"day": "2026-11-26", "ok": True}]},
         "high"),
        ("x.filed in [today]", {"filed": "2026-11-26"}, "high"),
    ],
)  # fmt: skip
def test_a_case_is_decided_as_of_its_day(
    tmp_path: Path, when: str, facts: dict[str, Any], found: str
) -> None:
    """An undefined date leaves its rule open, and here nothing else decides."""
    of = rules(tmp_path, f"asked: {when} -> yes")
    undefined = facts.get("filed") == "9999-12-31"
    assert verdict(of, **facts) == ("incomplete" if undefined else found)


def test_what_is_asked_of_the_day_alone_is_shown(tmp_path: Path) -> None:
    """It decides like any fact, though nobody can be asked for it."""
    of = Rulebook(rules(tmp_path, 'asked: today >= "2026-01-01" -> yes'), "flow")
    (station,) = [one for one in of.evaluate({}, as_of=DAY).path if one.kind == "gate"]
    told = [(one.text, one.truth) for one in station.conditions]
    assert told == [('today >= "2026-01-01"', True)]


def test_a_fact_file_can_say_which_day_it_is_for(tmp_path: Path) -> None:
    """What is asked for on the way in goes before it; without either it is today."""
    of = Rulebook(rules(tmp_path, "asked: x.filed = today -> yes"), "flow")
    facts = {"$as_of": "2026-01-02", "x": {"filed": "2026-01-02"}}
    assert of.evaluate(facts).verdict == "high"
    assert of.evaluate(facts).as_of == date(2026, 1, 2)
    assert of.evaluate(facts, as_of=DAY).verdict == "low"
    assert of.evaluate({"x": {"filed": date.today().isoformat()}}).verdict == "high"


def test_a_constraint_and_a_derivation_know_the_day(tmp_path: Path) -> None:
    constraint = "- {id: late, never: x.filed > today, because: That is yet to come.}\n"
    of = rules(tmp_path, "asked: x.due < today -> yes", constraint)
    assert verdict(of, filed="2026-05-01") == "high"
    with pytest.raises(Exception, match="that is yet to come"):
        verdict(of, filed="2026-11-27")


def test_open_dates_are_settled_where_every_day_does(tmp_path: Path) -> None:
    """What was filed by now is due within six months; of an open date that is known too."""
    of = rules(
        tmp_path, "asked: x.due <= today + 6 months -> yes",
        "- {id: late, never: x.filed > today, because: That is yet to come.}\n",
    )  # fmt: skip
    assert verdict(of) == "high"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ('x.due < x.filed + 28 days and x.filed < "9000-01-01"', "never-fires"),
        ("x.due < x.filed + 28 days", ""),  # beyond the year 9999 anything may be stated
        ("months from x.filed to x.decided >= 6 and x.decided < x.due", "never-fires"),
        ("months from x.filed to today >= 12 and years from x.filed to today < 1", "never-fires"),
        ("days from x.filed to today < 60 and months from x.filed to today > 2", "never-fires"),
        ('today < "0001-01-01"', "never-fires"),
        ('x.filed + 1 month = "2023-02-28" and x.filed > "2023-01-31"', "never-fires"),
        ('x.filed + 1 month = "2023-02-28" and x.filed > "2023-01-28"', ""),
        ("x.due > today and x.filed < today and x.decided > x.due", ""),
    ],
)
def test_what_no_date_does_is_found(tmp_path: Path, when: str, said: str) -> None:
    of = rules(tmp_path, f"asked: {when} -> yes\nok: x.c -> yes")
    assert [one.partition(":")[0] for one in told(of)] == ([said] if said else [])


def test_a_witness_says_which_day_it_needs(tmp_path: Path) -> None:
    """It is a fact file that can be evaluated as it stands."""
    of = rules(
        tmp_path, "wide: days from x.filed to today > 30 -> no\n"
        "narrow: months from x.filed to today >= 2 -> yes\nok: x.c -> yes",
    )  # fmt: skip
    (finding,) = prove(of)
    assert finding.message == "rule `narrow` never decides: `wide` above takes its cases"
    assert finding.witness is not None and set(finding.witness) == {"$as_of", "x"}
    assert f"$as_of: {finding.witness['$as_of']}" in as_text(finding)
    assert Rulebook(of, "flow").evaluate(finding.witness).rule == "wide"


def test_an_edit_is_shown_as_of_a_day(tmp_path: Path) -> None:
    old, new = (
        rules(tmp_path / str(days), f"asked: days from x.filed to today > {days} -> yes")
        for days in (60, 61)
    )
    (change,) = changes(pair(old, new, "flow"))
    assert (change.before, change.after) == ("high", "low") and change.witness is not None
    shown = [Rulebook(of, "flow").evaluate(change.witness).verdict for of in (old, new)]
    assert shown == ["high", "low"]
    filed = date.fromisoformat(change.witness["x"]["filed"])
    assert (date.fromisoformat(change.witness["$as_of"]) - filed).days == 61


def test_a_flip_leaves_the_day_alone(tmp_path: Path) -> None:
    """What would have to be otherwise is a fact; the day stays what it is."""
    of = rules(tmp_path, "asked: x.due < today -> yes")
    case = asked(of, filed="2026-11-01").replay.case(
        {"$as_of": DAY, "x.filed": date(2026, 11, 1)}
    )  # fmt: skip
    assert case is not None and case.as_of == DAY
    found = what_if(of, of.flows["flow"], case, "low")
    (flip,) = found.flips
    (step,) = flip.steps
    assert step.fact == "x.filed" and found.reasons == ("x.filed",) and not found.undecided
    moved = flip.example["x.filed"]
    assert isinstance(moved, date) and verdict(of, filed=moved.isoformat()) == "high"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("x.due < today", "until 2026-05-25"),
        ("days from x.filed to today > 60", "until 2026-09-26"),
        ("months from x.filed to today = 2", "from 2026-08-27 to 2026-09-26"),
        ("x.filed + 1 month = today", "2026-10-26"),
        ('x.filed + 60 days > "2027-01-01"', "from 2026-11-03 to 9999-11-01"),
        ('x.filed - 1 month < "2026-09-30"', "from 0001-02-01 to 2026-10-29"),
    ],
)
def test_a_flip_tells_every_day_that_does(tmp_path: Path, when: str, words: str) -> None:
    """Where a comparison turns is found from the comparison itself."""
    of = rules(tmp_path, f"asked: {when} -> yes")
    case = asked(of).replay.case({"$as_of": DAY, "x.filed": date(2026, 11, 1)})
    assert case is not None
    (flip,) = what_if(of, of.flows["flow"], case, "low").flips
    assert [step.words for step in flip.steps] == [words]


@pytest.mark.parametrize("command", [["whatif"], ["sensitivity"], ["diff", ".", "."], ["evaluate"]])
def test_every_command_that_decides_can_be_told_the_day(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fact file that cannot be as of that day is refused, so that the day is seen to arrive."""
    rules(
        tmp_path,
        "asked: x.filed < today -> yes",
        constraints='  - {id: late, never: today >= "2027-01-01", because: Over.}',
    )
    file = tmp_path / "a.json"
    file.write_text('{"x": {"filed": "2026-11-01"}}', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for day, refused in (("2026-12-31", False), ("2027-01-01", True)):
        done = CliRunner().invoke(main, [*command, "a.json", "--as-of", day])
        assert ("error: over" in done.output) is refused, done.output
