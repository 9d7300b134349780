"""The fact file of an interview: every answer is on the disk before the next question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..diagnostics.place import Path as Inside
from ..diagnostics.source import Source, read
from ..diagnostics.writing import write, write_new
from .edit import put

EMPTY = "{}\n"


class Changed(Exception):  # noqa: N818 - says what happened to the file
    """The file is another than it was when it was last read or written."""


@dataclass
class Notebook:
    """A fact file that is being filled. `text` is what it holds, as far as is known here."""

    path: Path
    text: str
    digest: str

    @classmethod
    def open(cls, path: Path) -> Notebook:
        """A file that is there; raises Invalid where it cannot be read."""
        found = cls(path, "", "")
        found.reread()
        return found

    @classmethod
    def new(cls, path: Path) -> Notebook:
        """A file that is not there yet; raises Invalid where it is, or cannot be written."""
        write_new({path: EMPTY.encode()})
        return cls(path, EMPTY, _hash(EMPTY.encode()))

    @property
    def source(self) -> Source:
        """The text, under the name that findings about it have."""
        return Source(str(self.path), self.text)

    @property
    def changed(self) -> bool:
        """Whether somebody else has written the file, or removed it."""
        try:
            return _hash(self.path.read_bytes()) != self.digest
        except FileNotFoundError:
            return True

    def reread(self) -> None:
        """Take what the file holds now; raises Invalid where it cannot be read."""
        self.text = read(self.path, regular=True).text
        self.digest = _hash(self.path.read_bytes())

    def store(self, text: str) -> None:
        """Write the file whole, or not at all.

        Raises Changed where it is not what it was, and Invalid where it cannot be written.
        """
        if self.changed:
            raise Changed
        data = text.encode()
        write(self.path, data)
        self.text, self.digest = text, _hash(data)


def with_all(text: str, found: Sequence[tuple[Inside, Any]]) -> str:
    """A text with several values put into it."""
    for path, data in found:
        text = put(text, path, data)
    return text


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
