"""Which edits are told to make a change, where a rulebook was edited in several places."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.present import phrases_diff as phrases
from engine.prove.diff.diff import changes
from engine.prove.diff.edits import asked, edits
from engine.prove.diff.mixed import mixed
from engine.prove.diff.pair import pair
from engine.prove.diff.slots import Slot, slots
from engine.prove.space.replay import Replay
from engine.rulebook.model import Book
from tests.prove.books import FACTS, ONE_GATE, TWO_GATES, book, gate

SECOND = ONE_GATE.replace("first", "second").replace("First", "Second")
WITH_A_STEP = TWO_GATES.replace("{yes: second, no", "{yes: think, no").replace(
    "  - {id: second,", "  - {id: think, kind: step, title: Think, to: second}\n  - {id: second,"
)


def told(old: Book, new: Book) -> list[str]:
    """Each change with the edits that make it and where."""
    every = edits(old, new, "flow")
    found = list(changes(pair(old, new, "flow")))
    assert all(one.decided for one in found)
    return [
        f"{one.before} -> {one.after} when {one.region}: "
        + phrases.made_by([edit.words for edit in one.edits], len(every))
        for one in found
    ]


def words(old: Book, new: Book) -> list[str]:
    return [edit.words for edit in edits(old, new, "flow")]


def test_each_of_two_edits_is_told_with_its_own_change(tmp_path: Path) -> None:
    rules = "one: x.n >= few -> yes\ntwo: x.word = red -> yes"
    old = book(tmp_path / "old", gate("first", rules, thresholds="few: 3"))
    new = book(tmp_path / "new", gate("first", rules.replace("red", "green"), thresholds="few: 5"))
    assert sorted(told(old, new)) == [
        "high -> low when x.n >= 3 and x.n <= 4 and x.word = blue: threshold few, by itself",
        "high -> low when x.n >= 3 and x.n <= 4 and x.word = red: rule two of gate first and "
        "threshold few, neither by itself",
        "high -> low when x.word = red and x.n <= 2: rule two of gate first, by itself",
        "low -> high when x.word = green and x.n <= 2: rule two of gate first, by itself",
    ]


def test_a_gate_put_in_does_not_hide_the_rest(tmp_path: Path) -> None:
    rule = "b: x.n >= few -> yes"
    old = book(tmp_path / "old", gate("second", rule, thresholds="few: 3"), flow=SECOND)
    first = gate("first", "a: x.a -> no", "yes")
    second = gate("second", rule, thresholds="few: 5")
    new = book(tmp_path / "new", first, second, flow=TWO_GATES)
    found = list(changes(pair(old, new, "flow")))
    assert {(one.gate, one.rule, one.region, *(edit.words for edit in one.edits))
            for one in found} == {
        ("first", "a", "x.a", "gate first (added)"),
        ("second", "b", "x.n >= 3 and x.n <= 4", "threshold few"),
    }  # fmt: skip


def test_edits_that_do_it_only_together_are_named_together(tmp_path: Path) -> None:
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes\nb: x.b -> yes"))
    new = book(tmp_path / "new", gate("first", "c: x.c -> yes"))
    assert sorted(told(old, new)) == [
        "high -> low when x.a and not x.b and not x.c: rule a of gate first (removed), by itself",
        "high -> low when x.a and x.b and not x.c: rule a of gate first (removed) and rule b of "
        "gate first (removed), neither by itself",
        "high -> low when x.b and not x.a and not x.c: rule b of gate first (removed), by itself",
        "low -> high when x.c and not x.a and not x.b: rule c of gate first (added), by itself",
    ]


def test_of_three_that_belong_together_none_can_be_left_out(tmp_path: Path) -> None:
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes\nb: x.a -> yes\nc: x.a -> yes"))
    new = book(tmp_path / "new", gate("first", "d: x.b -> no"))
    (found,) = [one for one in told(old, new) if "none of which" in one]
    assert found.endswith(
        ": rule a of gate first (removed), rule b of gate first (removed) and rule c of gate "
        "first (removed), none of which can be left out"
    )


def test_sets_of_edits_are_tried_for_all_cases_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a try left, what is told may not be smallest, but none of it can be left out."""
    rules = "one: x.n >= few -> yes\ntwo: x.word = red -> yes"
    old = book(tmp_path / "old", gate("first", rules, thresholds="few: 3"))
    new = book(tmp_path / "new", gate("first", rules.replace("red", "green"), thresholds="few: 5"))
    all_tried = told(old, new)
    monkeypatch.setattr("engine.prove.diff.causes.MOST_TRIED", 0)
    assert told(old, new) == all_tried


def test_what_no_fact_file_bears_out_is_told_once_and_without_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.prove.diff.diff.smallest", lambda *_, **__: None)
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes\nb: x.b -> yes"))
    new = book(tmp_path / "new", gate("first", "c: x.c -> yes"))
    found = list(changes(pair(old, new, "flow")))
    assert found and not any(one.decided or one.edits for one in found)
    sentences = [one.sentence() for one in found]
    assert len(sentences) == len({*sentences})


def test_the_only_edit_is_told_without_more_words(tmp_path: Path) -> None:
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes"))
    new = book(tmp_path / "new", gate("first", "a: x.b -> yes"))
    assert {one.partition(": ")[2] for one in told(old, new)} == {"rule a of gate first"}


def test_a_region_tells_how_facts_stand_to_each_other(tmp_path: Path) -> None:
    old = book(tmp_path / "old", gate("first", "a: x.n > x.m and x.a -> yes"))
    new = book(tmp_path / "new", gate("first", "a: x.n > x.m and x.b -> yes"))
    assert [one.region for one in changes(pair(old, new, "flow"))] == [
        "x.a and not x.b and x.n > x.m",
        "x.b and not x.a and x.n > x.m",
    ]


NEVER = "- {id: never, never: x.a and x.n > 8, because: No.}\n"


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ({"rules": "a: x.a -> yes"}, {"rules": "a: x.a -> yes\nb: x.b -> yes"},
         "rule b of gate first (added)"),
        ({"rules": "a: x.a -> yes\nb: x.b -> no\nc: x.c -> no"},
         {"rules": "b: x.b -> no\nc: x.c -> no\na: x.a -> yes"}, "rule a of gate first (moved)"),
        ({"otherwise": "no"}, {"otherwise": "yes"}, "otherwise of gate first"),
        ({"constraints": ""}, {"constraints": NEVER}, "constraint never (added)"),
        ({"constraints": NEVER}, {"constraints": NEVER.replace("8", "7")}, "constraint never"),
        ({}, {"facts": FACTS.replace("x.n + x.m", "x.n + x.n")}, "the derivation of x.sum"),
        ({}, {"facts": FACTS.replace("Is it a?", "Is it a?, assume: true")},
         "what is assumed of x.a"),
        ({}, {"facts": FACTS.replace("x.n: {type: integer, range: [0, 10]",
                                     "x.n: {type: integer, range: [0, 9]")}, "the type of x.n"),
    ],
)  # fmt: skip
def test_what_an_edit_is_called(
    tmp_path: Path, old: dict[str, str], new: dict[str, str], edit: str
) -> None:
    sides = []
    for name, given in (("old", old), ("new", new)):
        about = {"rules": "a: x.a -> yes", "otherwise": "no", **given}
        more = {key: given[key] for key in ("constraints", "facts") if key in given}
        rules = gate("first", about["rules"], about["otherwise"])
        sides.append(book(tmp_path / name, rules, **more))
    assert words(*sides) == [edit]


def test_a_node_goes_with_the_ways_that_lead_to_it(tmp_path: Path) -> None:
    gates = gate("first", "a: x.a -> yes"), gate("second", "b: x.b -> yes")
    old = book(tmp_path / "old", *gates)
    new = book(tmp_path / "new", *gates, flow=WITH_A_STEP)
    assert words(old, new) == ["step think (added)"]
    assert words(new, old) == ["step think (removed)"]


def test_a_new_outcome_goes_with_the_rules_that_lead_to_it(tmp_path: Path) -> None:
    wider = ONE_GATE.replace("no: down}", "no: down, maybe: down}")
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes\nb: x.b -> yes"))
    new = book(tmp_path / "new", gate("first", "a: x.a -> maybe\nb: x.c -> yes"), flow=wider)
    assert words(old, new) == [
        "gate first with rule a of gate first",
        "rule b of gate first",
    ]


def test_gates_that_changed_places_are_one_edit(tmp_path: Path) -> None:
    gates = gate("first", "a: x.a -> yes"), gate("second", "b: x.b -> yes")
    turned = (
        TWO_GATES.replace("start: first", "start: second")
        .replace("{yes: second, no: down}", "{yes: up, no: down}", 1)
        .replace("title: Second, to: {yes: up,", "title: Second, to: {yes: first,")
    )
    old, new = book(tmp_path / "old", *gates), book(tmp_path / "new", *gates, flow=turned)
    assert words(old, new)[-1] == "gate first with gate second"


def test_taking_over_no_part_or_all_gives_the_one_side_or_the_other(tmp_path: Path) -> None:
    rules = "a: x.a -> yes\nb: x.n > few -> no\nc: x.c -> yes"
    old = book(tmp_path / "old", gate("second", rules, thresholds="few: 3"), flow=SECOND)
    after = gate("second", "c: x.c -> yes\nb: x.n > few -> no", "yes", thresholds="few: 5")
    new = book(tmp_path / "new", gate("first", "a: x.a -> yes"), after, flow=TWO_GATES)
    every = {part for edit in edits(old, new, "flow") for part in edit.parts}
    for side, parts in ((old, set()), (new, every)):
        found = mixed(old, new, "flow", parts)
        ways = [(one.nodes.keys(), one.onward, one.start)
                for one in (found.flows["flow"], side.flows["flow"])]  # fmt: skip
        assert ways[0] == ways[1]
        assert found.numbers == side.numbers
        assert [*map(asked, found.gates["second"].every_rule)] == [
            *map(asked, side.gates["second"].every_rule)
        ]


def test_a_derived_fact_of_one_side_comes_with_what_reads_it(tmp_path: Path) -> None:
    more = FACTS + "  x.z: {type: boolean, ask: Z?, derive: x.n > 3}\n"
    old = book(tmp_path / "old", gate("first", "a: x.a -> yes"))
    new = book(tmp_path / "new", gate("first", "a: x.a -> yes\nz: x.z -> yes"), facts=more)
    (edit,) = edits(old, new, "flow")
    assert edit.words == "rule z of gate first (added)"
    there = Replay(mixed(old, new, "flow", set(edit.parts)), new.flows["flow"])
    case = there.case({"x.a": False, "x.n": 4})
    assert case is not None
    assert there.verdict(case) == "high"


def test_places_in_two_orders() -> None:
    found = list(slots(["a", "b", "c"], ["c", "a", "d"]))
    assert [one.name for one in found if one.old] == ["a", "b", "c"]
    assert [one.name for one in found if one.new] == ["c", "a", "d"]
    assert [one for one in found if one.moved] in (
        [Slot("c", False, True, True), Slot("c", True, False, True)],
        [Slot("a", True, False, True), Slot("a", False, True, True)],
    )
