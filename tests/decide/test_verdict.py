"""The verdict alone, and the verdict with its trace, are the same."""

from __future__ import annotations

from hypothesis import given, settings

from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.matching.matcher import CompiledMatcher
from tests.search import trials
from tests.strategies import World, worlds


@settings(max_examples=trials(75), deadline=None)
@given(worlds(most=24))
def test_the_verdict_is_that_of_the_decision(world: World) -> None:
    evaluator = Evaluator(world.book, world.flow.name, lambda _, found: CompiledMatcher(found))
    try:
        verdict = evaluator.verdict(world.case)
    except Invalid:
        verdict = None
    try:
        decided = evaluator.decide(world.case).verdict
    except Invalid:
        decided = None
    assert verdict == decided
