"""Random cases of the shipped rulebook: every flip that is told, and every single one there is.

Run from the project's folder: `python -m benchmarks.whatif_cases [HOW-MANY] [SEED] [EFFORT]`.
Each flip is replayed as a fact file, at the values at the ends of its ranges; single facts are
tried one by one, value by value. Tells each claim that is false, and how many were looked at.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from engine.case.case import Case
from engine.case.intake import read_file, read_mapping
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.source import read
from engine.language import types
from engine.language.values import Value, as_fact
from engine.prove.space.cells import Between, Cell, Exactly, NoneOf, cells, marks
from engine.prove.space.inquiry import Inquiry, inquire
from engine.prove.space.replay import Replay, grouped
from engine.prove.space.restated import restated
from engine.prove.whatif.flip import Flip, Step
from engine.prove.whatif.flips import flips
from engine.rulebook.load import load
from engine.rulebook.model import INCOMPLETE
from engine.rulebook.workspace import shipped
from engine.solve.budget import ABOUT_A_CASE

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.json"))
MOST = 60
"""More single flips than any case has, so that none is left out."""
EVERY = 20
"""So many cases, and what was found is told."""


def main(count: int, seed: int, effort: int = ABOUT_A_CASE) -> None:
    book = load(shipped())
    replay = Replay(book, book.flows["img_support"])
    random = Random(seed)
    false = undecided = told = 0
    for number in range(1, count + 1):
        case, verdict = sound_case(replay, random)
        inquiry = inquire(replay, case, verdict, effort=effort)
        found = flips(inquiry, None, MOST)
        undecided += not found.decided
        told += len(found.flips)
        for claim in (*wrong(inquiry, found.flips), *missing(inquiry, found.flips, found.decided)):
            false += 1
            print(f"case {number}: {claim}", flush=True)
        if number % EVERY == 0 or number == count:
            print(
                f"{number} cases, {told} flips, {undecided} not decided, {false} false claims",
                flush=True,
            )


def sound_case(replay: Replay, random: Random) -> tuple[Case, str]:
    """A random case without contradictions, and its verdict."""
    while True:
        case = random.choice((some_case, near_case, near_case, near_case))(replay, random)
        verdict = replay.verdict(case) if case is not None else None
        if case is not None and verdict is not None:
            return case, verdict


def some_case(replay: Replay, random: Random) -> Case | None:
    """A few facts or many, each with a value of one of its cells; None for a contradiction."""
    facts = replay.book.vocabulary.facts
    often = random.choice((0.05, 0.3, 0.7, 0.95))
    chosen = {
        name: random.choice([*samples(cells(fact.type, ()), fact.type)])
        for name, fact in facts.items()
        if fact.derive is None or random.random() < 0.3
        if not isinstance(fact.type, types.Records | types.Text) and random.random() < often
    }
    return replay.case(chosen)


def near_case(replay: Replay, random: Random) -> Case | None:
    """An example with a few facts otherwise."""
    example = read_file(read(random.choice(EXAMPLES)), replay.book)
    facts = replay.book.vocabulary.facts
    names = [
        name
        for name, fact in facts.items()
        if fact.derive is None and not isinstance(fact.type, types.Records | types.Text)
    ]
    compared = marks([replay.book])
    changed = {
        name: random.choice([*samples(cells(kind, compared.get(name, ())), kind)])
        for name in random.sample(names, random.randrange(6))
        for kind in [facts[name].type]
    }
    return replay.case(restated(example, changed))


def samples(found: Any, kind: types.Type) -> Iterator[Value]:
    """Both ends and the middle of each stretch, as a fact file has them."""
    for cell in found:
        match cell:
            case Exactly():
                yield cell.value
            case NoneOf():
                yield cell.example()
            case Between():
                yield from _numbers(cell, kind)


def _numbers(cell: Between, kind: types.Type) -> Iterator[Value]:
    if not isinstance(kind, types.Numeric):
        return  # days: the shipped flow reads none
    low = cell.low if cell.low is not None else Fraction(0)
    high = cell.high if cell.high is not None else low + 10
    middle = Fraction(round((low + high) / 2, 0 if kind.integer else 2))
    yield from dict.fromkeys(one for one in (low, middle, high) if cell.holds(one))


def after(inquiry: Inquiry, changes: Mapping[str, Value]) -> str | None:
    """The verdict once these are written into the fact file; None where that is refused."""
    written = {name: json.loads(json.dumps(as_fact(value))) for name, value in changes.items()}
    try:
        case = read_mapping(grouped(restated(inquiry.case, written)), inquiry.book)
    except Invalid:
        return None
    return inquiry.replay.verdict(case)


def wrong(inquiry: Inquiry, found: tuple[Flip, ...]) -> Iterator[str]:
    """Told flips that are none: at the ends of a single range, the others as first told."""
    for flip in found:
        if any(isinstance(inquiry.case.value(step.fact), tuple) for step in flip.steps):
            continue
        told = {step.fact: [*as_printed(step)] for step in flip.steps}
        first = {name: values[0] for name, values in told.items()}
        if (verdict := after(inquiry, first)) not in (None, flip.verdict):
            yield f"{first} is {verdict}, not {flip.verdict}"
        for name, values in told.items():
            for value in values[1:]:
                verdict = after(inquiry, {**first, name: value})
                if verdict not in (None, flip.verdict):
                    yield f"{name} {value} is {verdict}, not {flip.verdict}"


def as_printed(step: Step) -> Iterator[Value]:
    """Values of the cells that JSON tells: the ends that belong to them and the middle."""
    for cell in step.to_dict()["cells"]:
        if isinstance(cell, dict) and "from" in cell:
            low, high = (Fraction(repr(cell[end])) if cell[end] is not None else None
                         for end in ("from", "to"))  # fmt: skip
            stretch = Between(low, high, "from" not in cell["open"], "to" not in cell["open"])
            yield from _numbers(stretch, step.kind)
        elif isinstance(cell, dict):
            yield from samples([one for one in step.values if isinstance(one, NoneOf)], step.kind)
        else:
            yield frozenset(cell) if isinstance(cell, list) else cell


def missing(inquiry: Inquiry, found: tuple[Flip, ...], decided: bool) -> Iterator[str]:
    """Single facts that do and are not told, though all was decided."""
    told = {flip.steps[0].fact for flip in found if len(flip.steps) == 1}
    for name in inquiry.switches if decided else ():
        learning = name in inquiry.learnable
        if name in told or (learning and inquiry.verdict != INCOMPLETE):
            continue
        kind = inquiry.book.vocabulary.facts[name].type
        every: list[Cell] = cells(kind, inquiry.marks.get(name, ()))
        for value in samples(every, kind):
            if value != inquiry.case.value(name):
                verdict = after(inquiry, {name: value})
                if verdict not in (None, INCOMPLETE, inquiry.verdict):
                    yield f"{name} {value} is {verdict}, and not told"
                    break


def numbers(arguments: list[str]) -> tuple[int, int]:
    """How many cases, and the seed."""
    given = [int(one) for one in arguments]
    return (given or [100])[0], (given[1:] or [1])[0]


if __name__ == "__main__":
    main(*numbers(sys.argv[1:]), *map(int, sys.argv[3:4]))
