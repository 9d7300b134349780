"""Fact files as commands for several take them: which they are, read, and named."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.codes.commands import NO_FILES
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place

if TYPE_CHECKING:
    from ..case.case import Case
    from ..diagnostics.source import Source
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
    from ..decide.many import source

    return case_in(source(path), book, as_of)


def case_in(text: Source, book: Book, as_of: date | None = None) -> Case:
    """The case of which something is proved: what voices differ on counts as not known, which is
    told, and a question that one person dodged and another answered as answered."""
    from ..case.intake import read_file
    from ..present import phrases_work as work

    case = read_file(text, book, as_of, now=date.today(), strict=True)
    if case.contested:
        click.echo(work.notice(work.differing(text.name, [*case.contested])), err=True)
    return replace(case, declines=case.declines - case.values.keys())


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
    from ..matching.matcher import compiled

    return Evaluator(book, flow.name, compiled).decide(case, str(path)).verdict
