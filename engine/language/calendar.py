"""Days, months and years of the calendar: how many have passed, and which day is so many on.

A month on is the same day of the next month, or the last day of that month where it is shorter.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import assert_never

from .tree import Unit

LAST = date.max.toordinal()
MONTHS = {"month": 1, "year": 12}
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> date | None:
    """The day that a text says as YYYY-MM-DD; other forms of ISO 8601 are none of ours."""
    try:
        return date.fromisoformat(text) if WRITTEN.fullmatch(text) else None
    except ValueError:
        return None


def why_no_day(text: str) -> str:
    """What to do about a text that says no day."""
    return "there is no such day" if WRITTEN.fullmatch(text) else "write it as YYYY-MM-DD"


def is_no_day(text: str) -> bool:
    """Whether a text is written as a day that the calendar does not have."""
    return WRITTEN.fullmatch(text) is not None and day_of(text) is None


def elapsed(unit: Unit, start: date, end: date) -> int:
    """How many whole days, months or years have passed; negative where `end` is earlier."""
    match unit:
        case "day":
            return (end - start).days
        case "month" | "year":
            if end < start:
                return -elapsed(unit, end, start)
            return _months(start, end) // MONTHS[unit]
        case _:
            assert_never(unit)


def _months(start: date, end: date) -> int:
    """The most months that can be added to `start` without passing `end`, which is no earlier."""
    full = start.day <= end.day or end.day == _length(end.year, end.month)
    return index(end) - index(start) - (0 if full else 1)


def shifted(day: date, count: int, unit: Unit) -> date | None:
    """The day so many days, months or years on; None outside of the years 1 to 9999."""
    if unit == "day":
        ordinal = day.toordinal() + count
        return date.fromordinal(ordinal) if 1 <= ordinal <= LAST else None
    year, month = divmod(index(day) + count * MONTHS[unit], 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def index(day: date) -> int:
    """The number of a month, counted from January of the year 0."""
    return day.year * 12 + day.month - 1


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
