"""Ranges that constraints cut short, thresholds in unusual places, what asks for knowledge."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from engine.case.intake import read_mapping
from engine.prove.check.findings import prove
from engine.prove.space.inquiry import Inquiry, inquire
from engine.prove.space.regions import cell_of
from engine.prove.space.replay import Replay
from engine.prove.thresholds.breakpoints import turns
from engine.prove.thresholds.elsewhere import with_threshold
from engine.prove.whatif.flips import flips
from engine.prove.whatif.reasons import reasons
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped
from tests.prove.books import FACTS, book, gate

MORE = (
    FACTS
    + """\
  x.k: {type: integer, range: [1, 10], ask: K?}
  x.d: {type: date, ask: When?}
  x.e: {type: date, ask: Until when?}
  x.l: {type: records, key: y, ask: L?, fields: {y: {type: integer}, c: {type: integer}}}
"""
)


def rules(folder: Path, when: str, constraints: str = "", facts: str = MORE) -> Book:
    return book(
        folder, gate("first", f"one: {when} -> yes", thresholds="few: 3"),
        constraints=constraints, facts=facts,
    )  # fmt: skip


def asked(of: Book, **facts: Any) -> Inquiry:
    replay = Replay(of, of.flows["flow"])
    case = read_mapping({"x": facts}, of)
    verdict = replay.verdict(case)
    assert verdict is not None
    return inquire(replay, case, verdict, every=True)


def words(found: Inquiry) -> list[list[str]]:
    return [[f"{step.fact} {step.words}" for step in flip.steps]
            for flip in flips(found, None, 5).flips]  # fmt: skip


def test_a_range_of_days_ends_where_a_constraint_does(tmp_path: Path) -> None:
    of = rules(tmp_path, 'x.d >= "2024-01-01"', "- {id: c, never: x.d > x.e, because: No.}\n")
    found = words(asked(of, d="2023-01-01", e="2025-05-05"))
    assert found == [["x.d from 2024-01-01 to 2025-05-05"]]


def test_sets_that_a_constraint_refuses_are_not_told(tmp_path: Path) -> None:
    never = "- {id: c, never: 'x.set has any of [q] and x.n > 5', because: No.}\n"
    of = rules(tmp_path, "x.set has any of [p] and x.n >= 2", never)
    inquiry = asked(of, set=[], n=0)
    for flip in flips(inquiry, None, 5).flips:
        for n, chosen in product(range(11), (["p"], ["p", "q"])):
            numbers, sets = flip.steps
            inside = cell_of(Fraction(n), numbers.values), cell_of(frozenset(chosen), sets.values)
            if None not in inside:
                case = inquiry.replay.case({"x.n": n, "x.set": chosen})
                assert case is not None and inquiry.replay.verdict(case) == "high"


def test_thresholds_in_unusual_places_have_their_turning_points(tmp_path: Path) -> None:
    for when, facts, turned in (
        ("count(x.l where c >= few) >= 2", {"l": [{"y": 1, "c": 4}, {"y": 2, "c": 3}]}, {4: "low"}),
        ("x.n in [few, 9]", {"n": 6}, {6: "high"}),
        ("x.n in [few, 9] and x.k >= 1", {"n": 6}, {6: "high"}),
        ("x.n * few >= 10", {"n": 3}, {4: "high"}),
        ("number of (x.a, x.b, x.c) >= few", {"a": True, "b": True}, {2: "high", 4: "low"}),
    ):
        of = rules(tmp_path / str(len(when)), when)
        inquiry = asked(of, **facts)
        found = {int(turn.turns_at): turn.verdict
                 for turn in turns(inquiry.case, inquiry.space.flow, inquiry.verdict)}  # fmt: skip
        assert found == turned, when
        for value, verdict in found.items():
            edited = with_threshold(of, "few", Fraction(value))
            replay = Replay(edited, edited.flows["flow"])
            assert replay.verdict(read_mapping({"x": facts}, edited)) == verdict


def test_what_was_declined_can_decide(tmp_path: Path) -> None:
    more = MORE + "  x.dodged: {type: boolean, derive: x.n was declined, ask: D?}\n"
    of = rules(tmp_path, "x.dodged", facts=more)
    assert prove(of) == []
    assert asked(of, n={"status": "declined"}).verdict == "high"


def test_knowing_part_of_an_alternative_is_knowing_it(tmp_path: Path) -> None:
    derive = "derive: (x.a or x.b) is known and not (x.b is known)"
    of = rules(tmp_path, "x.some", facts=MORE + f"  x.some: {{type: boolean, {derive}, ask: S?}}\n")
    assert prove(of) == []


def test_a_list_that_a_rule_reads_is_among_the_reasons(tmp_path: Path) -> None:
    of = rules(tmp_path, "count(x.l) >= 2")
    assert reasons(asked(of, l=[{"y": 1, "c": 1}])).facts == ("x.l",)


@pytest.mark.parametrize("verdict", ["high", "low"])
def test_next_to_nothing_known_still_shows_a_way(verdict: str) -> None:
    of = load(shipped())
    replay = Replay(of, of.flows["img_support"])
    case = read_mapping({"program": {"has_imgs": True}}, of)
    inquiry = inquire(replay, case, "incomplete", effort=100)
    found = flips(inquiry, verdict, 1).flips
    assert found
    after = inquiry.case_with(found[0].example)
    assert after is not None and replay.verdict(after) == verdict


def test_a_threshold_in_a_derivation_over_an_open_fact(tmp_path: Path) -> None:
    more = MORE + "  x.zz: {type: integer, range: [0, 50], derive: x.n * few + x.m, ask: Z?}\n"
    inquiry = asked(rules(tmp_path, "x.zz > 5 or few > 20", facts=more), n=3)
    found = [(turn.turns_at, turn.verdict)
             for turn in turns(inquiry.case, inquiry.space.flow, inquiry.verdict)]  # fmt: skip
    assert found[0] == (Fraction(1), "incomplete")


def test_a_bound_that_only_the_end_of_a_range_meets(tmp_path: Path) -> None:
    """Whatever the open share is, it is not above the other only if that is 1."""
    inquiry = asked(rules(tmp_path, "x.s <= x.t or x.a"), t=0)
    found = flips(inquiry, "high", 4)
    assert found.decided
    assert [[step.fact for step in flip.steps] for flip in found.flips] == [
        ["x.a"], ["x.s"], ["x.t"],
    ]  # fmt: skip


MIXED = MORE + "  x.total: {type: integer, ask: T?, derive: sum(c in x.l) * x.k}\n"


def test_what_follows_from_a_list_and_a_fact_hangs_on_both(tmp_path: Path) -> None:
    """The list alone forces nothing: another number beside it gives another verdict."""
    of = rules(tmp_path, "x.total > 20", facts=MIXED)
    records = [{"y": year, "c": 4} for year in (2024, 2025, 2026)]
    low = asked(of, k=1, l=records)
    assert low.verdict == "low"
    assert ["x.k at least 2"] in words(low)
    assert set(reasons(low).facts) == {"x.k", "x.l"}
    assert ["x.k at least 2"] in words(asked(of, l=records))


def test_what_follows_from_nothing_is_not_learnt(tmp_path: Path) -> None:
    """A fact that no question can settle is not offered as one to learn, nor tried as one."""
    rule = "one: x.q = 1 or x.n > 5 and x.n < 3 -> yes"
    derived = f"{MORE}  x.q: {{type: number, ask: Q?, derive: 1 / (1 - 1)}}\n"
    asking = asked(book(tmp_path, gate("first", rule), facts=derived))
    assert set(asking.learnable) == {"x.n"}
    assert flips(asking, None, 4).flips == ()


@pytest.mark.parametrize("facts", [{}, {"program": {"has_imgs": True}}])
def test_what_is_next_to_nothing_is_decided_with_the_effort_there_is(facts: dict[str, Any]) -> None:
    of = load(shipped())
    replay = Replay(of, of.flows["img_support"])
    found = flips(inquire(replay, read_mapping(facts, of), "incomplete"), None, 5)
    assert found.decided
    assert [len(flip.steps) for flip in found.flips] == [1] * 5


def test_a_threshold_turns_only_where_it_means_something(tmp_path: Path) -> None:
    """At 0, `at least` always holds; a part of something is no more than all of it."""
    thresholds = "most: {value: 0.5, source: house}\n  part: {value: 0.5, source: house}"
    rule = "x.s >= most and x.n / x.m >= part"
    of = book(tmp_path, gate("first", f"r: {rule} -> yes", thresholds=thresholds))
    for facts in ({"s": 0, "n": 1, "m": 1}, {"s": 0.5, "n": 10, "m": 10}):
        case = read_mapping({"x": facts}, of)
        flow = of.flows["flow"]
        verdict = Replay(of, flow).verdict(case)
        assert verdict is not None
        for turn in turns(case, flow, verdict):
            assert 0 < turn.turns_at <= 1


APART = """\
  x.l: {type: records, ask: Which?, fields: {mine: {type: boolean}, c: {type: boolean}}}
  x.a: {type: boolean, ask: Is it a?}
  x.p: {type: share, ask: What part?, derive: share(c in x.l where mine)}
  x.q: {type: share, ask: What other part?, derive: share(c in x.l where not mine)}
  x.gap: {type: number, range: [-1, 1], ask: How far apart?, derive: x.q - x.p}
  x.wide: {type: boolean, ask: Is it far?, derive: x.a and x.gap >= 0.25}
"""


def test_what_follows_can_be_learnt_without_what_it_follows_from(tmp_path: Path) -> None:
    """Any gap goes with some shares that are not known, and shares alone bound the gap."""
    of = rules(tmp_path / "one", "x.gap >= 0.25 or x.a", facts=APART)
    assert words(asked(of)) == [["x.a true"], ["x.gap at least 0.25"]]
    of = rules(tmp_path / "two", "x.wide", facts=APART)
    found = flips(asked(of), "low", 4)
    assert found.decided
    assert [[step.fact for step in one.steps] for one in found.flips] == [
        ["x.a"],
        ["x.p"],
        ["x.q"],
        ["x.gap"],
    ]


def test_what_is_asked_of_a_text_goes_with_the_text(tmp_path: Path) -> None:
    """A way to fill in a text fills in all that is asked of it."""
    rules_ = """
    one: x.text = "a" and x.other starts with "a" -> yes
    two: x.other = "a" -> yes
    """
    other = f"{FACTS}  x.other: {{type: text, ask: What else?}}\n"
    found = flips(asked(book(tmp_path, gate("first", rules_), facts=other)), None, 4)
    assert found.decided
    assert [[step.fact for step in one.steps] for one in found.flips] == [["x.other"], ["x.other"]]


def test_what_follows_otherwise_is_learnt_from_with_all_that_it_follows_from(
    tmp_path: Path,
) -> None:
    facts = """\
  x.b: {type: boolean, ask: Is it b?}
  x.e: {type: enumeration, values: [red, green], ask: Is it e?}
  x.d: {type: integer, range: [0, 2], ask: D?,
    derive: "number of (x.b, all of (x.e != red, not x.b))"}
"""
    never = "  - {id: c, never: x.b and x.e != red, because: So.}\n"
    of = book(tmp_path, gate("first", "one: x.b -> yes"), facts=facts, constraints=never)
    found = flips(asked(of, d=0), None, 4)
    assert found.decided
    assert [[step.fact for step in one.steps] for one in found.flips] == [
        ["x.b", "x.d"],
        ["x.e", "x.d"],
    ]
