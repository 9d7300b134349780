"""Flips and reasons of random small rulebooks, compared with trying out every set of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, islice, product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings

from engine.case.case import Case
from engine.diagnostics.invalid import Invalid
from engine.language import types
from engine.language.values import Value
from engine.prove.space.cells import Between, Exactly, NoneOf
from engine.prove.space.inquiry import Inquiry, inquire
from engine.prove.space.replay import Replay
from engine.prove.space.restated import restated
from engine.prove.whatif.flip import Step
from engine.prove.whatif.flips import flips
from engine.prove.whatif.reasons import reasons
from engine.rulebook.model import INCOMPLETE
from tests.brute_force import OTHER_TEXTS, cells, domain, each_completion, size, walk_through
from tests.search import STEADY, trials
from tests.strategies import World, grouped, worlds

MOST = 3_000
CASES = trials(75)
PARTS = 5
SEARCH = settings(
    deadline=None,
    derandomize=False,
    max_examples=CASES // PARTS,
    suppress_health_check=list(HealthCheck),
)


def in_parts(test: Callable[[World], None]) -> Callable[[int], None]:
    """Each part has cases of its own, so that workers can share the search."""

    @pytest.mark.parametrize("part", range(PARTS))
    def searched(part: int) -> None:
        search = SEARCH(given(worlds(lists=False))(test))
        (seed(part)(search) if STEADY else search)()

    return searched


def verdict(case: Case, world: World) -> str | None:
    """The verdict in which every completion ends, by trying all of them; None: contradictory."""
    ends: frozenset[str] | None = None
    for one in each_completion(case):
        ends = (ends or frozenset()) | walk_through(one, world.flow).verdicts
        if len(ends) > 1:
            return INCOMPLETE
    if ends is None:
        return None
    return next(iter(ends)) if ends else INCOMPLETE


def examined(world: World) -> Inquiry:
    case = world.case
    now = verdict(case, world)
    assume(now is not None)
    assert now is not None
    replay = Replay(world.book, world.flow)
    return inquire(replay, case, now, every=True, effort=10**9)


def changed(inquiry: Inquiry, changes: Mapping[str, Value]) -> Case | None:
    return inquiry.replay.case(restated(inquiry.case, changes))


def fewest(inquiry: Inquiry, world: World, learning: bool, limit: int) -> int | None:
    """The size of the smallest change that gives another verdict, by trying all of them."""
    facts = world.book.vocabulary.facts
    constants = cells(world.book, inquiry.case.values.values())
    names = list(inquiry.learnable if learning else inquiry.switches)
    for count in range(1, min(limit, len(names)) + 1):
        for chosen in combinations(names, count):
            if not learning and not set(chosen) & set(inquiry.reversible):
                continue
            assume(size([facts[name].type for name in chosen], constants) < MOST)
            for values in product(*(domain(facts[name].type, constants) for name in chosen)):
                changes = dict(zip(chosen, values, strict=True))
                if any(inquiry.case.value(name) == value for name, value in changes.items()):
                    continue
                case = changed(inquiry, changes)
                after = verdict(case, world) if case is not None else None
                if after not in (None, INCOMPLETE, inquiry.verdict):
                    return count
    return None


def forcing(inquiry: Inquiry, world: World) -> int | None:
    """The size of the smallest set of facts that forces the verdict, by trying all of them."""
    names = list(inquiry.held)
    constants = cells(world.book, inquiry.case.values.values())
    facts = world.book.vocabulary.facts
    opened = [fact.type for fact in facts.values() if fact.derive is None]
    assume(size(opened, constants) << len(names) < 4 * MOST)  # every subset, every completion
    for count in range(len(names) + 1):
        for chosen in combinations(names, count):
            values = {name: inquiry.case.values[name] for name in chosen}
            if verdict(_only(inquiry.case, values), world) == inquiry.verdict:
                return count
    return None


def _only(case: Case, values: Mapping[str, Any]) -> Case:
    """A case of which nothing else is known: what would be assumed is open too."""
    from engine.case.intake import read_mapping

    silent = {name: {"status": "unknown"} for name, fact in case.book.vocabulary.facts.items()
              if fact.assume is not None}  # fmt: skip
    return read_mapping(grouped({**silent, **values}), case.book, as_of=case.as_of)


@in_parts
def test_flips_are_as_small_as_trying_out_everything(world: World) -> None:
    inquiry = examined(world)
    found = flips(inquiry, None, 4)
    assert found.decided
    limit = len(inquiry.switches)
    for learning in (True, False) if inquiry.verdict == INCOMPLETE else (False,):
        sizes = {len(flip.steps) for flip in found.flips if flip.learning is learning}
        wanted = fewest(inquiry, world, learning, limit)
        assert sizes == ({wanted} if wanted is not None else set())
        limit = wanted or limit


@in_parts
def test_every_flip_does_what_it_says(world: World) -> None:
    inquiry = examined(world)
    for flip in flips(inquiry, None, 4).flips:
        case = changed(inquiry, flip.example)
        assert case is not None
        assert verdict(case, world) == flip.verdict != inquiry.verdict


@in_parts
def test_reasons_are_as_few_as_trying_out_everything(world: World) -> None:
    inquiry = examined(world)
    assume(inquiry.verdict != INCOMPLETE)
    found = reasons(inquiry)
    assert found.decided
    try:
        assert len(found.facts) == forcing(inquiry, world)
    except Invalid:
        assume(False)


@in_parts
def test_every_value_of_a_range_does_what_the_flip_says(world: World) -> None:
    inquiry = examined(world)
    for flip in flips(inquiry, None, 3).flips:
        facts = [step.fact for step in flip.steps]
        for values in islice(product(*(_samples(step, world) for step in flip.steps)), 60):
            case = changed(inquiry, dict(zip(facts, values, strict=True)))
            if case is not None:  # a value may break a constraint, and is refused then
                assert verdict(case, world) in (flip.verdict, None)


def _samples(step: Step, world: World) -> Iterator[Value]:
    """The ends and the middle of each stretch of values."""
    kind = world.book.vocabulary.facts[step.fact].type
    for cell in step.values:
        match cell:
            case Exactly():
                yield cell.value
            case NoneOf():
                yield cell.example()
                yield from (one for one in OTHER_TEXTS if cell.holds(one))
            case Between():
                low = cell.low if cell.low is not None else (cell.high or Fraction(0)) - 7
                high = cell.high if cell.high is not None else low + 7
                tried = (low, high, (low + high) / 2, low + (high - low) / 64)
                numbers = (one for one in tried if cell.holds(one))
                if isinstance(kind, types.Day):
                    yield from (date.fromordinal(int(one)) for one in numbers)
                else:
                    assert isinstance(kind, types.Numeric)
                    yield from (one for one in numbers if kind.holds(one))


@in_parts
def test_reasons_alone_force_the_verdict(world: World) -> None:
    inquiry = examined(world)
    assume(inquiry.verdict != INCOMPLETE)
    opened = [fact.type for fact in world.book.vocabulary.facts.values() if fact.derive is None]
    assume(size(opened, cells(world.book, inquiry.case.values.values())) < MOST)
    found = reasons(inquiry)
    try:
        alone = _only(inquiry.case, {name: inquiry.case.values[name] for name in found.facts})
    except Invalid:
        assume(False)
    assert verdict(alone, world) == inquiry.verdict
