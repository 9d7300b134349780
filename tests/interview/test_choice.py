"""Which question comes next, and when there is none: against brute force."""

from __future__ import annotations

from random import Random

import pytest

from engine.interview import choice
from engine.language.naming import group_of
from tests.compile.asking import Known, Small, best, expected, small_rulebook


def check(small: Small, known: Known, topic: str | None, random: Random) -> None:
    """One talk with random answers, some of them don't know; every step of it."""
    vain: set[str] = set()
    while True:
        prospect = small.prospects.of(small.case(known))
        found = choice.next_question(prospect, topic, lambda name: name not in vain)
        assert frozenset(prospect.verdicts) == small.verdicts(known)
        mattering = {name for name in small.open(known) if small.matters(known, name)}
        if found is None:  # never too early
            assert len(small.verdicts(known)) == 1 or mattering <= vain
            return
        assert len(small.verdicts(known)) > 1 and found in mattering  # never too long
        topic = group_of(found)
        if random.random() < 0.2:
            vain.add(found)
        else:
            known |= {(found, random.choice(small.values(found)))}


@pytest.mark.parametrize("seed", range(10))
def test_settled_means_settled(seed: int) -> None:
    """A talk never stops early and never asks on, whatever is answered."""
    random = Random(seed)
    small = Small.of(small_rulebook(random))
    for _ in range(4):
        check(small, frozenset(), None, random)


def test_few_more_questions_than_the_best_strategy_needs() -> None:
    """On average over all answers; `benchmarks/questions.py` has it for more rulebooks."""
    every = [Small.of(small_rulebook(Random(seed))) for seed in range(12)]
    optimum = sum(map(best, every))
    assert sum(expected(one, choice.by_topic) for one in every) <= 1.10 * optimum
    assert sum(expected(one, choice.in_document_order) for one in every) > 1.10 * optimum
