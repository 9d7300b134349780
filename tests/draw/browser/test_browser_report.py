"""The report in a real browser with the network off: with mouse, keyboard, reader and printer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine import Decision
from engine.draw.output import Picture
from engine.draw.report.report import render
from tests.domain.program import VISA, decide, rulebook, unasked
from tests.draw.browser.chromium import run, shared
from tests.draw.report_page import DAY, Page

LOW = decide({"visa.had_to_fight": True, "visa.buffer_time": False, "evidence.dei_statement": True})
INCOMPLETE = decide(unasked(VISA), {"evidence.img_informants": None})
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
EVIL = replace(
    LOW,
    program=f"{SCRIPT} ]; evil %%{{init}}%% مستشفى " + "n" * 430,
    cautions=tuple(replace(one, text=SCRIPT) for one in LOW.cautions),
    path=tuple(replace(one, title=SCRIPT, because="n" * 400) for one in LOW.path),
)
CASES = {"low": LOW, "incomplete": INCOMPLETE, "hostile": EVIL}


@cache
def used(name: str, folder: Path) -> Any:
    """What came of using the report of a case as people do."""
    report = folder / "report.html"
    report.write_text(drawn(CASES[name]), encoding="utf-8")
    return run("report.mjs", report)


def drawn(decision: Decision) -> str:
    """The report with the picture that belongs to it."""
    book = rulebook().book
    return render(decision, book, Picture(book, decision.flow, decision).svg, DAY)


@pytest.fixture(scope="module", params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def found(name: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.getbasetemp()
    return shared(folder, f"report-{name}", lambda: used(name, folder))


def gates(decision: Decision) -> int:
    return sum(station.kind == "gate" for station in decision.path)


def test_it_opens_from_a_file_without_an_error_and_asks_for_nothing_else(found: Any) -> None:
    for view in found["views"]:
        assert view["console"] == [] and view["dialogs"] == []
        assert [one.rpartition("/")[2] for one in view["requests"]] == ["report.html"]


def test_a_click_opens_a_gate_also_without_javascript(found: Any, name: str) -> None:
    count = gates(CASES[name])
    expected = {"before": 0, "after": count, "gates": count}
    assert found["mouse"] == found["without_javascript"] == expected


@pytest.mark.parametrize("key", ["enter", "space"])
def test_the_keyboard_reaches_and_opens_every_gate(found: Any, key: str, name: str) -> None:
    assert found[key]["opened"] == [True] * gates(CASES[name])
    assert found[key]["seen"][0]["text"] == "Skip to: Taken as not seen"
    assert [one for one in found[key]["seen"] if not one["ring"]] == []


def test_the_skip_link_shows_itself_and_leads_past_the_picture(found: Any) -> None:
    assert found["skip"] == {"shown": True, "hash": "#report.assumed"}


def test_axe_finds_nothing_in_light_in_dark_and_on_a_narrow_screen(found: Any) -> None:
    assert found["faults"] == []


def test_nothing_is_wider_than_the_screen(found: Any) -> None:
    assert [view["wide"] for view in found["views"]] == [view["width"] for view in found["views"]]


def test_paper_shows_what_is_closed_on_the_screen(found: Any) -> None:
    assert found["paper"] == {"hidden": 0, "closed": True}


@pytest.mark.parametrize("decision", CASES.values(), ids=CASES)
def test_no_id_of_the_page_is_one_of_the_picture(decision: Decision) -> None:
    ids = [one.attributes["id"] for one in Page(drawn(decision)).elements if "id" in one.attributes]
    assert len(ids) == len(set(ids)) and "smooth_visa" in ids


def test_the_policy_stops_what_a_picture_would_run_load_or_restyle(tmp_path: Path) -> None:
    evil = (
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(2)</script>"
        "<image href='http://127.0.0.1:9/a.png'/><g style='fill:red' onclick='alert(3)'/></svg>"
    )
    report = tmp_path / "report.html"
    report.write_text(render(LOW, rulebook().book, evil, DAY), encoding="utf-8")
    heard = run("hear.mjs", report)
    assert heard["dialogs"] == [] and heard["failed"] == ["csp"]
    assert all("Content Security Policy" in one for one in heard["console"])
    assert len(heard["console"]) >= 4
