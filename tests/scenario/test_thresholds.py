"""Editing a shipped threshold by one step, up or down, makes some shipped test fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from engine.matching.matcher import CompiledMatcher
from engine.rulebook.load import load as load_book
from engine.rulebook.model import Book
from engine.rulebook.workspace import Workspace, find_workspace
from engine.scenario.model import Scenario
from engine.scenario.read import load
from engine.scenario.run import Runner

ROOT = Path(__file__).parents[2]
STEP = Fraction(1, 100)

CANNOT: dict[tuple[str, int], str] = {}
"""By threshold and direction: why no test can notice the edit. Now none is needed."""


def workspace() -> Workspace:
    return find_workspace(ROOT)


@cache
def book() -> Book:
    return load_book(workspace())


@cache
def scenarios() -> tuple[Scenario, ...]:
    return load(workspace(), book())


def edited(name: str, direction: int) -> Book:
    """The rulebook with one threshold a step away: 1 for a whole number, else 0.01."""
    old = book().thresholds[name]
    step = Fraction(1) if old.value.denominator == 1 else STEP
    new = replace(old, value=old.value + direction * step)
    return replace(book(), thresholds={**book().thresholds, name: new})


def noticed(changed: Book) -> Iterator[str]:
    """The tests that fail, one by one; those beside the edited gate are tried first."""
    moved = {one.gate for name, one in changed.thresholds.items() if one != book().thresholds[name]}
    near = sorted(scenarios(), key=lambda one: Path(one.place.file).stem not in moved)
    runner = Runner(changed, lambda _, conditions: CompiledMatcher(conditions))
    for scenario in near:
        if not runner.run(scenario).passed:
            yield scenario.name


EDITS = [
    pytest.param(name, direction, id=f"{name}-{'up' if direction > 0 else 'down'}")
    for name in book().thresholds
    for direction in (1, -1)
]


def test_every_shipped_test_passes_unedited() -> None:
    """What the edits below make fail was not failing before."""
    assert scenarios()
    assert list(noticed(book())) == []


@pytest.mark.parametrize(("name", "direction"), EDITS)
def test_a_step_is_noticed(name: str, direction: int) -> None:
    """Some test fails, or the table says why none can."""
    first = next(noticed(edited(name, direction)), None)
    assert (first is None) == ((name, direction) in CANNOT), first


def test_reasons_are_for_thresholds_that_exist() -> None:
    """No reason outlives its threshold."""
    assert {name for name, _ in CANNOT} <= set(book().thresholds)
