"""Tables of text: CSV and TSV, in whatever encoding and with whatever mark between columns.

The encoding is told by a byte order mark, else by trying UTF-8 on the whole file; what is no
UTF-8 is read as Windows-1252 with a notice, for it cannot be told from other one-byte encodings.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from ..diagnostics.codes.files import EMPTY_FILE
from ..diagnostics.codes.tables import OTHER_ENCODING
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import unreadable
from .sheet import Row, Sheet, column_names, unfit, warning

PARTING = (",", ";", "\t", "|")
CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_IN_1252 = bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D])
SAMPLE = 4_096


def read(path: Path) -> Sheet:
    """The table in a CSV or TSV file; raises Invalid where there is none."""
    file = str(path)
    try:
        encoding, sure = encoding_of(path)
        rows = _rows(path, encoding, parting_of(path, encoding))
        header = next((row for row in rows if not row.blank), None)
    except OSError as error:
        raise Invalid([unreadable(error, file)]) from None
    if header is None:
        raise Invalid([Finding(EMPTY_FILE, "the file is empty", Place(file))])
    told = f"read as {encoding}, since it is not UTF-8; check names with accents"
    notices = () if sure else (warning(OTHER_ENCODING, told, file),)
    columns = column_names(header.cells, file, header.number)
    return Sheet(file, columns, rows, notices, header.number, quoted=True)


def encoding_of(path: Path) -> tuple[str, bool]:
    """The encoding of a file, and whether it is certain."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        for mark, encoding in MARKS:
            if start.startswith(mark):
                return encoding, True
        half = max(start[0::2].count(0), start[1::2].count(0))
        if half > len(start) // 5:  # every other byte of UTF-16 that holds plain letters is 0
            return ("utf-16-le" if start[1::2].count(0) == half else "utf-16-be"), False
        return _utf8_or(file, start)


def _utf8_or(file: object, start: bytes) -> tuple[str, bool]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    odd = False
    utf8 = True
    chunk = start
    while chunk:
        odd = odd or any(byte in chunk for byte in NOT_IN_1252)
        try:
            if utf8:
                decoder.decode(chunk)
        except UnicodeDecodeError:
            utf8 = False
        chunk = file.read(CHUNK)  # type: ignore[attr-defined]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        utf8 = False
    if utf8:
        return "utf-8", True
    return ("latin-1" if odd else "cp1252"), False


def _open(path: Path, encoding: str, errors: str = "strict") -> TextIOWrapper:
    return path.open(encoding=encoding, newline="", errors=errors)


def parting_of(path: Path, encoding: str) -> str:
    """The mark between columns: the one that parts the first line into most."""
    with _open(path, encoding, errors="replace") as file:
        start = file.read(CHUNK).lstrip("\r\n")
    best = max(PARTING, key=lambda mark: len(_first(start, mark)))
    return best if len(_first(start, best)) > 1 else PARTING[0]


def _first(text: str, mark: str) -> list[str]:
    try:
        return next(csv.reader(text.splitlines(keepends=True), delimiter=mark), [])
    except csv.Error:
        return []


def _rows(path: Path, encoding: str, mark: str) -> Iterator[Row]:
    number = 0
    with _open(path, encoding) as file:
        reader = csv.reader(file, delimiter=mark, strict=True)
        try:
            for number, cells in enumerate(reader, 1):
                yield Row(number, cells)
        except csv.Error as error:
            told = next((told for sign, told in SLIPS if sign in str(error)), str(error))
            raise Invalid([unfit(str(path), told, number + 1, QUOTES)]) from None
        except UnicodeError:
            told = f"it is marked as {encoding}, and has bytes that are none"
            raise Invalid([unfit(str(path), told, number + 1)]) from None


SLIPS = (
    ("field larger than field limit", "a cell of more than 131,072 characters"),
    ("unexpected end of data", "a quote mark is opened and never closed"),
    ("expected after", "something stands behind the quote mark that ends a cell"),
)
"""What Python's reader says, and what it means."""
QUOTES = "look for a quote mark that is opened and not closed, or save the table anew"
