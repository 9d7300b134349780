"""Broken rulebooks: each fault is told at its place, in full, and never with a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from tests.author.corpus_case import GOOD, Case, cases

CASES = cases()
AT_LEAST = 40


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one, so that places are short."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*options: str) -> Result:
    """What `backchannel check` prints here; an exception of any kind is the test's failure."""
    return CliRunner().invoke(main, ["check", "--no-prove", *options], catch_exceptions=False)


def test_the_corpus_is_not_empty() -> None:
    """An empty folder of cases would show nothing; every way of erring is there once."""
    assert len(CASES) >= AT_LEAST
    assert len({case.change for case in CASES}) == len(CASES)


def test_without_a_fault_the_workspace_is_sound(folder: Path) -> None:
    """What the faults are made in is clean, so that all that is said is about them."""
    result = CliRunner().invoke(main, ["check", "--no-prove", str(GOOD)], catch_exceptions=False)
    assert (result.output, result.exit_code) == (f"No findings in {GOOD}\n", 0)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_told_with_place_line_and_remedy(case: Case, folder: Path) -> None:
    """As text: all that is printed, with exit status 1."""
    case.write(folder)
    result = check()
    *lines, summary = result.output.splitlines()
    assert "\n".join(lines) == case.told
    count = len([line for line in lines if not line.startswith("  ")])
    assert summary == f"{count} error{'s' * (count > 1)}, 0 warnings in {folder}"
    assert result.exit_code == 1


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_fault_is_data_too(case: Case, folder: Path) -> None:
    """As JSON: the codes, and the same places and messages as in the text."""
    case.write(folder)
    result = check("--format", "json")
    found = json.loads(result.output)["findings"]
    keys = ["code", "severity", "message", "file", "line", "column", "help", "witness"]
    assert [list(one) for one in found] == [keys] * len(found)
    assert tuple(dict.fromkeys(one["code"] for one in found)) == case.codes
    heads = [line for line in case.told.splitlines() if not line.startswith("  ")]
    assert [head(one) for one in found] == heads
    assert result.exit_code == 1


def head(finding: dict[str, object]) -> str:
    """The first line of a finding as text."""
    place = f":{finding['line']}:{finding['column']}" if finding["line"] else ""
    return f"{finding['file']}{place}: {finding['severity']}: {finding['message']}"


def test_github_shows_a_fault_beside_its_line(folder: Path) -> None:
    """As annotations: one workflow command for each finding, on one line."""
    next(case for case in CASES if case.name == "misspelt-fact").write(folder)
    result = check("--format", "github")
    assert result.output == (
        "::error file=rules/visa.yaml,line=13,col=11,title=unknown-fact::"
        "unknown fact `visa.handeler`%0Ahelp: did you mean `visa.handler`?\n"
    )
    assert result.exit_code == 1
