"""Programs written as fact files: into a folder, a file for each, or as JSON lines.

What goes in comes out or is rejected: the rows that were read are counted against those that
became programs or rejects, before anything takes its place.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ..case.case import Case
from ..diagnostics.codes.commands import FILE_EXISTS
from ..diagnostics.codes.tables import LOST_ROWS
from ..diagnostics.findings import Finding
from ..diagnostics.growing import growing_file, growing_folder
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..diagnostics.writing import told, write_all
from ..rulebook.model import Book
from .fact_file import data_of
from .file_names import file_name
from .gather import Ledger
from .json_out import exact_json
from .opening import LINES
from .program import Program, Reject
from .settle import mistakes, settled
from .take_out import line_of

Check = Callable[[Case, Source | str], None]
"""Raises Invalid, about the source, where facts of a case contradict each other."""
MOST_NAMED = 5
Store = Callable[[str, dict[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Renewed:
    """How many files of a folder are new, changed, and what they were."""

    new: int
    changed: int
    same: int


@dataclass
class Taken:
    """What became of everything: how many programs, of how many rows, and the rejects; and, of a
    folder that was there, what became of its files."""

    programs: int = 0
    rows: int = 0
    rejects: list[Reject] = field(default_factory=list)
    renewed: Renewed | None = None

    @property
    def rejected(self) -> int:
        """Rows, and files, that are in no program."""
        return sum(one.rows for one in self.rejects)


class NothingSound(Exception):  # noqa: N818 - reads as what was found
    """There is no program to write; `taken` has the reasons."""

    def __init__(self, taken: Taken) -> None:
        super().__init__()
        self.taken = taken


def take_in(
    found: Iterable[Program | Reject],
    out: Path,
    book: Book,
    check: Check,
    ledger: Ledger,
    watched: Callable[[int], None] = lambda _rows: None,
    update: bool = False,
) -> Taken:
    """Write all sound programs, or nothing; raises NothingSound, or Invalid where it cannot.

    `watched` is told now and then how many rows are done. In a folder that is there already,
    files of other names stay as they are, and others change only to `update` them.
    """
    taken = Taken()
    with _store(out, book, taken, update) as store:
        for one in found:
            watched(ledger.rows + ledger.files)
            sound = checked(one, book, check, ledger.notices)
            if isinstance(sound, Reject):
                taken.rejects.append(sound)
            else:
                taken.programs += 1
                taken.rows += sound.rows
                data = data_of(sound)
                assert data is not None
                store(sound.key, dict(data))
        _balanced(taken, ledger, out)
    return taken


def checked(
    one: Program | Reject, book: Book, check: Check, notices: list[Finding]
) -> Program | Reject:
    """A program, unless its facts are wrong or contradict each other as a decision has it.

    `notices` gets what is to be told of it.
    """

    def attempt(program: Program) -> None:
        case = program.case(book, now=date.today())
        with program.placing():
            check(case, program.source)

    if isinstance(one, Reject):
        more = mistakes(one.rest, book, attempt) if one.rest is not None else ()
        return replace(one, findings=(*one.findings, *more), rest=None)
    try:
        _none, found, remarks = settled(one, book, attempt)
    except Invalid:
        return Reject(one.key, mistakes(one, book, attempt), one.rows)
    notices += remarks
    return found


def _balanced(taken: Taken, ledger: Ledger, out: Path) -> None:
    came, went = ledger.rows + ledger.files, taken.rows + taken.rejected
    if came != went:
        message = f"{came} rows were read, and {went} accounted for; nothing is written"
        raise Invalid([Finding(LOST_ROWS, message, Place(str(out)), "tell us about it")])
    if not taken.programs:
        raise NothingSound(taken)


@contextmanager
def _store(out: Path, book: Book, taken: Taken, update: bool) -> Iterator[Store]:
    if out.suffix.lower() in LINES:
        with growing_file(out) as lines:

            def add(key: str, data: dict[str, Any]) -> None:
                lines.write(exact_json(line_of(key, data, book.vocabulary)).encode() + b"\n")

            yield add
        return
    if out.is_dir() and any(out.iterdir()):
        files: dict[Path, bytes] = {}
        yield _files(out, files.__setitem__)
        taken.renewed = _renewed(out, files, update)
        return
    with growing_folder(out) as folder:
        yield _files(folder, Path.write_bytes)


def _files(folder: Path, put: Callable[[Path, bytes], object]) -> Store:
    """A file for each program, of a name of its own."""
    names: set[str] = set()

    def file(key: str, data: dict[str, Any]) -> None:
        put(folder / f"{file_name(key, names)}.json", exact_json(data, 2).encode())

    return file


def _renewed(out: Path, files: Mapping[Path, bytes], update: bool) -> Renewed:
    """Bring files of a folder up to date, all of them or none; raises Invalid where it may not."""
    there = {path: _bytes(path) for path in files if os.path.lexists(path)}
    changed = [path for path, data in there.items() if data != files[path]]
    if changed and not update:
        named = ", ".join(f"`{path.name}`" for path in changed[:MOST_NAMED])
        more = f", and {len(changed) - MOST_NAMED} more" if len(changed) > MOST_NAMED else ""
        message = f"there are other facts already in {named}{more}"
        help_ = "`--update` replaces them; a new folder leaves them alone"
        raise Invalid([Finding(FILE_EXISTS, message, Place(str(out)), help_)])
    new = [path for path in files if path not in there]
    write_all({path: files[path] for path in [*new, *changed]})
    return Renewed(len(new), len(changed), len(there) - len(changed))


def _bytes(path: Path) -> bytes | None:
    """What a file holds; None for what is none."""
    with told(path):
        return path.read_bytes() if path.is_file() else None
