"""The calendar: in Python beside counting on day by day, in logic beside Python."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.language.calendar import elapsed, shifted
from engine.language.tree import Unit
from engine.solve import calendar, logic
from engine.solve.calendar import Calendar
from engine.solve.logic import TRUE, Term, both, negation, same
from engine.solve.oracle import Oracle
from engine.solve.terms import Quantity
from tests.search import trials

MONTHS: dict[Unit, int] = {"month": 1, "year": 12}
ends = st.builds(
    lambda year, month: date(year, month, monthrange(year, month)[1]),
    st.sampled_from([1, 1899, 1900, 2000, 2023, 2024, 9999]), st.integers(1, 12),
)  # fmt: skip
days = st.one_of(
    st.dates(), ends, st.dates(date(2023, 12, 25), date(2024, 3, 5)),
    st.sampled_from([date.min, date.max, date(2024, 2, 29), date(1900, 2, 28), date(2000, 2, 29)]),
)  # fmt: skip
units: st.SearchStrategy[Unit] = st.sampled_from(["month", "year"])
counts = st.one_of(st.integers(-30, 30), st.integers(-130_000, 130_000))


def on(day: date, months: int) -> date | None:
    """So many months on, found by going back from the end of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    for place in range(day.day, 0, -1):
        try:
            return date(year, month + 1, place)
        except ValueError:
            continue
    raise AssertionError(day)


@settings(max_examples=trials(50))
@given(days, counts, units)
@example(date(2024, 1, 31), 1, "month")
@example(date(2024, 2, 29), 1, "year")
@example(date(9999, 12, 31), 1, "month")
def test_months_on_are_the_same_day_or_the_last(day: date, count: int, unit: Unit) -> None:
    assert shifted(day, count, unit) == on(day, count * MONTHS[unit])


@settings(max_examples=trials(50))
@given(days, days, units)
@example(date(2024, 1, 31), date(2024, 2, 29), "month")
@example(date(2024, 1, 31), date(2024, 2, 28), "month")
@example(date(2024, 2, 29), date(2025, 2, 28), "year")
def test_what_has_passed_is_the_most_that_fits(start: date, end: date, unit: Unit) -> None:
    """So many on is no later, one more is; mirrored where the end is earlier."""
    found = elapsed(unit, start, end)
    assert elapsed(unit, end, start) == -found
    first, last = min(start, end), max(start, end)
    assert (on(first, abs(found) * MONTHS[unit]) or date.max) <= last
    more = on(first, (abs(found) + 1) * MONTHS[unit])
    assert more is None or more > last


@given(days, st.integers(-4_000_000, 4_000_000))
def test_days_are_counted_one_by_one(day: date, count: int) -> None:
    found = shifted(day, count, "day")
    if found is None:
        assert not 1 <= day.toordinal() + count <= date.max.toordinal()
    else:
        assert elapsed("day", day, found) == count and found - day == timedelta(count)


@settings(max_examples=trials(50), deadline=None)
@given(days, days, counts)
def test_a_comparison_turns_at_one_day(start: date, end: date, count: int) -> None:
    """The latest start for an end, and whether so many months have passed, either side known."""
    latest = calendar.latest_start(end, count)
    for day in (start, *around(latest)):
        landed = on(day, count)
        if landed is not None:
            assert (landed <= end) is (latest is not None and day <= latest)
    known, landed = number(start.toordinal()), on(start, count)
    assert calendar.lands(known, count) is logic.truth(landed is not None)
    assert landed is None or calendar.lands_from(known, count, end.toordinal()) is logic.truth(
        landed >= end
    )


def around(day: date | None) -> Iterator[date]:
    for step in (-1, 0, 1):
        found = shifted(day, step, "day") if day is not None else None
        if found is not None:
            yield found


def number(of: int) -> Term:
    return logic.constant(of)


@settings(max_examples=trials(4), deadline=None)
@given(days, days, counts)
@example(date(2024, 1, 31), date(2024, 2, 29), 1)
@example(date(2023, 2, 28), date(2020, 2, 29), -36)
def test_open_dates_are_reckoned_with_alike(start: date, end: date, count: int) -> None:
    """Terms over variables that are pinned: they have the values that Python finds, and no other.

    Each of the dates open, or one of them known.
    """
    first, last, more = (logic.integer(name) for name in ("first", "last", "more"))
    pinned = [same(first, start.toordinal()), same(last, end.toordinal()), same(more, count)]
    few, known = count % 40 - 20, number(end.toordinal())
    found = Calendar([])
    moved = found.months_on(Quantity(first), Quantity(more))
    landed = on(start, count)
    told = [
        same(found.months_between(first, last, 1), elapsed("month", start, end)),
        same(found.months_between(known, first, 12), elapsed("year", end, start)),
        same(moved.defined, logic.truth(landed is not None)),
        same(moved.term, landed.toordinal()) if landed is not None else TRUE,
        same(found.months_on(Quantity(known), Quantity(number(few))).defined,
             logic.truth(on(end, few) is not None)),
    ]  # fmt: skip
    for one, other in ((first, last), (first, known), (known, first)):
        days = (end if term in (last, known) else start for term in (one, other))
        passed = found.have_passed(Quantity(one), Quantity(other), few)
        told.append(same(passed, logic.truth(elapsed("month", *days) >= few)))
    solver = Oracle([*pinned, *found.definitions])
    assert solver.ask(both(*told)) is True
    assert solver.ask(negation(both(*told))) is False


@pytest.mark.parametrize("months", [1, 6, 12, 1200])
def test_what_never_happens_is_proved(months: int) -> None:
    """Months on and months passed are two sides of one thing, and never far from days."""
    first, last = logic.integer("first"), logic.integer("last")
    ranges = [first >= 1, first <= date.max.toordinal(), last >= 1, last <= date.max.toordinal()]
    start, end = Quantity(first), Quantity(last)
    found = Calendar(ranges)
    moved = found.months_on(start, Quantity(number(months)))
    passed = found.have_passed(start, end, months)
    between = found.months_between(first, last, 1)
    solver = Oracle(ranges)
    assert solver.ask(passed, both(moved.defined, moved.term > last)) is False
    assert solver.ask(negation(passed), both(moved.defined, moved.term <= last)) is False
    assert solver.ask(between < months, last >= first + 31 * months) is False
    assert solver.ask(moved.defined, moved.term < first + 28 * months) is False
    assert solver.ask(moved.defined, moved.term > first + 31 * months) is False


def test_dates_outside_of_the_calendar_rule_nothing_out() -> None:
    """What defines the parts of a date can be met even where there is no such date."""
    first = logic.integer("first")
    found = Calendar([])
    found.months_on(Quantity(first), Quantity(number(1)))
    solver = Oracle(found.definitions)
    for day in (-5, 0, 1, date.max.toordinal(), date.max.toordinal() + 1):
        assert solver.ask(same(first, day)) is True
