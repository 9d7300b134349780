"""What grows beside its place is moved there whole, or leaves what was there as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from engine.diagnostics.growing import growing_file, growing_folder
from engine.diagnostics.invalid import Invalid
from tests.domain.program import ROOT


def test_a_file_takes_its_place_when_it_is_done(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")
    path.chmod(0o640)
    with growing_file(path) as opened:
        opened.write(b"new")
        assert path.read_bytes() == b"old"
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [one.name for one in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), growing_file(path) as opened:
        opened.write(b"new")
        raise RuntimeError
    with pytest.raises(RuntimeError), growing_folder(tmp_path / "out") as folder:
        (folder / "a.json").write_bytes(b"new")
        raise RuntimeError
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {"out.jsonl": b"old"}


def test_a_folder_takes_its_place_when_it_is_done(tmp_path: Path) -> None:
    """An empty one is replaced."""
    path = tmp_path / "out"
    path.mkdir()
    with growing_folder(path) as folder:
        (folder / "a.json").write_bytes(b"new")
        assert not [*path.iterdir()]
    assert [one.name for one in path.iterdir()] == ["a.json"]
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("there", ["full folder", "file", "link to nowhere"])
def test_nothing_is_written_over_by_a_folder(tmp_path: Path, there: str) -> None:
    path = tmp_path / "out"
    if there == "full folder":
        path.mkdir()
        (path / "mine.json").write_bytes(b"mine")
    elif there == "file":
        path.write_bytes(b"mine")
    else:
        path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Invalid, match="there is something already"), growing_folder(path):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_a_folder_that_cannot_be_made_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="cannot be written"), growing_folder(tmp_path / "a" / "b"):
        pass
    with pytest.raises(Invalid, match="cannot be written"), growing_file(tmp_path / "a" / "b"):
        pass


@pytest.mark.parametrize("out", ["out", "out.jsonl"])
def test_a_kill_leaves_nothing_that_looks_finished(tmp_path: Path, out: str) -> None:
    """kill -9 in the middle of an import: neither the folder nor the file is there."""
    table = tmp_path / "t.csv"
    table.write_text("program.name\n" + "".join(f"P{n}\n" for n in range(20_000)))
    command = [sys.executable, "cli.py", "import", str(table), "-o", str(tmp_path / out)]
    with subprocess.Popen(command, cwd=ROOT) as running:
        while not _grown(tmp_path):
            assert running.poll() is None
            time.sleep(0.01)
        os.kill(running.pid, signal.SIGKILL)
    left = [one.name for one in tmp_path.iterdir()]
    assert out not in left
    assert all(one == "t.csv" or one.startswith(".") for one in left)


def _grown(folder: Path) -> bool:
    """Whether the import has begun to write."""
    for one in folder.glob(".*.backchannel"):
        if one.is_dir() and any(one.iterdir()):
            return True
        if one.is_file() and one.stat().st_size:
            return True
    return False
