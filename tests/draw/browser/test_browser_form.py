"""The form in a real browser: filled in by keyboard alone, kept, and safe from what files say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.web.first import Asked
from engine.web.page import page
from tests.domain.program import ROOT, rulebook
from tests.draw.browser.chromium import run, shared

BOOK = rulebook().book
EVIL = {"program": {"name": "<img src=x onerror=hostile=1>\u2028\"'</script>", "has_imgs": True}}
FILES = {
    "evil": json.dumps(EVIL),
    "foreign": '{"a": {"<b>": 1}}',
    "broken": '{"a": ',
    "talks": (ROOT / "examples" / "three_voices.json").read_text(encoding="utf-8"),
}


@cache
def used(folder: Path) -> dict[str, Any]:
    """What came of it."""
    form = folder / "form.html"
    form.write_text(page(BOOK, BOOK.flows["img_support"], Asked()), encoding="utf-8")
    names = [folder / f"{name}.json" for name in FILES]
    for name, text in zip(names, FILES.values(), strict=True):
        name.write_text(text, encoding="utf-8")
    found: dict[str, Any] = shared(
        folder.parent, "form", lambda: run("form.mjs", form, folder, *names)
    )
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("form")


def test_the_form_is_filled_in_by_keyboard_alone(folder: Path) -> None:
    """Asked in vain, skipped, taken back, answered out of turn; kept over a reload."""
    for walk in used(folder)["walks"]:
        first, second, third, chosen = walk["asked"]
        assert len({first, second, third, chosen}) == 4
        assert walk["back"] == first
        assert walk["empty"] == "Choose an answer, or say that there was none."
        assert (walk["chosen"], walk["verdict"], walk["kept"]) == ("false", "low", "low")


def test_the_form_fits_and_has_no_faults(folder: Path) -> None:
    """At 1280, 390 and 320 pixels, by day and by night."""
    for walk in used(folder)["walks"]:
        assert walk["faults"] == []
        assert {*walk["wide"]} == {walk["width"]}


def test_the_form_asks_for_nothing_and_reports_no_error(folder: Path) -> None:
    for walk in used(folder)["walks"]:
        assert walk["console"] == [] and walk["dialogs"] == []
        assert {one.rpartition("/")[2] for one in walk["requests"]} == {"form.html"}


def test_others_can_ask_the_page(folder: Path) -> None:
    told = used(folder)["told"]
    assert told["hash"] == BOOK.fingerprint
    assert told["evaluate"]["rule"] == "no-imgs" and told["next"] in BOOK.vocabulary.facts


def test_files_are_texts_whatever_they_say(folder: Path) -> None:
    evil, foreign, broken, talks = used(folder)["imported"]
    assert evil["scripts"] is None and EVIL["program"]["name"] in evil["text"]
    assert (foreign["offers"], broken["offers"], talks["offers"]) == (0, 0, 2)
    assert 'there is no group "a" in this rulebook' in foreign["said"]
    assert "it stops too early" in broken["said"]
