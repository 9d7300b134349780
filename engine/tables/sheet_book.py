"""Workbooks (XLSX), read by calamine: the first sheet that is not hidden, or the one that is named.

calamine tells values alone. What else a person sees of a cell is looked up by `book_marks`:
formulas without a computed value, errors, and numbers that are shown as percentages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics.codes.files import EMPTY_FILE
from ..diagnostics.codes.tables import HIDDEN_SHEET, MERGED_CELLS
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import unreadable
from ..diagnostics.suggestion import did_you_mean
from .book_marks import Marks, check_sizes, marks
from .sheet import Cell, Row, Sheet, Unread, column_names, unfit, warning

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Merged = Mapping[tuple[int, int], tuple[int, int]]
"""For a cell that is merged into one above it, that one."""
MOST_MERGED = 100_000


def read(path: Path, sheet: str | None = None) -> Sheet:
    """The table in one sheet of a workbook; raises Invalid where there is none."""
    file = str(path)
    workbook = _open(path)
    name, notices = _chosen(workbook, sheet, file)
    marked = marks(path, name)
    found = _sheet(workbook, name, file)
    merged = _merged(found)
    if merged:
        told = f"sheet `{name}`: cells merged over several rows are read as if each had the value"
        notices = (*notices, warning(MERGED_CELLS, told, file))
    rows = _rows(found, marked, merged)
    header = next((row for row in rows if not row.blank), None)
    if header is None:
        raise Invalid([Finding(EMPTY_FILE, f"sheet `{name}` is empty", Place(file))])
    columns = column_names(header.cells, file, header.number)
    return Sheet(file, columns, rows, notices, header.number)


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with path.open("rb"):
            pass
        check_sizes(path)
        return CalamineWorkbook.from_path(str(path))
    except OSError as error:
        raise Invalid([unreadable(error, str(path))]) from None
    except CalamineError:
        told = "it is no workbook, it is damaged, or a password protects it"
        raise Invalid([unfit(str(path), told)]) from None


def _sheet(workbook: CalamineWorkbook, name: str, file: str) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError):
        raise Invalid([unfit(file, f"sheet `{name}` is damaged, or missing")]) from None


def _chosen(
    workbook: CalamineWorkbook, sheet: str | None, file: str
) -> tuple[str, tuple[Finding, ...]]:
    """The sheet to read, and what is told of the others."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    visible = [one.name for one in tables if one.visible == SheetVisibleEnum.Visible]
    hidden = [one.name for one in tables if one.name not in visible]
    if sheet is not None and sheet not in [*visible, *hidden]:
        help_ = did_you_mean(sheet, visible) or "sheets: " + ", ".join(visible)
        raise Invalid([unfit(file, f"there is no sheet `{sheet}`", help_=help_)])
    if sheet is None and not visible:
        raise Invalid([unfit(file, "it has no sheet that is not hidden")])
    name = sheet if sheet is not None else visible[0]
    others = [f"`{one}`" + (" (hidden)" if one in hidden else "") for one in [*visible, *hidden]
              if one != name]  # fmt: skip
    if not others:
        return name, ()
    told = f"sheet `{name}` is read, and not {', '.join(others)}"
    return name, (warning(HIDDEN_SHEET, told, file),)


def _merged(sheet: CalamineSheet) -> Merged:
    """Cells merged into one above them; those beside it, in other columns, stay empty."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or []:
        for row in range(top + 1, min(bottom, top + MOST_MERGED) + 1):
            if len(found) < MOST_MERGED:
                found[row, left] = top, left
    return found


def _rows(sheet: CalamineSheet, marked: Marks, merged: Merged) -> Iterator[Row]:
    above, left = sheet.start or (0, 0)
    kept: dict[tuple[int, int], Cell] = {}
    sources = {*merged.values()}
    for number, values in enumerate(sheet.iter_rows(), above):
        cells: list[Cell] = [None] * left
        for column, value in enumerate(values, left):
            spot = number, column
            cell = kept.get(merged[spot]) if spot in merged else _cell(value, marked, spot)
            if spot in sources:
                kept[spot] = cell
            cells.append(cell)
        yield Row(number + 1, cells)


def _cell(value: Any, marked: Marks, spot: tuple[int, int]) -> Cell:
    if spot in marked.unread:
        return Unread(marked.unread[spot])
    match value:
        case "" | None:
            return None
        case bool() | str():
            return value
        case float() | int():
            number = _number(value)
            if isinstance(number, str) or spot not in marked.percent:
                return number
            return _percent(number)
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(" ")
        case date():
            return value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value)


def _number(value: float) -> int | Decimal | str:
    found = Decimal(repr(value))
    if not found.is_finite():
        return str(value)
    return int(found) if found == found.to_integral_value() else found


def _percent(value: int | Decimal) -> str:
    """As a person sees it."""
    from .cells import scaled

    return f"{scaled(Decimal(value), 2)}%"
