"""From the rows of a table to drafts of programs.

Where each row is a program it becomes a draft at once; where rows are records of a list, those
of one program are gathered first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..diagnostics.codes.tables import (
    DROPPED_CELL,
    EMPTY_KEY,
    NO_CACHED_VALUE,
    RAGGED_ROW,
    UNREAD_CELL,
)
from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..language import types
from ..language.types import Records
from ..present.spreadsheet import unquoted
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Book, Fact
from .cells import MEANS, Found, Leaf, Problem, is_long, read_cell, shown
from .columns import SOURCE, SOURCE_DAY, Column, Plan, with_unit
from .draft import Draft, joined
from .mapping import HOLE, Constant, Reading, Target, folded
from .rows_of_one import listed, together, unlike
from .sheet import Cell, Row, Unread
from .small_shares import SmallShares


@dataclass
class _Read:
    """One row while it is read: its facts, its records by list and key, and what is wrong."""

    row: Row
    facts: dict[str, Leaf] = field(default_factory=dict)
    records: dict[str, dict[Any, dict[str, Any]]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    long: set[str] = field(default_factory=set)
    origins: dict[str, Place] = field(default_factory=dict)
    places: dict[tuple[str, object], Place] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)


def drafts(plan: Plan, book: Book, told: list[Finding]) -> Iterator[Draft]:
    """A draft for each row that is not blank, or for the rows of each program; in their order.

    `told` gets what is to be told of cells that were left out.
    """
    reader = RowReader(plan, book, told)
    each = (reader.draft(row) for row in plan.sheet.rows if not row.blank)
    if plan.rows_of is None:
        yield from unlike(each)
    else:
        yield from together(each, plan.rows_of)
    told += reader.small.notices()


def row_reader(plan: Plan, book: Book) -> Callable[[Row], Draft]:
    """What makes a draft of one row by itself, whatever stands in the others."""
    return RowReader(plan, book, []).draft


@dataclass
class RowReader:
    """What makes a draft of one row after the other; `told` gets what is to be told of cells that
    were left out, and `small` has what is to be told when all rows are read."""

    plan: Plan
    book: Book
    told: list[Finding]

    def __post_init__(self) -> None:
        self.small = SmallShares(self.plan.sheet, self.plan.columns)
        self.readings = {
            one.place: replace(one.rule.reading, words={}, units=with_unit(of, one.rule))
            for one in self.plan.columns
            for of in [one.rule.target or next(one.rule.facts)]
        }

    def draft(self, row: Row) -> Draft:
        read = _Read(row)
        if row.broken is not None:
            self.report(read, UNREAD_CELL, f"this row cannot be read: {row.broken}", 0)
        self.ragged(read)
        for column in self.plan.columns:
            self.cell(read, column)
        for constant in self.plan.mapping.every_row:
            self.constant(read, constant)
        self.lists(read)
        self.keyed(read)
        place = self.plan.sheet.place(row.number)
        own = self.beside(row, SOURCE), self.beside(row, SOURCE_DAY)
        source, day = (own[0] or self.plan.mapping.source, own[1] or self.plan.mapping.as_of)
        return Draft(self.key(read), self.stamped(read, own), place, 1, read.origins,
                     source or "", day, self.beside(row, TODAY), tuple(read.found))  # fmt: skip

    def report(
        self, read: _Read, code: Any, message: str, column: int, help_: str | None = None
    ) -> None:
        place = self.plan.sheet.place(read.row.number, column)
        read.found.append(Finding(code, message, place, help_))

    def ragged(self, read: _Read) -> None:
        extra = read.row.cells[len(self.plan.sheet.columns) :]
        beyond = [one for one in extra if one is not None and str(one).strip()]
        if beyond:
            there = len(self.plan.sheet.columns)
            message = f"{there + len(extra)} cells, and there are {there} columns"
            help_ = "put a text that holds the mark between columns in quotes"
            self.report(read, RAGGED_ROW, message, there + 1, help_)

    def at(self, row: Row, place: int) -> Cell:
        """A cell; the quote mark is taken away that keeps it from being a formula."""
        cell = row.cells[place] if place < len(row.cells) else None
        return unquoted(cell) if self.plan.sheet.quoted and isinstance(cell, str) else cell

    def cell(self, read: _Read, column: Column) -> None:
        cell, rule = self.at(read.row, column.place), column.rule
        reading = self.readings[column.place]
        meanings = rule.reading.words.get(folded(str(cell))) if _is_word(cell) else None
        if meanings is not None:
            for one in meanings:
                said = read_cell(one.text, one.target.type, replace(reading, units=()))
                self.put(read, column, one.target, said)
        elif rule.target is not None:
            if is_long(cell):
                read.long.add(rule.target.name)
            said = read_cell(cell, rule.target.type, reading)
            if reading.percent:
                self.small.see(column, read.row.number, cell, said)
            self.put(read, column, rule.target, said)
        else:
            self.unanswered(read, column, cell, reading)

    def unanswered(self, read: _Read, column: Column, cell: Cell, reading: Reading) -> None:
        """A cell of a column of which only its words say something."""
        for of in dict.fromkeys(one.name for one in column.rule.facts):
            target = next(one for one in column.rule.facts if one.name == of)
            said = read_cell(cell, target.type, reading)
            told = isinstance(said, dict) and said.get("status") is None
            if told or (isinstance(said, Problem) and said.computed):
                said = Problem(f"{shown(str(cell))} is not among the words of this column", MEANS)
            self.put(read, column, target, said)
            if isinstance(said, Problem):
                return

    def put(self, read: _Read, column: Column, of: Target, said: Found) -> None:
        """Keep what a cell says; two columns may say the same, and not different things."""
        where = column.place + 1
        if column.rule.drops:
            said = _in_range(said, of)
        if isinstance(said, Problem) and column.rule.drops:
            message = f"column `{column.name}`: {said.message}; left out"
            place = self.plan.sheet.place(read.row.number, where)
            self.told.append(Finding(DROPPED_CELL, message, place, said.help))
        elif isinstance(said, Problem):
            code = UNREAD_CELL if said.computed else NO_CACHED_VALUE
            message = f"column `{column.name}`: {said.message}"
            self.report(read, code, message, where, said.help)
        elif said is not None and of.field:
            self.put_field(read, column, of, said)
        elif said is not None:
            before = read.facts.setdefault(of.name, said)
            read.origins.setdefault(of.name, self.plan.sheet.place(read.row.number, where))
            if before != said:
                message = f"column `{column.name}`: another column says something else"
                self.report(read, UNREAD_CELL, f"{message} of `{of.name}`", where)

    def put_field(self, read: _Read, column: Column, of: Target, said: Leaf) -> None:
        """A field of the record that the row is, or of that of the year in a column's name."""
        if said.get("value") is None:
            return
        records = read.records.setdefault(of.fact.name, {})
        record = records.setdefault(column.record, {})
        if column.rule.hole is not None:
            record[column.rule.hole.field] = column.record
        place = self.plan.sheet.place(read.row.number, column.place + 1)
        if record.setdefault(of.field, said["value"]) != said["value"]:
            message = f"column `{column.name}`: another column says something else"
            self.report(read, UNREAD_CELL, f"{message} of `{of.name}`", place.column)
        read.origins.setdefault(of.fact.name, place)
        read.places.setdefault((of.fact.name, column.record), place)
        if said.get("note"):
            read.notes.setdefault(of.fact.name, []).append(f"{column.name}: {said['note']}")

    def constant(self, read: _Read, constant: Constant) -> None:
        def filled(hole: Any) -> str:
            place = next(n for n, one in enumerate(self.plan.sheet.columns)
                         if folded(one) == folded(hole[1]))  # fmt: skip
            cell = self.at(read.row, place)
            return "" if cell is None or isinstance(cell, Unread) else str(cell).strip()

        text = HOLE.sub(filled, constant.text)
        said = read_cell(text, constant.target.type, self.plan.mapping.reading)
        if isinstance(said, Problem):
            message = f"`{constant.target.name}` in each row: {said.message}"
            self.report(read, UNREAD_CELL, message, 0, said.help)
        elif said is not None:
            read.facts.setdefault(constant.target.name, said)

    def lists(self, read: _Read) -> None:
        for name, records in read.records.items():
            fact = self.book.vocabulary.facts[name]
            assert isinstance(fact.type, Records)
            if fact != self.plan.rows_of:
                self.for_all(read, records, fact)
            elif any(fact.type.key not in one for one in records.values() if fact.type.key):
                message = f"a record of `{name}` without its `{fact.type.key}`"
                column = read.places[name, None].column
                self.report(read, UNREAD_CELL, message, column, "fill it in, or leave the row out")
            if not records:
                continue
            placed = [(record, read.places[name, key]) for key, record in records.items()]
            found: Leaf = {"value": listed(placed, fact, read.origins)}
            note = joined(read.notes.get(name, []))
            read.facts[name] = found | ({"note": note} if note else {})

    def for_all(self, read: _Read, records: dict[Any, dict[str, Any]], fact: Fact) -> None:
        """Give each record of a row the fields that stand in it once for all."""
        fields = records.pop(None, {})
        if fields and not records:
            place = read.places[fact.name, None]
            column = self.plan.sheet.columns[place.column - 1]
            message = f"column `{column}`: this row has no record of `{fact.name}`; left out"
            self.told.append(Finding(DROPPED_CELL, message, place))
            read.origins.pop(fact.name, None)
            read.notes.pop(fact.name, None)
        for record in records.values():
            record.update({name: one for name, one in fields.items() if name not in record})

    def stamped(self, read: _Read, own: tuple[str | None, str | None]) -> dict[str, Leaf]:
        """Values with whose word they are, and of when: what the row has for values that stand
        alone, and then what the mapping has for all."""
        mapping, facts = self.plan.mapping, self.book.vocabulary.facts
        of_all = _stamp(mapping.source, mapping.as_of)
        of_row = of_all | _stamp(*own)
        return {
            name: leaf
            if facts[name].testimony
            else leaf | _lacking(leaf, of_all if name in read.long else of_row)
            for name, leaf in read.facts.items()
        }

    def key(self, read: _Read) -> str:
        """The mapping's key, else what the row's program is called, else the row's number."""
        number = f"row {read.row.number}"
        parts = [number if place is None else _text(self.at(read.row, place))
                 for place in self.plan.key]  # fmt: skip
        subject = self.book.vocabulary.subject or ""
        if self.empty(read.row):
            return number
        if not any(parts) and not self.plan.mapping.key:
            parts = [_text(read.facts.get(subject, {}).get("value"))]
        return ", ".join(part for part in parts if part) or number

    def keyed(self, read: _Read) -> None:
        """Nothing, unless a column is empty that the mapping's key is made of."""
        for place in self.empty(read.row):
            message = f"column `{self.plan.sheet.columns[place]}` of the `key` is empty"
            self.report(read, EMPTY_KEY, message, place + 1, FILL_KEY)

    def empty(self, row: Row) -> list[int]:
        """The empty columns of the mapping's key; with the row's number in it any may be."""
        if not self.plan.mapping.key or None in self.plan.key:
            return []
        return [one for one in self.plan.key if one is not None and not _text(self.at(row, one))]

    def beside(self, row: Row, name: str) -> str | None:
        """What a row says beside facts."""
        place = self.plan.beside.get(name)
        return (_text(self.at(row, place)) or None) if place is not None else None


FILL_KEY = 'fill it in; or `"{row}"` under `key` of the mapping tells rows apart by their number'


def _in_range(said: Found, of: Target) -> Found:
    """What a cell says, or that no such number is a value of its fact."""
    value = said.get("value") if isinstance(said, dict) else None
    if not isinstance(of.type, types.Numeric) or not isinstance(value, int | Decimal):
        return said
    if of.type.holds(Fraction(value)):
        return said
    return Problem(f"`{value}` is not {types.describe(of.type)}")


def _stamp(source: str | None, as_of: str | None) -> Leaf:
    marks = {"source": source, "as_of": as_of}
    return {name: one for name, one in marks.items() if one is not None}


def _lacking(leaf: Leaf, stamp: Leaf) -> Leaf:
    return {name: one for name, one in stamp.items() if name not in leaf}


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str | int) and not isinstance(cell, bool)


def _text(cell: Any) -> str:
    return "" if cell is None or isinstance(cell, Unread) else " ".join(str(cell).split())
