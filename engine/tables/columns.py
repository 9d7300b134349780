"""Which column of a table is which fact: a mapping, held against the columns that are there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..diagnostics.codes.tables import (
    BAD_COLUMN,
    DUPLICATE_COLUMN,
    NO_FACT_COLUMNS,
    NO_SUCH_COLUMN,
    UNREAD_COLUMN,
)
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.types import Records
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Book, Fact
from .cells import read_cell
from .mapping import PLAIN, ROW, ColumnRule, TableMapping, Target, folded, held, target
from .sheet import Sheet

KEY = "$key"
"""The column that says what a program is called, where its name does not."""
SOURCE, SOURCE_DAY = "$source", "$source_as_of"
"""The columns that say whose word the row is, and of when: of cells that hold a value alone."""
BESIDE = (KEY, TODAY, SOURCE, SOURCE_DAY)
"""What a table may say beside facts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its place, which counts from 0, and its rule.

    `record` is the value of the field that its name gives, such as the year in `2026 Quota`.
    """

    place: int
    name: str
    rule: ColumnRule
    record: object = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a table become programs.

    `rows_of` is the list that each row is a record of, where they are records; `key` are the
    places of the columns that tell programs apart, None for the number of the row; `beside` are
    those that say something beside facts.
    """

    sheet: Sheet
    mapping: TableMapping
    columns: tuple[Column, ...]
    key: tuple[int | None, ...]
    rows_of: Fact | None
    beside: Mapping[str, int]
    notices: tuple[Finding, ...]


def plan(sheet: Sheet, mapping: TableMapping, book: Book) -> Plan:
    """How a table is read; raises Invalid where the mapping does not fit it."""
    planner = _Planner(sheet, mapping, book)
    columns = tuple(planner.columns())
    lists = planner.lists(columns)
    key = tuple(planner.key())
    found = [*planner.missing(columns), *planner.twice(columns, key), *planner.two_lists(lists)]
    found += planner.keyless(columns, lists)
    anything = columns or mapping.every_row or KEY in sheet.columns
    if not anything and not found:
        found = [planner.nothing()]
    if found:
        raise Invalid(found)
    beside = {name: sheet.columns.index(name) for name in BESIDE if name in sheet.columns}
    rows_of = next(iter(lists.values()), None)
    return Plan(sheet, mapping, columns, key, rows_of, beside, tuple(planner.unread(columns, key)))


@dataclass
class _Planner:
    sheet: Sheet
    mapping: TableMapping
    book: Book

    def columns(self) -> Iterator[Column]:
        for place, name in enumerate(self.sheet.columns):
            found = self.column(place, name)
            if found is not None:
                yield found

    def column(self, place: int, name: str) -> Column | None:
        """By its exact name in the mapping, else by a pattern there, else as a fact."""
        patterns = sorted(self.mapping.columns, key=lambda one: one.hole is not None)
        for rule in patterns:
            inner = held(rule.name, name)
            record = self.record(rule, inner) if inner else None
            if inner == "" or record is not None:
                return Column(place, name, rule, record)
        of = target(self.book.vocabulary, name) if not self.is_ignored(name) else None
        return Column(place, name, ColumnRule(name, of, self.mapping.reading)) if of else None

    def record(self, rule: ColumnRule, inner: str) -> object:
        """The field in the name of a column, where it is one."""
        if rule.hole is None:
            return None
        found = read_cell(inner, rule.hole.type, PLAIN)
        return found.get("value") if isinstance(found, dict) else None

    def is_ignored(self, name: str) -> bool:
        return any(held(one, name) is not None for one in self.mapping.ignore)

    def lists(self, columns: Sequence[Column]) -> dict[str, Fact]:
        """The lists of which each row is a record: not those whose records are columns, where a
        field without a key is for all of them."""
        fields = [of for one in columns for of in one.rule.facts if of.field and not one.rule.hole]
        named = [one.rule.hole for one in columns if one.rule.hole is not None]
        by_column = {of.fact.name for of in named if of.field == _key_of(of.fact)}
        by_row = {of.fact.name for of in fields if of.field == _key_of(of.fact)}
        return {of.fact.name: of.fact for of in fields if of.fact.name not in by_column - by_row}

    def key(self) -> Iterator[int | None]:
        names = self.mapping.key or ((KEY,) if KEY in self.sheet.columns else ())
        for name in names:
            place = self.place_of(name)
            if name == ROW or place is not None:
                yield None if name == ROW else place

    def place_of(self, name: str) -> int | None:
        wanted = folded(name)
        found = (n for n, one in enumerate(self.sheet.columns) if folded(one) == wanted)
        return next(found, None)

    def missing(self, columns: Sequence[Column]) -> Iterator[Finding]:
        """What the mapping names and the table does not have."""
        there = {id(one.rule) for one in columns}
        for rule in self.mapping.columns:
            if id(rule) not in there:
                yield self.no_column(rule.name, rule.place)
        for name in self.mapping.key:
            if name != ROW and self.place_of(name) is None:
                yield self.no_column(name, self.mapping.place("key"))
        for constant in self.mapping.every_row:
            for name in constant.columns:
                if self.place_of(name) is None:
                    yield self.no_column(name, constant.place)

    def no_column(self, name: str, place: Place) -> Finding:
        there = ", ".join(f"`{one}`" for one in self.sheet.columns[:12] if one)
        help_ = did_you_mean(name, self.sheet.columns) or f"its columns: {there}"
        message = f"`{self.sheet.file}` has no column `{name}`"
        return Finding(NO_SUCH_COLUMN, message, place, help_)

    def twice(self, columns: Sequence[Column], key: Sequence[int | None]) -> Iterator[Finding]:
        """Columns of one name, if any of them is read."""
        counts = Counter(map(folded, self.sheet.columns))
        used = {*(one.place for one in columns), *key, *self.filled_in()}
        told: set[str] = set()
        for place, name in enumerate(self.sheet.columns):
            if place in used and counts[folded(name)] > 1 and folded(name) not in told:
                told.add(folded(name))
                message = f"{counts[folded(name)]} columns are called `{name}`"
                where = self.sheet.place(self.sheet.header, place + 1)
                yield Finding(DUPLICATE_COLUMN, message, where, "rename one of them")

    def filled_in(self) -> Iterator[int | None]:
        for constant in self.mapping.every_row:
            yield from map(self.place_of, constant.columns)

    def two_lists(self, lists: dict[str, Fact]) -> Iterator[Finding]:
        if len(lists) > 1:
            message = f"each row would be a record of several lists: {', '.join(lists)}"
            yield Finding(BAD_COLUMN, message, self.mapping.place("columns"), "split the table")

    def keyless(self, columns: Sequence[Column], lists: dict[str, Fact]) -> Iterator[Finding]:
        """Columns of a list of which nothing says to which record they belong."""
        for name, fact in lists.items() if len(lists) == 1 else ():
            key = _key_of(fact)
            own = [(one, of) for one in columns for of in one.rule.facts if of.fact.name == name]
            if key is None or any(of.field == key for _one, of in own):
                continue
            for one in dict.fromkeys(one.place for one, _of in own):
                column = next(each for each in columns if each.place == one)
                message = f"nothing says of which `{key}` the column `{column.name}` is"
                place = column.rule.place
                where = self.sheet.place(self.sheet.header, one + 1) if not place.file else place
                yield Finding(BAD_COLUMN, message, where, _with_key(name, key))

    def nothing(self) -> Finding:
        help_ = f"`backchannel import {self.sheet.file} --suggest > mapping.yaml` starts a mapping"
        message = "no column is named as a fact, and no mapping says what they are"
        return Finding(NO_FACT_COLUMNS, message, self.sheet.place(self.sheet.header), help_)

    def unread(self, columns: Sequence[Column], key: Sequence[int | None]) -> Iterator[Finding]:
        """Columns that nobody speaks of, in one notice."""
        used = {*(one.place for one in columns), *key, *self.filled_in()}
        names = [
            f"`{name}`" if name else f"the one without a name at place {place + 1}"
            for place, name in enumerate(self.sheet.columns)
            if place not in used and name not in BESIDE and not self.is_ignored(name)
        ]
        if names:
            more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
            message = f"not read: {', '.join(names[:MOST_NAMED])}{more}"
            yield Finding(UNREAD_COLUMN, message, self.sheet.place(self.sheet.header),
                          "a mapping can say which fact it is, or `ignore` it")  # fmt: skip


def _key_of(fact: Fact) -> str | None:
    """The field by which the records of a list go."""
    return fact.type.key if isinstance(fact.type, Records) else None


def _with_key(name: str, key: str) -> str:
    return (
        f"records of `{name}` go by it: map a column to `{name}.{key}`; or columns that are named"
        f' by it (`"{{{key}}} Quota"`), and one without it is then for all of their records'
    )


MOST_NAMED = 20


def with_unit(of: Target, rule: ColumnRule) -> tuple[str, ...]:
    """The units that may stand behind a number: those of the mapping, and the fact's own."""
    unit = of.fact.unit if not isinstance(of.fact.type, Records) else None
    own = (folded(unit),) if unit is not None and isinstance(of.type, types.Numeric) else ()
    return (*rule.reading.units, *own)
