"""A second import into a folder: nothing changes there unless it is told to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.tables.tables import run, written

HEAD = "program.name,visa.j1_sponsored\n"


def state(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_the_same_table_twice_changes_nothing(tmp_path: Path) -> None:
    """Not even the files: they are not written again."""
    table, out = written(tmp_path, "t.csv", f"{HEAD}A,yes\nB,no\n"), tmp_path / "out"
    run("import", table, "-o", out)
    before = {one.name: (one.stat().st_mtime_ns, one.stat().st_ino) for one in out.iterdir()}
    done = run("import", table, "-o", out)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(f"written: {out} (0 new, 0 changed, 2 the same)\n")
    assert before == {one.name: (one.stat().st_mtime_ns, one.stat().st_ino)
                      for one in out.iterdir()}  # fmt: skip


def test_what_would_change_is_named_and_stays(tmp_path: Path) -> None:
    """Somebody may have added answers to it; other files are nobody's business."""
    out = tmp_path / "out"
    run("import", written(tmp_path, "t.csv", f"{HEAD}A,yes\nB,no\n"), "-o", out)
    written(out, "A.json", '{"program": {"name": "A"}, "visa": {"had_to_fight": true}}')
    written(out, "mine.json", '{"program": {"name": "A"}}')
    before = state(out)
    table = written(tmp_path, "t.csv", f"{HEAD}A,yes\nC,no\n")
    done = run("import", table, "-o", out)
    assert (done.exit_code, state(out)) == (1, before)
    assert "there are other facts already in `A.json`\n  help: `--update` replaces" in done.stderr
    done = run("import", table, "-o", out, "--update")
    assert done.stdout.endswith("(1 new, 1 changed, 0 the same)\n")
    after = state(out)
    assert sorted(after) == ["A.json", "B.json", "C.json", "mine.json"]
    assert {name for name in before if before[name] != after[name]} == {"A.json"}


def test_all_files_are_brought_up_to_date_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run("import", written(tmp_path, "t.csv", f"{HEAD}A,yes\nB,no\n"), "-o", out)
    before = state(out)
    real = Path.replace

    def failing(self: Path, target: str | os.PathLike[str]) -> Path:
        if Path(target).name == "B.json" and b"true" in self.read_bytes():
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    table = written(tmp_path, "t.csv", f"{HEAD}A,no\nB,yes\n")
    done = run("import", table, "-o", out, "--update")
    assert (done.exit_code, state(out)) == (1, before)
    assert "no space left on device" in done.stderr


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "A.json").mkdir(parents=True)
    table = written(tmp_path, "t.csv", f"{HEAD}A,yes\n")
    assert run("import", table, "-o", out).exit_code == 1
    done = run("import", table, "-o", out, "--update")
    assert (done.exit_code, (out / "A.json").is_dir()) == (1, True)
    assert run("import", table, "-o", tmp_path / "a.jsonl", "--update").exit_code == 0
