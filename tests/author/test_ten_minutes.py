"""The page for newcomers, followed step by step in an empty folder."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main

PAGE = (Path(__file__).parents[2] / "docs" / "ten-minutes.md").read_text(encoding="utf-8")
HOME = "/home/robin/lending"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_page_does_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its files are written, its commands run, and each prints what stands below it, in order."""
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(PAGE)
    assert len(blocks) > 8
    for kind, text in blocks:
        if kind == "console":
            session(text, monkeypatch)
        else:
            head, _, body = text.partition("\n")
            Path(head.removeprefix("# ")).write_text(body, encoding="utf-8")


def session(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each command of a session and compare what it prints."""
    for entry in text.removeprefix("$ ").split("\n$ "):
        command, _, expected = entry.partition("\n")
        printed = run(shlex.split(command), monkeypatch).replace(str(Path.cwd()), HOME)
        if command.startswith("backchannel evaluate"):
            places = [printed.find(line) for line in expected.splitlines()]
            assert -1 not in places and places == sorted(places), printed
        else:
            assert printed.rstrip("\n") == expected.rstrip("\n")


def run(command: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a command prints; `cd` holds for those that follow."""
    if command[0] == "cd":
        monkeypatch.chdir(command[1])
        return ""
    if command[0] != "backchannel":
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return CliRunner().invoke(main, command[1:], catch_exceptions=False).output
