"""How many questions it takes, and whether a diagram says what evaluation says.

    python benchmarks/questions.py asking [PROGRAMS]     questions until settled, in several orders
    python benchmarks/questions.py in-vain [PROGRAMS]    with one answer in five being "don't know"
    python benchmarks/questions.py optimum [RULEBOOKS]   against the best strategy there is
    python benchmarks/questions.py sheet [PROGRAMS]      what the call sheet settles
    python benchmarks/questions.py agreement [CASES]     with `evaluate`, on the shipped rulebook

Programs are made at random, each complete, and each question is answered by what is true of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from statistics import mean, quantiles
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from engine.interview import choice  # noqa: E402
from tests.compile.asking import Small, best, expected, small_rulebook  # noqa: E402
from tests.compile.test_prospect import agrees, partial_cases  # noqa: E402
from tests.domain.samples import complete  # noqa: E402
from tests.interview.talks import EVERYTHING, OF_THE_ARTICLE, Talk, settled_by_sheets  # noqa: E402

SOON = 0.05
"""The next question is to be there so soon, in seconds."""


ORDERS: Mapping[str, Callable[[Talk], Talk]] = {
    "everything, in document order": Talk.run_through,
    "what matters, in document order": lambda talk: talk.run(choice.in_document_order),
    "the weightiest, whatever the topic": lambda talk: talk.run(choice.without_topics),
    "the weightiest, by topic": lambda talk: talk.run(choice.by_topic),
}


def asking(count: int, part: float = 0.0) -> None:
    """`part` of the answers are "don't know".

    Times are what the processor took, from the second question on: no answer is before it.
    """
    random = Random(7)
    files = [complete(random) for _ in range(count)]
    vain = [frozenset(name for name in EVERYTHING if random.random() < part) for _ in files]
    print(f"{count} programs, {part:.0%} don't know")
    means: dict[str, float] = {}
    for name, order in ORDERS.items():
        talks = [order(Talk.of(*one)) for one in zip(files, vain, strict=True)]
        means[name] = mean(len(talk.asked) for talk in talks)
        switches = mean(talk.switches for talk in talks)
        print(
            f"  {means[name]:6.2f} questions {switches:6.2f} changes of topic  {name}", flush=True
        )
        _times(sorted(one for talk in talks for one in talk.seconds[1:]))
    *others, ours = means.values()
    parts = [f"{ours / one:.0%}" for one in (len(EVERYTHING), *others[:2])]
    print(f"  {parts[0]} of all {len(EVERYTHING)} questions, {parts[1]} of everything in order"
          f" until it is settled, {parts[2]} of what matters in order")  # fmt: skip


def _times(seconds: list[float]) -> None:
    if seconds:
        middle, late = (quantiles(seconds, n=100)[n] * 1000 for n in (49, 98))
        soon = mean(one <= SOON for one in seconds)
        print(f"         {middle:.0f} ms to the next, {late:.0f} ms in 99 %;"
              f" {soon:.1%} within 50 ms, {max(seconds) * 1000:.0f} ms at most")  # fmt: skip


def in_vain(count: int) -> None:
    asking(count, 0.2)


def optimum(count: int) -> None:
    """The expected number of questions, every answer as likely as any other."""
    found: list[tuple[float, float, float]] = []
    for seed in range(count):
        small = Small.of(small_rulebook(Random(seed)))
        found.append(
            (best(small), expected(small, choice.by_topic),
             expected(small, choice.in_document_order))
        )  # fmt: skip
    ours, others = (sum(one[n] for one in found) / sum(one[0] for one in found) for n in (1, 2))
    print(f"{count} rulebooks: {ours:.3f} of the optimum; document order {others:.3f}")


def sheet(count: int) -> None:
    """What is settled once the call sheet of each program, with so many questions, is answered."""
    random = Random(11)
    files = [complete(random) for _ in range(count)]
    for limit in (4, 8, len(OF_THE_ARTICLE) // 2, 16):
        ours, others = settled_by_sheets(files, limit)
        print(f"  {limit:3} questions: {ours} of {count} settled;"
              f" the {len(OF_THE_ARTICLE)} of the article: {others}", flush=True)  # fmt: skip


def agreement(count: int) -> None:
    """Raises where one disagrees."""
    found, started = Counter[str](), perf_counter()
    for number, facts in enumerate(_cases(count), 1):
        found[agrees(facts)] += 1
        if number % 100 == 0:
            print(f"{number} agree, {dict(found)}, {perf_counter() - started:.0f} s", flush=True)


def _cases(count: int) -> Iterator[dict[str, Any]]:
    for seed in range(10**9):
        yield from partial_cases(100 + seed, min(100, count))
        count -= 100
        if count <= 0:
            return


MODES = {
    "asking": (asking, 500),
    "in-vain": (in_vain, 500),
    "optimum": (optimum, 200),
    "sheet": (sheet, 100),
    "agreement": (agreement, 20_000),
}

if __name__ == "__main__":
    run, usual = MODES[sys.argv[1]]
    run(int(sys.argv[2]) if sys.argv[2:] else usual)
