"""A table that needs more than to be read: one with a mapping, a workbook, or JSON.

It is read row by row as `import` reads it, and what it says is written anew with a column for
each fact; a cell has what reads back as the same fact. Rows that are no cases are rejects.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..diagnostics.codes.tables import LOST_ROWS, NO_SUCH_COLUMN
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.types import Type
from ..present.spreadsheet import unquoted
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Book
from ..tables.cells import Leaf
from ..tables.columns import KEY, Plan, plan
from ..tables.draft import Draft
from ..tables.mapping import TableMapping
from ..tables.opening import open_sheet
from ..tables.rows import RowReader, drafts
from ..tables.sheet import Cell, Row, Sheet
from ..tables.take_out import as_text
from .summary import Reject, Rejects, columns_of
from .table import own_days

SAID = ("note", "source", "as_of")
"""What is said of a value and decides nothing."""


MOST_TOLD = 100
"""So many cells that were left out, as the mapping wants it, are told of; of millions, no more."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What was written: the sheet as it is then, with its columns; how many cases were refused,
    and of how many lines all of them were.

    `named` are the columns of the file that facts come from.
    """

    sheet: Sheet
    names: tuple[str, ...]
    refused: int
    lines: int
    named: Mapping[str, str]


def bring(
    path: Path,
    book: Book,
    mapping: TableMapping,
    keep: Sequence[str],
    rejects: Rejects,
    to: Path,
) -> Brought:
    """Write a table anew as CSV without a header, the number of each row last. Raises Invalid."""
    sheet = open_sheet(path, mapping.sheet)
    counted = _Counted(sheet.rows)
    found = plan(replace(sheet, rows=iter(counted)), mapping, book)
    work = _Bringing(found, book, keep, rejects)
    work.check()
    with to.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(work.written())
    if work.lines != counted.rows:
        message = f"{counted.rows} rows were read, and {work.lines} accounted for"
        raise Invalid([Finding(LOST_ROWS, message, Place(str(path)), "tell us about it")])
    notices = (*sheet.notices, *found.notices, *work.told)
    kept = replace(sheet, columns=work.names, rows=iter(()), notices=notices, quoted=False)
    return Brought(kept, work.names, work.refused, work.lines, work.named)


@dataclass
class _Counted:
    """Rows, counted where they are read; blank ones are none."""

    source: Iterator[Row]
    rows: int = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self.source:
            self.rows += not row.blank
            yield row


@dataclass
class _Bringing:
    """The rows of one table on their way."""

    plan: Plan
    book: Book
    keep: Sequence[str]
    rejects: Rejects
    refused: int = 0
    lines: int = 0
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    told: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        vocabulary = self.book.vocabulary
        targets = {of.fact.name for one in self.plan.columns for of in one.rule.facts}
        targets |= {one.target.name for one in self.plan.mapping.every_row}
        self.facts = {name: one for name, one in vocabulary.facts.items() if name in targets}
        self.key = [KEY] if self.plan.key else []
        columns = self.plan.sheet.columns
        copied = [one for one in dict.fromkeys(self.keep) if one in columns]
        copied = [one for one in copied if one not in (*self.facts, *self.key)]
        self.copied = [columns.index(one) for one in copied]
        self.names = (*self.key, *self.facts, *copied)

    def check(self) -> None:
        """Raises Invalid where a column is missing, or says the day of each row."""
        columns, file = self.plan.sheet.columns, Place(self.plan.sheet.file)
        lacking = [one for one in self.keep if one not in (*columns, *self.names)]
        wrong = [
            Finding(NO_SUCH_COLUMN, f"there is no column `{one}`", file, did_you_mean(one, columns))
            for one in lacking
        ]
        if TODAY in columns:
            wrong.append(own_days(file))
        if wrong:
            raise Invalid(wrong)

    @property
    def named(self) -> Mapping[str, str]:
        """The first column that says something of a fact."""
        pairs = ((of.fact.name, one.name) for one in self.plan.columns for of in one.rule.facts)
        return dict(reversed([*pairs]))

    def written(self) -> Iterator[list[str]]:
        """The sound rows, as they are written."""
        for draft, cells in self._drafts():
            self.lines += draft.rows
            del self.told[MOST_TOLD:]
            if draft.found:
                self.refused += 1
                self.rejects.take([self._reject(draft)])
                continue
            yield [*self._line(draft), *cells, str(draft.place.line)]

    def _drafts(self) -> Iterator[tuple[Draft, list[str]]]:
        """Drafts, each with the cells that are kept of its row, or of the first of its rows."""
        if self.plan.rows_of is not None:
            first: dict[int, list[str]] = {}
            rows = self._kept(self.plan.sheet.rows, first) if self.copied else self.plan.sheet.rows
            of = replace(self.plan, sheet=replace(self.plan.sheet, rows=rows))
            for draft in drafts(of, self.book, self.told):
                yield draft, first.get(draft.place.line, [])
            return
        reader = RowReader(self.plan, self.book, self.told)
        for row in self.plan.sheet.rows:
            if not row.blank:
                yield reader.draft(row), self._cells(row)
        self.told += reader.small.notices()

    def _kept(self, rows: Iterator[Row], into: dict[int, list[str]]) -> Iterator[Row]:
        for row in rows:
            into[row.number] = self._cells(row)
            yield row

    def _cells(self, row: Row) -> list[str]:
        """Columns to keep, as texts."""
        cells = [_shown(row.cells[n]) if n < len(row.cells) else "" for n in self.copied]
        return [*map(unquoted, cells)] if self.plan.sheet.quoted else cells

    def _line(self, draft: Draft) -> list[str]:
        told = [draft.key] if self.key else []
        return [*told, *(self._cell(name, draft.facts.get(name)) for name in self.facts)]

    def _cell(self, name: str, leaf: Leaf | None) -> str:
        """A fact as a cell. What is said of its value counts for nothing here."""
        if leaf is None:
            return ""
        value = leaf.get("value")
        bare = {"value": value} if value is not None and leaf.keys() <= {"value", *SAID} else None
        if bare is None or not isinstance(value, bool | str):
            return as_text(bare or leaf, self.facts[name].type, bare)
        if isinstance(value, bool):
            return "true" if value else "false"
        return self._word(name, value, self.facts[name].type, bare)

    def _word(self, name: str, value: str, kind: Type, bare: Leaf) -> str:
        """A word of few, which need not be looked at each time."""
        if not isinstance(kind, types.Enumeration) or len(value) > 99:
            return as_text(bare, kind, bare)
        if (name, value) not in self.known:
            self.known[name, value] = as_text(bare, kind, bare)
        return self.known[name, value]

    def _reject(self, draft: Draft) -> Reject:
        sheet = self.plan.sheet
        columns = columns_of(draft.found, sheet.columns)
        return Reject(sheet.file, draft.place.line, draft.key, columns, draft.found)


def _shown(cell: Cell) -> str:
    return "" if cell is None else str(cell) if not isinstance(cell, bool) else str(cell).lower()


def is_to_bring(path: Path, mapping: TableMapping | None) -> bool:
    """Whether a table is none that DuckDB reads itself."""
    ending: Any = path.suffix.lower()
    return mapping is not None or ending in BROUGHT


BROUGHT = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".json", ".jsonl", ".ndjson")
