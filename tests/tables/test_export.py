"""`export`: fact files as one table, and the way back."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.domain.program import ROOT
from tests.tables.tables import run, written

EXAMPLES = ROOT / "examples"


def files_of(folder: Path) -> dict[str, Any]:
    """The fact files of a folder, numbers as they are written; `null` says nothing."""
    return {one.name: told(json.loads(one.read_text(encoding="utf-8"), parse_float=str))
            for one in sorted(folder.glob("*.json"))}  # fmt: skip


def told(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    return {key: inner for key, one in data.items() if (inner := told(one)) not in (None, {})}


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "jsonl"])
def test_the_examples_come_back(tmp_path: Path, ending: str) -> None:
    """Interviews with what was said, remarks and statuses too; under the names that they had."""
    table = tmp_path / f"t.{ending}"
    done = run("export", EXAMPLES, "-o", table)
    assert (done.exit_code, done.stderr) == (0, "")
    assert run("import", table, "-o", tmp_path / "back").exit_code == 0
    assert files_of(tmp_path / "back") == files_of(EXAMPLES)


def test_a_table_is_one_for_people_too(tmp_path: Path) -> None:
    """A row for each, columns in the order of the vocabulary, values as words."""
    written(tmp_path, "a.json", '{"visa": {"j1_sponsored": true}, "program": {"name": "A"}}')
    written(
        tmp_path,
        "b.json",
        """{"program": {"name": "=B", "class_size": -0},
        "visa": {"j1_sponsored": {"status": "declined"}}, "$as_of": "2026-11-01",
        "history": {"img_share": 0.50}}""",
    )
    table = tmp_path / "t.csv"
    done = run("export", tmp_path / "a.json", tmp_path / "b.json", "-o", table)
    assert done.stdout == f"2 programs with 6 columns written: {table}\n"
    with table.open(encoding="utf-8-sig", newline="") as opened:
        assert [*csv.reader(opened)] == [
            ["$key", "$as_of", "program.name", "program.class_size", "history.img_share",
             "visa.j1_sponsored"],
            ["a", "", "A", "", "", "yes"],
            ["b", "2026-11-01", "'=B", "0", "0.50", '{"status": "declined"}'],
        ]  # fmt: skip


def test_what_most_values_have_stands_once(tmp_path: Path) -> None:
    """A source in each cell could not be read; a value without it then says so."""
    written(
        tmp_path,
        "A.json",
        """{"program": {"name": {"value": "A", "source": "my list"}},
        "visa": {"j1_sponsored": {"value": true, "source": "my list"}, "h1b_sponsored": false}}""",
    )
    assert run("export", tmp_path / "A.json", "-o", tmp_path / "t.csv").exit_code == 0
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [*csv.reader(opened)] == [
            ["$source", "program.name", "visa.j1_sponsored", "visa.h1b_sponsored"],
            ["my list", "A", "yes", '{"value": false}'],
        ]
    assert run("import", tmp_path / "t.csv", "-o", tmp_path / "back").exit_code == 0
    assert files_of(tmp_path / "back") == files_of(tmp_path)


def test_a_day_that_is_today_comes_back(tmp_path: Path) -> None:
    written(tmp_path, "b.json", '{"$as_of": "2026-11-01", "program": {"name": "B"}}')
    assert run("export", tmp_path / "b.json", "-o", tmp_path / "t.csv").exit_code == 0
    assert run("import", tmp_path / "t.csv", "-o", tmp_path / "back").exit_code == 0
    assert files_of(tmp_path / "back") == {
        "b.json": {"$as_of": "2026-11-01", "program": {"name": "B"}}
    }


def test_an_unsound_fact_file_is_rejected_and_the_others_are_written(tmp_path: Path) -> None:
    written(tmp_path, "a.json", '{"program": {"name": "A"}}')
    written(tmp_path, "b.json", '{"program": {"nam": "B"}}')
    done = run("export", tmp_path / "a.json", tmp_path / "b.json", "-o", tmp_path / "t.csv")
    assert done.exit_code == 1
    assert "b.json:1:14: program.nam: error: unknown fact `program.nam`" in done.stderr
    assert done.stdout.startswith("1 program with 2 columns")


def test_a_cell_that_a_workbook_cannot_hold_is_told(tmp_path: Path) -> None:
    """It would be cut without a word: cell-too-long."""
    talks = [{"who": f"person {n}", "specificity": "vague"} for n in range(1_000)]
    written(tmp_path, "a.json", json.dumps({"evidence": {"interviews": talks}}))
    done = run("export", tmp_path / "a.json", "-o", tmp_path / "t.xlsx")
    assert (done.exit_code, (tmp_path / "t.xlsx").exists()) == (1, False)
    assert "`evidence.interviews` of row 2 has" in done.stderr
    assert run("export", tmp_path / "a.json", "-o", tmp_path / "t.csv").exit_code == 0


def test_a_folder_without_programs_is_told(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    done = run("export", programs, "-o", tmp_path / "t.csv")
    assert done.exit_code == 1
    assert "this folder holds no fact file (.json) and no table" in done.stderr
    assert run("export", EXAMPLES, "-o", tmp_path / "t.pdf").exit_code == 2


def test_a_bundle_of_lines_is_exported_as_a_folder_is(tmp_path: Path) -> None:
    """Programs of one key are told apart."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(EXAMPLES / "community.json", tmp_path / name / "same.json")
    done = run("export", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "t.jsonl")
    assert done.exit_code == 0
    keys = [json.loads(line)["$key"] for line in (tmp_path / "t.jsonl").read_text().splitlines()]
    assert keys == ["same", "same (2)"]


@pytest.mark.parametrize(("at", "before"), [("os.fsync", None), ("pathlib.Path.replace", b"old")])
def test_a_kill_leaves_what_was_there(tmp_path: Path, at: str, before: bytes | None) -> None:
    """kill -9 when the table is half on the disk, and when it is about to take its place."""
    out = tmp_path / "t.csv"
    if before is not None:
        out.write_bytes(before)
    where, _, name = at.rpartition(".")
    script = (
        "import os, pathlib, signal, sys\n"
        f"{where}.{name} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from engine.commands.run import run\nrun()\n"
    )
    command = [sys.executable, "-c", script, "export", str(EXAMPLES / "community.json")]
    done = subprocess.run([*command, "-o", str(out)], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (out.read_bytes() if out.exists() else None) == before
    assert all(one == out or one.name.startswith(".") for one in tmp_path.iterdir())
