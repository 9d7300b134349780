"""`export`: fact files to one table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .import_ import checks, counting
from .many import apart
from .options import FILE, INSIDE, TARGET
from .shared import book_of, refusing, show, show_notices

if TYPE_CHECKING:
    from ..rulebook.model import Book

EXAMPLES = """
\b
Examples:
  backchannel export programs -o programs.csv
  backchannel export programs/*.json -o programs.xlsx
  backchannel import programs.csv -o again
"""


@click.command(epilog=EXAMPLES)
@click.argument("programs", nargs=-1, required=True, type=FILE, metavar="DIR|FACTS.json|TABLE...")
@click.option("-o", "--output", "out", type=TARGET, required=True, metavar="TABLE",
              help="A file that ends in .csv, .tsv, .xlsx or .jsonl.")  # fmt: skip
@click.option("--map", "mappings", multiple=True, type=FILE, metavar="MAP.yaml",
              help="What the columns of a table mean that is exported again.")  # fmt: skip
@INSIDE
def export(
    programs: Sequence[Path], out: Path, mappings: Sequence[Path], folder: Path | None
) -> None:
    """Write a table with a row for each program and a column for each fact.

    `import` makes the same fact files of it. A cell holds the value alone, or
    the fact in JSON where there is a source, a note or a status too. No cell
    is run by a spreadsheet. Exit status: 0 written, 1 some programs were
    rejected or nothing could be read, 2 wrong usage.
    """
    from ..tables.take_out import FORMS

    if out.suffix.lower() not in FORMS:
        raise click.UsageError("-o takes a file that ends in " + ", ".join(FORMS))
    apart([out], (*programs, *mappings))
    with refusing():
        _take_out(programs, out, mappings, book_of(folder))


def _take_out(programs: Sequence[Path], out: Path, mappings: Sequence[Path], book: Book) -> None:
    from ..diagnostics.writing import write
    from ..present import phrases_tables as words
    from ..tables.gather import Ledger, gather
    from ..tables.program import Reject
    from ..tables.take_in import checked
    from ..tables.take_out import entries, table

    ledger, check = Ledger(), checks(book)
    with counting(words.READING):
        found = [
            checked(one, book, check, ledger.notices)
            for one in gather(programs, book, mappings, ledger)
        ]
    sound = entries((one for one in found if not isinstance(one, Reject)), book.vocabulary)
    rejects = [one for one in found if isinstance(one, Reject)]
    show_notices(ledger.notices)
    show([one for reject in rejects for one in reject.findings], "text", err=True)
    noun = book.vocabulary.case
    if not sound:
        click.echo(words.nothing_taken_in(noun), err=True)
        raise SystemExit(1)
    data, columns = table(sound, book.vocabulary, out)
    write(out, data)
    click.echo(words.taken_out(len(sound), columns, str(out), noun))
    raise SystemExit(1 if rejects else 0)
