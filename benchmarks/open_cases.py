"""Memory while one process decides many open cases: it is flat once everything is warm.

Every case leaves other facts open, so that other rules are asked for and other texts are
said. Prints the resident memory, in megabytes, after every thousand cases, and how much it has
grown since the tenth thousand; the contract says at most 5 %.

    python benchmarks/open_cases.py [CASES] [WORKSPACE]

Without a workspace the shipped rulebook decides, which takes longest. A workspace has its
cases in `cases/` or `examples/`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from engine import Invalid, Rulebook  # noqa: E402

WARM, LIMIT, EVERY = 10_000, 1.05, 1_000
STATUS = Path("/proc/self/status")


def resident() -> float:
    """What this process holds now, in megabytes."""
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def cases(count: int, folder: Path) -> Iterator[dict[str, Any]]:
    """Examples of which some facts are taken out, each under a name of its own."""
    random = Random(1)
    paths = sorted([*folder.glob("cases/*.json"), *folder.glob("examples/*.json")])
    examples = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    for number in range(count):
        case: dict[str, dict[str, Any]] = json.loads(json.dumps(random.choice(examples)))
        for facts in case.values():
            for name in [*facts]:
                if random.random() < 0.3:
                    del facts[name]
                elif name in ("name", "title"):
                    facts[name] = f"Number {number}"
        yield case


def main(count: int, folder: Path | None) -> None:
    rulebook = Rulebook.load(folder)
    warm, incomplete, started = 0.0, 0, perf_counter()
    for number, case in enumerate(cases(count, folder or ROOT), 1):
        with suppress(Invalid):  # what is left may contradict itself
            incomplete += rulebook.evaluate(case).verdict == "incomplete"
        if number == WARM:
            warm = resident()
        if number % EVERY == 0:
            seconds = perf_counter() - started
            print(f"{number:7} cases {resident():7.1f} MB {seconds:6.0f} s", flush=True)
    print(f"{incomplete} of {count} are incomplete")
    if warm:
        growth = resident() / warm
        print(f"{growth:.3f} of the memory after {WARM} cases; at most {LIMIT}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 100_000, Path(given[1]) if given[1:] else None)
