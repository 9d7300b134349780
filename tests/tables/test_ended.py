"""An import that is ended in the middle leaves nothing that looks finished."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.domain.program import ROOT
from tests.tables.tables import written

CLI = [sys.executable, str(ROOT / "cli.py")]
ROWS = 30_000


@pytest.mark.parametrize(
    ("sent", "status", "left"),
    [(signal.SIGTERM, 143, []), (signal.SIGKILL, -9, [".backchannel"])],
)
def test_an_import_that_is_ended(tmp_path: Path, sent: int, status: int, left: list[str]) -> None:
    """Asked to end, it clears away its hidden folder; killed, that is all that is left."""
    rows = "".join(f"P{n},yes\n" for n in range(ROWS))
    table = written(tmp_path, "t.csv", f"program.name,visa.j1_sponsored\n{rows}")
    running = subprocess.Popen([*CLI, "import", str(table), "-o", str(tmp_path / "out")],
                               cwd=ROOT, stderr=subprocess.DEVNULL)  # fmt: skip
    while running.poll() is None and not any(tmp_path.glob(".*.backchannel/*.json")):
        time.sleep(0.01)
    running.send_signal(sent)
    assert running.wait(60) == status
    assert [one.suffix for one in tmp_path.iterdir() if one != table] == left
