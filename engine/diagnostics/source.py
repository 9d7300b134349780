"""Reading text files, and turning offsets in them into findings with a place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unicodedata import normalize

from .code import Code
from .codes.files import EMPTY_FILE, FILE_TOO_LARGE, NOT_UTF8, UNREADABLE_FILE
from .findings import Finding, Mistake
from .invalid import Invalid
from .place import Path as Inside
from .place import Place, Span

LARGEST = 2 * 1024 * 1024
LINE_END = re.compile(r"\r\n|\n|\r")  # as editors count lines; `splitlines` knows more kinds
WORD = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Source:
    """A text and the name it is reported under."""

    name: str
    text: str

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    @cached_property
    def _lines(self) -> list[str]:
        return LINE_END.split(self.text)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if offset >= len(self.text):  # what is missing at the end is missing after the last word
            offset = len(self.text.rstrip())
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def place(self, start: int, end: int, path: Inside = ()) -> Place:
        """The place of the characters from `start` to `end`, as far as they are on one line."""
        line, column = self.position(start)
        excerpt = self.line(line)
        width = max(1, min(end - start, len(excerpt) - column + 1))
        return Place(self.name, line, column, path, excerpt, width)

    def head(self, start: int) -> Place:
        """The place of the word that starts there, to stand for all that it begins."""
        line, column = self.position(start)
        excerpt = self.line(line)
        word = WORD.match(excerpt, column - 1)
        return Place(self.name, line, column, (), excerpt, len(word.group()) if word else 1)

    def finding(
        self, code: Code, message: str, start: int, end: int, help_: str | None = None
    ) -> Finding:
        """A finding about the characters from `start` to `end`."""
        return Finding(code, message, self.place(start, end), help_)

    def at(self, mistake: Mistake[Span], base: int) -> Finding:
        """A mistake in an expression that starts at offset `base`."""
        span = mistake.at.behind(base)
        return mistake.placed(self.place(span.start, span.end))


def read(path: Path, name: str | None = None, regular: bool = False) -> Source:
    """The text of a file; raises Invalid when it cannot be read as text.

    Where it has to be `regular`, a pipe or a device is refused: reading it might never end.
    """
    shown = name or str(path)
    if regular and path.exists() and not path.is_file() and not path.is_dir():
        message = "cannot be read: it is no file but a pipe or a device"
        raise Invalid([Finding(UNREADABLE_FILE, message, Place(shown))])
    try:
        data = _bytes(path)
    except OSError as error:
        raise Invalid([unreadable(error, shown)]) from None
    return decode(data, shown)


def unreadable(error: OSError, name: str) -> Finding:
    """A file or a folder that the system does not let us read."""
    reason = (error.strerror or "unknown reason").lower()
    return Finding(UNREADABLE_FILE, f"cannot be read: {reason}", Place(name))


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def decode(data: bytes, name: str) -> Source:
    """The text of some bytes; raises Invalid when they are too many, none, or no UTF-8."""
    if len(data) > LARGEST:
        raise Invalid([Finding(FILE_TOO_LARGE, "larger than 2 MB", Place(name), "split it")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid([_not_utf8(error.object, name, error.start)]) from None
    if not text.strip():
        raise Invalid([Finding(EMPTY_FILE, "the file is empty", Place(name))])
    return Source(name, normalize("NFC", text))


def _not_utf8(data: bytes, name: str, offset: int) -> Finding:
    source = Source(name, data.decode("utf-8", "replace"))
    start = len(data[:offset].decode("utf-8"))
    message = f"byte 0x{data[offset]:02x} is not UTF-8 text"
    return source.finding(NOT_UTF8, message, start, start + 1, "save the file as UTF-8")
