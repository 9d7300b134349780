"""Failures of the world outside are one sentence: full and closed output, pipes, names, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main

ROOT = Path(__file__).resolve().parent.parent
CLI = [sys.executable, str(ROOT / "cli.py")]
COMMUNITY = str(ROOT / "examples" / "community.json")
PRINTING = {
    "evaluate": ["evaluate", COMMUNITY],
    "json": ["evaluate", COMMUNITY, "--format", "json"],
    "rules": ["rules", "list"],
    "picture": ["render", "--format", "svg"],
    "help": ["--help"],
}


def shell(script: str, *arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """What a shell script prints, in which "$@" is the command line."""
    return subprocess.run(
        ["bash", "-c", script, "bash", *CLI, *arguments],
        cwd=cwd, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="left out: there is no /dev/full here")
@pytest.mark.parametrize("name", PRINTING)
def test_a_full_disk_behind_standard_output_is_one_sentence(name: str) -> None:
    done = shell('"$@" > /dev/full', *PRINTING[name])
    told = "standard output: error: cannot be written: no space left on device\n"
    assert (done.stderr, done.returncode) == (told, 1)


@pytest.mark.parametrize("name", PRINTING)
def test_a_closed_standard_output_is_one_sentence(name: str) -> None:
    done = shell('"$@" >&-', *PRINTING[name])
    assert (done.stderr, done.returncode) == (
        "standard output: error: cannot be written: it is closed\n",
        1,
    )


def test_nobody_reading_on_is_no_failure_to_speak_of() -> None:
    done = shell('"$@" | head -1; exit "${PIPESTATUS[0]}"', *PRINTING["json"])
    assert (done.stdout, done.stderr) == ("{\n", "")


@pytest.mark.parametrize("arguments", [["init", "x" * 300], ["check", "x" * 300]])
def test_a_name_that_is_too_long_is_one_sentence(arguments: list[str], tmp_path: Path) -> None:
    done = shell('"$@"', *arguments, cwd=tmp_path)
    assert (done.stderr, done.returncode) == (f"{'x' * 100}…: error: file name too long\n", 1)


def test_a_pipe_among_the_rules_is_refused(tmp_path: Path) -> None:
    """Reading it would never end."""
    for name in ("rules", "flows"):
        (tmp_path / name).mkdir()
    os.mkfifo(tmp_path / "rules" / "g.yaml")
    done = shell('"$@"', "check", cwd=tmp_path)
    assert "g.yaml: error: cannot be read: it is no file but a pipe or a device" in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("seconds", [0.4, 0.8, 1.2])
def test_an_interrupt_at_any_time_is_no_traceback(seconds: float) -> None:
    """While modules are imported, or while a proof runs."""
    running = subprocess.Popen(
        [*CLI, "check"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGINT)
    _out, said = running.communicate(timeout=60)
    assert "Traceback" not in said


STEERING = "a\x1b]0;x\x07b"


@pytest.mark.parametrize(
    "line",
    ["init new \u202ecod", "check --\u202ecod", "\u202ecod", "--\u202ecod", "schema \x1b]0;x\a",
     "facts \u202ecod", "evaluate \u202e.json", "evaluate x.json --as-of \u202e",
     "whatif cli.py --most \u202e", "diff a b --flow \x9b31m"],
)  # fmt: skip
def test_words_of_the_command_line_never_steer_the_terminal(line: str) -> None:
    done = CliRunner().invoke(main, line.split(" "))
    assert done.exit_code in (1, 2)
    assert not set("\x07\x1b\x9b\u202e") & set(done.output)


def test_names_never_steer_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of files nor of folders, in whatever command."""
    monkeypatch.chdir(ROOT)
    facts = tmp_path / f"{STEERING}.json"
    facts.write_text(Path(COMMUNITY).read_text(encoding="utf-8"), encoding="utf-8")
    folder = str(tmp_path / f"work {STEERING}")
    for arguments in (
        ["init", folder],
        ["check", folder, "--no-prove"],
        ["fmt", folder],
        ["evaluate", str(facts), "--short"],
        ["evaluate", str(facts), "--rules", f"{folder}/rules"],
        ["evaluate", f"{facts}.lost"],
        ["facts", "template", "-o", str(tmp_path / f"{STEERING}2.json")],
        ["rules", "show", STEERING],
    ):
        done = CliRunner().invoke(main, arguments)
        assert "\x1b" not in done.output, arguments
        assert done.exception is None or isinstance(done.exception, SystemExit), arguments


def test_a_name_in_a_hint_can_be_copied(tmp_path: Path) -> None:
    done = shell('"$@"', "init", "my rules", cwd=tmp_path)
    assert "Try: cd 'my rules' && backchannel evaluate" in done.stdout


def test_a_closed_standard_error_is_no_failure() -> None:
    done = shell('"$@" 2>&-', "evaluate", COMMUNITY)
    assert done.stdout.splitlines()[1].startswith("HIGH") and done.returncode == 0


@pytest.mark.parametrize("command", ["evaluate", "whatif", "sensitivity"])
def test_a_closed_standard_input_is_one_sentence(command: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f'"$0" "$1" {command} - <&-', *CLI],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "standard input: error: cannot be read: it is closed\n"
