"""Fact files as the commands that prove take them: which they are, read, and named."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics.codes.commands import NO_FILES
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place

if TYPE_CHECKING:
    from ..case.case import Case
    from ..rulebook.model import Book, Flow


def unfolded(paths: Sequence[Path]) -> Iterator[Path]:
    """Fact files; of a folder, those in it."""
    for path in paths:
        found = sorted(path.glob("*.json")) if path.is_dir() else [path]
        if not found:
            raise Invalid([Finding(NO_FILES, "this folder holds no .json file", Place(str(path)))])
        yield from found


def read(path: Path, book: Book, as_of: date | None = None) -> Case:
    """The case in a fact file, as of a day, else the file's own, else today.

    Raises Invalid with all that is wrong with it.
    """
    from ..case.intake import read_file
    from ..decide.many import source

    return read_file(source(path), book, as_of, now=date.today())


def name(path: Path, case: Case | None) -> str:
    """What a program is called: by its own facts, or else by its file."""
    subject = case.book.vocabulary.subject if case is not None else None
    found = case.value(subject) if case is not None and subject is not None else None
    return str(found) if found is not None else path.stem


def unique(name: str, taken: Container[str]) -> str:
    """`name`, numbered where another program is called so too."""
    number = 2
    while name in taken:
        name, number = f"{name.removesuffix(f' ({number - 1})')} ({number})", number + 1
    return name


def verdict(book: Book, flow: Flow, case: Case, path: Path) -> str:
    """Today's verdict; raises Invalid where the facts contradict each other."""
    from ..decide.evaluate import Evaluator
    from ..prove.space.replay import plain

    return Evaluator(book, flow.name, plain).decide(case, str(path)).verdict
