"""What a table gives of each fact: its column made the type of the fact, and when it is odd.

An odd value is one that SQL cannot be sure to read as `evaluate` does: wrong, out of range, or
only unusual (a number with many decimals, a text with accents). Its row goes to the evaluator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import ceil, floor

from ...language import types
from ...language.types import Type
from ...rulebook.kinds.spelling import LONGEST_TEXT
from ...tables.mapping import PLAIN
from ..table import Column
from . import number, words
from .number import Quantity
from .value import Value
from .words import Sql

FARTHEST = 10**9 - 1
"""A number without a range is read up to here."""
PLACES = 9
SURE_DIGITS = 15
"""Decimals of so many digits are told apart by a double."""
PLAIN_NUMBER = r"^-?[0-9]{1,9}(\.[0-9]{1,9})?\z"
NOT_WHOLE = r"\.[0-9]*[1-9]"
PLAIN_TEXT = r"^[A-Za-z0-9]([ -~]*[!-~])?\z"
NOTHINGS = tuple(sorted(one for one in PLAIN.not_known if one.isascii() and one[0].isalnum()))
"""Words that say that nobody asked, among those that are plain texts."""
UNFIT = r"^\s*\{|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
"""What may be a long form, or holds what no text may."""
PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z"


@dataclass(frozen=True, slots=True)
class Given:
    """A column as its fact: the value, and the condition under which it is odd.

    The condition is over the value's own column, where that is added as `typed`.
    """

    value: Value
    odd: Callable[[Value], Sql]


def given(column: Column, kind: Type, raw: Sql, exactly: bool, coded: bool = False) -> Given:
    """What `raw`, which is that column, gives; `exactly` where more is done with it than to hold
    a number against constants, or where a rule reads a text at all; `coded` for DuckDB, which
    looks a word up faster than it compares it with several."""
    match kind:
        case types.Boolean():
            return _boolean(column, raw)
        case types.Numeric():
            return _number(column, kind, raw, exactly)
        case types.Enumeration():
            return _word(column, kind, raw, coded)
        case types.SetOf():
            return _set(column, kind, raw)
        case types.Text():
            return _text(column, raw, exactly, coded)
        case types.Day():
            return _day(column, raw)
        case types.Records():
            return _always_odd(raw)


def _always_odd(raw: Sql) -> Given:
    return Given(words.null(), lambda _typed: words.is_known(raw))


def _boolean(column: Column, raw: Sql) -> Given:
    if column.kind == "boolean":
        return Given(raw, lambda _typed: words.truth(False))
    if column.kind != "text":
        return _always_odd(raw)
    told = words.lowered(raw)
    found = words.case(
        (words.compared("=", told, words.text(word)), words.truth(value))
        for word, value in (("true", True), ("false", False))
    )
    return Given(found, lambda typed: _lost(typed, raw))


def _lost(typed: Value, raw: Sql) -> Sql:
    """Whether something was given, and could not be read."""
    return words.every([words.is_null(_sql(typed)), words.is_known(raw)])


def _sql(typed: Value) -> Sql:
    return typed.top.sql if isinstance(typed, Quantity) else typed


def _number(column: Column, kind: types.Numeric, raw: Sql, exactly: bool) -> Given:
    low = Fraction(-FARTHEST) if kind.low is None else kind.low
    high = Fraction(FARTHEST) if kind.high is None else kind.high
    reader = NUMBERS.get(column.kind)
    if reader is None or max(abs(low), abs(high)) > FARTHEST:
        return _always_odd(raw)
    return reader(column, _Range(low, high, kind.integer), raw, exactly)


@dataclass(frozen=True, slots=True)
class _Range:
    low: Fraction
    high: Fraction
    whole: bool

    @property
    def digits(self) -> int:
        return len(str(floor(max(abs(self.low), abs(self.high)))))

    def has(self, sql: Sql, kind: str) -> Sql:
        """Whether a column of a type is within both ends, which that type has exactly."""
        return words.between(sql, *(_end(one, kind) for one in (self.low, self.high)))

    def column(self, sql: Sql, scale: int) -> Quantity:
        return Quantity(number.of_column(sql, self.low, self.high, scale))

    def kind(self, scale: int) -> str:
        return f"DECIMAL({self.digits + scale}, {scale})" if scale else "BIGINT"


def _end(value: Fraction, kind: str) -> Sql:
    sql = number.constant(value).top.sql
    return words.cast(sql, kind) if kind == "DOUBLE" else sql


def _unequal(typed: Value, raw: Sql, kind: str) -> Sql:
    """Whether something was lost on the way to a narrower type."""
    return words.compared("!=", words.cast(_sql(typed), kind), raw)


def _whole(_column: Column, span: _Range, raw: Sql, exactly: bool) -> Given:
    """A number that is only compared needs no guard: what is beyond its range is odd anyway."""
    low, high = Fraction(ceil(span.low)), Fraction(floor(span.high))
    inside = replace(span, low=low, high=high).has(raw, "BIGINT")
    if not exactly:
        return Given(span.column(raw, 0), lambda _typed: words.negate(inside))
    value = words.case([(inside, words.cast(raw, "BIGINT"))])
    return Given(span.column(value, 0), lambda typed: _lost(typed, raw))


def _decimal(column: Column, span: _Range, raw: Sql, exactly: bool) -> Given:
    """A decimal keeps its places; where the fact is whole it must have none."""
    scale = 0 if span.whole else column.scale
    kind = f"DECIMAL({column.width}, {column.scale})"
    if span.digits + scale > number.IN_A_BIGINT or _places(span) > column.scale:
        return _always_odd(raw)
    inside = span.has(raw, kind)
    if not span.whole and not exactly and scale and column.width <= number.IN_A_BIGINT:
        term = replace(number.of_column(raw, span.low, span.high, scale), width=column.width)
        return Given(Quantity(term), lambda _typed: words.negate(inside))
    value = words.case([(inside, words.cast(raw, span.kind(scale)))])

    def odd(typed: Value) -> Sql:
        cut = words.compared("!=", _sql(typed), raw) if span.whole else words.truth(False)
        return words.some([_lost(typed, raw), cut])

    return Given(span.column(value, scale), odd)


def _places(span: _Range) -> int:
    return max(number.constant(one).top.scale for one in (span.low, span.high))


def _double(_column: Column, span: _Range, raw: Sql, exactly: bool) -> Given:
    """Decimals of up to 15 digits and their doubles belong together one to one."""
    scale = 0 if span.whole else max(0, min(PLACES, SURE_DIGITS - span.digits))
    value = words.tried(raw, span.kind(scale))

    def odd(typed: Value) -> Sql:
        beyond = words.negate(span.has(raw, "DOUBLE"))
        return words.some([beyond, _unequal(typed, raw, "DOUBLE")])

    return Given(span.column(value, scale), odd)


def _written(_column: Column, span: _Range, raw: Sql, exactly: bool) -> Given:
    """A number that is written plainly, from a table of texts."""
    wide = f"DECIMAL(18, {PLACES})"
    exact = words.case([(words.matches(raw, PLAIN_NUMBER), words.tried(raw, wide))])
    scale = 0 if span.whole else PLACES
    value = words.case([(span.has(exact, wide), words.cast(exact, span.kind(scale)))])

    def odd(typed: Value) -> Sql:
        cut = words.matches(raw, NOT_WHOLE) if span.whole else words.truth(False)
        return words.some([_lost(typed, raw), cut])

    return Given(span.column(value, scale), odd)


NUMBERS: Mapping[str, Callable[[Column, _Range, Sql, bool], Given]] = {
    "whole": _whole,
    "decimal": _decimal,
    "double": _double,
    "text": _written,
}


def _word(column: Column, kind: types.Enumeration, raw: Sql, coded: bool) -> Given:
    if column.kind != "text":
        return _always_odd(raw)
    if coded:
        found = words.coded(raw, kind.values)
        return Given(raw, lambda _typed: _lost(found, raw))
    listed = words.one_of(raw, [words.text(one) for one in kind.values])
    return Given(raw, lambda _typed: words.negate(listed))


def _set(column: Column, kind: types.SetOf, raw: Sql) -> Given:
    """A list of words of which each is there once; all others, if there are any, are odd."""
    if column.kind != "texts":
        return _always_odd(raw)
    held = [
        words.case([(words.holds(raw, one), words.whole(1))], words.whole(0)) for one in kind.values
    ]
    found = held[0]
    for one in held[1:]:
        found = words.plus(found, one)
    every = words.compared("!=", words.how_many(raw), found)
    return Given(raw, lambda _typed: every)


def _text(column: Column, raw: Sql, exactly: bool, coded: bool) -> Given:
    """What is not plain may be typed in several ways, or be a word for nothing."""
    if column.kind != "text":
        never = not exactly and column.kind in ("whole", "decimal")
        return Given(words.null(), lambda _typed: words.truth(False)) if never else _always_odd(raw)
    size = words.bytes_of(raw) if coded else words.length(raw)
    odd = [words.compared(">", size, words.whole(LONGEST_TEXT // 4))]
    if exactly:
        nothing = words.one_of(words.lowered(raw), [words.text(one) for one in NOTHINGS])
        odd += [words.negate(words.matches(raw, PLAIN_TEXT)), nothing]
    else:
        odd += [words.matches(raw, UNFIT)]
    return Given(raw, lambda _typed: words.some(odd))


def _day(column: Column, raw: Sql) -> Given:
    ends = words.day(date(1, 1, 1)), words.day(date(9999, 12, 31))
    if column.kind == "day":
        inside = words.between(raw, *ends)
        return Given(words.case([(inside, raw)]), lambda typed: _lost(typed, raw))
    if column.kind != "text":
        return _always_odd(raw)
    plain = words.matches(raw, PLAIN_DAY)
    found = words.case([(plain, words.tried(raw, "DATE"))])
    return Given(found, lambda typed: _lost(typed, raw))
