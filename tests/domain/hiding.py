"""Taking facts out of a file, and every way to fill them in again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import product
from math import prod
from random import Random
from typing import Any

from tests.domain.known import Facts, known
from tests.domain.oracle import GATES, contradictory, read_known
from tests.domain.samples import PLAIN, SEEN, File, names
from tests.domain.sightings import UNDER

Spot = tuple[str, str, int | None, str]
"""A leaf (group, fact, None, "") or a field of a record (group, fact, place, field)."""

GRID = tuple(step / 40 for step in range(41))
WHOLE = tuple(range(13))

EVERY_VALUE: Mapping[str, tuple[Any, ...]] = {
    **PLAIN, **SEEN,
    "visa.paperwork_lead_months": (1.5, 2),
    "evidence.img_informants": (1, 2),
    "history.years_covered": WHOLE,
    "history.years_with_img": WHOLE,
    "history.consecutive_years_with_img": WHOLE,
    "history.img_per_class_max": (0, 1, 2, 3, 6),
    "history.img_per_class_min": (0, 1, 2, 6),
    "history.img_share": GRID,
    "history.recent_share": GRID,
    "history.early_share": GRID,
    "outcomes.img_n": (0, 1, 2, 3),
    "outcomes.us_n": (2, 3),
    "outcomes.img_academic_leadership_share": (None, *GRID),
    "outcomes.img_felt_disadvantaged": (0, 0.5),
    "outcomes.img_fellowship_share": (None, *GRID),
    "outcomes.img_unstable_share": (None, *GRID),
    "outcomes.us_fellowship_share": GRID,
    "outcomes.img_waiver_desert_share": (None, 0, 0.5),
}  # fmt: skip
"""Values that stand for all others; None where no graduates leave nothing to fill in."""

EVERY_FIELD: Mapping[str, tuple[Any, ...]] = {
    "img_count": tuple(range(13)),
    "is_img": (True, False),
    "path": (
        "fellowship", "academic", "leadership", "hospitalist", "community",
        "prelim_or_dead_end", "unemployed", "unstable",
    ),
    "waiver_desert": (True, False),
}  # fmt: skip


def spots(file: File) -> list[Spot]:
    """The leaves and record fields that can be hidden and filled in again."""
    found: list[Spot] = []
    for name in names(file):
        group, _, short = name.partition(".")
        value = file[group][short]
        if isinstance(value, list):
            found += [
                (group, short, place, field)
                for place, record in enumerate(value)
                for field in record
                if field in EVERY_FIELD
            ]
        elif name in EVERY_VALUE:
            found.append((group, short, None, ""))
    return found


def without(rng: Random, file: File, hidden: list[Spot]) -> File:
    """The file with some of it asked in vain, or not asked."""
    left = deepcopy(file)
    for group, short, place, field in hidden:
        if short not in left.get(group, {}):
            continue  # a sighting that waits for its question
        if place is not None:
            del left[group][short][place][field]
        elif f"{group}.{short}" in SEEN or rng.random() < 0.5:
            left[group][short] = {"status": rng.choice(("unknown", "declined"))}
        elif rng.random() < 0.5:
            left[group][short] = None
        else:
            del left[group][short]
    return left


def few(rng: Random, file: File, most: int) -> list[Spot]:
    """Some spots to hide that can be filled in again in at most so many ways."""
    hidden: list[Spot] = []
    for spot in rng.sample(found := spots(file), min(rng.choice((1, 2, 3, 4)), len(found))):
        more = [spot, *(one for one in unheard(file, spot) if one not in hidden)]
        if prod(len(choices(file, one)) for one in (*hidden, *more)) <= most:
            hidden += more
    return hidden


def unheard(file: File, spot: Spot) -> list[Spot]:
    """The sightings that are open once a question is: those that nobody mentioned."""
    group, short, _, _ = spot
    stated = names(file)
    heard = [name for name, question in UNDER.items() if question == f"{group}.{short}"]
    waiting = [name for name in heard if name not in stated and name in EVERY_VALUE]
    return [(group, short, None, "") for group, short in (one.split(".") for one in waiting)]


def choices(file: File, spot: Spot) -> tuple[Any, ...]:
    """The values that stand for all that a hidden spot may have."""
    group, short, place, field = spot
    if place is None:
        return EVERY_VALUE[f"{group}.{short}"]
    if field == "img_count":
        record = file[group][short][place]
        kinds = [record[kind] for kind in ("us_img", "non_us_img") if kind in record]
        return (sum(kinds),) if kinds else tuple(range(record["class_size"] + 1))
    return EVERY_FIELD[field]


def every_way(file: File, hidden: list[Spot]) -> Iterator[Facts]:
    """What is known once the hidden spots are filled in, in every way that can be true."""
    whole = {group: dict(facts) for group, facts in file.items()}
    for filled in product(*(choices(file, spot) for spot in hidden)):
        for (group, short, place, field), value in zip(hidden, filled, strict=True):
            if place is None:
                whole.setdefault(group, {})[short] = value
            else:  # what was known in other ways keeps its records
                records = [*whole[group][short]]
                records[place] = records[place] | {field: value}
                whole[group][short] = records
        facts = known(whole)
        if not contradictory(facts) and (None not in filled or facts["outcomes.img_n"] == 0):
            yield facts


def exactly(ways: list[Facts]) -> tuple[frozenset[str], str, str | None]:
    """The verdicts, the gate that decides and its rule, read off every way to fill in."""
    readings = [read_known(facts) for facts in ways]
    verdicts = frozenset(verdict for reading in readings for verdict in reading.possible)
    for gate in GATES:
        came = [place for place, reading in enumerate(readings) if gate in reading.passed]
        left = {rule for place in came for rule in readings[place].passed[gate]}
        outcomes = {outcome for _, outcome in left}
        ends = outcomes == {"no"} or gate == "equal_treatment" if len(verdicts) == 1 else False
        if ends or (len(verdicts) == 2 and outcomes != {"yes"}):
            break
    return verdicts, gate, _rule(gate, [ways[place] for place in came], left, len(verdicts) == 1)


def _rule(gate: str, ways: list[Facts], left: set[tuple[str, str]], settled: bool) -> str | None:
    """The first rule that fires in every way: it must decide in some, or leave the gate open."""
    if len(left) == 1:
        return next(iter(left))[0]
    judged = [GATES[gate](facts) for facts in ways]
    for place, (name, _, outcome) in enumerate(judged[0][:-1]):
        if all(rules[place][1] for rules in judged):
            decides = (name, outcome) in left if settled else outcome == "open"
            return name if decides else None
    return None
