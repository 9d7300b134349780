"""The ranking page in a real browser, the network off: sorting, filtering, opening, keyboard."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from engine.case.intake import read_mapping
from engine.decide.known import known
from engine.decide.ranking import Entry, ranked
from engine.diagnostics.codes.files import BAD_NAME
from engine.diagnostics.findings import Finding
from engine.diagnostics.place import Place
from engine.draw.report.ranking import render
from engine.present.left_out import LeftOut, Rejected
from engine.present.ranking import Ranking, Row, rows
from tests.domain.program import rulebook
from tests.draw.browser.chromium import run, shared
from tests.ranking.many_programs import HOSTILE, shipped

DAY = date(2026, 11, 1)
KEEP = ("program.specialty", "program.state", "history.img_share", "history.years_with_img")
"""The columns that a page of the examples has by itself."""


@cache
def ranking() -> Ranking:
    """The shipped examples, and programs with hostile names; one more is invalid."""
    book, flow = rulebook().book, rulebook().flow
    named = [{"program": {"name": name}} for name in HOSTILE]
    cases = [read_mapping(one, book, as_of=DAY) for one in (*shipped(), *named)]
    entries = [
        Entry(f"p{at}", Place("p.json"), rulebook().decide(one), known(one, frozenset()))
        for at, one in enumerate(cases)
    ]
    bad = Rejected(HOSTILE[0], Finding(BAD_NAME, HOSTILE[8], Place("p.json", 3)))
    return Ranking(
        book, flow, ranked(entries, book, flow), left_out=LeftOut(rejected=(bad,)), keep=KEEP
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of using the page as people do."""
    folder = tmp_path_factory.getbasetemp()

    def work() -> Any:
        page = folder / "ranking.html"
        page.write_text(render(ranking()), encoding="utf-8")
        return run("ranking.mjs", page)

    return shared(folder, "ranking-used", work)


def table() -> list[Row]:
    return list(rows(ranking()))


def names(wanted: Any = lambda row: True) -> list[str]:
    return [row.name for row in table() if wanted(row)]


def test_it_opens_without_an_error_and_asks_for_nothing_else(found: Any) -> None:
    for view in found["views"]:
        assert view["console"] == [] and view["dialogs"] == []
        assert [one.rpartition("/")[2] for one in view["requests"]] == ["ranking.html"]


def test_a_narrow_window_scrolls_down_only(found: Any) -> None:
    assert [one for one in found["views"] if one["wide"] > one["width"]] == []


def test_no_head_of_a_column_is_cut_off(found: Any) -> None:
    assert [view["cut"] for view in found["views"]] == [[], [], []]


def test_axe_finds_nothing(found: Any) -> None:
    assert found["faults"] == []


def test_a_column_sorts_up_and_down(found: Any) -> None:
    """Rows that are equal stay as they are ranked."""
    up, down = found["sorting"]["rank"]
    assert (up["said"], down["said"]) == ("ascending", "descending")
    assert up["names"] == names()
    assert down["names"] == [row.name for row in sorted(table(), key=lambda row: -row.rank)]
    asked = {row.name: len(row.decision.missing) for row in table()}
    counts = [[asked[name] for name in one["names"]] for one in found["sorting"]["questions"]]
    assert counts == [sorted(asked.values()), sorted(asked.values(), reverse=True)]
    for one in found["sorting"].values():
        assert sorted(one[0]["names"]) == sorted(one[1]["names"]) == sorted(names())
    first = found["sorting"]["name"][0]["names"]
    assert first.index("Bellmere General Hospital") < first.index("Sable Ridge Hospital")


def test_text_and_verdict_filter_together(found: Any) -> None:
    kinds, every = found["filtering"], len(names())
    assert kinds["before"]["names"] == kinds["after"]["names"] == names()
    assert kinds["verdict"]["names"] == names(lambda row: row.verdict == "low")
    assert kinds["found"]["names"] == names(said)
    assert kinds["both"]["names"] == names(lambda row: row.verdict == "low" and said(row))
    assert kinds["none"]["names"] == []
    assert kinds["verdict"]["told"] == f"4 of {every} programs shown"
    assert kinds["none"]["told"] == f"0 of {every} programs shown"


def said(row: Row) -> bool:
    """Whether the row itself says `hospital` somewhere."""
    told = (row.name, row.where, row.why, row.step, row.whom, *row.beside.values())
    return "hospital" in " ".join(told).lower()


def test_a_row_opens_into_its_report_and_keeps_it_when_sorted(found: Any) -> None:
    wanted = {"name": names()[0], "before": False, "after": True, "still": True}
    assert found["opening"] == wanted


def test_without_javascript_it_is_a_table_in_order_that_opens(found: Any) -> None:
    plain = found["without_javascript"]
    assert plain["names"] == names() and not plain["controls"]
    assert plain["opening"]["after"] is True


def test_the_keyboard_finds_sorts_and_opens(found: Any) -> None:
    keys = found["keyboard"]
    assert keys["names"] == ["Larkmoor Medical Center"] == keys["open"]
    assert keys["sort"] == "ascending"
    assert [one for one in keys["seen"] if not one["ring"]] == []
