"""A small flow from another field: the engine decides, checks and reads it as it does its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.facade import Rulebook

TRIAGE = Path(__file__).parents[2] / "examples" / "workspaces" / "triage"
CASES = sorted((TRIAGE / "cases").glob("*.json"))
FOREIGN = ("residen", "img", "visa", "program", "hospital")


def run(*arguments: str) -> Result:
    """One command in the workspace."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace is the current folder."""
    monkeypatch.chdir(TRIAGE)


def test_there_is_a_case_for_each_verdict_and_one_without() -> None:
    """The examples cover what can come out."""
    flow = Rulebook.load(TRIAGE, flow="triage").book.flows["triage"]
    assert sorted(case.stem for case in CASES) == sorted([*flow.verdicts, "incomplete"])
    assert len(flow.outcomes("severity")) == 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_comes_out_as_it_is_called(case: Path) -> None:
    """As JSON and as text; no word of the shipped flow appears."""
    found = json.loads(run("evaluate", str(case), "--flow", "triage", "--format", "json").output)
    assert found["verdict"] == case.stem
    text = run("evaluate", str(case), "--flow", "triage").output
    assert case.stem.upper() in text
    told = text.partition("Rules:")[0].lower()
    assert [word for word in FOREIGN if word in told] == []


def test_it_is_checked_without_a_finding() -> None:
    """Neither errors nor warnings."""
    result = run("check", "--no-prove")
    assert (result.output, result.exit_code) == (f"No findings in {TRIAGE}\n", 0)


def test_its_layout_is_the_one_that_fmt_gives() -> None:
    """An example is spelt as `fmt` would spell it."""
    assert run("fmt", "--check").output == ""


@pytest.mark.parametrize("gate", ["understood", "severity", "effort"])
def test_its_gates_read_as_tables(gate: str) -> None:
    """Rules as rows, the last of them `otherwise`."""
    lines = run("rules", "table", gate, "--format", "markdown").output.splitlines()
    assert lines[0].startswith("| rule |") and lines[-1].startswith("| otherwise |")
