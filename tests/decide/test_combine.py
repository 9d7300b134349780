"""Voices on one fact: what they come to, by the way the vocabulary combines them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from engine.case.testimony.combine import combine
from engine.case.testimony.statement import Contested, Statement
from engine.language import types
from engine.language.values import Value
from engine.rulebook.kinds.spelling import Ways
from engine.rulebook.model import Fact

WORDS = types.Enumeration(("never", "sometimes", "always"))


def fact(kind: types.Type, way: Ways, assume: str | None = None) -> Fact:
    return Fact("t.f", "any", kind, "?", combine=way, assume=assume)


def said(who: str, value: Value, firsthand: bool = True) -> Statement:
    return Statement("t.f", value, "known", who, firsthand=firsthand)


def come_to(of: Fact, *told: Statement) -> tuple[Value | None, list[Value]]:
    found = combine(of, told, frozenset())
    return found.value, [one.value for one in found.choices]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # one firsthand no decides
        ([said("A", True), said("B", False)], (False, [])),
        # a hearsay no against a firsthand yes does not
        ([said("A", True), said("B", False, firsthand=False)], (None, [False, True])),
        ([said("A", True, firsthand=False), said("B", False, firsthand=False)], (False, [])),
        ([said("A", True), said("B", True)], (True, [])),
    ],
)
def test_all_have_to_say_yes(told: list[Statement], expected: Any) -> None:
    assert come_to(fact(types.Boolean(), "all"), *told) == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # each value but the assumed one is a sighting, and sightings may differ
        ([said("A", "never"), said("B", "always")], ("always", [])),
        ([said("A", "sometimes"), said("B", "always")], (None, ["sometimes", "always"])),
        (
            [said("A", "never"), said("B", "always", firsthand=False)],
            (None, ["always", "never"]),
        ),
        ([said("A", "always"), said("B", "sometimes", firsthand=False)], ("always", [])),
    ],
)
def test_a_listed_sighting_is_any_value_but_the_assumed(
    told: list[Statement], expected: Any
) -> None:
    assert come_to(fact(WORDS, "any", assume="never"), *told) == expected


def test_sets_are_united_and_hearsay_that_adds_to_them_is_contested() -> None:
    words = fact(types.SetOf(("a", "b", "c")), "agree")
    first, other = frozenset("a"), frozenset("b")
    any_words = fact(types.SetOf(("a", "b", "c")), "any")
    assert come_to(any_words, said("A", first), said("B", other)) == (first | other, [])
    assert come_to(any_words, said("A", first), said("B", other, firsthand=False)) == (
        None,
        [first, first | other],
    )
    assert come_to(words, said("A", first), said("B", other, firsthand=False)) == (first, [])


@pytest.mark.parametrize("way", ["agree", "any", "all"])
def test_numbers_and_days_agree_or_are_a_range_whatever_the_way(way: Ways) -> None:
    number = fact(types.Numeric(True, Fraction(0), Fraction(9)), way)
    numbers = [said("A", Fraction(5)), said("B", Fraction(2)), said("C", Fraction(3))]
    day = fact(types.Day(), way)
    days = [said("A", date(2026, 5, 1)), said("B", date(2026, 1, 5))]
    assert Contested("t.f", combine(number, numbers, ()).choices).ends == (Fraction(2), Fraction(5))
    assert Contested("t.f", combine(day, days, ()).choices).ends == (
        date(2026, 1, 5),
        date(2026, 5, 1),
    )
