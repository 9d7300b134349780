"""What evaluating a file that says nothing takes beyond a complete one, as rules grow in number.

A gate of so many rules over sixty open numbers, each read by a command of its own. Prints
seconds of CPU; the contract says at most 2, 8 and 30 beyond the complete file.

    python benchmarks/empty_file.py [RULES...]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
FACTS = 60
FLOW = """\
flow: f
title: A flow
start: g
nodes:
  - {id: g, kind: gate, title: G, to: {yes: up, no: down}}
  - {id: up, kind: verdict, title: Up, verdict: high}
  - {id: down, kind: verdict, title: Down, verdict: low}
"""


def workspace(folder: Path, rules: int) -> None:
    random = Random(1)
    facts = (
        f"  a.n{i}: {{type: number, range: [0, 1000], ask: How many?}}\n" for i in range(FACTS)
    )
    lines = ["gate: g", "question: Q?", "rules:"]
    for place in range(rules):
        one, other, third = random.sample(range(FACTS), 3)
        high, low = random.randint(500, 900), random.randint(100, 400)
        lines += [
            f"  - id: r{place}",
            f"    when: a.n{one} > {high} and a.n{other} < {low} and a.n{third} != {place % 1000}",
            f"    then: {'yes' if place % 2 else 'no'}",
            "    because: So.",
        ]
    lines.append("otherwise: {then: no, because: None.}")
    for name in ("rules", "flows"):
        (folder / name).mkdir()
    (folder / "rules" / "facts.yaml").write_text("facts:\n" + "".join(facts))
    (folder / "rules" / "g.yaml").write_text("\n".join(lines) + "\n")
    (folder / "flows" / "f.yaml").write_text(FLOW)
    complete = {"a": {f"n{place}": random.randint(401, 499) for place in range(FACTS)}}
    (folder / "complete.json").write_text(json.dumps(complete))
    (folder / "empty.json").write_text("{}")


def seconds(folder: Path, name: str) -> float:
    """The CPU that `evaluate` takes on a file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "cli.py"), "evaluate", name, "--flow", "f", "--short"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(sizes: list[int]) -> None:
    print("| rules | complete | empty | beyond |\n|---|---|---|---|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            workspace(Path(place), size)
            complete, empty = (seconds(Path(place), f"{one}.json") for one in ("complete", "empty"))
            beyond = empty - complete
            print(f"| {size} | {complete:.2f} s | {empty:.2f} s | {beyond:.2f} s |", flush=True)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100, 500, 2000])
