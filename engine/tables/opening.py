"""Opening a table: the reader is chosen by the ending of the file's name."""

from __future__ import annotations

from pathlib import Path

from ..diagnostics.invalid import Invalid
from . import sheet_book, sheet_json, sheet_parquet, sheet_text
from .sheet import Sheet, unfit

TEXTS = (".csv", ".tsv", ".txt")
BOOKS = (".xlsx", ".xlsm")
LINES = (".jsonl", ".ndjson")
ENDINGS = (*TEXTS, *BOOKS, *LINES, ".parquet")
"""What a table is called; a `.json` file is one where it holds a list."""
OTHERS = (".xls", ".xlsb", ".ods", ".numbers")
"""Tables that are not read."""


def is_table(path: Path) -> bool:
    """Whether a file is read as a table; a `.json` file has to be looked into."""
    ending = path.suffix.lower()
    return ending in (*ENDINGS, *OTHERS) or (ending == ".json" and _is_list(path))


def _is_list(path: Path) -> bool:
    if not path.is_file():  # a pipe would be waited for
        return False
    try:
        with path.open("rb") as file:
            return file.read(200).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
    except OSError:  # whoever reads it says so
        return False


def open_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """The table in a file; `sheet` names one of a workbook. Raises Invalid where there is none."""
    if path.exists() and not path.is_file():
        raise Invalid([unfit(str(path), "it is no file but a folder, a pipe or a device")])
    ending = path.suffix.lower()
    if ending in OTHERS:
        raise Invalid([unfit(str(path), f"no {ending} is read", help_="save it as .xlsx or .csv")])
    if ending in BOOKS:
        return sheet_book.read(path, sheet)
    if ending in LINES:
        return sheet_json.read_lines(path)
    if ending == ".json":
        return sheet_json.read_list(path)
    if ending == ".parquet":
        return sheet_parquet.read(path)
    return sheet_text.read(path)
