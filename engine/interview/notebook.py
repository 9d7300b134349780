"""The fact file of an interview: every answer is on the disk before the next question."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..diagnostics.source import LARGEST, Source, read
from ..diagnostics.writing import write, write_new

EMPTY = "{}\n"
LONE = re.compile(r"(?<!\r)\n")


class Changed(Exception):  # noqa: N818 - says what happened to the file
    """The file is another than it was when it was last read or written."""


@dataclass
class Notebook:
    """A fact file that is being filled. `text` is what it holds, as far as is known here.

    `digest` tells what was there when it was last read or written, and `target` where a link
    led then: what is not as it was is never written to.
    """

    path: Path
    text: str
    digest: str
    target: Path

    @classmethod
    def open(cls, path: Path) -> Notebook:
        """A file that is there; raises Invalid where it cannot be read."""
        found = cls(path, "", "", _target(path))
        found.reread()
        return found

    @classmethod
    def new(cls, path: Path) -> Notebook:
        """A file that is not there yet; raises Invalid where it is, or cannot be written."""
        write_new({path: EMPTY.encode()})
        return cls(path, EMPTY, _hash(EMPTY.encode()), _target(path))

    @property
    def source(self) -> Source:
        """The text, under the name that findings about it have."""
        return Source(str(self.path), self.text)

    @property
    def gone(self) -> bool:
        """Whether nothing is there any more."""
        return not os.path.lexists(self.path)

    @property
    def changed(self) -> bool:
        """Whether somebody else has written the file, or put something else in its place."""
        return _target(self.path) != self.target or _digest(self.path) != self.digest

    def reread(self) -> None:
        """Take what the file holds now; raises Invalid where it cannot be read."""
        self.target, self.digest = _target(self.path), _digest(self.path)
        self.text = read(self.path, regular=True).text  # what is written meanwhile is a change

    def store(self, text: str) -> None:
        """Write the file whole, or not at all; one that was removed is made anew.

        Raises Changed where it is not what it was, and Invalid where it cannot be written.
        """
        if "\r\n" in self.text:
            text = LONE.sub("\r\n", text)
        data = text.encode()
        if self.gone:
            write_new({self.path: data})
            self.target = _target(self.path)
        elif self.changed:
            raise Changed
        else:
            write(self.path, data)
        self.text, self.digest = text, _hash(data)


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _digest(path: Path) -> str:
    """Of what a file holds; empty where there is no file, but a pipe or a folder."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return _hash(file.read(LARGEST + 1))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
