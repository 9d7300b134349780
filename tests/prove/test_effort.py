"""Effort is counted: wherever it ends, what is told is true, and the same every time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import main
from tests.prove.books import FACTS, book, gate

ROOT = Path(__file__).parents[2]
TIED = gate(
    "first",
    """
    sums: x.n + x.m > 12 and x.a -> yes
    part: x.s - x.t >= 0.3 -> yes
    either: x.word = red and (x.b or x.c) -> no
    """,
)
EDITED = TIED.replace("> 12", "> 13").replace("0.3", "0.25")
CASES: tuple[dict[str, Any], ...] = (
    {},
    {"n": 3, "s": 0.2},
    {"a": True, "n": 6, "m": 6, "s": 0.5, "t": 0.4, "word": "blue", "b": False},
)
ENDS = (*range(12), 15, 20, 30, 50, 100, 400)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    book(tmp_path, TIED, facts=FACTS)
    book(tmp_path / "new", EDITED, facts=FACTS)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: object) -> dict[str, Any]:
    done = CliRunner().invoke(main, [*map(str, words), "--format", "json"], catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def verdict(folder: Path, facts: dict[str, Any]) -> str:
    file = folder / "after.json"
    file.write_text(json.dumps({"x": facts}), encoding="utf-8")
    return str(run("evaluate", file)["verdict"])


@pytest.mark.parametrize("facts", CASES)
def test_a_search_that_ends_anywhere_tells_the_truth(folder: Path, facts: dict[str, Any]) -> None:
    """Each flip does what it says; "none" and "smallest" are only told when nothing is open."""
    file = folder / "case.json"
    file.write_text(json.dumps({"x": facts}), encoding="utf-8")
    full = run("whatif", file, "--most", 9)
    assert full["undecided"] == []
    smallest = min(len(one["changes"]) for one in full["flips"])
    for steps in ENDS:
        found = run("whatif", file, "--most", 9, "--effort", steps)
        if not found["undecided"]:
            assert found == full
        for flip in found["flips"]:
            assert len(flip["changes"]) >= smallest
            changed = {one["fact"][2:]: value(one) for one in flip["changes"]}
            assert verdict(folder, {**facts, **changed}) == flip["verdict"]
    spent = run("whatif", file, "--effort", 0)["undecided"]
    assert spent and all("--effort goes further" in one for one in spent)


def value(change: dict[str, Any]) -> Any:
    """Some value that a change tells, from its cells."""
    cell = change["cells"][0]
    if not isinstance(cell, dict):
        return cell
    low, high = cell["from"], cell["to"]
    return high if "from" in cell["open"] else low


def test_what_cells_say_is_what_the_words_say(folder: Path) -> None:
    file = folder / "case.json"
    file.write_text(json.dumps({"x": CASES[2]}), encoding="utf-8")
    changes = [flip["changes"] for flip in run("whatif", file)["flips"]]
    told = {"fact": "x.n", "from": 6, "to": "at least 7", "learning": False}
    assert [{**told, "cells": [{"from": 7, "to": 10, "open": []}]}] in changes


def test_a_comparison_that_ends_anywhere_tells_no_less_than_it_knows(folder: Path) -> None:
    full = run("diff", ".", "new")
    assert full["changes"] and full["undecided"] == []
    for steps in ENDS:
        found = run("diff", ".", "new", "--effort", steps)
        if not found["undecided"]:
            assert found == full
        told = {(one["from"], one["to"]) for one in found["changes"]}
        assert told >= {(one["from"], one["to"]) for one in full["changes"]}


@pytest.mark.parametrize("command", [["check", "--effort", "7"], ["whatif", "case.json"]])
def test_the_same_bytes_in_every_process(folder: Path, command: list[str]) -> None:
    (folder / "case.json").write_text('{"x": {"n": 3, "s": 0.2}}', encoding="utf-8")
    told = {
        subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *command],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=False,
        ).stdout
        for seed in range(3)
    }
    assert len(told) == 1
