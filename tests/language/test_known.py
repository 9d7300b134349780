"""Aggregates over what is known: records whose value is open are skipped, and that is asking."""

from __future__ import annotations

from fractions import Fraction

import pytest

from engine.language import tree as t
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.show import show
from engine.language.traverse import asked_in
from engine.language.values import Record
from tests.language.test_interpret import SCOPE, read, result, row
from tests.language.test_show import EXAMPLES

GAPS = (row(2020, 4, True), row(2021, None, True), row(2022, 1), row(2023, 3, False))
SIZE, ROWS = t.Name("size"), t.Selection("r")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum(known a.rows.size)", 8), ("mean(known a.rows.size)", "8/3"),
        ("min(known a.rows.size)", 1), ("max(known a.rows.size)", 4),
        ("median(known a.rows.size)", 3), ("count(known size in a.rows)", 3),
        ("count(known good in newest 3 of a.rows)", 2), ("share(known good in a.rows)", "2/3"),
        ("sum(known size in newest 3 of a.rows)", 4), ("sum(known size in oldest 1 of a.rows)", 4),
        ("mean(known size / (size - 1) in a.rows)", "17/12"),
        ("count(distinct known size > 2 in a.rows)", 2), ("share(known not good in a.rows)", "1/3"),
        ("sum(known size in a.rows where year > 2020)", 4),
        ("sum(known size in a.rows where good is known and good)", 4),
        ("share(known size > 2 in a.rows where size is known)", "2/3"),
    ],
)  # fmt: skip
def test_records_whose_value_is_open_are_skipped(text: str, value: str | int) -> None:
    """The newest are taken first and then those of them that are known."""
    assert result(text, *GAPS) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "rows", "value"),
    [
        ("sum(known a.rows.size)", [row(2020)], 0), ("mean(known a.rows.size)", [row(2020)], None),
        ("max(known a.rows.size)", [], None), ("share(known good in a.rows)", [row(2020)], None),
        ("count(known good in a.rows)", [row(2020)], 0),
        ("sum(known size in a.rows where good)", [row(2020, 1, True), row(2021)], 1),
        ("sum(known size in a.rows where good)", [row(2020, 1, True), row(2021, 2)], None),
        ("sum(known size in newest 1 of a.rows where good)", [row(2020, 1, True), row(2021)], None),
    ],
)  # fmt: skip
def test_what_is_skipped_leaves_nothing_open_but_the_place_of_others(
    text: str, rows: list[Record], value: int | None
) -> None:
    """Whether a skipped record is chosen does not matter, unless a place depends on it."""
    assert result(text, *rows) == value


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("sum(known g.r.size)", t.Aggregate("sum", SIZE, t.Selection("g.r"), True)),
        ("sum(known in r)", t.Aggregate("sum", t.Name("known"), ROWS)),
        ("share(known and x in r)", t.ShareOf(t.And((t.Name("known"), t.Name("x"))), ROWS)),
        ("share(known not in [2] in r)", t.ShareOf(
            t.Member(t.Name("known"), (t.Number(Fraction(2)),), True), ROWS)),
        ("share(known known in r)", t.ShareOf(t.Name("known"), ROWS, True)),
        ("share(known not x in r)", t.ShareOf(t.Not(t.Name("x")), ROWS, True)),
        ("sum(known (-size) in r)", t.Aggregate("sum", t.Negative(SIZE), ROWS, True)),
        ("sum(known -size in r)",
         t.Aggregate("sum", t.Arithmetic("-", t.Name("known"), SIZE), ROWS)),
        ("sum(known inside in r)", t.Aggregate("sum", t.Name("inside"), ROWS, True)),
        ("count(known x in r)", t.Aggregate("count", t.Name("x"), ROWS, True)),
        ("count(known)", t.Aggregate("count", None, t.Selection("known"))),
        ("count(distinct known x in r)", t.Aggregate("distinct", t.Name("x"), ROWS, True)),
        ("count(distinct known in r)", t.Aggregate("distinct", t.Name("known"), ROWS)),
    ],
)  # fmt: skip
def test_a_field_may_still_be_called_known(text: str, tree: t.Expression) -> None:
    assert parse(text) == tree
    assert parse(show(tree)) == tree


@pytest.mark.parametrize(
    "text",
    [
        "sum(known a.rows.size) > 1",
        "count(known good in a.rows) > 1",
        "share(known good in a.rows) = 1",
    ],
)
def test_it_is_refused_where_nothing_may_ask_what_is_known(text: str) -> None:
    """In the words of `is known`, for the same reason; and so learning cannot turn a gate."""
    scope = Scope(SCOPE.facts, SCOPE.thresholds)
    (found,) = resolve(parse(text), scope).problems
    (same,) = resolve(parse("a.x is known"), scope).problems
    assert (found.entry, found.message, found.help) == (same.entry, same.message, same.help)
    assert found.at.end == text.index(")") + 1
    assert asked_in(read(text)) and not asked_in(read(text.replace("known ", "").replace(
        "count(good in a.rows)", "count(a.rows)")))  # fmt: skip


def test_what_asks_is_told_apart_from_what_does_not() -> None:
    """Equal but for `known`, two aggregates are two; each prints as it is."""
    text, tree = EXAMPLES[t.Aggregate]
    assert isinstance(tree, t.Aggregate)
    known = t.Aggregate(tree.function, tree.value, tree.records, known=True)
    assert known != tree and show(known) == text.replace("(size", "(known size")
