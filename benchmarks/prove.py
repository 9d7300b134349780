"""How long proofs take: check, diff and whatif on the shipped rulebook and on synthetic ones.

Run from the project's folder: `python -m benchmarks.prove [RULES...]`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from engine.case.case import Case
from engine.case.intake import read_file
from engine.diagnostics.source import read
from engine.prove.check.findings import prove
from engine.prove.diff.diff import changes
from engine.prove.diff.pair import pair
from engine.prove.space.counterexample import decode
from engine.prove.space.inquiry import inquire
from engine.prove.space.prover import prover
from engine.prove.space.replay import Replay
from engine.prove.thresholds.elsewhere import with_threshold
from engine.prove.whatif.flips import flips
from engine.prove.whatif.whatif import what_if
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import Workspace, shipped

GATES = 4
FACTS = 60
EXAMPLES = Path(__file__).parent.parent / "examples"


def synthetic(rules: int, seed: int = 1) -> Book:
    """Four gates with so many rules in all, over sixty facts of the usual kinds."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        written(place, rules, seed)
        return load(Workspace(place / "rules", place / "flows"))


def written(place: Path, rules: int, seed: int = 1) -> None:
    """The files of a synthetic rulebook."""
    random = Random(seed)
    for name in ("rules", "flows"):
        (place / name).mkdir(parents=True)
    (place / "rules" / "facts.yaml").write_text(_facts())
    for number in range(GATES):
        text = _gate(number, rules // GATES, random)
        (place / "rules" / f"gate{number}.yaml").write_text(text)
    (place / "flows" / "flow.yaml").write_text(_flow())


def _facts() -> str:
    lines = ["facts:"]
    for place in range(FACTS):
        kind = ("type: boolean", "type: integer, range: [0, 1000]", "type: share",
                "type: enumeration, values: [red, green, blue, white]")[place % 4]  # fmt: skip
        lines.append(f"  x.f{place}: {{{kind}, ask: What is f{place}?}}")
    return "\n".join(lines) + "\n"


def _gate(number: int, rules: int, random: Random) -> str:
    lines = [f"gate: gate{number}", f"question: Is it gate{number}?", "thresholds:"]
    lines += [f"  t{number}: 500", "rules:"]
    for place in range(rules):
        chosen = random.sample(range(FACTS), 3)
        when = " and ".join(_atom(fact, random) for fact in chosen)
        if place == 0:
            when = f"x.f{4 * number + 1} >= t{number} and {_atom(4 * number, random)}"
        lines += [f"  - id: r{number}-{place}", f"    when: {when}",
                  f"    then: {random.choice(['yes', 'no'])}", "    because: So."]  # fmt: skip
    return "\n".join([*lines, "otherwise: {then: no, because: None.}"]) + "\n"


def _atom(fact: int, random: Random) -> str:
    name = f"x.f{fact}"
    match fact % 4:
        case 0:
            return random.choice(["", "not "]) + name
        case 1:
            return f"{name} {random.choice(['>=', '<'])} {random.randrange(1, 1000)}"
        case 2:
            return f"{name} {random.choice(['>=', '<'])} {random.randrange(1, 100) / 100}"
        case _:
            return f"{name} {random.choice(['=', '!='])} {random.choice(['red', 'green', 'blue'])}"


def _flow() -> str:
    lines = ["flow: flow", "title: A flow", "start: gate0", "nodes:"]
    for number in range(GATES):
        onward = f"gate{number + 1}" if number + 1 < GATES else "up"
        lines.append(f"  - {{id: gate{number}, kind: gate, title: Gate, "
                     f"to: {{yes: {onward}, no: down}}}}")  # fmt: skip
    lines.append("  - {id: up, kind: verdict, title: Up, verdict: high}")
    lines.append("  - {id: down, kind: verdict, title: Down, verdict: low}")
    return "\n".join(lines) + "\n"


def cases(book: Book, flow: str) -> list[Case]:
    """A program for each verdict; of the shipped rulebook, the examples."""
    if "img_support" in book.flows:
        return [read_file(read(path), book) for path in sorted(EXAMPLES.glob("*.json"))]
    there = prover(book, book.flows[flow])
    found: list[Case] = []
    for verdict in ("low", "high"):
        if there.oracle.ask(there.space.verdicts[verdict]):
            case = there.replay.case(decode(there.space, there.oracle))
            found += [case] if case is not None else []
    return found


def timed(task: Callable[[], object]) -> float:
    start = perf_counter()
    task()
    return perf_counter() - start


def row(name: str, book: Book, flow: str, threshold: str) -> str:
    edited = with_threshold(book, threshold, book.numbers[threshold] + Fraction(1))
    check = timed(lambda: prove(book))
    same = timed(lambda: list(changes(pair(book, replace(book), flow))))
    differ = timed(lambda: list(changes(pair(book, edited, flow))))
    replay = Replay(book, book.flows[flow])
    asked = [(replay, case) for case in cases(book, flow)]
    flip, every = (told([timed(partial(ask, *one)) for one in asked]) for ask in (search, whole))
    return f"| {name} | {check:.2f} s | {same:.2f} s | {differ:.2f} s | {flip} | {every} |"


def told(times: list[float]) -> str:
    return f"{median(times) * 1000:.0f} ms (slowest {max(times) * 1000:.0f})" if times else "-"


def search(replay: Replay, case: Case) -> None:
    """The smallest flips alone."""
    flips(inquire(replay, case, replay.verdict(case) or ""), None, 5)


def whole(replay: Replay, case: Case) -> None:
    """All that `whatif` tells: flips, reasons, distances."""
    what_if(replay.book, replay.flow, case, replay.verdict(case) or "")


def main(sizes: list[int]) -> None:
    print("| rulebook | check | diff, same | diff, one threshold | flips | whatif, all of it |")
    print("|---|---|---|---|---|---|")
    print(row("shipped", load(shipped()), "img_support", "lead_months"), flush=True)
    for size in sizes:
        print(row(f"{size} rules", synthetic(size), "flow", "t0"), flush=True)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100, 300, 1000])
