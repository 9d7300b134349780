"""Rows that SQL does not read: each read as `import` reads it, so that both say the same of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..diagnostics.findings import Finding
from ..present.spreadsheet import unquoted
from ..rulebook.model import Book
from ..tables.columns import plan
from ..tables.mapping import TableMapping
from ..tables.program import Program
from ..tables.program import Reject as NoProgram
from ..tables.rows import row_reader
from ..tables.sheet import Cell, Row, Sheet
from ..tables.sheet_parquet import cell_of
from .summary import Reject, columns_of
from .table import Layout


class Reader:
    """What makes programs of the rows of a table, from the values of its columns of facts."""

    def __init__(
        self, sheet: Sheet, layout: Layout, book: Book, named: Mapping[str, str] | None = None
    ) -> None:
        """`named` is what columns are called in the file, where that is something else."""
        self.sheet, self._named = sheet, named or {}
        self._places = [sheet.columns.index(one.name) for one in layout.facts.values()]
        read = set(self._places)
        names = tuple(name if n in read else "" for n, name in enumerate(sheet.columns))
        bare = Sheet(sheet.file, names, iter(()), header=sheet.header, quoted=sheet.quoted)
        self._draft = row_reader(plan(bare, TableMapping(), book), book)

    def program(self, number: int, values: Sequence[Any]) -> Program | NoProgram:
        """The program in one row."""
        cells: list[Cell] = [None] * len(self.sheet.columns)
        for place, value in zip(self._places, values, strict=True):
            cells[place] = cell_of(value)
        return self.of_row(Row(number, cells))

    def of_row(self, row: Row) -> Program | NoProgram:
        return self._draft(row).finished()

    def text(self, told: str) -> str:
        """A text of the table without the mark that keeps a spreadsheet from running it."""
        return unquoted(told) if self.sheet.quoted else told

    def unfit(self, row: Row) -> Reject:
        """A row that cannot be read as one of the table."""
        found = self.of_row(row)
        assert isinstance(found, NoProgram)
        return self.reject(row.number, found.key, found.findings)

    def reject(self, number: int, key: str | None, why: Sequence[Finding]) -> Reject:
        """A row as it is told to be rejected."""
        columns = columns_of(why, [self._named.get(one, one) for one in self.sheet.columns])
        return Reject(self.sheet.file, number, key, columns, tuple(why))
