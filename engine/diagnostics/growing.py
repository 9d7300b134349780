"""Writing what is too much to hold at once: it grows beside its place, and is moved there whole.

Whatever happens before that, what was there stays, and nothing that looks finished is left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import rmtree
from typing import BinaryIO

from . import leftovers
from .codes.commands import FILE_EXISTS, UNWRITABLE_FILE
from .findings import Finding
from .invalid import Invalid
from .place import Place
from .writing import mode_of, told


@contextmanager
def growing_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes its place when the block ends well. Raises Invalid."""
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a pipe or a device has no place beside it
        with told(path), target.open("wb") as opened:
            yield opened
        return
    with growing_path(path) as beside, told(path), beside.open("wb") as opened:
        yield opened


@contextmanager
def growing_path(path: Path) -> Iterator[Path]:
    """The same for somebody else to write to, by name; there must be a file when the block ends."""
    with told(path):
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file():
            reason = "cannot be written: it is no ordinary file"
            raise Invalid([Finding(UNWRITABLE_FILE, reason, Place(str(path)))])
        mode = mode_of(target)
        beside = _beside(target)
        try:
            beside.touch(exist_ok=False)
            yield beside
            _onto_the_disk(beside)
            if mode is not None:
                beside.chmod(mode)
            with leftovers.one_step("a file takes its place"):
                beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
            leftovers.forget(beside)


def _onto_the_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


@contextmanager
def growing_folder(path: Path) -> Iterator[Path]:
    """A folder to write files into, which takes its place when the block ends well.

    Raises Invalid where there is something already, but for an empty folder.
    """
    with told(path):
        if os.path.lexists(path) and not (path.is_dir() and not any(path.iterdir())):
            message, help_ = "there is something already", "name a new folder, or an empty one"
            raise Invalid([Finding(FILE_EXISTS, message, Place(str(path)), help_)])
        target = Path(os.path.realpath(path))
        beside = _beside(target)
        try:
            beside.mkdir()
            yield beside
            with leftovers.one_step("a folder takes its place"):
                if target.is_dir():
                    target.rmdir()
                beside.rename(target)
        finally:
            rmtree(beside, ignore_errors=True)
            leftovers.forget(beside)


def _beside(target: Path) -> Path:
    beside = target.with_name(f".{token_hex(8)}.backchannel")
    leftovers.expect(beside)
    return beside
