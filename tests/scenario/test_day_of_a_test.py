"""The day that is today for a test: said where rules read it, and nowhere else asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.rulebook.workspace import Workspace
from engine.scenario.session import run
from tests.scenario.tiny_shop import TESTS, told, write

RULE = "rules/pleasant.yaml"
DATED = 'shop.loud or today >= "2026-11-01"'


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def workspace(folder: Path, old: str, new: str) -> str:
    """What is said of tests with one change, where a rule reads `today`."""
    found = write(folder, old, new)
    rule = folder / RULE
    rule.write_text(rule.read_text().replace("when: shop.loud", f"when: {DATED}"))
    return told(found)


def test_a_day_is_asked_for_where_rules_read_it(tmp_path: Path) -> None:
    """Where some test neither says it nor has it from its file; once for all of that file."""
    said = workspace(tmp_path, "    with:", "    as_of: 2026-10-31\n    with:")
    assert said == (
        "rules/tests/shops.yaml:9:11: error: the rules read `today`, and it is not said which"
        " day that is\n"
        "  | - name: The shop at the corner is good\n"
        "  |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  help: add `as_of: 2026-11-01`, or another day, to the test or at the top of its file"
    )


def test_a_test_is_decided_as_of_its_day(tmp_path: Path) -> None:
    """That of the file, unless it says another."""
    fine = "nothing is wrong"
    assert workspace(tmp_path, "base: corner", "base: corner\nas_of: 2026-10-31") == fine
    assert passed() == [True, True]
    tests = tmp_path / TESTS
    good = "    expect: {verdict: high"
    tests.write_text(tests.read_text().replace(good, f"    as_of: 2026-11-01\n{good}"))
    assert passed() == [False, True]


def passed() -> list[bool]:
    return [one.passed for one in run(Workspace(Path("rules"), Path("flows"))).results]


def test_a_day_has_to_be_one(tmp_path: Path) -> None:
    said = workspace(tmp_path, "base: corner", "base: corner\nas_of: 2026-02-30")
    assert "`2026-02-30` is no date" in said and "there is no such day" in said


def test_no_day_is_asked_for_where_nothing_reads_it(tmp_path: Path) -> None:
    assert told(write(tmp_path)) == "nothing is wrong"
