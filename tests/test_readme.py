"""What the README shows is what happens."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from engine import Rulebook

ROOT = Path(__file__).resolve().parent.parent
SHELL = {"|", ">", "<", "&&", ";"}
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a reader has, with `backchannel` on its path."""
    for name in ("rules", "flows", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    command = tmp_path / "bin" / "backchannel"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("block", blocks("console"))
def test_each_command_prints_what_is_shown(
    block: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line shown below a command is in what it prints."""
    monkeypatch.chdir(checkout)
    for command, shown in commands(block):
        status, said, printed = ran(command, checkout)
        assert status in (0, 1), (command, said)
        for line in shown:
            assert line in printed, command


def ran(command: str, checkout: Path) -> tuple[int, str, str]:
    """Status, standard error and standard output of a command: ours run here, others in a shell."""
    name, *arguments = shlex.split(command)
    if name == "backchannel" and not SHELL & set(arguments):
        result = CliRunner().invoke(main, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit), command
        return result.exit_code, result.stderr, result.stdout
    done = subprocess.run(
        ["sh", "-c", f'PATH="{checkout}/bin:$PATH"; {command}'],
        cwd=checkout, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr, done.stdout


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block with the lines that are shown below it."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line.strip() and line.strip() != "...":
            found[-1][1].append(line)
    return found


@pytest.mark.parametrize("block", blocks("json"))
def test_each_fact_file_can_be_evaluated(block: str) -> None:
    """The fact files in the README are sound."""
    assert Rulebook.load(ROOT).evaluate(json.loads(block)).verdict in ("high", "low", "incomplete")


def test_the_python_example_runs(tmp_path: Path) -> None:
    """The API is called as the README says, under the installed name, and prints a verdict."""
    (tmp_path / "backchannel").symlink_to(ROOT / "engine")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    for block in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block],
            cwd=tmp_path,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.split()[0] in ("high", "low", "incomplete")
    assert blocks("python")


def test_rules_shown_are_those_shipped() -> None:
    """The rule in the README stands in the rulebook, but for its wording."""
    (shown,) = blocks("yaml")
    rules = (ROOT / "rules" / "smooth_visa.yaml").read_text(encoding="utf-8")
    condition = shown.split("when:")[1].split("then:")[0]
    assert " ".join(condition.split()) in " ".join(rules.split())
