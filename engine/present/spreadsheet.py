"""Tables that spreadsheets open: CSV and XLSX in which no text is ever a formula, and the way back.

In CSV a quote mark stands before texts that a spreadsheet would run, as OWASP's page on CSV
injection has it, and before those that have such a mark already, so that the way back is exact.
Plain numbers stay as they are. In XLSX texts are written as texts. The only module that knows
xlsxwriter.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

Cell = str | bool | int | float | None

RUNS = re.compile(r"['\s]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What begins a formula, or what a spreadsheet passes over before one; wide letters too."""
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?")
EPOCH = datetime(2000, 1, 1)
"""When a workbook was made, as it says itself: the same data are the same bytes."""
WIDEST, NARROWEST = 60, 6
"""How many characters wide a column to read is, at most and at least."""


def quoted(text: str) -> str:
    """A text that no spreadsheet runs."""
    if RUNS.match(text) and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def unquoted(text: str) -> str:
    """The text that was quoted so; any other as it is."""
    return text[1:] if text.startswith("'") and RUNS.match(text) else text


def as_csv(
    head: Sequence[str], rows: Iterable[Sequence[Cell]], mark: str = ",", ends: str = "\n"
) -> str:
    """Marks and quotes as RFC 4180 has them; texts that could be formulas are quoted."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=mark, lineterminator=ends)
    for row in (head, *rows):
        writer.writerow([quoted(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue()


def as_xlsx(
    name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]], to_read: bool = False
) -> bytes:
    """A workbook of one sheet whose head stays in sight.

    One `to_read`, rather than to be taken in again, has wide cells and a filter.
    """
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": EPOCH})
    sheet = book.add_worksheet(name)
    look = {"text_wrap": True, "valign": "top"} if to_read else {}
    _write(sheet, 0, head, book.add_format({"bold": True, **look}))
    plain = book.add_format(look) if look else None
    for place, row in enumerate(rows, 1):
        _write(sheet, place, row, plain)
    sheet.freeze_panes(1, 2 if to_read else 1)
    if to_read:
        _laid_out(sheet, head, rows)
    book.close()
    return stream.getvalue()


def _write(sheet: Any, place: int, row: Sequence[Cell], style: Any) -> None:
    for column, cell in enumerate(row):
        match cell:
            case None | "":
                pass
            case str():
                sheet.write_string(place, column, cell, style)
            case bool():
                sheet.write_boolean(place, column, cell, style)
            case int() | float():
                sheet.write_number(place, column, cell, style)


def _laid_out(sheet: Any, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    for column in range(len(head)):
        sheet.set_column(column, column, _width([row[column] for row in [head, *rows]]))
    sheet.autofilter(0, 0, len(rows), len(head) - 1)


def _width(cells: Iterable[Cell]) -> int:
    longest = max(len(str(cell)) if cell is not None else 0 for cell in cells)
    return max(NARROWEST, min(WIDEST, longest + 2))
