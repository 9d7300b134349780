"""`rank` on several cores: the same output, to the byte, whatever is among the files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from engine.tables import judged as module
from engine.tables.decided import Reading
from engine.tables.gather import gather
from engine.tables.judged import Judged, Judging, judged
from tests.domain.program import ROOT, rulebook
from tests.ranking.many_programs import EXAMPLES, SAME_DAY, folder


def test_two_processes_print_what_one_does(tmp_path: Path) -> None:
    folder(tmp_path, tuple(f"Bayview {place}" for place in range(20)))
    (tmp_path / "bad.json").write_text('{"visa": {"handlr": "gme"}}')
    words: list[str | Path] = [
        sys.executable,
        ROOT / "cli.py",
        "rank",
        tmp_path,
        EXAMPLES,
        *SAME_DAY,
    ]
    words += ["--where", "visa.j1_sponsored or verdict = low", "--format", "csv", "--processes"]
    one, two = (
        subprocess.run([*words, count], capture_output=True, check=False) for count in ("1", "2")
    )
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == 1 and b"Millbrook" in one.stdout and b"may match" in one.stderr


@pytest.mark.parametrize(("seconds", "several"), [(0.0, True), (10.0**6, False)])
def test_others_are_started_only_where_that_pays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seconds: float, several: bool
) -> None:
    """And whatever is chosen, each program comes out once, in its order."""
    asked: list[int] = []
    on = module._on

    def watched(programs: list[object], judging: Judging, processes: int) -> object:
        asked.append(processes)
        return on(programs, judging, 1)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "_on", watched)
    monkeypatch.setattr(module, "WORTH", seconds)
    monkeypatch.setattr(module, "FEW", 10)
    monkeypatch.setattr(module, "_cores", lambda: 4)
    names = tuple(f"Bayview {place}" for place in range(40))
    programs = list(gather([folder(tmp_path, names)], rulebook().book))
    judging = Judging(rulebook().decide, Reading(rulebook().book))
    found = list(judged(programs, judging))
    assert asked == [4 if several else 1]
    assert [one.entry.key for one in found if isinstance(one, Judged)] == [
        one.key for one in programs
    ]
