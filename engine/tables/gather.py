"""All programs that files, folders and tables hold, in the order they are named and written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..diagnostics.codes.commands import NO_FILES
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import read
from ..rulebook.model import Book
from .program import Program, Reject


def gather(
    paths: Sequence[Path], book: Book, mapping: Path | None = None
) -> Iterator[Program | Reject]:
    """The programs in fact files, folders of them, and tables, which a mapping may describe.

    Raises Invalid where the mapping is wrong, or a folder holds nothing.
    """
    for path in _unfolded(paths):
        yield _fact_file(path)


def _unfolded(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        found = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not found:
            raise Invalid([Finding(NO_FILES, "this folder holds no .json file", Place(str(path)))])
        yield from found


def _fact_file(path: Path) -> Program | Reject:
    try:
        return Program(path.stem, read(path), Place(str(path)))
    except Invalid as invalid:
        return Reject(path.stem, tuple(invalid.findings))
