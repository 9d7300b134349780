"""Facts that cannot all be true together are named: the fewest, with values and places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings

from engine import Invalid
from engine.decide import contradiction
from engine.decide.contradiction import contradicting
from engine.diagnostics.invalid import Invalid as Refused
from engine.diagnostics.source import Source
from tests.brute_force import completions
from tests.domain.program import rulebook
from tests.search import trials
from tests.strategies import World, worlds

OLDER = {"match_year": 2021, "class_size": 10, "img_count": 4}
NEWER = {"match_year": 2022, "class_size": 10}


def told(facts: Mapping[str, Any]) -> str:
    """What is said of a fact file with one fact on each line."""
    with pytest.raises(Invalid) as raised:
        rulebook().evaluate_text(Source("facts.json", json.dumps(facts, indent=1)))
    return str(raised.value)


def test_they_are_named_with_values_and_lines() -> None:
    """Through a share of the others that is open, and that would have to be above one."""
    leaf = {"value": 0.7, "source": "a talk"}
    outcomes = {"img_n": 20, "us_n": 20, "img_fellowship_share": 0.45, "fellowship_gap": leaf}
    assert (
        told({"program": {"has_imgs": True}, "outcomes": outcomes})
        == """\
facts.json:8:27: outcomes.img_fellowship_share: error: these cannot all be true: \
`outcomes.img_fellowship_share` = `0.45` (line 8), `outcomes.fellowship_gap` = `0.7` (line 10)
  | "img_fellowship_share": 0.45,
  |                         ^^^^
  help: look again at one of them"""
    )


def test_a_share_that_the_records_cannot_give() -> None:
    """Whatever the class that is not known was; the help says how to state both."""
    history = {"img_share": 0.1, "intake": [OLDER, NEWER]}
    assert (
        told({"history": history})
        == """\
facts.json:3:16: history.img_share: error: these cannot all be true: \
the records of `history.intake` (line 4), `history.img_share` = `0.1` (line 3)
  | "img_share": 0.1,
  |              ^^^
  help: leave `history.img_share` out and let `history.intake` give it, \
or state both: write it as the records make it, rounded if need be"""
    )


def test_a_share_that_the_records_can_give_when_rounded_is_no_contradiction() -> None:
    history = {"img_share": 0.43, "intake": [OLDER | {"class_size": 11}, NEWER]}
    found = rulebook().evaluate({"history": history})  # (4 + 5) of 21 are 0.4286
    assert found.verdict == "incomplete"


def test_without_a_file_the_facts_are_named_all_the_same() -> None:
    with pytest.raises(Invalid) as raised:
        rulebook().evaluate({"history": {"img_share": 0.1, "intake": [OLDER, NEWER]}})
    (finding,) = raised.value.findings
    assert (finding.code, finding.line, finding.where) == ("contradiction", 0, "history.img_share")
    assert finding.message == (
        "these cannot all be true: the records of `history.intake`, `history.img_share` = `0.1`"
    )


def test_what_is_not_shown_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With no effort left to prove it the old sentence stays."""
    monkeypatch.setattr(contradiction, "EFFORT", 1)
    assert "no way to fill in the open facts fits all of the known ones" in told(
        {"history": {"img_share": 0.1, "intake": [OLDER, NEWER]}}
    )


def test_with_little_effort_a_set_is_named_of_which_none_can_be_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(contradiction, "MOST_TRIES", 0)
    said = told({"history": {"img_share": 0.1, "intake": [OLDER, NEWER]}})
    assert "the records of `history.intake` (line 4), `history.img_share` = `0.1` (line 3)" in said


@settings(max_examples=trials(50), deadline=None)
@given(worlds())
def test_they_are_the_fewest_that_have_no_completion(world: World) -> None:
    """Of all cases without a completion; where the rulebook has none at all, none is named."""
    assume("h.list" not in world.stated)
    if completions(world.case):
        return
    found = contradicting(world.case, world.flow)
    assert found is not None
    assert not possible(world, found)
    assert all(possible(world, fewer) for fewer in smaller(world, len(found)))


def smaller(world: World, size: int) -> Iterator[tuple[str, ...]]:
    for count in range(size):
        yield from combinations(world.case.values, count)


def possible(world: World, names: tuple[str, ...]) -> bool:
    """Whether a case of these facts alone has a completion."""
    try:
        known = {
            name: value
            for name, value in world.stated.items()
            if name in names or isinstance(value, dict)  # what was asked in vain stays so
        }
        for name, fact in world.book.vocabulary.facts.items():
            if fact.assume is not None and name not in names:
                known[name] = {"status": "unknown"}  # or it would be taken as not seen again
        return bool(completions(World(world.book, known).case))
    except Refused:
        return False
