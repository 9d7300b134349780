"""The command line: exit statuses, what goes where, and output fit for any terminal."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.rulebook.workspace import shipped

ROOT = Path(__file__).resolve().parent.parent
LOW = {
    "program": {"name": "North"}, "applicant": {"visa_need": "j1"},
    "visa": {"had_to_fight": True},
}  # fmt: skip
BAD = {"visa": {"handler": "uncle"}}
TOLD = """\
bad.json:1:22: visa.handler: error: `"uncle"` is not one of its values
  | {"visa": {"handler": "uncle"}}
  |                      ^^^^^^^
  help: it can be: gme (the GME office), outside_attorney (a lawyer whom the hospital engages), \
program (the program office), resident_alone (the resident, alone)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own, which is no workspace."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(name: str, facts: Any) -> str:
    Path(name).write_text(json.dumps(facts), encoding="utf-8")
    return name


def evaluate(*arguments: str, given: str | bytes | None = None) -> Result:
    """Run `evaluate` inside this process."""
    return CliRunner().invoke(main, ["evaluate", *arguments], input=given)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `cli.py evaluate` as a user does."""
    command = [sys.executable, str(ROOT / "cli.py"), "evaluate", *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, encoding="utf-8", errors="strict",
        env={**os.environ, **environment},
    )  # fmt: skip


def test_a_verdict_is_success_whatever_it_is() -> None:
    """The verdict comes first, then why; nothing on stderr."""
    result = evaluate(save("low.json", LOW))
    assert result.exit_code == 0 and result.stderr == ""
    assert result.stdout.splitlines()[:2] == ["North", "LOW  Low priority"]
    told = "You recorded that a resident had to push hard to get a visa filed.  [signal-1]"
    assert told in " ".join(result.stdout.split("\n     "))
    assert result.stdout.splitlines()[-1].startswith("Rules: the shipped rulebook (sha256:")


def test_not_knowing_is_success_too() -> None:
    """`incomplete` is an answer: it says what to find out."""
    result = evaluate(save("none.json", {}))
    assert result.exit_code == 0
    assert result.stdout.startswith("INCOMPLETE") and "What to find out" in result.stdout


def test_one_line_says_that_the_plain_matcher_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where durable_rules is not installed: once for all files, with the same answers."""
    names = [save("a.json", LOW), save("b.json", {})]
    usual = evaluate("--format", "json", *names)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    result = evaluate("--format", "json", *names)
    assert (usual.stderr, result.exit_code, result.stdout) == ("", 0, usual.stdout)
    assert result.stderr == (
        "notice: durable_rules cannot be imported here; the compiled matcher decides instead,"
        " with the same answers\n"
    )


def test_a_mistake_in_a_fact_file_is_status_1_with_nothing_on_stdout() -> None:
    """So that nothing half-right is piped on."""
    result = evaluate(save("bad.json", BAD))
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", TOLD)


def test_findings_are_json_where_json_was_asked_for() -> None:
    """On stdout the findings as data, on stderr the same for people."""
    result = evaluate("--format", "json", save("bad.json", BAD))
    assert result.exit_code == 1 and result.stderr == TOLD
    assert json.loads(result.stdout) == {
        "findings": [
            {
                "code": "unknown-value", "severity": "error",
                "message": '`"uncle"` is not one of its values',
                "file": "bad.json", "line": 1, "column": 22,
                "help": TOLD.rpartition("help: ")[2].rstrip(),
                "witness": None, "where": "visa.handler",
            }
        ]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing argument 'FACTS.json...|-'"),
        (["nowhere.json"], "Path 'nowhere.json' does not exist"),
        (["ok.json", "--rules", "nowhere"], "Directory 'nowhere' does not exist"),
        (["ok.json", "--rules", "ok.json"], "Directory 'ok.json' is a file"),
        (["ok.json", "--format", "xml"], "'xml' is not one of 'text', 'json', 'markdown'"),
        (["ok.json", "--colour"], "No such option"),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], told: str) -> None:
    """A missing file included; the message says what was wrong."""
    save("ok.json", {})
    result = evaluate(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_several_files_give_one_result_a_line() -> None:
    """In the order in which they were named; JSON one a line."""
    names = [save("a.json", LOW), save("b.json", {}), save("c.json", LOW)]
    result = evaluate(*names, "--format", "json")
    found = [json.loads(line)["verdict"] for line in result.stdout.splitlines()]
    assert found == ["low", "incomplete", "low"]


def test_one_bad_file_among_several_stops_all() -> None:
    """Every file is read first, and every mistake told."""
    names = [save("a.json", LOW), save("bad.json", BAD), save("x.json", {"vsa": 1})]
    result = evaluate(*names)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(TOLD) and "x.json:1:2: vsa: error:" in result.stderr


def test_a_dash_reads_standard_input() -> None:
    """Findings name it so."""
    assert evaluate("-", given=json.dumps(LOW)).stdout.startswith("North\nLOW")
    result = evaluate("-", given=b"\xff")
    assert result.exit_code == 1
    assert result.stderr.startswith("standard input:1:1: error: byte 0xff is not UTF-8 text")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("folder", None, "folder: error: cannot be read: is a directory\n"),
        ("empty.json", b"", "empty.json: error: the file is empty\n"),
        ("cut.json", b'{"visa": {"ha', "cut.json:1:13: error: the file stops too early\n"),
        ("deep.json", b"[" * 10**6, "deep.json: error: nested more than 30 deep\n"),
    ],
)
def test_what_cannot_be_read_is_status_1(name: str, data: bytes | None, told: str) -> None:
    """A file that is there but is no fact file."""
    if data is None:
        Path(name).mkdir()
    else:
        Path(name).write_bytes(data)
    result = evaluate(name)
    assert (result.exit_code, result.stdout) == (1, "") and result.stderr.startswith(told)


def test_an_unknown_flow_is_answered_with_those_there_are() -> None:
    """Or with the one that was probably meant."""
    result = evaluate(save("ok.json", {}), "--flow", "img_suport")
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.splitlines()[1] == "  help: did you mean `img_support`?"
    assert evaluate("ok.json", "--flow", "x").stderr.endswith(
        "flows: archetype, eligibility, img_support\n"
    )


def test_another_flow_can_be_walked() -> None:
    """The side path on its own."""
    result = evaluate(save("ok.json", {}), "--flow", "archetype", "--format", "json")
    assert json.loads(result.stdout)["flow"] == "archetype"


VISA = {
    "visa": {
        "j1_sponsored": True, "handler": "gme", "answer_quality": "specific",
        "paperwork_lead_months": 4, "had_to_fight": False, "resident_lost_position": False,
    },
    "applicant": {"visa_need": "j1"},
    "institution": {"tried_reduce_sponsorship": False},
    "history": {
        "intake": [{"match_year": y, "class_size": 9, "img_count": 4} for y in range(2010, 2020)],
    },
    "program": {"has_imgs": True, "class_size": 9},
}  # fmt: skip


def test_editing_a_threshold_changes_an_outcome() -> None:
    """A copy of the rules, one number changed, no code touched."""
    shutil.copytree(shipped().rules, "mine")
    save("four.json", VISA)

    def outcome(*options: str) -> str:
        decision = json.loads(evaluate("four.json", "--format", "json", *options).stdout)
        gates = {node["node"]: node.get("outcome") for node in decision["path"]}
        return str(gates["smooth_visa"])

    assert outcome("--rules", "mine") == "yes"
    rules = Path("mine/smooth_visa.yaml")
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("lead_months: {value: 2", "lead_months: {value: 5"), "utf-8")
    assert outcome("--rules", "mine") == "no" and outcome() == "yes"


def test_a_broken_rulebook_never_evaluates() -> None:
    """The workspace of the current folder is the one that is used, and the one that is blamed."""
    shutil.copytree(shipped().rules, "rules")
    shutil.copytree(shipped().flows, "flows")
    assert f"Rules: {Path.cwd()}" in evaluate(save("low.json", LOW)).stdout
    path = Path("rules/smooth_visa.yaml")
    path.write_text(
        path.read_text("utf-8").replace("when: visa.had_to", "when: visa.hd_to"), "utf-8"
    )
    result = evaluate("low.json", "--format", "json")
    assert result.exit_code == 1
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["file"], finding["help"]) == (str(path), "did you mean `visa.had_to_fight`?")


def examples() -> list[str]:
    return [str(path) for path in sorted((ROOT / "examples").glob("*.json"))]


def test_piped_text_is_plain_and_narrow() -> None:
    """No line over 80 columns, no blanks at its end, no colour, in any example."""
    lines = evaluate(*examples()).stdout.splitlines()
    assert len(lines) > 200
    assert max(len(line) for line in lines) <= 80
    assert [line for line in lines if line != line.rstrip()] == []
    assert not any("\x1b" in line for line in lines)


HOSTILE = "\x1b[31mRed\x07\r\n\u202ebackwards [bold]x[/bold] {visa.handler} <b>*_`|#" + "é" * 500


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_hostile_name_is_harmless(form: str) -> None:
    """Control characters, overrides of direction, markup and length change nothing but itself."""
    facts = {**LOW, "program": {"name": HOSTILE}}
    result = evaluate(save("x.json", facts), "--format", form)
    assert result.exit_code == 0
    assert not set("\x1b\x07\r\u202e") & set(result.stdout)
    assert "{visa.handler}" in result.stdout.replace("\\", "").replace("\n", "")
    assert len(result.stdout) < len(evaluate(save("y.json", LOW), "--format", form).stdout) + 600
    if form == "text":
        assert "[bold]x[/bold]" in result.stdout
        assert max(len(line) for line in result.stdout.splitlines()) <= 80


def test_markdown_takes_names_for_text() -> None:
    """Whatever they contain."""
    facts = {**LOW, "program": {"name": "# A *b* [c](d) <e> |f| `g`"}}
    first = evaluate(save("x.json", facts), "--format", "markdown").stdout.splitlines()[0]
    assert first == r"# \# A \*b\* \[c\]\(d\) \<e\> \|f\| \`g\`"


def test_json_keeps_a_name_as_it_was_given() -> None:
    """Data is not text for a terminal: nothing is cut or replaced, and one line stays one."""
    save("x.json", {**LOW, "program": {"name": HOSTILE}})
    result = evaluate("x.json", "x.json", "--format", "json")
    assert [json.loads(one)["program"] for one in result.stdout.split("\n")[:2]] == [HOSTILE] * 2


def test_help_shows_examples() -> None:
    """The first thing people look for."""
    told = evaluate("--help").stdout
    assert "Examples:\n    backchannel evaluate program.json\n" in told
    assert "Exit status: 0 a decision was made" in " ".join(told.split())


def test_it_runs_as_a_program_from_any_folder() -> None:
    """Statuses and streams as a shell sees them."""
    good, bad, none = process(save("l.json", LOW)), process(save("bad.json", BAD)), process("no")
    assert (good.returncode, good.stderr, good.stdout[:9]) == (0, "", "North\nLOW")
    assert (bad.returncode, bad.stderr, bad.stdout) == (1, TOLD, "")
    assert (none.returncode, none.stdout) == (2, "")


def test_a_terminal_without_unicode_gets_what_it_can_show() -> None:
    """Names in other scripts, or in none, do not end in a traceback."""
    name = save("x.json", {**LOW, "program": {"name": "Ünïted \ud800 Hospital"}})
    for form in ("text", "json", "markdown"):
        result = process(name, "--format", form, PYTHONIOENCODING="ascii")
        assert (result.returncode, result.stderr) == (0, "")
        assert "Hospital" in result.stdout


def test_evaluate_brief_is_a_line_for_each_program() -> None:
    folder = Path(__file__).parent.parent / "examples"
    files = [str(folder / f"{name}.json") for name in ("community", "big_name", "not_asked_yet")]
    done = CliRunner().invoke(main, ["evaluate", "--brief", *files])
    lines = [line.split() for line in done.stdout.splitlines() if line]
    assert [line[0] for line in lines] == ["high", "low", "incomplete", "1"]
    assert done.stdout.endswith("\n1 high, 1 low, 1 incomplete\n")
    both = CliRunner().invoke(main, ["evaluate", "--brief", "--format", "json", files[0]])
    assert both.exit_code == 2
