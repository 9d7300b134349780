"""Trying one input after another, and judging what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.fuzz.inputs import Input
from tests.fuzz.judge import heavy, problems
from tests.fuzz.make import make
from tests.fuzz.run import Place, Result, fresh, here
from tests.fuzz.watch import Watch

TWICE, FRESH = 5, 50
"""Every so many inputs are run twice, and in a process of their own."""


class Bench:
    """A place to run inputs in, watched."""

    def __init__(self, root: Path) -> None:
        self.place, self.watch = Place(root), Watch()
        for number in range(30):  # what a command imports is there before anything is measured
            self.run(make(0, number))

    def run(self, one: Input) -> Result:
        return here(one, self.place, self.watch)

    def judged(self, one: Input, number: int = 0) -> list[str]:
        """Everything that is wrong with what an input gives, seen as closely as `number` says."""
        result = self.run(one)
        found = [*problems(one, result)]
        if [*heavy(one, result)]:  # once more, where nothing else is in the way
            found += heavy(one, fresh(one, self.place))
        if number % TWICE == 0 and self.run(one).answer != result.answer:
            found.append("another answer the second time")
        if number % FRESH == 0 and not found:
            alone = fresh(one, self.place)
            found += [*problems(one, alone), *heavy(one, alone)]
            found += ["another answer in a fresh process"] if alone.answer != result.answer else []
        return found

    def fails(self, problem: str) -> Callable[[Input], bool]:
        """Whether an input still shows a problem."""
        number = FRESH if problem.startswith("another answer") else 1
        return lambda one: problem in self.judged(one, number)


def tried(bench: Bench, seed: int, start: int) -> Iterator[tuple[int, Input, list[str]]]:
    """Inputs from a number on, each with what is wrong."""
    number = start
    while True:
        one = make(seed, number)
        yield number, one, bench.judged(one, number)
        number += 1
