"""`python -m tests.fuzz.worker SEED START FOLDER`: tries inputs until it is ended, and tells each.

It tells on standard output, a line of JSON before each input (its number) and after (what is
wrong), so that whoever started it knows which one it was if this process dies.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.fuzz.campaign import Bench
from tests.fuzz.make import make
from tests.fuzz.shrink import shrunk


def main(seed: int, start: int, folder: Path) -> None:
    tell = os.fdopen(os.dup(1), "w", encoding="utf-8")

    def say(**told: Any) -> None:
        tell.write(json.dumps(told) + "\n")
        tell.flush()

    bench, seen, number = Bench(folder), set[str](), start
    while True:
        one = make(seed, number)
        say(number=number, kind=one.kind, command=one.command)
        found = bench.judged(one, number)
        for problem in found:
            if problem not in seen:
                seen.add(problem)
                say(shrinking=problem)
                small = shrunk(one, bench.fails(problem))
                say(
                    problem=problem,
                    number=number,
                    input=small.to_json(f"{seed}/{number}: {problem}"),
                )
        say(done=number, found=found, status=0)
        number += 1


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
