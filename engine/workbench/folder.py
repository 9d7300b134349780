"""The files of one workspace: which there are, read and written by name, and never others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ..diagnostics.codes.files import FILE_TOO_LARGE, NOT_UTF8, UNREADABLE_FILE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.printable import printable
from ..diagnostics.source import LARGEST, unreadable
from ..diagnostics.writing import write
from ..present import phrases_workbench as words
from ..rulebook.kinds.spelling import SUFFIXES
from ..rulebook.workspace import Workspace

Kind = Literal["rules", "flows", "tests", "programs"]
FOLDERS: dict[Kind, str] = {"rules": "rules", "flows": "flows", "tests": "rules/tests"}
"""Where the files of each kind are; fact files of programs are in the other folders."""
NO_PROGRAMS = frozenset(["rules", "flows", "schemas", "node_modules"])
MOST_PROGRAMS = 2_000
BOM = b"\xef\xbb\xbf"


class NotThere(Exception):  # noqa: N818 - says what there is of the file
    """The name is that of no file of this workspace."""


class Conflict(Exception):  # noqa: N818 - says what happened to the file
    """The file is another than the one that was edited; `held` is what it holds now."""

    def __init__(self, held: Content) -> None:
        super().__init__(held.name)
        self.held = held


@dataclass(frozen=True, slots=True)
class Named:
    """A file of the workspace by its path inside it, with `/` on every system."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds; `digest` tells whether it was changed since."""

    name: str
    data: bytes

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def text(self) -> str:
        """Its text as an editor has it; raises Invalid where it is none."""
        try:
            return self.data.removeprefix(BOM).decode().replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise Invalid([Finding(NOT_UTF8, "this is not UTF-8 text", Place(self.name))]) from None


@dataclass(frozen=True)
class Folder:
    """A workspace folder; `root` is where it really is."""

    root: Path

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.root / "rules", self.root / "flows")

    def path(self, name: str) -> Path:
        """The path of a file by its name in here."""
        return self.root.joinpath(*name.split("/"))

    def name(self, path: str) -> str:
        """The name of a file in here by its path; any other path as it is."""
        inside = path.removeprefix(f"{self.root}{os.sep}")
        return inside.replace(os.sep, "/") if inside != path else path

    def texts(self) -> list[Named]:
        """The rules, flows and tests."""
        return [
            Named(f"{place}/{path.name}", kind)
            for kind, place in FOLDERS.items()
            for path in self._files(self.path(place), SUFFIXES)
        ]

    def strays(self) -> list[Finding]:
        """A finding for each file of rules, flows or tests that leads out of the workspace, or
        that has no name that can be written."""
        found = [path for place in FOLDERS.values() for path in _every(self.path(place), SUFFIXES)]
        return [
            Finding(
                UNREADABLE_FILE, f"cannot be read: {why}", Place(printable(self.name(str(path))))
            )
            for path in found
            if (why := self._stray(path))
        ]

    def programs(self) -> list[Named]:
        """The fact files: in the workspace itself and in the folders right in it."""
        return [
            Named(self.name(str(path)), "programs") for path in self._programs()[:MOST_PROGRAMS]
        ]

    def left_out(self) -> Iterator[str]:
        """A sentence on each kind of fact files that are not among the programs."""
        every = [path for place in self._places() for path in _every(place, (".json",))]
        unnamed = sum(not _is_text(path) for path in every)
        if unnamed:
            yield words.unnamed(unnamed)
        found = len(self._programs())
        if found > MOST_PROGRAMS:
            yield words.too_many(MOST_PROGRAMS, found)

    def _programs(self) -> list[Path]:
        return [path for place in self._places() for path in self._files(place, (".json",))]

    def find(self, name: str) -> Named:
        """The file of a name; raises NotThere for whatever is not listed."""
        found = next((one for one in (*self.texts(), *self.programs()) if one.name == name), None)
        if found is None:
            raise NotThere(name)
        return found

    def read(self, name: str) -> Content:
        """What a file holds; raises NotThere, and Invalid where it cannot be read."""
        return self._held(self.find(name).name)

    def save(self, name: str, text: str, digest: str) -> Content:
        """Replace a file that still is what was edited, whole or not at all.

        Its line ends and its mark of byte order stay. Raises NotThere, Conflict, and Invalid
        where it cannot be written.
        """
        held = self.read(name)
        if held.digest != digest:
            raise Conflict(held)
        text = text.replace("\r\n", "\n")
        if b"\r\n" in held.data:
            text = text.replace("\n", "\r\n")
        data = (BOM if held.data.startswith(BOM) else b"") + text.encode()
        if len(data) > LARGEST:
            raise Invalid([Finding(FILE_TOO_LARGE, "larger than 2 MB", Place(name), "split it")])
        if data != held.data:
            write(self.path(name), data)
        return Content(name, data)

    def held(self, files: list[Named]) -> Iterator[Content | Invalid]:
        """What each of some files holds, or why it cannot be read."""
        for one in files:
            try:
                yield self._held(one.name)
            except Invalid as invalid:
                yield invalid

    def _held(self, name: str) -> Content:
        try:
            with self.path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise Invalid([unreadable(error, name)]) from None
        if len(data) > LARGEST:
            raise Invalid([Finding(FILE_TOO_LARGE, "larger than 2 MB", Place(name), "split it")])
        return Content(name, data)

    def _places(self) -> Iterator[Path]:
        yield self.root
        try:
            inside = sorted(one for one in self.root.iterdir() if one.is_dir() and _is_text(one))
        except OSError:
            return
        yield from (path for path in inside if path.name not in NO_PROGRAMS and path.name[0] != ".")

    def _files(self, folder: Path, endings: tuple[str, ...]) -> list[Path]:
        """The plain files in a folder that really are inside the workspace, links followed."""
        found = filter(_is_text, _every(folder, endings))
        return [path for path in found if path.is_file() and self._inside(path)]

    def _stray(self, path: Path) -> str | None:
        """Why a file is not one of the workspace."""
        if not _is_text(path):
            return words.NAME_IS_NO_TEXT
        return None if self._inside(path) else words.LEADS_OUT

    def _inside(self, path: Path) -> bool:
        return Path(os.path.realpath(path)).is_relative_to(self.root)


def _is_text(path: Path) -> bool:
    """Whether its name can be written down: on Linux any bytes can be one."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _every(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in endings)
    except OSError:
        return []


def opened(folder: Path) -> Folder:
    """The folder where it really is; raises Invalid where that cannot be found out."""
    try:
        return Folder(folder.resolve(strict=True))
    except (OSError, RuntimeError) as error:
        told = error.strerror if isinstance(error, OSError) else None
        message = f"cannot be read: {(told or 'unknown reason').lower()}"
        raise Invalid([Finding(UNREADABLE_FILE, message, Place(str(folder)))]) from None
