"""What a workbook says of cells besides their values, from its XML: nothing is computed.

A formula that nobody computed looks empty to a reader of values, and `62%` is 0.62 to it. The
names of elements are those of ECMA-376, part 1, chapter 18.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from ..diagnostics.invalid import Invalid
from .sheet import unfit

DAMAGED = (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, NotImplementedError,
           RuntimeError, EOFError, OSError, zlib.error)  # fmt: skip
Spot = tuple[int, int]
"""Row and column, from 0."""
LARGEST_PART = 1 << 30
BLOWN_UP, SMALL_ENOUGH = 100, 1 << 26
"""A part that is so many times larger than it is packed is refused, unless it is small enough."""
MOST_CELLS = 30_000_000
"""So many cells, empty ones too, may lie between the first and the last: all of them are held."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
CHUNK = 1 << 16
PERCENTAGES = ("9", "10")
"""The formats `0%` and `0.00%` that every workbook has."""
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
STRINGS = "xl/sharedStrings.xml"
NOT_COMPUTED = "a formula whose value was never computed"


@dataclass
class Marks:
    """Cells without a value that can be read, with the reason; cells shown as percentages."""

    unread: dict[Spot, str] = field(default_factory=dict)
    percent: set[Spot] = field(default_factory=set)


def marks(path: Path, sheet: str) -> Marks:
    """What is to be known of the cells of a sheet; raises Invalid where it is no sound workbook."""
    try:
        with zipfile.ZipFile(path) as book:
            part = _part(book, sheet)
            if part is None:
                return Marks()
            reader = _Cells(_percentages(book))
            _parse(book, part, reader.start, reader.end, reader.text)
    except DAMAGED:
        raise Invalid([unfit(str(path), "the workbook is damaged")]) from None
    if reader.area > MOST_CELLS:
        told = f"its cells lie too far apart: {reader.area:,} between the first and the last"
        raise Invalid([unfit(str(path), told, help_="delete what stands apart, or save it as CSV")])
    return reader.marks


def check_sizes(path: Path) -> None:
    """Raise Invalid where a workbook would take up all memory once it is unpacked, or is none. A
    part that is larger than it says is damaged."""
    try:
        with zipfile.ZipFile(path) as book:
            large = [one for one in book.infolist() if _is_large(one)]
            if STRINGS in book.namelist() and not large:
                with book.open(STRINGS) as opened:
                    any(False for _chunk in _chunks(opened))
    except DAMAGED:
        told = "it is no workbook, it is damaged, or a password protects it"
        raise Invalid([unfit(str(path), told)]) from None
    if large:
        told = f"unpacked, a part of the workbook has {large[0].file_size:,} bytes"
        raise Invalid([unfit(str(path), told, help_="save it as CSV")])


def _is_large(part: zipfile.ZipInfo) -> bool:
    blown_up = part.file_size > max(SMALL_ENOUGH, BLOWN_UP * part.compress_size)
    return blown_up or part.file_size > LARGEST_PART


def _part(book: zipfile.ZipFile, sheet: str) -> str | None:
    """The part of the file in which a sheet stands."""
    wanted = [one for one in _elements(book, "xl/workbook.xml", "sheet") if one["name"] == sheet]
    targets = {one["Id"]: one["Target"] for one in _elements(
        book, "xl/_rels/workbook.xml.rels", "Relationship")}  # fmt: skip
    for one in wanted:
        target = targets[next(value for key, value in one.items() if key.endswith(":id"))]
        name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return name if name in book.namelist() else None
    return None


def _percentages(book: zipfile.ZipFile) -> frozenset[str]:
    """The styles that show a number as a percentage, by their place in the list of styles."""
    if "xl/styles.xml" not in book.namelist():
        return frozenset()
    formats: set[str] = {*PERCENTAGES}
    styles: list[str] = []
    inside = False

    def start(name: str, about: dict[str, str]) -> None:
        nonlocal inside
        name = local(name)
        if name == "numFmt" and "%" in about.get("formatCode", ""):
            formats.add(about["numFmtId"])
        inside = inside or name == "cellXfs"
        if name == "xf" and inside:
            styles.append(about.get("numFmtId", "0"))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and local(name) != "cellXfs"

    _parse(book, "xl/styles.xml", start, end)
    return frozenset(str(place) for place, one in enumerate(styles) if one in formats)


def _elements(book: zipfile.ZipFile, part: str, wanted: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def start(name: str, about: dict[str, str]) -> None:
        if local(name) == wanted:
            found.append(about)

    _parse(book, part, start)
    return iter(found)


def _parse(
    book: zipfile.ZipFile,
    part: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Go through a part; document types, and so entities of its own, are refused."""
    if book.getinfo(part).file_size > LARGEST_PART:
        raise ValueError(part)
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refused
    with book.open(part) as opened:
        for chunk in _chunks(opened):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _refused(*_about: object) -> None:
    raise ValueError("a document type")


def _chunks(opened: IO[bytes]) -> Iterator[bytes]:
    read = 0
    while chunk := opened.read(CHUNK):
        read += len(chunk)
        if read > LARGEST_PART:
            raise ValueError("larger than it says")
        yield chunk


class _Cells:
    """Goes through the cells of a sheet; where a cell has no reference it follows the last one."""

    def __init__(self, percentages: frozenset[str]) -> None:
        self.marks = Marks()
        self.percentages = percentages
        self.about: dict[str, str] = {}
        self.inside = ""
        self.formula = self.has_value = False
        self.value = ""
        self.row = self.column = -1
        self.rows: list[int] = []
        self.columns: list[int] = []

    @property
    def area(self) -> int:
        """How many cells there are between the first and the last, in each direction."""
        sides = [max(one) - min(one) + 1 if one else 0 for one in (self.rows, self.columns)]
        return sides[0] * sides[1]

    def start(self, name: str, about: dict[str, str]) -> None:
        self.inside = name = local(name)
        if name == "row":
            number = about.get("r", "")
            self.row, self.column = int(number) - 1 if number.isdigit() else self.row + 1, -1
        if name == "c":
            self.about, self.value = about, ""
            self.formula = self.has_value = False
            self.place(about.get("r"))
        self.formula = self.formula or name == "f"
        self.has_value = self.has_value or name == "v"

    def place(self, reference: str | None) -> None:
        """Where a cell is, and how far cells reach; raises ValueError beyond the last that a
        workbook has."""
        self.column += 1
        if reference is not None:
            found = REFERENCE.fullmatch(reference)
            if found is None:
                raise ValueError(reference)
            self.row, self.column = int(found[2]) - 1, _number(found[1])
        if not (0 <= self.row < LAST_ROW and self.column < LAST_COLUMN):
            raise ValueError(reference)
        self.rows = _ends(self.rows, self.row)
        self.columns = _ends(self.columns, self.column)

    def text(self, text: str) -> None:
        if self.inside == "v":
            self.value += text

    def end(self, name: str) -> None:
        self.inside = ""
        if local(name) != "c":
            return
        spot, kind = (self.row, self.column), self.about.get("t")
        if kind == "e":
            self.marks.unread[spot] = f"the error `{self.value}`"
        elif self.formula and not (self.has_value and (self.value.strip() or kind == "str")):
            self.marks.unread[spot] = NOT_COMPUTED
        elif self.about.get("s") in self.percentages:
            self.marks.percent.add(spot)


def local(name: str) -> str:
    """The name of an element without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _ends(ends: list[int], place: int) -> list[int]:
    """The first and the last of places, with one more."""
    return [min(ends[0], place), max(ends[1], place)] if ends else [place, place]


def _number(letters: str) -> int:
    """The place of a column from its letters: A is 0, AA is 26."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1
