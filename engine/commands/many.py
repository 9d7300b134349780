"""Many programs as commands take them: gathered, decided with a progress bar, rejects told."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from . import shared
from .options import FILE

if TYPE_CHECKING:
    from ..facade import Rulebook
    from ..rulebook.model import Book
    from ..tables.decided import Decided, Reading
    from ..tables.judged import Judged, Judging
    from ..tables.program import Program, Reject

One = TypeVar("One")

PROGRAMS = click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, readable=False, path_type=Path),
    metavar="PATH...",
)
MAPPING = click.option(
    "--map",
    "mapping",
    type=FILE,
    metavar="MAP.yaml",
    help="What the columns of a table mean; not needed where they are named by fact.",
)


def form(
    asked: str | None, out: Path | None, forms: Iterable[str], endings: Mapping[str, str]
) -> str:
    """The format by its name, else by the ending of the file, else the first."""
    if asked is None and out is not None:
        return endings[ending(out, endings)]
    return asked or next(iter(forms))


def ending(path: Path, known: Iterable[str]) -> str:
    """The ending of a file, which has to be a known one."""
    found = path.suffix.removeprefix(".").lower()
    if found not in known:
        listed = ", ".join(f".{one}" for one in known)
        raise click.UsageError(f"{str(path)!r} ends in none of {listed}")
    return found


def apart(written: Iterable[Path | None], read: Iterable[Path | None]) -> None:
    """Raises a usage error where a file that is to be written is one that is read, or would be
    read as one of a folder."""
    from ..tables.gather import IN_FOLDERS

    sources = {one.resolve() for one in read if one is not None}
    for out in (one for one in written if one is not None):
        if out.resolve() in sources:
            raise click.UsageError(f"{str(out)!r} is read; write to another file")
        if out.resolve().parent in sources and out.suffix.lower() in (".json", *IN_FOLDERS):
            raise click.UsageError(
                f"{str(out)!r} would be read as one of its folder; write elsewhere"
            )


def evaluated(
    rulebook: Rulebook, programs: Sequence[Program | Reject], reading: Reading
) -> tuple[list[Decided], list[Reject]]:
    """Programs decided, and what is none."""
    from ..tables.decided import Decided, decided

    shared.tell_matcher(rulebook)
    made: list[Decided] = []
    rejects: list[Reject] = []
    with _progress(decided(programs, rulebook.decide, reading), len(programs)) as going:
        for one in going:
            if isinstance(one, Decided):
                made.append(one)
            else:
                rejects.append(one)
    _tell_notices(made, reading)
    return made, rejects


def judged(
    rulebook: Rulebook,
    programs: Sequence[Program | Reject],
    judging: Judging,
    processes: int | None,
) -> list[Judged | Reject]:
    """Programs decided for a ranking, and what is none, in their order."""
    from ..tables.judged import Judged, judged

    shared.tell_matcher(rulebook)
    with _progress(judged(programs, judging, processes), len(programs)) as going:
        found = list(going)
    _tell_notices((one for one in found if isinstance(one, Judged)), judging.reading)
    return found


def _tell_notices(made: Iterable[Decided | Judged], reading: Reading) -> None:
    if not reading.redact:  # they name who said what
        shared.show_notices(told for one in made for told in one.notices)


def gathered(paths: Sequence[Path], book: Book, mapping: Path | None) -> list[Program | Reject]:
    """All programs in files, folders and tables; what was not read of them is told on standard
    error."""
    from ..tables.gather import Ledger, gather

    ledger = Ledger()
    found = list(gather(paths, book, mapping, ledger))
    shared.show_notices(ledger.notices)
    return found


def tell(rejects: Iterable[Reject]) -> None:
    """On standard error, everything that is wrong with what is no program."""
    shared.show((finding for one in rejects for finding in one.findings), "text", err=True)


@contextmanager
def _progress(found: Iterable[One], total: int) -> Iterator[Iterable[One]]:
    """The same, with a bar on a terminal's standard error while it is gone through."""
    if not sys.stderr.isatty():
        yield found
        return
    from rich.console import Console
    from rich.progress import Progress

    from ..present.phrases_ranking import RANKED_NOW

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield bar.track(found, total=total, description=RANKED_NOW)
