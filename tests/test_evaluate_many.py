"""Many cases through the API: each as `evaluate` decides it, in order, on one core or several."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

import pytest

from engine import Decision, Invalid, Outcome
from engine.case.intake import read_mapping
from engine.decide.batch import LOT, in_lots
from engine.decide.evaluate import Evaluator
from engine.matching.matcher import Conditions, Matcher, compiled
from tests.decide.test_alike import programs
from tests.domain.program import rulebook

WRONG: dict[str, Any] = {"visa": {"handler": "nobody"}, "weather": {}}


def cases(count: int = 20) -> list[dict[str, Any]]:
    return [*programs(Random(6), count // 2), WRONG, *programs(Random(7), count - count // 2 - 1)]


@pytest.mark.parametrize("processes", [1, 2])
def test_each_is_decided_as_by_evaluate_and_what_is_wrong_with_one_is_in_its_place(
    processes: int,
) -> None:
    every = cases()
    for facts, found in zip(
        every, rulebook().evaluate_many(every, processes=processes), strict=True
    ):
        if facts is WRONG:
            assert isinstance(found, Invalid)
            assert len(found.findings) == 2
            continue
        decision = rulebook().evaluate(facts)
        assert found == Outcome(
            decision.verdict,
            decision.decided_at,
            decision.rule,
            {one.node: one.outcome for one in decision.path if one.outcome is not None},
            tuple(one.fact for one in decision.missing),
        )


def test_with_explanation_it_is_the_whole_decision() -> None:
    every = cases(6)
    found = [*rulebook().evaluate_many(every, explain=True)]
    assert [type(one) for one in found].count(Invalid) == 1
    told = [one for one in found if isinstance(one, Decision)]
    assert told == [rulebook().evaluate(facts) for facts in every if facts is not WRONG]


def test_compiled_conditions_decide_as_durable_rules_does() -> None:
    every, compiled = cases(6), rulebook().matched_by("compiled")
    assert (rulebook().matcher, compiled.matcher) == ("durable_rules", "compiled")
    found = [*rulebook().evaluate_many(every, explain=True, matcher="compiled")]
    told = [one.to_dict() for one in found if isinstance(one, Decision)]
    assert told == [rulebook().evaluate(facts).to_dict() for facts in every if facts is not WRONG]
    assert told[0] == compiled.evaluate(every[0]).to_dict()


def test_for_the_outcome_alone_no_gate_is_matched_that_the_walk_does_not_come_to() -> None:
    asked: list[str] = []

    def noting(name: str, conditions: Conditions) -> Matcher:
        asked.append(name)
        return compiled(name, conditions)

    evaluator = Evaluator(rulebook().book, rulebook().flow, noting)
    case = read_mapping({"program": {"has_imgs": False}}, rulebook().book)
    assert evaluator.outcome(case).decided_at == "consistent_intake"
    assert asked == ["consistent_intake"]


def test_cases_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[dict[str, Any]]:
        nonlocal taken
        while True:
            taken += 1
            yield {"program": {"has_imgs": False}}

    found = [*islice(rulebook().evaluate_many(endless()), 3)]
    assert [one.verdict for one in found if isinstance(one, Outcome)] == ["low"] * 3
    assert taken == 3


def test_lots_lose_nothing() -> None:
    for count in (0, 1, LOT - 1, LOT, LOT + 1, 3 * LOT):
        lots = [*in_lots(range(count))]
        assert [one for lot in lots for one in lot] == [*range(count)]
        assert all(lots) and max(map(len, lots), default=0) <= LOT
