"""`make fuzz SECONDS=60 SEED=1`: tries inputs for a time; prints each failure, small, and figures.

A plain seeded mutator: a command takes tens of milliseconds, too long for atheris to be led by
coverage, and Hypothesis counts examples rather than seconds and cannot take lines out of files.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fuzz.inputs import from_json
from tests.fuzz.make import make

STUCK, WAIT = 180, 10
"""Seconds of work without a word after which a worker is ended, and how often that is seen."""


@dataclass
class Figures:
    """What was tried, and what failed."""

    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def fail(self, problem: str, told: str) -> None:
        """Keep and print a failure, the first of its name."""
        if self.failures.setdefault(problem, told) is told:
            print(
                f"\n== {problem}",
                *from_json(told).shown(),
                f"to keep: {told}",
                sep="\n",
                flush=True,
            )

    def table(self) -> str:
        """Inputs by kind and command."""
        commands = sorted({command for _, command in self.tried})
        kinds = sorted({kind for kind, _ in self.tried})
        rows = [["", *kinds, "all"]]
        for command in commands:
            counts = [self.tried[kind, command] for kind in kinds]
            rows.append([command, *map(str, counts), str(sum(counts))])
        sums = [sum(self.tried[kind, command] for command in commands) for kind in kinds]
        rows.append(["all", *map(str, sums), str(sum(sums))])
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def campaign(seed: int, seconds: float, start: int = 0) -> Figures:
    """Try inputs for some seconds; a worker that dies is a failure, and another goes on.

    Ended before its time, by Ctrl-C, it still tells what it has tried.
    """
    figures, until, number = Figures(), time.monotonic() + seconds, start
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        while time.monotonic() < until:
            number = _worker(figures, seed, number, Path(folder), until) + 1
    return figures


def _worker(figures: Figures, seed: int, start: int, folder: Path, until: float) -> int:
    """The number of the last input that a worker tried."""
    command = [sys.executable, "-m", "tests.fuzz.worker", str(seed), str(start), str(folder)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert running.stdout is not None
    number = start
    try:
        for told in _lines(running):
            number = _note(figures, told, number)
            if time.monotonic() > until:
                return number
        figures.fail(*_death(seed, number, running))
    finally:
        running.kill()
        running.wait()
        running.stdout.close()
    return number


def _lines(running: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """What the worker says, until it has ended or works for long without a word."""
    assert running.stdout is not None
    left, since = b"", _worked(running.pid)
    while True:
        if not select.select([running.stdout], [], [], WAIT)[0]:
            if _worked(running.pid) - since > STUCK:
                return
            continue
        read = os.read(running.stdout.fileno(), 1 << 16)
        if not read:
            return
        *lines, left = (left + read).split(b"\n")
        yield from map(json.loads, lines)
        since = _worked(running.pid)


def _worked(pid: int) -> float:
    """The processor time of a process; of a system that does not say, the time on the wall."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return time.monotonic()
    fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _note(figures: Figures, told: dict[str, Any], number: int) -> int:
    if "input" in told:
        figures.fail(told["problem"], told["input"])
    elif "done" in told:
        figures.seen.update(told["found"])
    elif "kind" in told:
        figures.tried[told["kind"], told["command"]] += 1
        if figures.tried.total() % 1_000 == 0:
            print(f"{figures.tried.total()} inputs", flush=True)
        return int(told["number"])
    return number


def _death(seed: int, number: int, running: subprocess.Popen[bytes]) -> tuple[str, str]:
    with suppress(subprocess.TimeoutExpired):
        running.wait(1)
    status = running.poll()
    problem = "stuck" if status is None else f"the process died with status {status}"
    return problem, make(seed, number).to_json(f"{seed}/{number}: {problem}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", type=int, default=0, help="the number of the first input")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    figures = campaign(given.seed, given.seconds, given.start)
    print(f"\n{figures.table()}\n")
    for problem, count in figures.seen.most_common():
        print(f"{count} times: {problem}")
    print(f"{figures.tried.total()} inputs, {len(figures.failures)} kinds of failure")
    raise SystemExit(1 if figures.failures else 0)


if __name__ == "__main__":
    main()
