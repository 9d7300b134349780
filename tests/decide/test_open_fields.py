"""Lists that lack fields: which fields are asked for, and what the rest leaves of a number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decide.decision import Decision, OpenField
from engine.diagnostics.invalid import Invalid
from engine.present.text import beside_question
from tests.domain.program import rulebook
from tests.search import trials

KNOWN = {
    "program": {"has_imgs": True, "has_us_graduates": True},
    "applicant": {"visa_need": "none"},
    "evidence": {"img_informants": 2},
}


def one_open(counts: list[int | None]) -> bool:
    return counts.count(None) == 1


def intake(*counts: int | None, size: int = 10) -> list[dict[str, int]]:
    """Classes, the newest last; None where it is not known how many of them are IMGs."""
    return [
        {"match_year": 2021 + place, "class_size": size}
        | ({} if some is None else {"img_count": some})
        for place, some in enumerate(counts)
    ]


def with_intake(*counts: int | None, size: int = 10) -> Decision:
    return rulebook().evaluate({**KNOWN, "history": {"intake": intake(*counts, size=size)}})


def asked(decision: Decision) -> dict[str, tuple[OpenField, ...]]:
    return {one.fact: one.fields for one in decision.missing if one.fields}


def test_the_field_of_the_record_is_asked_for_not_the_list_again() -> None:
    decision = with_intake(1, None, 1, 1, 1)
    wanted = OpenField(1, ("match_year", Fraction(2022)), "img_count")
    assert asked(decision) == {"history.intake": (wanted,)}
    one = next(one for one in decision.missing if one.fact == "history.intake")
    assert list(beside_question(one, rulebook().book)) == [
        "Open in what you have: img_count where match_year = 2022."
    ]
    assert one.to_dict()["fields"] == [
        {"record": 1, "key": {"match_year": 2022}, "field": "img_count"}
    ]


def test_a_list_that_is_not_there_is_asked_for_whole() -> None:
    decision = rulebook().evaluate(KNOWN)
    assert "history.intake" in {one.fact for one in decision.missing} and asked(decision) == {}


def test_a_record_that_cannot_change_the_verdict_is_not_asked_about() -> None:
    """Where any of two would do alone, both are told."""
    fields = asked(with_intake(1, None, 1, None, 1))["history.intake"]
    assert [one.record for one in fields] == [1, 3]


@settings(max_examples=trials(4), deadline=None)
@given(st.lists(st.none() | st.integers(0, 3), min_size=3, max_size=5).filter(one_open))
def test_bounds_are_the_lowest_and_the_highest_of_all_ways_to_fill_in(
    counts: list[int | None],
) -> None:
    decision = with_intake(*counts, size=3)
    filled = [one for one in ways(counts) if accepted(one)]
    years = {sum(count > 0 for count in one) for one in filled}
    shares = {Fraction(sum(one), 3 * len(one)) for one in filled}
    for name, found in (("years_with_img", years), ("img_share", shares)):
        told = decision.bounds.get(f"history.{name}")
        assert told is None or told == (min(found), max(found))
    if decision.verdict == "incomplete" and decision.decided_at == "consistent_intake":
        assert decision.bounds


def ways(counts: list[int | None]) -> Iterator[tuple[int, ...]]:
    return product(*(range(4) if some is None else (some,) for some in counts))


def accepted(counts: tuple[int, ...]) -> bool:
    try:
        with_intake(*counts, size=3)
    except Invalid:
        return False
    return True


@pytest.mark.parametrize(
    ("counts", "told"), [((1, None, 1, 1, 1), [4, 5]), ((1, 1, 1, 1, 1), None)]
)
def test_bounds_are_told_where_a_list_is_partly_filled(counts: Any, told: Any) -> None:
    shown = with_intake(*counts).to_dict().get("bounds", {})
    assert shown.get("history.years_with_img") == told
