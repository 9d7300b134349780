"""Dates in logic: a date is its number in the calendar, so that days are differences.

Months need the civil calendar. An open date is taken apart like a number into its digits: the
400 years it is in, the century of these, the four years of that, the year, the month and the
day. Years begin in March here, so that the leap day is the last of its year. The digits are
helpers, variables that are settled by the date; that is far easier to solve than divisions.
Where one of two dates is known, months between them need no digits: they are told by the day
at which they turn.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..language.calendar import LAST, index, shifted
from . import logic
from .logic import Form, Kind, Term, both, either, implies, negation, same
from .terms import Quantity

LENGTHS = (31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28)
"""The days of the months from March on, of a year without a leap day."""
MARCH = 306
"""The first of March of the year 0 is so many days before the first of January of the year 1."""
FIRST_MONTH, LAST_MONTH = index(date.min) - 2, index(date.max) - 2
"""The first and the last month there are, counted from March of the year 0."""


@dataclass(frozen=True, slots=True)
class Civil:
    """A date taken apart: its month from March of the year 0 on, and the day of that.

    `number` is the date; `length` is how many days the month has.
    """

    month: Term
    day: Term
    number: Term
    length: Term


class Calendar:
    """Dates taken apart so far, the helpers that stand for their parts, and what defines these.

    Definitions are among the assumptions. They can be met whatever the dates are, in one way
    where these are in the calendar.
    Those of several encoders in one question are told apart by their `mark`.
    """

    def __init__(self, assumptions: list[Term]) -> None:
        self._assumptions = assumptions
        self.mark = ""
        self.helpers: list[Term] = []
        self.definitions: list[Term] = []
        self._bounded: dict[Hashable, Sequence[Term]] = {}
        self._apart: dict[Hashable, tuple[Sequence[Term], Civil]] = {}
        self._quotients: dict[Hashable, tuple[Term, Term]] = {}

    def months_on(self, day: Quantity, count: Quantity) -> Quantity:
        """So many months on: the same day, or the last of a shorter month."""
        whole, is_whole = self.whole(count.term)
        defined = both(day.defined, count.defined, is_whole)
        if day.term.constant is not None and whole.constant is not None:
            found = shifted(_date(day.term.constant), int(whole.constant), "month")
            number = logic.constant(found.toordinal() if found is not None else 1)
            return Quantity(number, both(defined, logic.truth(found is not None)))
        start = self.apart(day.term)
        to = start.month + whole
        inside = both(to >= FIRST_MONTH, to <= LAST_MONTH)
        landed = self._landed(start, to, inside).number
        self._far(day.term, landed, whole, inside)
        self._far(landed, day.term, -whole, inside)
        return Quantity(landed, both(defined, inside))

    def months_between(self, start: Term, end: Term, of_a_unit: int) -> Term:
        """How many whole units, each of so many months, lie between; below zero if mirrored."""
        later = end >= start
        first, last = self.apart(start), self.apart(end)
        self._far(start, end, _passed(first, last), later, 30)
        self._far(end, start, _passed(last, first), end <= start, 30)
        ahead, back = (
            self._floored(_passed(*pair), of_a_unit) for pair in ((first, last), (last, first))
        )
        return logic.choose(later, ahead, -back)

    def have_passed(self, start: Quantity, end: Quantity, months: int) -> Term:
        """When at least so many months lie between; where both dates are defined.

        They do once `start` and so many months is no later than `end`; less than none if not
        one more the other way round.
        """
        if months <= 0:
            return negation(self.have_passed(end, start, 1 - months))
        if end.term.constant is not None:
            latest = latest_start(_date(end.term.constant), months)
            return logic.FALSE if latest is None else start.term <= latest.toordinal()
        on = self.months_on(Quantity(start.term), Quantity(logic.constant(months)))
        return both(on.defined, on.term <= end.term)

    def _far(self, start: Term, end: Term, months: Term, so: Term, more: int = 0) -> None:
        """Months have 28 to 31 days: this follows, but z3 would be long to find it.

        `end` is so many months and perhaps `more` days after `start`, if `so`.
        """
        key = _key(start), _key(end)
        if key not in self._bounded:
            self._bounded[key] = start, end
            real = both(
                so,
                months >= 0,
                *(day >= 1 for day in (start, end)),
                *(day <= LAST for day in (start, end)),
            )
            told = both(end >= start + 28 * months, end <= start + 31 * months + more)
            self._define(implies(real, told))

    def days_on(self, day: Quantity, count: Quantity) -> Quantity:
        """So many days on."""
        whole, is_whole = self.whole(count.term)
        found = day.term + whole
        inside = both(found >= 1, found <= LAST)
        return Quantity(found, both(day.defined, count.defined, is_whole, inside))

    def whole(self, term: Term) -> tuple[Term, Term]:
        """A number as a whole one, and whether it is one."""
        if term.kind is Kind.INTEGER:
            return term, logic.TRUE
        if term.constant is not None:
            return logic.constant(0), logic.FALSE  # whole constants are of the other kind
        found = self._floored(term, 1)
        return found, same(found, term)

    def _floored(self, number: Term, by: int) -> Term:
        """A number divided by a whole one above zero, rounded down."""
        if number.constant is not None:
            return logic.constant(Fraction(number.constant) // by)
        if by == 1 and number.kind is Kind.INTEGER:
            return number
        key = by, _key(number)
        if key not in self._quotients:
            found = self._named()
            self._quotients[key] = number, found
            self._define(both(by * found <= number, number < by * found + by))
        return self._quotients[key][1]

    def apart(self, day: Term) -> Civil:
        """The parts of a date."""
        if day.constant is not None:
            return _known(_date(day.constant))
        key = _key(day)
        if key not in self._apart:
            found = self._digits()
            inside = both(day >= 1, day <= LAST)
            self._define(implies(inside, same(found.number, day)))
            self._apart[key] = (day,), found
        return self._apart[key][1]

    def _landed(self, start: Civil, to: Term, inside: Term) -> Civil:
        """The day of another month: the same, or the last."""
        key = _key(start.number), _key(to)
        if key not in self._apart:
            found = self._digits()
            day = logic.choose(start.day <= found.length, start.day, found.length)
            landed = both(same(found.month, to), same(found.day, day))
            self._define(implies(inside, landed))
            self._apart[key] = (start.number, to), found
        return self._apart[key][1]

    def _digits(self) -> Civil:
        """A date by its parts, which may still be any."""
        era, century = self._helper(0, 24), self._helper(0, 3)
        four, year = self._helper(0, 24), self._helper(0, 3)
        month, day = self._helper(0, 11), self._helper(1, 31)
        before, length = self._helper(0, 337), self._helper(28, 31)
        leap = both(same(year, 3), either(four < 24, same(century, 3)))
        passed = 0
        for place, days in enumerate(LENGTHS):
            whole = logic.choose(leap, logic.constant(29), logic.constant(28))
            of = logic.constant(days) if days != 28 else whole
            told = both(same(before, passed), same(length, of))
            self._define(implies(same(month, place), told))
            passed += days
        self._define(day <= length)
        years = 146_097 * era + 36_524 * century + 1_461 * four + 365 * year
        months = 4_800 * era + 1_200 * century + 48 * four + 12 * year + month
        return Civil(months, day, years + before + day - MARCH, length)

    def _define(self, term: Term) -> None:
        self.definitions.append(term)
        self._assumptions.append(term)

    def _named(self) -> Term:
        term = logic.integer(f"part {len(self.helpers)} of dates{self.mark}")
        self.helpers.append(term)
        return term

    def _helper(self, low: int, high: int) -> Term:
        term = self._named()
        self._define(both(term >= low, term <= high))
        return term


def _passed(first: Civil, last: Civil) -> Term:
    """How many months have passed from one date to a later one."""
    full = either(first.day <= last.day, same(last.day, last.length))
    short = logic.choose(full, logic.constant(0), logic.constant(1))
    return last.month - first.month - short


def _key(term: Term) -> Hashable:
    """Equal only for equal terms."""
    if term.constant is not None:
        return term.constant
    if term.form in (Form.SUM, Form.PRODUCT):
        return term.form, *map(_key, term.parts)
    return term.name or id(term)


# what is known


def _date(number: bool | Fraction) -> date:
    return date.fromordinal(int(number))


def _known(day: date) -> Civil:
    length = monthrange(day.year, day.month)[1]
    parts = (index(day) - 2, day.day, day.toordinal(), length)
    return Civil(*map(logic.constant, parts))


def lands_from(day: Term, months: int, ordinal: int) -> Term:
    """When so many months on from a day is a day, by its number, or later."""
    before = latest_start(date.fromordinal(ordinal - 1), months) if ordinal > 1 else None
    return logic.TRUE if before is None else day > before.toordinal()


def lands(day: Term, months: int) -> Term:
    """When so many months on from a day is within the calendar."""
    low, high = (end - months for end in (index(date.min), index(date.max)))
    if low > index(date.max) or high < index(date.min):
        return logic.FALSE
    earliest = date(*_month(low), 1) if months < 0 else date.min
    latest = _last_of(*_month(high)) if months > 0 else date.max
    return both(day >= earliest.toordinal(), day <= latest.toordinal())


def latest_start(end: date, months: int) -> date | None:
    """The latest day which so many months on is no later than `end`; None if none is."""
    year, month = _month(index(end) - months)
    if year < date.min.year:
        return None
    if year > date.max.year:
        return date.max
    last = _last_of(year, month)
    is_last = end == _last_of(end.year, end.month)
    return last if is_last or end.day >= last.day else last.replace(day=end.day)


def _month(index: int) -> tuple[int, int]:
    year, month = divmod(index, 12)
    return year, month + 1


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
