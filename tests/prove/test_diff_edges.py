"""Edits of other things than thresholds: facts, flows, lists, types, what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.prove.diff.diff import Change, changes
from engine.prove.diff.pair import Pair, pair
from engine.prove.space.replay import Replay
from tests.prove.books import FACTS, ONE_GATE, TWO_GATES, book, gate

LIST = "  x.l: {type: records, key: y, ask: L?, fields: {y: {type: integer}, c: {type: integer}}}\n"
SECOND = ONE_GATE.replace("first", "second").replace("First", "Second")


def one(rules: str, **more: str) -> str:
    return gate("first", rules, **more)


class Sides:
    """Two workspaces side by side."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pair(self, old: str, new: str, facts: tuple[str, str] = (FACTS, FACTS)) -> Pair:
        left = book(self.folder / "old", old, facts=facts[0])
        return pair(left, book(self.folder / "new", new, facts=facts[1]), "flow")


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    return Sides(tmp_path)


def told(found: Pair) -> list[tuple[str, str, str | None, str]]:
    return [(f"{one.before} {one.after}", one.gate or "", one.rule, one.region)
            for one in replayed(found)]  # fmt: skip


def replayed(found: Pair) -> Iterator[Change]:
    """The changes, whose witnesses do what they say."""
    for change in changes(found):
        assert change.witness is not None, change
        facts = {f"{group}.{name}": value for group, short in change.witness.items()
                 for name, value in short.items()}  # fmt: skip
        assert verdict(found.old_replay, facts) == change.before
        assert verdict(found.new_replay, facts) == change.after
        yield change


def verdict(replay: Replay, facts: dict[str, object]) -> str:
    case = replay.case(facts)
    return (replay.verdict(case) if case is not None else None) or "refused"


def test_a_fact_that_only_the_new_side_has(sides: Sides) -> None:
    more = FACTS + "  x.z: {type: boolean, ask: Z?}\n"
    found = sides.pair(one("r: x.a -> yes"), one("r: x.a and x.z -> yes"), (FACTS, more))
    assert told(found) == [("high low", "first", "r", "x.a and not x.z")]


def test_a_gate_put_in_front(tmp_path: Path) -> None:
    second = gate("second", "b: x.b -> yes")
    for rules, otherwise in (("a: x.a -> yes", "no"), ("a: x.a -> no", "yes")):
        old = book(tmp_path / otherwise / "old", second, flow=SECOND)
        first = gate("first", rules, otherwise)
        new = book(tmp_path / otherwise / "new", first, second, flow=TWO_GATES)
        (found,) = replayed(pair(old, new, "flow"))
        assert (found.before, found.after, found.gate) == ("high", "low", "first")
        assert found.region == ("not x.a" if otherwise == "no" else "x.a")


def test_the_witness_is_in_its_region_and_for_its_rule(sides: Sides) -> None:
    found = sides.pair(
        one("r1: x.n = 4 -> yes\nr2: x.n = 2 -> yes"), one("r1: x.n = 4 -> no\nr2: x.n = 2 -> no")
    )
    for change in replayed(found):
        wanted = {"r1": 4, "r2": 2}[change.rule or ""]
        assert change.region == f"x.n = {wanted}"
        assert change.witness == {"x": {"n": wanted}}


def test_the_region_knows_what_the_new_version_reads(sides: Sides) -> None:
    found = sides.pair(one("r: x.a -> yes"), one("r: x.a and x.c -> yes"))
    assert told(found) == [("high low", "first", "r", "x.a and not x.c")]


def test_whole_numbers_become_numbers(sides: Sides) -> None:
    fine = FACTS.replace("x.n: {type: integer,", "x.n: {type: number,")
    assert (
        told(sides.pair(one("r: x.n >= 3 -> yes"), one("r: x.n >= 3 -> yes"), (FACTS, fine))) == []
    )


def test_other_words_of_a_set_are_in_neither(sides: Sides) -> None:
    other = FACTS.replace("values: [p, q]", "values: [p, r]")
    rules = one("r: x.set is empty -> yes")
    assert told(sides.pair(rules, rules, (FACTS, other))) == []


def test_the_order_of_words_in_a_list_is_no_change(sides: Sides) -> None:
    other = FACTS.replace("values: [p, q]", "values: [q, p]")
    assert other != FACTS
    rules = one("r: x.set is empty -> yes")
    found = sides.pair(rules, rules, (FACTS, other))
    assert (told(found), found.notes) == ([], ())


def test_two_other_texts_are_two(sides: Sides) -> None:
    more = FACTS + "  x.note: {type: text, ask: What else?}\n"
    old, new = one("r: x.text != x.note -> yes"), one("r: x.text != x.note and x.a -> yes")
    (found,) = replayed(sides.pair(old, new, (more, more)))
    assert found.witness is not None
    assert found.witness["x"]["text"] != found.witness["x"]["note"]


def test_silence_that_is_taken_otherwise(sides: Sides) -> None:
    yes = FACTS.replace("ask: Is it a?}", "ask: Is it a?, assume: true}")
    no = yes.replace("assume: true", "assume: false")
    found = sides.pair(one("r: x.a -> yes"), one("r: x.a -> yes"), (yes, no))
    (change,) = replayed(found)
    assert (change.before, change.after, change.witness) == ("high", "low", {})


def test_a_threshold_inside_a_list_is_not_overlooked(sides: Sides) -> None:
    rules = "r: count(x.l where c >= few) >= 3 -> yes"
    old, new = (one(rules, thresholds=f"few: {number}") for number in (3, 4))
    found = sides.pair(old, new, (FACTS + LIST, FACTS + LIST))
    assert {(change.before, change.after) for change in changes(found)} >= {("high", "low")}
    assert not any(change.decided for change in changes(found))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("values: [red, green, blue]", "values: [rot, gruen]"),
        ("range: [0, 10], ask: How many?", "range: [-5, 20], ask: How many?"),
        ("range: [0, 10], ask: How many?}", "range: [0, 10], unit: weeks, ask: How many?}"),
        ("ask: Is it a?}", "ask: Is it a?, derive: x.n > 3}"),
        ("ask: Is it a?}", "ask: Is it a?, assume: true}"),
    ],
)
def test_what_cannot_be_compared_is_never_called_the_same(sides: Sides, old: str, new: str) -> None:
    assert old in FACTS
    rules = one("r: x.b -> yes")
    found = sides.pair(rules, rules, (FACTS, FACTS.replace(old, new)))
    assert found.hidden
    assert [note.text for note in found.notes if note.hides]
