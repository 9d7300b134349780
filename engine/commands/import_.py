"""`import`: tables to fact files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .many import apart
from .options import FILE, INSIDE, TARGET
from .shared import book_of, refusing, show, show_notices

if TYPE_CHECKING:
    from ..case.case import Case
    from ..diagnostics.source import Source
    from ..rulebook.model import Book
    from ..tables.take_in import Check

EXAMPLES = """
\b
Examples:
  backchannel import list.csv --suggest > list.yaml
  backchannel import list.csv --map list.yaml -o programs
  backchannel import list.xlsx roster.csv --map list.yaml --map roster.yaml -o programs
  backchannel import facts.csv -o facts.jsonl
"""
EVERY = 500


@click.command("import", epilog=EXAMPLES)
@click.argument("tables", nargs=-1, required=True, type=FILE, metavar="TABLE|FACTS.json|DIR...")
@click.option("-o", "--output", "out", type=TARGET, metavar="DIR|OUT.jsonl",
              help="A folder for fact files, or a file for all of them.")  # fmt: skip
@click.option("--update", is_flag=True,
              help="Replace what is there and has changed, in a folder or as a file.")  # fmt: skip
@click.option("--map", "mappings", multiple=True, type=FILE, metavar="MAP.yaml",
              help="What the columns mean; once for each mapping.")  # fmt: skip
@click.option("--suggest", is_flag=True, help="Print a mapping to start from, and write nothing.")
@click.option("--sheet", metavar="NAME", help="With --suggest, the sheet of a workbook.")
@INSIDE
def import_(
    tables: Sequence[Path],
    out: Path | None,
    update: bool,
    mappings: Sequence[Path],
    suggest: bool,
    sheet: str | None,
    folder: Path | None,
) -> None:
    """Make fact files of tables: CSV, TSV, XLSX, JSON lines, JSON or Parquet.

    A table whose columns are named by fact (`visa.j1_sponsored`) needs no
    mapping; for others --suggest prints one to edit, and docs/tables.md shows
    what it can say. Several sources merge by key; what they differ on becomes
    testimony. Each row becomes a program or is rejected, with its reason.
    Other files of a folder that is there stay; its programs change with
    --update alone. Exit status: 0 all went in, 1 some rows were rejected or
    nothing could be read, 2 wrong usage.
    """
    if suggest == (out is not None):
        raise click.UsageError("give one of -o and --suggest")
    if update and suggest:
        raise click.UsageError("--suggest writes nothing that could be renewed")
    if out is not None and not out.is_dir():
        apart([out], (*tables, *mappings))
        if out.exists() and not update:
            raise click.UsageError(f"{str(out)!r} is there already; --update writes it anew")
    with refusing():
        book = book_of(folder)
        if suggest:
            _suggest(tables, sheet, book)
        else:
            assert out is not None
            _take_in(tables, _place(out), mappings, book, update)


def _place(out: Path) -> Path:
    """A folder, or JSON lines; other endings are a slip."""
    if out.suffix.lower() in ("", ".jsonl", ".ndjson") or out.is_dir():
        return out
    raise click.UsageError("-o takes a new folder, or a file that ends in .jsonl")


def _take_in(
    tables: Sequence[Path], out: Path, mappings: Sequence[Path], book: Book, update: bool
) -> None:
    from ..present import phrases_tables as words
    from ..tables.gather import Ledger, gather
    from ..tables.take_in import NothingSound, take_in

    ledger, noun = Ledger(), book.vocabulary.case
    try:
        with counting(words.READING) as watched:
            found = gather(tables, book, mappings, ledger)
            taken, written = take_in(found, out, book, checks(book), ledger, watched, update), True
    except NothingSound as nothing:
        taken, written = nothing.taken, False
    show_notices(ledger.notices)
    show([one for reject in taken.rejects for one in reject.findings], "text", err=True)
    click.echo(words.balance(ledger.rows, ledger.files, taken.programs, taken.rejected, noun))
    click.echo(words.taken_in(str(out), taken.renewed) if written else words.nothing_taken_in(noun))
    raise SystemExit(1 if taken.rejects or not written else 0)


def checks(book: Book) -> Check:
    """Whether a case can be decided, by each main flow of a rulebook."""
    from ..facade import Rulebook
    from ..rulebook.choice import main_flows

    every = [Rulebook(book, flow) for flow in main_flows(book)]

    def check(case: Case, source: Source | str) -> None:
        for rulebook in every:
            rulebook.check(case, source)

    return check


def _suggest(tables: Sequence[Path], sheet: str | None, book: Book) -> None:
    from ..tables.suggest import suggestion

    if len(tables) > 1:
        raise click.UsageError("--suggest looks at one table")
    click.echo(suggestion(tables[0], book, sheet), nl=False)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int], None]]:
    """On a terminal's standard error, how many rows are done so far."""
    import sys

    if not sys.stderr.isatty():
        yield lambda _rows: None
        return
    from rich.console import Console

    from ..present import phrases_tables as words

    with Console(stderr=True).status(f"{what} ..") as status:

        def watched(rows: int) -> None:
            if rows % EVERY == 0:
                status.update(f"{what} {words.so_far(rows)} ..")

        yield watched
