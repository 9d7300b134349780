"""A workbook of one sheet: texts are written as texts, so that nothing in it is a formula."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

SHEET = "programs"
EPOCH = datetime(2000, 1, 1)
"""When it was made, for the workbook: the same data are the same bytes."""


def workbook(names: Sequence[str], rows: Sequence[Sequence[bool | float | str]]) -> bytes:
    """The bytes of a workbook with a header that stays in sight."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": EPOCH})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 1)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, bold)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            match cell:
                case bool():
                    sheet.write_boolean(number, column, cell)
                case float():
                    sheet.write_number(number, column, cell)
                case "":
                    pass
                case _:
                    sheet.write_string(number, column, cell)
    book.close()
    return out.getvalue()
