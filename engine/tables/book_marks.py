"""What a workbook says of cells besides their values, from its XML: nothing is computed.

A formula that nobody computed looks empty to a reader of values, and `62%` is 0.62 to it. The
names of elements are those of ECMA-376, part 1, chapter 18.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from ..diagnostics.invalid import Invalid
from .sheet import unfit

Spot = tuple[int, int]
"""Row and column, from 0."""
LARGEST_PART = 1 << 30
CHUNK = 1 << 16
PERCENTAGES = ("9", "10")
"""The formats `0%` and `0.00%` that every workbook has."""
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
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
            return reader.marks
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, NotImplementedError,
            RuntimeError, EOFError, OSError):  # fmt: skip
        raise Invalid([unfit(str(path), "the workbook is damaged")]) from None


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

    def start(self, name: str, about: dict[str, str]) -> None:
        self.inside = name = local(name)
        if name == "row":
            number = about.get("r", "")
            self.row, self.column = int(number) - 1 if number.isdigit() else self.row + 1, -1
        if name == "c":
            self.about, self.value = about, ""
            self.formula = self.has_value = False
            found = REFERENCE.fullmatch(about.get("r", ""))
            self.column = _number(found[1]) if found is not None else self.column + 1
        self.formula = self.formula or name == "f"
        self.has_value = self.has_value or name == "v"

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


def _number(letters: str) -> int:
    """The place of a column from its letters: A is 0, AA is 26."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found - 1
