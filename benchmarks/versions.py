"""An older version against the checkout: CPU time of the same commands on the same files, in turn.

Run from the project's folder: `python -m benchmarks.versions [COMMIT] [ROUNDS]`. The older version
is unpacked into a temporary folder; rulebook and examples are its own, for both. What is measured
is what a command takes beyond another that only loads or evaluates the same. A run of the
older version is stopped after LIMIT seconds of CPU; its ratio is then a lower bound.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from . import empty_file, prove

ROOT = Path(__file__).parents[1]
OLD = "f1960e9"
LIMIT = 120
SPARSE: tuple[dict[str, dict[str, object]], ...] = (
    {},
    {"visa": {"handler": "gme"}},
    {"history": {"years_covered": 5}},
    {"program": {"has_imgs": True}, "outcomes": {"img_n": 5}},
)
"""Files that say next to nothing."""


@dataclass(frozen=True)
class Version:
    """A folder with `cli.py`."""

    name: str
    folder: Path

    def seconds(self, *arguments: object) -> float:
        """The CPU that a command takes; infinite if it has to be stopped."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, str(self.folder / "cli.py"), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, check=False, preexec_fn=_limited
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode < 0:
            return float("inf")
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def beyond(self, command: Sequence[object], base: Sequence[object], times: int = 1) -> float:
        """What a command takes beyond another, that so many times."""
        return self.seconds(*command) - times * self.seconds(*base)


Measure = Callable[[Version], float]


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))


def main(commit: str, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        old = Version(commit, folder / "old")
        _unpack(commit, old.folder)
        new = Version("checkout", ROOT)
        print(f"| seconds of CPU | {commit} | checkout | ratio |\n|---|---|---|---|", flush=True)
        for what, measure, often in measures(folder, old.folder):
            print(_row(what, measure, old, new, rounds if often else 1), flush=True)


def _unpack(commit: str, folder: Path) -> None:
    archive = subprocess.run(
        ["git", "archive", "--format=tar", commit], cwd=ROOT, capture_output=True, check=True
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as found:
        found.extractall(folder, filter="data")


def _row(what: str, measure: Measure, old: Version, new: Version, rounds: int) -> str:
    """The medians of some rounds, in each of which both versions have their turn."""
    pairs = [(measure(old), measure(new)) for _ in range(rounds)]
    before, after = (median(one) for one in zip(*pairs, strict=True))
    if before == float("inf"):
        return f"| {what} | > {LIMIT} | {after:.2f} | > {LIMIT / after:.0f} |"
    return f"| {what} | {before:.2f} | {after:.2f} | {before / after:.1f} |"


def measures(folder: Path, shipped: Path) -> Iterator[tuple[str, Measure, bool]]:
    """What is measured, how, and whether more than once."""
    rules = ["--rules", shipped / "rules", "--flows", shipped / "flows"]
    examples = sorted((shipped / "examples").glob("*.json"))
    yield "whatif, median of the examples, beyond evaluate", _whatif(rules, examples), True
    for place, facts in enumerate(SPARSE):
        file = folder / f"sparse{place}.json"
        file.write_text(json.dumps(facts))
        told = json.dumps(facts).replace('"', "")
        yield f"whatif of `{told}`, beyond evaluate", _whatif(rules, [file]), True
    for size in (100, 1000):
        there = folder / f"rules{size}"
        prove.written(there, size)
        yield f"check, {size} rules, beyond loading", _check(there), size == 100
    edited = folder / "edited"
    prove.written(edited, 1000)
    gate = edited / "rules" / "gate0.yaml"
    gate.write_text(gate.read_text().replace("t0: 500", "t0: 501"))
    yield "diff, 1000 rules, beyond loading both", _diff(folder / "rules1000", edited), False
    for size in (100, 500, 2000):
        there = folder / f"empty{size}"
        there.mkdir()
        empty_file.workspace(there, size)
        yield f"evaluate of `{{}}`, {size} rules, beyond a complete file", _empty(there), True


def _whatif(rules: Sequence[object], files: Sequence[Path]) -> Measure:
    def measure(version: Version) -> float:
        return median(
            version.beyond(["whatif", file, *rules], ["evaluate", file, *rules]) for file in files
        )

    return measure


def _empty(folder: Path) -> Measure:
    rules = ["--rules", folder / "rules", "--flows", folder / "flows", "--flow", "f"]

    def measure(version: Version) -> float:
        files = (folder / f"{name}.json" for name in ("empty", "complete"))
        empty, complete = (["evaluate", file, *rules, "--brief"] for file in files)
        return version.beyond(empty, complete)

    return measure


def _check(folder: Path) -> Measure:
    return lambda version: version.beyond(["check", folder], ["check", folder, "--no-prove"])


def _diff(old: Path, new: Path) -> Measure:
    command = ["diff", old, new, "--flow", "flow"]
    return lambda version: version.beyond(command, ["check", old, "--no-prove"], times=2)


if __name__ == "__main__":
    main((sys.argv[1:] or [OLD])[0], int((sys.argv[2:] or ["3"])[0]))
