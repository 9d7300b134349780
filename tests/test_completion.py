"""Completion: the scripts work in a real shell, and names come from the rulebook at hand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from tests.domain.program import ROOT

TRIAGE = ROOT / "examples" / "workspaces" / "triage"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test works in a folder of its own, which is no workspace."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def completed(typed: str) -> list[str]:
    """What is suggested for the last word, as click tells a shell."""
    environment = {
        "_BACKCHANNEL_COMPLETE": "bash_complete",
        "COMP_WORDS": f"backchannel {typed}",
        "COMP_CWORD": str(len(f"backchannel {typed} ".split(" ")) - 2),
    }
    told = CliRunner(env=environment).invoke(main, prog_name="backchannel", catch_exceptions=False)
    assert told.exit_code == 0 and told.stderr == ""
    return [line.partition(",")[2] for line in told.stdout.split()]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("sen", ["sensitivity"]),
        ("rules t", ["table"]),
        ("rules table s", ["smooth_visa", "strong_outcomes"]),
        ("evaluate --flow img", ["img_support"]),
        ("whatif --to ", ["low", "high"]),
        ("whatif --flow nothing --to ", []),
        (f"rules table --in {TRIAGE} ", ["effort", "severity", "understood"]),
        (f"rules show --in {TRIAGE} many", ["many-stopped"]),
        (f"evaluate --rules {TRIAGE}/rules --flows {TRIAGE}/flows --flow ", ["triage"]),
        ("rules table --in /no/such/folder ", []),
        ("completion ", ["bash", "zsh", "fish"]),
    ],
)
def test_names_that_go_on_from_what_is_typed(typed: str, names: list[str]) -> None:
    """Of the workspace that the words before name; else of the one used here."""
    assert completed(typed) == names


def test_a_workspace_with_errors_suggests_nothing(folder: Path) -> None:
    """And breaks no line that is being typed."""
    (folder / "rules").mkdir()
    (folder / "flows").mkdir()
    (folder / "rules" / "facts.yaml").write_text("facts: [", encoding="utf-8")
    assert completed("rules table ") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_for_each_shell(shell: str) -> None:
    """It asks the program by the variable that the program answers to."""
    told = CliRunner().invoke(main, ["completion", shell], catch_exceptions=False)
    assert told.exit_code == 0 and f"_BACKCHANNEL_COMPLETE={shell}_complete" in told.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_with_the_script(folder: Path) -> None:
    """As a user sources it: the function that bash calls for the Tab key finds the gates."""
    command = folder / "backchannel"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    command.chmod(0o755)
    script = (
        'eval "$(backchannel completion bash)"\n'
        'spec=($(complete -p backchannel)); call="${spec[-2]}"\n'
        "COMP_WORDS=(backchannel rules table eq); COMP_CWORD=3\n"
        '"$call" backchannel eq table; echo "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("equal_treatment\n", "")
