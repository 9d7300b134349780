"""Whole cases against what was agreed for them, and the law that rosters alone never suffice.

Cases and data beside the repository (`../shared`) are used where they are; the project's own
examples and invented rosters always.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest

from tests.domain.oracle import read
from tests.domain.program import ROOT, classes, rulebook, told
from tests.domain.stories import EXAMPLES, STORIES

SHARED = ROOT.parent / "shared"
ROSTERS = SHARED / "data" / "neurosurgery_intake.csv"

Case = tuple[dict[str, Any], tuple[str, str | None, str | None]]
Classes = list[dict[str, int]]

INVENTED: dict[str, Classes] = {
    "Alder Bay": classes(12, [7, 8, 6, 7, 9, 8, 7, 8, 9, 8]),
    "Birchmont": classes(6, [6] * 12),
    "Cold Spring": classes(20, [1, 2, 0, 2, 1]),
    "Dunmore": classes(8, [0] * 8),
    "Eastvale": classes(10, [9, 8, 6, 4, 2, 1]),
    "Fenwick": classes(10, [5, 6]),
    "Glen Abbey": [],
}


def cases() -> Iterator[Any]:
    """Every case found: those agreed beside the repository, and the examples."""
    for path in sorted(SHARED.glob("cases/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        expect = data["expect"]
        agreed = expect["verdict"], expect["decided_at"], expect["rule"]
        yield pytest.param((data["facts"], agreed), id=path.stem)
    for name, agreed in STORIES.items():
        facts = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        yield pytest.param((facts, agreed), id=f"example-{name}")


def rosters() -> dict[str, Classes]:
    """The classes of each program: invented ones, and real ones where the data are."""
    found = dict(INVENTED)
    if ROSTERS.exists():
        with ROSTERS.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for program, years in groupby(rows, key=lambda row: row["program"]):
            found[program] = [
                {name: int(row[name]) for name in ("match_year", "class_size", "img_count")}
                for row in years
            ]
    return found


def verdicts(programs: dict[str, Classes]) -> dict[str, str]:
    """What becomes of each program when nothing but its intake is known."""
    return {
        name: rulebook()
        .evaluate({"program": {"name": name}, "history": {"intake": intake}})
        .verdict
        for name, intake in programs.items()
    }


def half_imgs(intake: Classes) -> Classes:
    """The same classes with half of each, rounded up, made IMGs."""
    return [record | {"img_count": (record["class_size"] + 1) // 2} for record in intake]


@pytest.mark.parametrize("case", list(cases()))
def test_each_case_is_decided_as_agreed(case: Case) -> None:
    """Verdict, the gate that decides and its rule are those agreed."""
    facts, agreed = case
    assert told(rulebook().evaluate(facts)) == agreed


def test_no_roster_alone_makes_a_program_high() -> None:
    """Nobody was asked, so no program comes out high; some are low on their numbers alone."""
    found = verdicts(rosters())
    assert set(found.values()) == {"low", "incomplete"}
    assert {name: found[name] for name in INVENTED} == {
        "Alder Bay": "incomplete", "Birchmont": "incomplete", "Cold Spring": "low",
        "Dunmore": "low", "Eastvale": "low", "Fenwick": "incomplete", "Glen Abbey": "incomplete",
    }  # fmt: skip


def test_not_even_with_half_of_every_class_imgs() -> None:
    """However many IMGs a program takes, it is not high before anyone was asked.

    The engine is asked about every fourth program, which takes long; the oracle about all.
    """
    programs = {name: half_imgs(intake) for name, intake in rosters().items()}
    some = dict(list(programs.items())[::4])
    assert "high" not in verdicts(some).values()
    for name, intake in programs.items():
        assert "low" in read({"history": {"intake": intake}}).possible, name
