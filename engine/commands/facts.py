"""`facts`: an empty fact file, and its questions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.writing import write_new
from . import suggestions
from .options import FILE, INSIDE
from .shared import book_of, refusing

if TYPE_CHECKING:
    from ..rulebook.model import Book

EXAMPLES = """
\b
Examples:
  backchannel facts template -o program.json
  backchannel facts template --worksheet intake -o intake.csv
"""
FILLING = "\b\nExamples:\n  backchannel facts fill program.json --worksheet intake intake.csv"


@click.group()
def facts() -> None:
    """Work with fact files."""


@facts.command("template", epilog=EXAMPLES)
@INSIDE
@click.option(
    "--flow",
    help="Only the facts that this flow and the notes read.",
    shell_complete=suggestions.flows,
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write OUT, and the questions beside it as .md; else print the JSON.",
)
@click.option(
    "--worksheet",
    help="Instead, a CSV to fill: one row for each record of this list.",
    shell_complete=suggestions.worksheets,
    metavar="LIST",
)
def template(
    folder: Path | None, flow: str | None, out: Path | None, worksheet: str | None
) -> None:
    """An empty fact file with every fact, and the questions as a page to print.

    With --worksheet a table to fill while reading alumni pages and rosters, for
    `facts fill` to read.
    """
    from ..author.template import asked, fact_file, questionnaire
    from ..present import phrases_work as work

    with refusing():
        book = book_of(folder)
        if worksheet is not None:
            _worksheet(book, worksheet, out)
            return
        if flow is not None and flow not in book.flows:
            message, help_ = f"no flow `{flow}`", "flows: " + ", ".join(book.flows)
            raise Invalid([Finding(UNKNOWN_FLOW, message, Place(book.origin), help_)])
        wanted = asked(book, flow)
        if out is not None:
            if out.suffix == ".md":
                raise click.UsageError("the facts are JSON: name the file .json; its page is .md")
            pages = {out: fact_file(wanted), out.with_suffix(".md"): questionnaire(book, wanted)}
            write_new({path: text.encode() for path, text in pages.items()})
            click.echo(work.written([str(out), str(out.with_suffix(".md"))]))
            return
    click.echo(fact_file(wanted), nl=False)


def _worksheet(book: Book, name: str, out: Path | None) -> None:
    from ..interview import worksheet
    from ..present import phrases_work as work

    text = worksheet.blank(worksheet.worksheet(book, name))
    if out is None:
        click.echo(text, nl=False)
        return
    write_new({out: text.encode()})
    click.echo(work.written([str(out)]))


@facts.command("fill", epilog=FILLING)
@click.argument("program", type=click.Path(dir_okay=False, path_type=Path), metavar="FACTS.json")
@click.argument("table", type=FILE, metavar="FILE.csv|-")
@click.option(
    "--worksheet",
    "name",
    required=True,
    help="The list that the rows are records of.",
    shell_complete=suggestions.worksheets,
    metavar="LIST",
)
@click.option("--replace", is_flag=True, help="Put the rows in place of records that are there.")
@INSIDE
def fill(program: Path, table: Path, name: str, replace: bool, folder: Path | None) -> None:
    """Read a filled worksheet into a fact file; one that is not there is made.

    The rest of the file stays as it is. Nothing is written unless the file is
    sound with the records in it.
    """
    from datetime import date

    from ..case.intake import read_file
    from ..decide.many import source
    from ..diagnostics.source import Source
    from ..interview import worksheet
    from ..interview.notebook import EMPTY, Notebook
    from ..present import phrases_asking as words

    with refusing():
        book = book_of(folder)
        fact = worksheet.worksheet(book, name)
        records = worksheet.read(source(table), fact)
        notebook = Notebook.open(program) if program.exists() else None
        before = notebook.source if notebook is not None else Source(str(program), EMPTY)
        text = worksheet.filled(before, fact, records, replace)
        read_file(Source(str(program), text), book, now=date.today())
        if notebook is None:
            write_new({program: text.encode()})
        else:
            notebook.store(text)
        click.echo(words.filled(len(records), fact.name, str(program)))
