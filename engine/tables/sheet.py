"""A table, whatever its format: named columns, and its rows one after another.

Cells are what the format has: texts where it has only texts, else exact numbers, flags and dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..diagnostics.code import Code
from ..diagnostics.codes.commands import BAD_TABLE
from ..diagnostics.codes.tables import TOO_MANY_COLUMNS
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..language.values import nfc

MOST_COLUMNS = 16_384
"""As many as a spreadsheet has."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell whose value the file does not hold, such as a formula that nobody computed."""

    why: str


Cell = None | bool | int | Decimal | str | date | Unread | list[Any] | dict[str, Any]
"""JSON has lists and objects too."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row; `number` counts from 1, as in a spreadsheet, where the row with the
    names of the columns counts too. `broken` says why none of its cells can be read."""

    number: int
    cells: Sequence[Cell]
    broken: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return self.broken is None and all(
            one is None or (isinstance(one, str) and not one.strip()) for one in self.cells
        )


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the file it is in, its columns in order, its rows, and what is odd about it.

    `header` is the row of the names, 0 where the format has none. In a `quoted` table a quote
    mark stands before texts that a spreadsheet would take for formulas.
    """

    file: str
    columns: tuple[str, ...]
    rows: Iterator[Row]
    notices: tuple[Finding, ...] = ()
    header: int = 1
    quoted: bool = False

    def place(self, row: int, column: int = 0) -> Place:
        """A cell, or a row; columns count from 1."""
        return Place(self.file, row, column or 1)


def unfit(file: str, reason: str, row: int = 0, help_: str | None = None) -> Finding:
    """A finding that a file cannot be read as a table."""
    place = Place(file, row, 1 if row else 0)
    return Finding(BAD_TABLE, f"no table can be read here: {reason}", place, help_)


def warning(code: Code, message: str, file: str, row: int = 0, column: int = 0) -> Finding:
    """A finding that is told and keeps nothing back."""
    return Finding(code, message, Place(file, row, column or (1 if row else 0)))


def column_names(cells: Sequence[Cell], file: str, row: int = 1) -> tuple[str, ...]:
    """The names in a header, in one spelling; raises Invalid where they are none or too many."""
    if len(cells) > MOST_COLUMNS:
        message = f"{len(cells):,} columns; at most {MOST_COLUMNS:,} are read"
        raise Invalid([Finding(TOO_MANY_COLUMNS, message, Place(file, row, 1))])
    names = tuple(name_of(one) for one in cells)
    if not any(names):
        raise Invalid([unfit(file, "the names of the columns are missing", row)])
    return names


def name_of(cell: Cell) -> str:
    """The name of a column: spaces inside and around it tell none apart."""
    return "" if cell is None or isinstance(cell, Unread) else " ".join(nfc(str(cell)).split())
