"""Answers in a real browser: two people's files, two tabs, no storage, far too much, on paper."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engine.web.first import Asked
from engine.web.page import page
from tests.domain.program import rulebook
from tests.draw.browser.chromium import run, shared

BOOK = rulebook().book
HANDLER = {"value": "gme", "note": "R."}
THEIRS = {"program": {"has_imgs": False}, "visa": {"handler": HANDLER}}
HUGE = 50_000_000


@cache
def used(folder: Path) -> dict[str, Any]:
    """What came of it."""
    names = ("form.html", "other.html", "theirs.json", "large.json")
    form, other, theirs, large = (folder / name for name in names)
    text = page(BOOK, BOOK.flows["img_support"], Asked())
    form.write_text(text, encoding="utf-8")
    other.write_text(text.replace(BOOK.fingerprint, f"sha256:{'0' * 64}"), encoding="utf-8")
    theirs.write_text(json.dumps(THEIRS), encoding="utf-8")
    with large.open("wb") as file:
        file.truncate(HUGE)
    found: dict[str, Any] = shared(
        folder.parent, "answers", lambda: run("answers.mjs", form, folder, theirs, large, other)
    )
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answers")


def test_two_peoples_files_go_together(folder: Path) -> None:
    """One's own answer stays, and the page names what they differ on."""
    merged = used(folder)["merged"]
    assert merged["facts"] == {"program": {"has_imgs": True}, "visa": THEIRS["visa"]}
    assert "1 answer was added." in merged["said"] and "program.has_imgs" in merged["said"]


def test_two_tabs_lose_nothing(folder: Path) -> None:
    """Even if one does not hear of the other; what it takes back is only its own."""
    tabs = used(folder)["tabs"]
    said = [leaf for group in tabs["facts"].values() for leaf in group.values()]
    assert True in said and {"status": "unknown"} in said and {"status": "declined"} in said
    assert "changed in another tab" in tabs["told"]
    left = [leaf for group in tabs["back"].values() for leaf in group.values()]
    assert True in left and {"status": "declined"} not in left


@pytest.mark.parametrize("storage", ["full", "forbidden"])
def test_without_storage_the_form_works_and_says_so(folder: Path, storage: str) -> None:
    found = used(folder)[storage]
    assert found["said"].startswith("This browser keeps nothing for this page.")
    assert found["moved"] and found["errors"] == []


def test_a_huge_file_is_refused_unread(folder: Path) -> None:
    found = used(folder)["large"]
    assert "it is larger than 2 MB, and no fact file is" in found["said"] and found["read"] == 0


def test_each_version_of_the_rules_keeps_its_own_answers(folder: Path) -> None:
    """One that has none takes those of another, which stay."""
    found = used(folder)["versions"]
    assert "written by another version of the rules" in found["told"]
    assert found["places"] == 2
    assert found["before"] == found["after"] == {"program": {"has_imgs": True}}


def test_answers_that_cannot_be_read_are_put_aside(folder: Path) -> None:
    cut, partly = used(folder)["cut"], used(folder)["partly"]
    assert "cannot be taken as it is." in cut["told"] and cut["untouched"] == 2
    assert cut["saved"] == '{"facts": ' and cut["facts"] == [{"program": {"has_imgs": False}}]
    assert "cannot take what was kept of program.gone." in partly["told"]
    assert json.loads(partly["saved"])["facts"]["program"]["gone"] == 1
    assert partly["facts"] == [{"program": {"has_imgs": False}, "visa": {"handler": "gme"}}]


def test_what_is_half_typed_stays(folder: Path) -> None:
    """On another screen, and where another tab writes; saved, it joins what that wrote."""
    found = used(folder)["halfTyped"]
    assert found["back"] == found["still"] == "half a note"
    assert "What you are typing stays as it is." in found["told"]
    assert found["facts"]["program"] == {"has_imgs": False}
    assert "half a note" in json.dumps(found["facts"])


def test_a_file_has_the_name_of_the_case(folder: Path) -> None:
    """Asked for where it is not known yet, and kept; that and the one answer are counted."""
    found = used(folder)["named"]
    assert found["called"] == "Two_Rivers_X.json" and found["field"] == 0
    assert found["facts"] == {"program": {"has_imgs": False, "name": "Two Rivers / X"}}
    assert "2 answered" in found["counted"]
    assert (
        "The answers that its rule reads"
        "Which of the present residents went to medical school abroad? no" in found["counted"]
    )


def test_a_result_is_printed_without_controls(folder: Path) -> None:
    printed = used(folder)["printed"]
    assert printed["controls"] == 0 and printed["paper"] == "%PDF-"
    assert printed["folded"] == 0 < printed["left"]  # on paper nothing is folded away
    for part in ("LOW", "The path", "What it rests on"):
        assert part in printed["text"]
