"""Writing files: each whole or not at all, and of several all or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
    staged: dict[Path, Path] = {}
    try:
        for path, data in contents.items():
            with _told(path):
                target = Path(os.path.realpath(path))
                if not target.exists() or target.is_file():
                    staged[target] = _beside(target, data)
        with leftovers.one_step("several files change places"):
            _exchange(contents, staged)
    finally:
        for beside in staged.values():
            beside.unlink(missing_ok=True)
            leftovers.forget(beside)


def _exchange(contents: Mapping[Path, bytes], staged: Mapping[Path, Path]) -> None:
    """Put what is written beside its place into it; what was there comes back if one fails."""
    kept: dict[Path, bytes | None] = {}
    try:
        for path, data in contents.items():
            with _told(path):
                target = Path(os.path.realpath(path))
                if target in staged:
                    kept[target] = target.read_bytes() if target.exists() else None
                    staged[target].replace(target)
                else:
                    target.write_bytes(data)  # a pipe or a device has nothing to keep
    except BaseException:
        _put_back(kept, staged)
        raise


def write_new(contents: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, with their folders; all or none. Raises Invalid."""
    for path in contents:
        if os.path.lexists(path):
            message = "there is such a file already"
            raise Invalid([Finding(FILE_EXISTS, message, Place(str(path)))])
    made: list[Path] = []
    with leftovers.one_step("new files with their folders"):
        _write_new(contents, made)


def _write_new(contents: Mapping[Path, bytes], made: list[Path]) -> None:
    try:
        for path in contents:
            with _told(path):
                made += _folders(path.parent)
        write_all(contents)
    except BaseException:
        for folder in reversed(made):
            folder.rmdir()
        raise


def _folders(folder: Path) -> Iterator[Path]:
    """Make a folder and those that it is in, and name each that was made."""
    lacking = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(lacking):
        one.mkdir()
        yield one


def _put_back(kept: Mapping[Path, bytes | None], staged: Mapping[Path, Path]) -> None:
    """The files that were replaced already, as they were."""
    for target, before in kept.items():
        if staged[target].exists():
            continue  # not replaced yet
        if before is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(before)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """A failure of the system as a finding about `path`."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        finding = Finding(UNWRITABLE_FILE, f"cannot be written: {reason}", Place(str(path)))
        raise Invalid([finding]) from None


def _beside(target: Path, data: bytes) -> Path:
    """A new file beside the target, so that a full disk or a crash leaves the old one whole.

    Its name cannot be guessed, and nothing of that name is followed or overwritten.
    """
    beside = target.with_name(f".{token_hex(8)}.backchannel")
    mode = _mode(target)
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


def _mode(target: Path) -> int | None:
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
