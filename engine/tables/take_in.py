"""Programs written as fact files: into a folder, a file for each, or as JSON lines.

What goes in comes out or is rejected: the rows that were read are counted against those that
became programs or rejects, before anything takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..case.case import Case
from ..diagnostics.codes.tables import LOST_ROWS
from ..diagnostics.findings import Finding
from ..diagnostics.growing import growing_file, growing_folder
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..rulebook.model import Book
from .fact_file import data_of
from .file_names import file_name
from .gather import Ledger
from .json_out import exact_json
from .opening import LINES
from .program import Program, Reject
from .settle import settled
from .take_out import line_of

Check = Callable[[Case, Source | str], None]
"""Raises Invalid, about the source, where facts of a case contradict each other."""
Store = Callable[[str, dict[str, Any]], None]


@dataclass
class Taken:
    """What became of everything: how many programs, of how many rows, and the rejects."""

    programs: int = 0
    rows: int = 0
    rejects: list[Reject] = field(default_factory=list)

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
) -> Taken:
    """Write all sound programs, or nothing; raises NothingSound, or Invalid where it cannot.

    `watched` is told now and then how many rows are done.
    """
    taken = Taken()
    with _store(out, book) as store:
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
    if isinstance(one, Reject):
        return one

    def attempt(program: Program) -> None:
        case = program.case(book, now=date.today())
        with program.placing():
            check(case, program.source)

    try:
        _none, found, told = settled(one, book, attempt)
    except Invalid as invalid:
        return Reject(one.key, tuple(invalid.findings), one.rows)
    notices += told
    return found


def _balanced(taken: Taken, ledger: Ledger, out: Path) -> None:
    came, went = ledger.rows + ledger.files, taken.rows + taken.rejected
    if came != went:
        message = f"{came} rows were read, and {went} accounted for; nothing is written"
        raise Invalid([Finding(LOST_ROWS, message, Place(str(out)), "tell us about it")])
    if not taken.programs:
        raise NothingSound(taken)


@contextmanager
def _store(out: Path, book: Book) -> Iterator[Store]:
    if out.suffix.lower() in LINES:
        with growing_file(out) as lines:

            def add(key: str, data: dict[str, Any]) -> None:
                lines.write(exact_json(line_of(key, data, book.vocabulary)).encode() + b"\n")

            yield add
        return
    with growing_folder(out) as folder:
        names: set[str] = set()

        def file(key: str, data: dict[str, Any]) -> None:
            text = exact_json(data, 2)
            (folder / f"{file_name(key, names)}.json").write_bytes(text.encode())

        yield file
