"""A workbench as users start it: a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.domain.program import ROOT


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """The process, its port, and its secret; it is ended with the block."""
    command = [sys.executable, str(ROOT / "cli.py"), "serve", str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            lines = [server.stdout.readline() for _ in range(3)]
            assert lines[0].startswith("Workbench of ")
            port, _, token = lines[2].strip().rpartition(":")[2].partition("/?token=")
            yield server, int(port), token
        finally:
            server.kill()
