"""What a decision reads of a row, as one text, and the facts that such a text stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ...language import types
from ...rulebook.model import Book, Fact
from ..relevance import Use, cells
from ..table import Column, Layout
from . import words
from .facts import raw
from .number import Quantity, compared, constant
from .value import Value, known
from .words import Sql

NOTHING = ""
MARK = "="
"""Before a text, so that an empty one is told from none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One fact of a signature: its text in SQL, empty where it is open, and what that means."""

    fact: str
    sql: Sql
    meaning: Callable[[str], Any]


def parts(
    book: Book, layout: Layout, uses: Mapping[str, Use], given: Mapping[str, Value]
) -> tuple[Part, ...]:
    """The facts of a table that a decision reads, in the order of the vocabulary."""
    facts = book.vocabulary.facts
    named = [name for name in facts if name in uses and name in layout.facts]
    return tuple(
        Part(name, *_written(facts[name], layout.facts[name], uses[name], given[name]))
        for name in named
        if not isinstance(facts[name].type, types.Records)
    )


def facts_in(signature: Sequence[str], of: Sequence[Part]) -> dict[str, Any]:
    """The facts that the parts of a signature stand for."""
    found = zip(of, signature, strict=True)
    return {part.fact: part.meaning(told) for part, told in found if told != NOTHING}


Written = tuple[Sql, Callable[[str], Any]]


def _written(fact: Fact, column: Column, use: Use, value: Value) -> Written:
    match fact.type:
        case types.Boolean():
            assert not isinstance(value, Quantity)
            ways = [(value, words.text("t")), (words.negate(value), words.text("f"))]
            return words.case(ways, words.text(NOTHING)), _is_true
        case types.Numeric():
            if fact.derive is not None:
                return _as_it_is(raw(fact.name)), NUMBERS.get(column.kind, Decimal)
            if not isinstance(value, Quantity):  # no column of numbers: its rows are odd
                return words.text(NOTHING), Decimal
            if use.whole:
                return _as_it_is(value.top.sql), Decimal
            return _cell(fact.type, use, value), Fraction
        case types.SetOf(values=listed):
            return _set(value, listed), _words
        case types.Day():
            return _as_it_is(_plain(value)), date.fromisoformat
        case _:
            marked = words.behind(MARK, _plain(value))
            return words.first_known(marked, words.text(NOTHING)), _behind_mark


def _plain(value: Value) -> Sql:
    return value.top.sql if isinstance(value, Quantity) else value


def _as_it_is(sql: Sql) -> Sql:
    return words.first_known(words.cast(sql, "VARCHAR"), words.text(NOTHING))


NUMBERS: Mapping[str, Callable[[str], Any]] = {"whole": int, "double": float}
"""How a number is read that keeps the places it was given with; all others are decimals."""


def _is_true(told: str) -> bool:
    return told == "t"


def _behind_mark(told: str) -> str:
    return told.removeprefix(MARK)


def _words(told: str) -> list[str]:
    return [one for one in told.removeprefix(MARK).split(",") if one]


def _cell(kind: types.Numeric, use: Use, value: Quantity) -> Sql:
    """The number that stands for all in its cell."""
    return words.case(_cells(kind, use, value), words.text(NOTHING))


def _cells(kind: types.Numeric, use: Use, value: Quantity) -> Iterator[tuple[Sql, Sql]]:
    for one in cells(use, kind, value.top.low, value.top.high):
        end = constant(one.end)
        within = compared("<=" if one.with_end else "<", value, end)
        yield within, words.text(str(one.sample))


def _set(value: Value, listed: Sequence[str]) -> Sql:
    sql = _plain(value)
    if words.is_constant(sql, None):
        return words.text(NOTHING)
    held = [
        words.case([(words.holds(sql, one), words.text(f"{one},"))], words.text(""))
        for one in listed
    ]
    told = words.joined([words.text(MARK), *held], "")
    return words.case([(known(value), told)], words.text(NOTHING))
