"""What a flip tells is what a fact file can say: short decimals, and ends that JSON can hold."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from engine.language import types
from engine.prove.space.cell_data import cell_data
from engine.prove.space.cells import Between, Exactly
from engine.prove.space.inquiry import inquire
from engine.prove.space.replay import Replay
from engine.prove.whatif.candidate import Candidate
from tests.prove.books import FACTS, book, gate

LONG = Fraction(10240000000000001, 12800000000000000)
GAP = "  x.gap: {type: number, ask: How far apart?, derive: x.s - x.t}\n"


def test_a_number_of_a_model_becomes_a_short_decimal_with_what_follows_from_it(
    tmp_path: Path,
) -> None:
    found = book(tmp_path, gate("first", "a: x.gap > 0.5 -> yes"), facts=FACTS + GAP)
    replay = Replay(found, found.flows["flow"])
    case = replay.case({"x.t": Fraction(1, 4)})
    assert case is not None
    inquiry = inquire(replay, case, "incomplete")
    facts = {"x.s": LONG, "x.gap": LONG - Fraction(1, 4)}
    long = Candidate(inquiry, "high", frozenset(facts), facts)
    assert long.verdict == "high"
    short = long.rounded()
    assert short.stated == {"x.s": Fraction(4, 5), "x.gap": Fraction(11, 20)}
    assert short.verdict == "high"


def test_a_number_stays_long_where_no_short_one_does(tmp_path: Path) -> None:
    found = book(tmp_path, gate("first", "a: x.s = 1/3 -> yes"))
    replay = Replay(found, found.flows["flow"])
    case = replay.case({})
    assert case is not None
    facts = {"x.s": Fraction(1, 3)}
    told = Candidate(inquire(replay, case, "incomplete"), "high", frozenset(facts), facts)
    assert told.rounded().stated == facts


def test_ends_are_told_as_numbers_that_are_inside() -> None:
    third, two_thirds = Fraction(1, 3), Fraction(2, 3)
    (cell,) = cell_data(types.SHARE, [Between(third, two_thirds)])
    assert (
        Fraction(repr(cell["from"])) >= third > Fraction(repr(cell["from"])) - Fraction(1, 10**15)
    )
    assert (
        Fraction(repr(cell["to"])) <= two_thirds < Fraction(repr(cell["to"])) + Fraction(1, 10**15)
    )
    (cell,) = cell_data(types.SHARE, [Between(Fraction(1, 10), Fraction(1, 2), with_low=False)])
    assert cell == {"from": 0.1, "to": 0.5, "open": ["from"]}


def test_a_single_value_is_told_as_near_as_json_can() -> None:
    assert cell_data(types.SHARE, [Exactly(Fraction(1, 3))]) == [
        {"from": 0.3333333333333333, "to": 0.3333333333333333, "open": []}
    ]
