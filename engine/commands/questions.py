"""`questions`: the call sheet for one program or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FILE, ROLE, of_a_workspace, printed_as
from .programs import name, unfolded, unique
from .shared import book_and_flow, known_informant, refusing, working

if TYPE_CHECKING:
    from ..present.sheet import Sheet
    from ..rulebook.model import Book

EXAMPLES = """
\b
Examples:
  backchannel questions program.json
  backchannel questions programs/ --for img_resident --limit 5
  backchannel questions programs/*.json --format html > questions.html
"""


def _text(sheet: Sheet, book: Book) -> str:
    from ..present import sheet as printed

    return printed.text(sheet, book)


def _markdown(sheet: Sheet, book: Book) -> str:
    from ..present import sheet as printed

    return printed.markdown(sheet, book)


def _html(sheet: Sheet, book: Book) -> str:
    from ..draw.report.call_sheet import page

    return page(sheet, book)


PRINTERS: Mapping[str, Callable[[Sheet, Book], str]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
}


@click.command(epilog=EXAMPLES)
@click.argument("programs", nargs=-1, required=True, type=FILE, metavar="FACTS.json|DIR...")
@ROLE
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=8,
    show_default=True,
    help="At most so many questions for each kind of person.",
)
@of_a_workspace
@printed_as(*PRINTERS)
def questions(
    programs: Sequence[Path],
    role: str | None,
    limit: int,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    form: str,
) -> None:
    """Print what to find out next, and from whom: first what nobody has to be asked for.

    For each kind of person few questions that settle many programs, on one
    topic after another, each with what to listen for. Exit
    status: 0 printed, 1 a file or the rulebook is invalid, 2 wrong usage.
    """
    from ..case.intake import read_file
    from ..compile.prospect import Prospects
    from ..decide.many import source
    from ..interview.call_sheet import Program, call_sheet
    from ..present import phrases_asking as words

    with refusing():
        book, of = book_and_flow(rules, flows, flow)
        roles = roles_of(book, role)
        prospects, found = Prospects(book, of), dict[str, Program]()
        with working(words.WEIGHING):
            for path in unfolded(programs):
                text = source(path)
                case = read_file(text, book, now=date.today())
                called = unique(name(path, case), found)
                found[called] = Program.of(called, case, prospects, text)
            sheet = call_sheet(book, [*found.values()], roles, limit, only=role)
    click.echo(PRINTERS[form](sheet, book), nl=False)


def roles_of(book: Book, role: str | None) -> list[str]:
    """The kinds of people to talk to, or the one that is named; raises Invalid if it is unknown."""
    known, alone = book.vocabulary.informants, book.vocabulary.asking.without_talk
    if role is not None:
        return [known_informant(book, role)]
    return [one for one in known if one not in alone]
