"""The workbench in a real browser: an edit and what it does by keyboard alone, and saving it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.draw.browser.chromium import missing, run, shared
from tests.workbench.desks import FILES, workspace
from tests.workbench.serving import serving

EVIL = "<img src=x onerror=hostile=1>\u2028\"'</script>"
SHOWN = EVIL.replace("\u2028", "\N{REPLACEMENT CHARACTER}")
LEAD = "  lead: {value: 2, unit: months}"
SLOW = {"$schema": "x.json", "a": {"name": "Slow", "months": {"value": 1, "note": "\u00e9"}}}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of it."""
    if lacking := missing():
        pytest.skip(f"left out, not checked in a real browser: {lacking}")
    folder = tmp_path_factory.mktemp("workbench")

    def work() -> Any:
        own = workspace(folder / "own")
        evil = {"a": {"name": EVIL, "months": 3}}
        (own / "programs/evil.json").write_text(json.dumps(evil), encoding="utf-8")
        (own / "programs/slow.json").write_text(json.dumps(SLOW), encoding="utf-8")
        with serving(own) as (_, port, token):
            address = f"http://127.0.0.1:{port}/?token={token}"
            return run("workbench.mjs", address, own, folder)

    return shared(folder.parent, "workbench-used", work)


def test_a_threshold_is_changed_and_its_movers_seen_by_keyboard_alone(used: Any) -> None:
    for walk in used["walks"]:
        assert walk["said"] == "2 of 4 cases move"
        assert [one.replace(SHOWN, "EVIL") for one in walk["moved"]] == [
            "EVIL high → lowat earlyWhy", "Three high → lowat earlyWhy",
        ]  # fmt: skip
        (region,) = walk["regions"]
        assert "only when a.months >= 2 and a.months <= 3" in region
        assert walk["drawn"]
        assert walk["why"] == "As saved: high It is ahead.As edited: low It is not."
        assert "0 of 1 test passedthree months" in walk["tests"]


def test_a_word_is_completed_and_a_mistake_told_at_its_place(used: Any) -> None:
    for walk in used["walks"]:
        assert "when: a.months >= lead and a.kind, then" in walk["completed"]
        assert walk["broken"]["marked"] == 1
        assert "line 6" in walk["broken"]["found"]
        assert walk["broken"]["said"].endswith("The last good one goes on running.")
        assert walk["undone"] and walk["back"]


def test_it_fits_and_has_no_faults(used: Any) -> None:
    """At 1280, 390 and 320 pixels, by day and by night."""
    for walk in used["walks"]:
        assert walk["faults"] == []
        assert {*walk["wide"]} == {walk["width"]}
    assert used["saving"]["conflictFaults"] == []


def test_it_asks_nobody_else_and_runs_no_name(used: Any) -> None:
    for walk in used["walks"]:
        assert (walk["console"], walk["dialogs"], walk["hostile"]) == ([], [], None)
        assert {
            one.split("/")[2].split(":")[0] for one in walk["requests"] if one[:4] == "http"
        } == {"127.0.0.1"}
        assert SHOWN in walk["ranked"]


def test_what_somebody_else_wrote_is_shown_and_not_written_over(used: Any) -> None:
    mine = FILES["rules/early.yaml"].replace("value: 2", "value: 4")
    theirs = FILES["rules/early.yaml"] + "# theirs\n"
    found = used["saving"]
    assert [text.removesuffix("\n") for text, _ in found["both"]] == [mine, theirs]
    assert [marked for _, marked in found["both"]] == [[LEAD.replace("2", "4")], [LEAD, "# theirs"]]
    assert found["held"] == theirs
    assert found["saved"] == mine  # once that was chosen
    assert "0 of 1 test passed" in found["tests"] and "expected high, got low" in found["tests"]
    assert found["margin"] > 0


def test_a_broken_file_is_told_and_answers_are_saved(used: Any) -> None:
    found = used["saving"]
    assert "The last good rulebook goes on running" in found["standing"]
    assert "a.moths" in found["shownAnew"]
    assert found["healed"] == found["saved"]
    assert found["facts"] == {
        **SLOW,
        "a": {"name": "Slow", "months": {"value": 7, "note": "\u00e9"}},
    }


def test_answers_reach_the_disk_whatever_is_looked_at_meanwhile(used: Any) -> None:
    """While a save is slow, while the server is away, and where two programs are opened quickly."""
    found = used["slowly"]
    assert [found[name]["months"] for name in ("twice", "away", "back")] == [6, 6, 7]
    assert (found["shown"], found["title"]) == ("/form?file=programs%2Ften.json", "Ten")
