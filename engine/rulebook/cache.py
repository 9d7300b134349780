"""Rulebooks kept ready, in the cache folder of the user, by the content of their files.

A file there is data: JSON, a hash before it. It is read only if that hash is right and its name is
the hash of all that the rulebook was made of: the files, where they are, and the reader itself. So
what is cut off, old or of another version is passed over, and whatever is wrong with the folder,
a rulebook is read from its own files as without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from ..diagnostics.source import LARGEST
from .kinds.spelling import SUFFIXES
from .model import Book
from .stored import dumps, loads
from .workspace import Workspace

MOST_KEPT = 32
"""So many rulebooks stay; the one that was made first goes first."""
ENGINE = Path(__file__).resolve().parent.parent
MADE_BY = ("diagnostics", "language", "rulebook")
"""The packages that a rulebook is made by: another version of them makes another."""


def load(workspace: Workspace) -> Book:
    """The rulebook of a workspace, kept ready or read now; raises Invalid as `load.load` does."""
    try:
        kept = folder() / f"{_name(workspace)}.json"
        found = _read(kept)
    except (OSError, RuntimeError, ValueError):  # no such file, no home, a broken one
        found = None
    return found if found is not None else _read_anew(workspace)


def folder() -> Path:
    """Where rulebooks are kept; raises RuntimeError or OSError where there is no such place."""
    from platformdirs import user_cache_path

    return user_cache_path("backchannel", appauthor=False)


def _read(path: Path) -> Book:
    data = path.read_bytes()
    if sha256(data[64:]).hexdigest().encode() != data[:64]:
        raise ValueError("cut off, or changed")
    return loads(data[64:].decode())


def _read_anew(workspace: Workspace) -> Book:
    from .load import load

    try:
        name = _name(workspace)
    except (OSError, ValueError):
        return load(workspace)
    book = load(workspace)
    try:
        if _name(workspace) == name:  # nobody has changed a file meanwhile
            _keep(folder() / f"{name}.json", dumps(book).encode())
    except (OSError, RuntimeError, ValueError):
        pass  # it is merely slower the next time
    return book


def _keep(path: Path, text: bytes) -> None:
    """Put a file in its place in one go; two processes may do so at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{token_hex(8)}")
    try:
        beside.write_bytes(sha256(text).hexdigest().encode() + text)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    kept = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in kept[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _name(workspace: Workspace) -> str:
    """The hash of all that a rulebook is made of; raises OSError where that cannot be read, and
    ValueError where a file is none that would be read."""
    found = sha256(repr([workspace.name, str(workspace.rules), str(workspace.flows)]).encode())
    for part in _parts(workspace):
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _parts(workspace: Workspace) -> Iterator[bytes]:
    for package in MADE_BY:
        for file in sorted((ENGINE / package).rglob("*.*")):
            if "__pycache__" in file.parts:
                continue
            told = file.stat()
            yield f"{file} {told.st_size} {told.st_mtime_ns}".encode()
    for held in (workspace.rules, workspace.flows):
        for path in sorted(path for path in held.iterdir() if path.suffix in SUFFIXES):
            if not path.is_file() or path.stat().st_size > LARGEST:
                raise ValueError(f"{path} is no file of a rulebook")
            yield os.fsencode(path.name)
            yield path.read_bytes()
