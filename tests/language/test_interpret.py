"""What conditions mean: Kleene's logic over exact numbers, and records with gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

import pytest

from engine.language import types
from engine.language.interpret import Kleene, evaluate, truth
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.tree import Expression
from engine.language.values import Record, Value

NUMBER = types.Numeric()
SCOPE = Scope(
    {
        "a.t": types.Boolean(), "a.f": types.Boolean(), "a.u": types.Boolean(),
        "a.x": NUMBER, "a.y": NUMBER, "a.kind": types.Enumeration(("red", "blue")),
        "a.tags": types.SetOf(("red", "blue")), "a.name": types.Text(), "a.day": types.Day(),
        "a.rows": types.Records(
            {"year": types.Numeric(integer=True), "size": NUMBER, "good": types.Boolean()}, "year"
        ),
    },
    {"third": Fraction(1, 3), "nil": Fraction(0)},
    statuses=True,
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """Facts given in Python; `a.t` is true, `a.f` false, and `a.u` open."""

    values: Mapping[str, Value] = field(default_factory=dict)
    declines: frozenset[str] = frozenset()
    as_of: date | None = None

    def value(self, fact: str) -> Value | None:
        return {"a.t": True, "a.f": False, **self.values}.get(fact)

    def declined(self, fact: str) -> bool:
        return fact in self.declines

    def disputed(self, fact: str) -> bool:
        return False

    def threshold(self, name: str) -> Fraction:
        return SCOPE.thresholds[name]

    def key(self, fact: str) -> str | None:
        return "year"


def read(text: str) -> Expression:
    resolved = resolve(parse(text), SCOPE)
    assert resolved.problems == (), text
    return resolved.tree


def test_a_text_is_read_letter_by_letter() -> None:
    """Capitals count; an accent belongs to its letter, as texts are in NFC."""
    assert holds('a.name starts with "St."', name="St. Elm") is True
    assert holds('a.name starts with "st."', name="St. Elm") is False
    assert holds('a.name contains ". E" and a.name ends with "lm"', name="St. Elm") is True
    assert holds('a.name contains "e"', name="\u00e9") is False
    assert holds('not a.name contains "x"') is None


def holds(text: str, **values: Value) -> Kleene:
    """The truth of a text, given facts of group `a`."""
    return truth(read(text), Known({f"a.{name}": value for name, value in values.items()}))


def result(text: str, *rows: Record) -> Value | None:
    """The value of a text over some records."""
    return evaluate(read(text), Known({"a.rows": rows}))


def row(
    year: int | None, size: str | int | Fraction | None = None, good: bool | None = None
) -> Record:
    """A record; what is None was left out."""
    number = None if size is None else Fraction(size)
    given = {"year": None if year is None else Fraction(year), "size": number, "good": good}
    return {name: value for name, value in given.items() if value is not None}


T, F, U = "a.t", "a.f", "a.u"


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, True, True), (T, F, False, True), (T, U, None, True),
        (F, T, False, True), (F, F, False, False), (F, U, False, None),
        (U, T, None, True), (U, F, False, None), (U, U, None, None),
    ],
)  # fmt: skip
def test_and_and_or_are_kleenes(left: str, right: str, both: Kleene, either: Kleene) -> None:
    """An unknown part leaves the whole unknown, unless the other part settles it."""
    assert holds(f"{left} and {right}") is both
    assert holds(f"{left} or {right}") is either


def test_not_turns_what_is_known() -> None:
    """The opposite of unknown is unknown."""
    assert [holds(f"not {part}") for part in (T, F, U)] == [False, True, None]


@pytest.mark.parametrize(
    ("text", "truth_"),
    [
        ("any of (a.f, a.u)", None), ("any of (a.t, a.u)", True), ("any of (a.f, a.f)", False),
        ("all of (a.t, a.u)", None), ("all of (a.f, a.u)", False), ("all of (a.t, a.t)", True),
        ("none of (a.f, a.u)", None), ("none of (a.t, a.u)", False), ("none of (a.f)", True),
        ("at least 2 of (a.t, a.t, a.u)", True), ("at least 2 of (a.t, a.u)", None),
        ("at least 2 of (a.t, a.f)", False), ("at least 0 of (a.u)", True),
        ("exactly 1 of (a.t, a.f)", True), ("exactly 1 of (a.t, a.u)", None),
        ("exactly 1 of (a.t, a.t, a.u)", False), ("exactly 2 of (a.t, a.u, a.f)", None),
        ("exactly 0 of (a.f, a.u)", None),
    ],
)  # fmt: skip
def test_counting_words_are_bounded_by_what_is_known(text: str, truth_: Kleene) -> None:
    """A count is decided as soon as the unknown parts can no longer change it."""
    assert holds(text) is truth_


@pytest.mark.parametrize(
    ("text", "truth_"),
    [
        ("number of (a.t, a.u) >= 1", True), ("number of (a.t, a.u) >= 2", None),
        ("number of (a.t, a.u) > 2", False), ("number of (a.t, a.u) < 1", False),
        ("number of (a.t, a.u) <= 2", True), ("number of (a.t, a.u) = 0", False),
        ("number of (a.t, a.u) = 1", None), ("number of (a.t, a.f) = 1", True),
        ("number of (a.t, a.u) != 0", True), ("number of (a.t, a.u) != 1", None),
        ("2 >= number of (a.t, a.u)", True), ("number of (a.t) >= number of (a.f, a.u)", True),
        ("number of (a.u) >= number of (a.t)", None), ("number of (a.t, a.u) >= a.x", None),
        ("number of (a.t, a.u) + 1 >= 1", None),
    ],
)  # fmt: skip
def test_the_number_of_conditions_is_known_within_bounds(text: str, truth_: Kleene) -> None:
    """Compared directly, a number of conditions counts for what it is at least and at most."""
    assert holds(text) is truth_


@pytest.mark.parametrize(
    "text",
    [
        "0.1 + 0.2 >= 0.3", "0.1 + 0.2 = 0.3", "4 / 12 >= 1/3", "4 / 12 <= third",
        "0.1 * 3 = 0.3", "1 - 0.9 = 0.1", "-(1 - 2) = 1", "a.x / 3 * 3 = a.x", "2 / 3 > 0.666666",
        "a.x - 0.1 - 0.1 - 0.1 = 0", "100 * 1.15 = 115",
    ],
)  # fmt: skip
def test_arithmetic_is_exact(text: str) -> None:
    """No rounding at any boundary."""
    assert holds(text, x=Fraction(3, 10)) is True


@pytest.mark.parametrize("text", ["1 / a.x > 0", "1 / nil > 0", "a.y > 0", "a.x + a.y > 0"])
def test_what_has_no_value_is_unknown(text: str) -> None:
    """Division by zero is unknown, and so is everything made from an open fact."""
    assert holds(text, x=Fraction(0)) is None


@pytest.mark.parametrize(
    ("text", "truth_"),
    [
        ("a.kind in [red]", True), ("a.kind not in [red]", False), ("a.kind in []", False),
        ("a.kind = blue", False), ("a.tags has any of [red, blue]", True),
        ("a.tags has any of []", False), ("a.tags is empty", False), ('a.name = "x"', True),
        ("a.x in [third]", True), ("a.t is known", True), ("a.u is known", False),
        ("a.u was declined", False), ("a.x + a.y is known", False),
        ("if a.u then a.t else true", True), ("if a.u then a.t else a.f", None),
        ("if a.f then a.u else a.t", True),
    ],
)  # fmt: skip
def test_words_sets_and_choices(text: str, truth_: Kleene) -> None:
    """`is known` is never unknown; a choice needs its condition only where it matters."""
    tags = frozenset({"blue"})
    assert holds(text, kind="red", tags=tags, name="x", x=Fraction(1, 3)) is truth_


@pytest.mark.parametrize("text", ["a.kind in [red]", "a.tags has any of [red]", "a.tags is empty"])
def test_an_open_fact_leaves_its_condition_unknown(text: str) -> None:
    """Also where no value could make it true."""
    assert holds(text) is None


def test_declining_is_not_knowing() -> None:
    """A dodged question leaves the fact open."""
    facts = Known(declines=frozenset({"a.u"}))
    assert truth(read("a.u was declined and not (a.u is known)"), facts) is True


ROWS = (row(2020, 4, True), row(2022, "0.5", False), row(2021, 3, True))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(a.rows)", 3), ("count(a.rows where good)", 2), ("sum(a.rows.size)", "7.5"),
        ("min(a.rows.size)", "0.5"), ("max(a.rows.size)", 4), ("mean(a.rows.size)", "2.5"),
        ("median(a.rows.size)", 3), ("median(size in a.rows where good)", "3.5"),
        ("sum(size * 2 in a.rows)", 15), ("share(good in a.rows)", "2/3"),
        ("share(size > 3 in a.rows where good)", "1/2"),
        ("sum(size in newest 2 of a.rows)", "3.5"), ("sum(size in oldest 2 of a.rows)", 7),
        ("sum(size in newest 9 of a.rows)", "7.5"),
        ("max(year in newest 1 of a.rows where good)", 2021),
        ("count(unbroken run of a.rows while size < 4)", 2),
        ("count(unbroken run of a.rows while good)", 0),
    ],
)  # fmt: skip
def test_aggregates_over_records(text: str, value: str | int) -> None:
    """Counted, summed and ordered by the key, whatever the order in the file."""
    assert result(text, *ROWS) == Fraction(value)
    assert result(text, *reversed(ROWS)) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(a.rows)", 0), ("sum(a.rows.size)", 0), ("min(a.rows.size)", None),
        ("max(a.rows.size)", None), ("mean(a.rows.size)", None), ("median(a.rows.size)", None),
        ("share(good in a.rows)", None), ("count(unbroken run of a.rows while good)", 0),
        ("sum(size in newest 2 of a.rows)", 0),
    ],
)  # fmt: skip
def test_no_records_count_as_none(text: str, value: int | None) -> None:
    """Nothing can be counted and summed; it has no share, no middle and no end."""
    assert result(text) == value
    assert evaluate(read(text), Known()) is None, "not even a list is known"


@pytest.mark.parametrize(
    "text",
    [
        "sum(a.rows.size)", "mean(a.rows.size)", "share(good in a.rows)",
        "count(a.rows where good)", "sum(size in newest 1 of a.rows where size > 0)",
        "count(unbroken run of a.rows while size > 0)",
    ],
)  # fmt: skip
def test_a_field_left_out_leaves_its_aggregate_unknown(text: str) -> None:
    """Only those aggregates that need the field, though."""
    assert result(text, row(2020, 4, True), row(2021)) is None
    assert result("count(a.rows)", row(2020), row(2021)) == 2


@pytest.mark.parametrize(
    "text", ["sum(size in newest 1 of a.rows)", "count(unbroken run of a.rows while true)"]
)
def test_records_without_a_key_have_no_order(text: str) -> None:
    """The newest of some is unknown while one may be newer."""
    assert result(text, row(2020, 4), row(None, 5)) is None


def test_a_run_ends_at_a_missing_year() -> None:
    """A year that nobody reported may have broken it."""
    assert result("count(unbroken run of a.rows while good)",
                  row(2024, 1, True), row(2023, 1, True), row(2021, 1, True)) == 2  # fmt: skip


def test_a_run_passes_over_records_that_are_not_meant() -> None:
    """At its newest end they leave no trace; further back they leave a gap."""
    text = "count(unbroken run of a.rows where size > 0 while good)"
    newest = row(2024, 0), row(2023, 1, True), row(2022, 1, True), row(2021, 1, False)
    assert result(text, *newest) == 2
    assert result(text, row(2024, 1, True), row(2023, 0, True), row(2022, 1, True)) == 1
    assert result(text, row(2024, None, True), row(2023, 1, True)) is None


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([row(2020, 1), row(2021, 1), row(2022, 2)], 2),
        ([row(2020, None, True), row(2021, None, True)], 2),
        ([row(2020, None, True), row(2020, None, True)], 1),
        ([row(2020, None, True), row(2020, 1, True)], 2),
        ([row(2020, 1, False), row(2021, 2, True)], 1),
        ([row(2020, 1)], None),
        ([], 0),
    ],
)
def test_distinct_counts_values_and_records_without_one_by_their_fields(
    rows: list[Record], count: int | None
) -> None:
    """Where the condition is about a field that is left out, the count is unknown."""
    counted = [one if "good" in one else {**one, "good": True} for one in rows]
    given = counted if count is not None else rows
    assert result("count(distinct size in a.rows where good)", *given) == count


def test_a_run_needs_nothing_beyond_its_end() -> None:
    """What comes before the break may stay unknown."""
    assert result("count(unbroken run of a.rows while good)",
                  row(2024, 1, True), row(2023, 1, False), row(2022, 1)) == 1  # fmt: skip


def test_an_unknown_record_is_skipped_where_the_rest_decides() -> None:
    """`where` settles on the parts of a condition that are known."""
    assert result("count(a.rows where good and size > 3)", row(2020, None, False)) == 0
