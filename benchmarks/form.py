"""How often the page that asks in a browser decides as evaluation does, and how fast it answers.

`python -m benchmarks.form N [FIRST]`: N random partial cases of the shipped rulebook, from one on,
under Node. Evaluation has ten seconds for each: some lists of which much is open take minutes.
`python -m benchmarks.form taps [RATE]`: a form filled in by tapping in Chromium, slowed down.
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.web.first import Asked
from engine.web.page import page
from tests.compile.test_prospect import partial_cases
from tests.domain.program import ROOT, rulebook
from tests.draw.browser.chromium import run
from tests.web.agreement import Answer, Answers, Facts, differences, spelled

LOT = 250
PATIENCE = 10.0
PAUSE = 1000
"""Milliseconds between taps: people read."""


def within(seconds: float, work: Callable[[Facts], Answer]) -> Callable[[Facts], Answer | None]:
    """The same work, given up after so many seconds: each time in a process of its own."""
    fork = multiprocessing.get_context("fork")

    def limited(facts: Facts) -> Answer | None:
        ours, theirs = fork.Pipe(duplex=False)
        process = fork.Process(target=lambda: theirs.send(work(facts)))
        process.start()
        found: Answer | None = ours.recv() if ours.poll(seconds) else None
        process.kill()
        process.join()
        return found

    return limited


def agreement(count: int, first: int) -> None:
    """Print how many cases agree, and the first that differ where they may not."""
    counted, parts, refused = Counter[str](), Counter[str](), []
    answer = within(PATIENCE, Answers(rulebook()).of)
    for seed in range(first, first + count, LOT):
        with TemporaryDirectory() as folder:
            cases = [*partial_cases(1000 + seed, min(LOT, first + count - seed))]
            for one in differences(rulebook(), cases, Path(folder), counted, answer):
                parts.update(one.parts)
                refused += [] if one.allowed else [one]
        print(f"{sum(counted.values())} cases: {dict(counted)}", flush=True)
    print(f"where lists lack fields, these parts differ: {dict(parts)}")
    print(f"not allowed: {len(refused)}")
    if refused:
        print(spelled(refused))
        raise SystemExit(1)


def taps(rate: int) -> None:
    """Print how long each tap takes, by the clock and in time of the processor."""
    book = rulebook().book
    with TemporaryDirectory() as folder:
        form, facts = Path(folder) / "form.html", ROOT / "examples" / "community.json"
        form.write_text(page(book, book.flows["img_support"], Asked()), encoding="utf-8")
        found = run("taps.mjs", form, facts, str(rate), str(PAUSE))
    print("answered after ms, next question after ms, ms of the processor")
    for one in found:
        times = (f"{one[name]:6.0f}" for name in ("painted", "shown", "processor"))
        print(*times, one["name"])
    print(json.dumps({"taps": len(found), "slowed down": rate}))


def main() -> None:
    """One or the other."""
    asked = sys.argv[1:] or ["1000"]
    if asked[0] == "taps":
        taps(int(asked[1]) if len(asked) > 1 else 4)
    else:
        agreement(int(asked[0]), int(asked[1]) if len(asked) > 1 else 0)


if __name__ == "__main__":
    main()
