"""A value is spelled in one place: in the rule language, as JSON, in words; and read exactly."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.language import types, values
from engine.language.values import RESERVED, Record, Value

DAY = date(2026, 11, 1)
RECORDS: tuple[Record, ...] = (
    {"year": Fraction(2020), "share": Fraction(1, 8), "on": DAY, "gone": None},
)
SPELLINGS: tuple[tuple[Value, str, str, Any, str], ...] = (
    (True, "true", "true", True, "yes"),
    (Fraction(1, 3), "1/3", "1/3", 0.333333, "0.3333"),
    (Fraction(-5, 4), "-1.25", "-1.25", -1.25, "-1.25"),
    (Fraction(12), "12", "12", 12, "12"),
    ("two_words", "two_words", "two_words", "two_words", "two words"),
    ("2 weeks", '"2 weeks"', "2 weeks", "2 weeks", "2 weeks"),
    (DAY, '"2026-11-01"', "2026-11-01", "2026-11-01", "2026-11-01"),
    (frozenset({"b_c", "a"}), "[a, b_c]", "[a, b_c]", ["a", "b_c"], "a, b c"),
    (frozenset(), "[]", "[]", [], "none"),
    (
        RECORDS,
        "1 record",
        "1 record",
        [{"year": 2020, "share": 0.125, "on": "2026-11-01", "gone": None}],
        "1 record",
    ),
)  # value, in a rule, bare, as JSON, said


@pytest.mark.parametrize(
    ("value", "rule", "bare", "json", "said"), SPELLINGS, ids=(str(place) for place in count())
)
def test_every_kind_of_value_has_its_spellings(
    value: Value, rule: str, bare: str, json: Any, said: str
) -> None:
    """One line for each kind; what a person is told of a word is without its underscores."""
    assert values.written(value) == rule
    assert values.bare(value) == bare
    assert values.as_json(value) == json
    assert values.say(value, "enumeration") == said


def test_what_is_open_is_said_too() -> None:
    """An open number is called one."""
    assert values.as_json(None) is None
    assert values.say(None, "share") == "an unknown number"
    assert values.say(None, "boolean") == "unknown"


def test_free_text_is_quoted_and_keeps_its_underscores() -> None:
    assert values.written("a_b", free=True) == values.bare("a_b", free=True) == '"a_b"'
    assert values.say("a_b", "text") == "a_b"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_words_of_the_language_are_quoted_as_values(word: str) -> None:
    assert values.written(word) == f'"{word}"'


def test_shares_are_percentages() -> None:
    """One decimal where a whole number would mislead."""
    assert values.say(Fraction(1, 2), "share") == "50 %"
    assert values.say(Fraction(1, 3), "share") == "33.3 %"


def test_a_fact_file_gets_more_digits_than_a_decision() -> None:
    third = Fraction(1, 3)
    assert (values.as_json(third), values.as_fact(third)) == (0.333333, 1 / 3)
    assert values.as_fact(RECORDS[:1])[0]["share"] == 0.125


@given(st.fractions())
def test_a_number_is_read_as_it_is_written(value: Fraction) -> None:
    """Whatever its length, without loss."""
    assert values.read_number(values.number(value)) == value
    assert values.exact(value) == value


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 14))
def test_a_rounded_number_keeps_its_decimal_places(raw: Decimal, places: int) -> None:
    """Stated again, it is seen to be rounded as it was."""
    value = values.exact(raw)
    assert value == Fraction(raw)
    assert value is not None
    given_again = values.as_given(value, places)
    assert value.denominator == 1 or values.decimals(given_again) == places


def test_what_is_no_number_is_none() -> None:
    nothing: tuple[Any, ...] = (True, "3", None, float("nan"), Decimal("Infinity"), [])
    assert [values.exact(raw) for raw in nothing] == [None] * len(nothing)


NUMBERS = (
    st.fractions()
    | st.decimals(allow_nan=False, allow_infinity=False).map(Fraction)
    | st.builds(lambda one, two: one + Fraction(1, 10**two), st.integers(0, 9), st.integers(1, 60))
)


@given(NUMBERS)
def test_a_number_in_words_is_near_and_never_looks_whole_when_it_is_not(value: Fraction) -> None:
    """Not even a share: 29.99 % is not 30 %. Nothing but 0 reads as 0."""
    for said, right in (
        (values.amount(value), value),
        (values.percentage(value).removesuffix(" %"), value * 100),
        (values.rounded(value), value),
    ):
        near = Fraction(said)
        assert abs(near - right) * 200 <= abs(right)
        if abs(right) < 10**15:
            assert (near.denominator == 1) is (right.denominator == 1)


@given(NUMBERS, NUMBERS, st.sampled_from(["share", "number"]))
def test_two_numbers_side_by_side_show_which_is_larger(
    one: Fraction, two: Fraction, kind: str
) -> None:
    for left, right in ((one, two), (one, one), (one, one + (two - one) / 10**9)):
        shown = [Fraction(text.removesuffix(" %")) for text in values.apart(left, right, kind)]
        assert (shown[0] < shown[1], shown[0] == shown[1]) == (left < right, left == right)


@given(NUMBERS)
def test_a_number_of_json_is_near_and_never_looks_whole_when_it_is_not(value: Fraction) -> None:
    told = Fraction(json.dumps(values.as_json(value)))
    assert abs(told - value) <= max(Fraction(1, 10**6), abs(value) / 10**14)
    if 10**9 > abs(value) > Fraction(1, 10**300) and abs(value - round(value)) > 10**-5:
        assert (told.denominator == 1) is (value.denominator == 1)


def test_every_type_has_words() -> None:
    """A type that is added is described in messages, or noticed here."""
    assert {*types.type_names} == {*get_args(types.Type)}


@given(NUMBERS, NUMBERS, st.sampled_from(["share", "number"]))
def test_the_ends_of_a_range_leave_nothing_of_it_out(
    one: Fraction, two: Fraction, kind: str
) -> None:
    low, high = sorted((one, two))
    scale = 100 if kind == "share" else 1
    told = [Fraction(text.removesuffix(" %")) for text in values.ends(low, high, kind)]
    assert told[0] <= low * scale <= high * scale <= told[1]
