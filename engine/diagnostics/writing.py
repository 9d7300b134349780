"""Writing files: each whole or not at all, and of several all or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from . import leftovers
from .codes.commands import FILE_EXISTS, UNWRITABLE_FILE
from .findings import Finding
from .invalid import Invalid
from .place import Place


def write(path: Path, data: bytes) -> None:
    """Replace a file in one go; on any failure the old one stays. Raises Invalid."""
    write_all({path: data})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Replace files, each in one go; where one cannot be written, none is. Raises Invalid.

    A link stays a link, and what it leads to is replaced.
    """
    _write(contents, new=False)


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, with their folders; all or none. Raises Invalid."""
    made: list[Path] = []
    with leftovers.one_step("new files with their folders"):
        try:
            for path in contents:
                with told(path):
                    made += _folders(path.parent)
            _write(contents, new=True)
        except BaseException:
            for folder in reversed(made):
                folder.rmdir()
            raise


@dataclass
class _Swap:
    """A file to be written: what is written beside it, and what was there, kept beside it too.

    Both lie on the disk before anything changes, so that going back needs no room. A pipe
    or a device is written to directly, and has nothing to keep.
    """

    path: Path
    data: bytes
    beside: Path | None = None
    before: Path | None = None
    done: bool = False

    @property
    def target(self) -> Path:
        return Path(os.path.realpath(self.path))

    def prepare(self, keep: bool) -> None:
        if not self.target.exists() or self.target.is_file():
            self.beside = _beside(self.target, self.data)
            if keep and self.target.exists():
                self.before = _beside(self.target, self.target.read_bytes())

    def make(self, new: bool) -> None:
        if self.beside is None:
            self.target.write_bytes(self.data)
        elif new:
            _link(self.beside, self.path)
        else:
            self.beside.replace(self.target)
        self.done = True

    def undo(self) -> None:
        if self.done and self.before is not None:
            self.before.replace(self.target)
        elif self.done and self.beside is not None:
            self.target.unlink(missing_ok=True)

    def clear(self) -> None:
        for left in (self.beside, self.before):
            if left is not None:
                left.unlink(missing_ok=True)
                leftovers.forget(left)


def _write(contents: Mapping[Path, bytes], new: bool) -> None:
    swaps = [_Swap(path, data) for path, data in contents.items()]
    try:
        for swap in swaps:
            with told(swap.path):
                swap.prepare(keep=len(swaps) > 1)
        with leftovers.one_step("files change places"):
            try:
                for swap in swaps:
                    with told(swap.path):
                        swap.make(new)
            except BaseException:
                for swap in reversed(swaps):
                    swap.undo()
                raise
    finally:
        for swap in swaps:
            swap.clear()


def _link(beside: Path, path: Path) -> None:
    """Give a file its place, unless something is there already, be it a link to nowhere."""
    try:
        os.link(beside, path)
    except FileExistsError:
        raise
    except OSError:  # this disk has no links
        if os.path.lexists(path):
            raise FileExistsError from None
        beside.replace(path)


def _folders(folder: Path) -> Iterator[Path]:
    """Make a folder and those that it is in, and name each that was made."""
    lacking = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(lacking):
        one.mkdir()
        yield one


@contextmanager
def told(path: Path) -> Iterator[None]:
    """A failure of the system as a finding about `path`; raises Invalid."""
    try:
        yield
    except FileExistsError:
        found = Finding(FILE_EXISTS, "there is such a file already", Place(str(path)))
        raise Invalid([found]) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        finding = Finding(UNWRITABLE_FILE, f"cannot be written: {reason}", Place(str(path)))
        raise Invalid([finding]) from None


def _beside(target: Path, data: bytes) -> Path:
    """A new file beside the target, so that a full disk or a crash leaves the old one whole.

    Its name cannot be guessed, and nothing of that name is followed or overwritten.
    """
    beside = target.with_name(f".{token_hex(8)}.backchannel")
    mode = mode_of(target)
    leftovers.expect(beside)
    try:
        _store(beside, data)
        if mode is not None:
            beside.chmod(mode)
    except BaseException:
        beside.unlink(missing_ok=True)
        leftovers.forget(beside)
        raise
    return beside


def mode_of(target: Path) -> int | None:
    """The permissions of a file that may be written to; None where there is no file."""
    if not target.exists():
        return None
    with target.open("r+b") as file:
        return os.fstat(file.fileno()).st_mode & 0o777


def _store(path: Path, data: bytes) -> None:
    """A new file with the usual permissions, on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
