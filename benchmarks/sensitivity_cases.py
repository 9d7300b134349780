"""Random cases of the shipped rulebook: every turn that `sensitivity` tells, and those it does not.

Run from the project's folder: `python -m benchmarks.sensitivity_cases [HOW-MANY] [SEED]`. Each
turn is replayed: the whole fact file is read and evaluated again under a rulebook with the other
number. So is each threshold one step down and up, where no turn within a step is told. Prints each
claim that is false, and how many were looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from random import Random

from engine.case.case import Case
from engine.prove.space.replay import Replay
from engine.prove.space.restated import restated
from engine.prove.thresholds.breakpoints import Turn
from engine.prove.thresholds.elsewhere import SHARE_STEP, with_threshold
from engine.prove.thresholds.sensitivity import Hinge, sensitivity
from engine.rulebook.load import load
from engine.rulebook.workspace import shipped

from .whatif_cases import numbers, sound_case

EVERY = 100
"""So many cases, and what was found is told."""


def main(count: int, seed: int) -> None:
    book = load(shipped())
    replay = Replay(book, book.flows["img_support"])
    random = Random(seed)
    told = false = 0
    for number in range(1, count + 1):
        case, verdict = sound_case(replay, random)
        hinges = sensitivity(book, replay.flow, {"case": case})
        told += sum(len(hinge.programs) for hinge in hinges)
        for claim in wrong(replay, case, verdict, hinges):
            false += 1
            print(f"case {number}: {claim}", flush=True)
        if number % EVERY == 0 or number == count:
            print(f"{number} cases, {told} turns, {false} false claims", flush=True)


def wrong(replay: Replay, case: Case, verdict: str, hinges: tuple[Hinge, ...]) -> Iterator[str]:
    facts = restated(case)
    for hinge in hinges:
        turns = [turn for _, turn in hinge.programs]
        for turn in turns:
            after = at(replay, facts, turn.threshold, turn.turns_at)
            if turn.before != verdict or after != turn.verdict or after == verdict:
                yield f"{turn.threshold} {turn.turns_at} is {after}, not {turn.verdict}"
        for value in untold(hinge, turns):
            after = at(replay, facts, hinge.threshold, value)
            if after not in (None, verdict):
                yield f"{hinge.threshold} {value} is {after}, and not told"


def untold(hinge: Hinge, turns: list[Turn]) -> Iterator[Fraction]:
    """One step down and up, where no turn on that side is told."""
    for value in (hinge.value - hinge.step, hinge.value + hinge.step):
        share = hinge.step == SHARE_STEP and 0 <= hinge.value <= 1
        if share and not 0 <= value <= 1:
            continue
        if not any((turn.turns_at - hinge.value) * (value - hinge.value) > 0 for turn in turns):
            yield value


def at(replay: Replay, facts: Mapping[str, object], threshold: str, value: Fraction) -> str | None:
    """The verdict on the facts where a threshold is so; None where they contradict each other."""
    other = with_threshold(replay.book, threshold, value)
    there = Replay(other, replay.flow)
    case = there.case(facts)
    return there.verdict(case) if case is not None else None


if __name__ == "__main__":
    main(*numbers(sys.argv[1:]))
