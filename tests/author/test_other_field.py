"""A small flow from another field: the engine decides, checks and reads it as it does its own."""

from __future__ import annotations

import json
import shutil
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


# no word of the shipped field


CASE = str(CASES[0])
EVERYTHING = (
    *(("evaluate", CASE, "--format", form) for form in ("text", "json", "markdown")),
    ("evaluate", *map(str, CASES), "--brief"),
    *(("render", CASE, "--format", form) for form in ("svg", "html", "dot", "mmd")),
    *(("render", "--format", form) for form in ("svg", "html")),
    ("check",),
    ("whatif", CASE),
    ("sensitivity", *map(str, CASES)),
    ("diff", ".", "."),
    ("diff", ".", ".", CASE),
    ("rules", "list"),
    ("facts", "template"),
    *(("schema", kind) for kind in ("facts", "rules", "flow")),
)


@pytest.mark.parametrize("command", EVERYTHING, ids=" ".join)
def test_no_output_speaks_of_another_field(command: tuple[str, ...]) -> None:
    """But for the key `program` of JSON, part of its contract, and for the role of a drawing."""
    told = run(*command).output.lower()
    for own in (str(TRIAGE).lower(), '"program":', 'role="img"'):
        told = told.replace(own, "")
    assert told
    assert [word for word in FOREIGN if word in told] == []


def test_cases_are_called_as_the_workspace_says(tmp_path: Path) -> None:
    """By the noun of `facts.yaml`; without one they are cases. A notice is printed as it is."""
    assert (
        "Told of reports without open facts; --cases looks at yours."
        in run("diff", ".", ".").output
    )
    facts = (TRIAGE / "rules" / "facts.yaml").read_text()
    shutil.copytree(TRIAGE, tmp_path / "own")
    own = tmp_path / "own" / "rules" / "facts.yaml"
    own.write_text(facts.replace("case: {one: report, many: reports}", "notice: Ask a <person>."))
    told = run("diff", str(tmp_path / "own"), str(tmp_path / "own")).output
    assert "no case's verdict can change" in told and "Told of cases" in told
    page = run("render", "--flows", str(tmp_path / "own" / "flows"), "--rules",
               str(tmp_path / "own" / "rules"), "--format", "html").output  # fmt: skip
    assert "<footer><p>Ask a &lt;person&gt;.</p>" in page.replace("\n", "")


def test_noun_and_notice_are_no_part_of_the_rules(tmp_path: Path) -> None:
    """Two rulebooks that differ in these alone decide and explain alike: one fingerprint."""
    shutil.copytree(TRIAGE, tmp_path / "own")
    own = tmp_path / "own" / "rules" / "facts.yaml"
    own.write_text(
        own.read_text().replace("{one: report, many: reports}", "{one: bug, many: bugs}")
    )
    books = [Rulebook.load(folder, flow="triage").book for folder in (TRIAGE, tmp_path / "own")]
    assert books[0].fingerprint == books[1].fingerprint
    assert [book.vocabulary.case.many for book in books] == ["reports", "bugs"]


def test_a_flow_is_named_where_several_are_main_ones(tmp_path: Path) -> None:
    """Nothing is guessed."""
    shutil.copytree(TRIAGE, tmp_path / "own")
    flow = (TRIAGE / "flows" / "triage.yaml").read_text()
    (tmp_path / "own" / "flows" / "other.yaml").write_text(
        flow.replace("flow: triage", "flow: other")
    )
    folders = (
        "--rules",
        str(tmp_path / "own" / "rules"),
        "--flows",
        str(tmp_path / "own" / "flows"),
    )
    result = run("evaluate", CASE, *folders)
    assert result.exit_code == 1 and "flows: other, triage" in result.output
    assert run("evaluate", CASE, *folders, "--flow", "other").exit_code == 0
