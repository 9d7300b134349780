"""Tables that spreadsheets open: CSV and XLSX in which no text is ever a formula.

The only module that knows xlsxwriter.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO

from .words import shown

Cell = str | int | float | None
RISKY = tuple("=+-@\t\r")
"""With one of these a spreadsheet takes a text for a formula, also after blanks."""
WIDEST, NARROWEST = 60, 6
"""How many characters wide a column is, at most and at least."""


def harmless(cell: Cell) -> Cell:
    """A cell of a CSV: a text that could be a formula begins with an apostrophe."""
    if not isinstance(cell, str):
        return cell
    safe = shown(cell)
    return f"'{safe}" if safe.lstrip().startswith(RISKY) or cell.startswith(RISKY) else safe


def as_csv(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Commas and quotes as RFC 4180 has them, lines as Unix has them."""
    stream = StringIO()
    lines = [[harmless(cell) for cell in row] for row in [head, *rows]]
    csv.writer(stream, lineterminator="\n").writerows(lines)
    return stream.getvalue()


def as_xlsx(name: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: texts as texts, numbers as numbers, the head fixed, a filter."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for place, row in enumerate([head, *rows]):
        for column, cell in enumerate(row):
            style = bold if place == 0 else plain
            if isinstance(cell, str):
                sheet.write_string(place, column, shown(cell), style)
            elif cell is not None:
                sheet.write_number(place, column, cell, style)
    for column in range(len(head)):
        sheet.set_column(column, column, _width([row[column] for row in [head, *rows]]))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(head) - 1)
    book.close()
    return stream.getvalue()


def _width(cells: Sequence[Cell]) -> int:
    longest = max(len(str(cell)) if cell is not None else 0 for cell in cells)
    return max(NARROWEST, min(WIDEST, longest + 2))
