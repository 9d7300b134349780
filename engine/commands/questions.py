"""`questions`: the call sheet for one program or several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.codes.vocabulary import UNKNOWN_INFORMANT
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from . import suggestions
from .options import FILE, of_a_workspace, printed_as
from .programs import name, read, unfolded, unique
from .shared import book_and_flow, refusing, working

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
@click.option(
    "--for",
    "role",
    help="Only what this kind of person can tell.",
    shell_complete=suggestions.informants,
    metavar="ROLE",
)
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

    For each kind of person the fewest questions that settle the most
    programs, on one topic after another, each with what to listen for. Exit
    status: 0 printed, 1 a file or the rulebook is invalid, 2 wrong usage.
    """
    from ..compile.prospect import Prospects
    from ..interview.call_sheet import Program, call_sheet
    from ..present import phrases_asking as words

    with refusing():
        book, of = book_and_flow(rules, flows, flow)
        roles = roles_of(book, role)
        prospects, found = Prospects(book, of), dict[str, Program]()
        with working(words.WEIGHING):
            for path in unfolded(programs):
                case = read(path, book)
                called = unique(name(path, case), found)
                found[called] = Program.of(called, case, prospects)
            sheet = call_sheet(book, [*found.values()], roles, limit)
    click.echo(PRINTERS[form](sheet, book), nl=False)


def roles_of(book: Book, role: str | None) -> list[str]:
    """The kinds of people to talk to, or the one that is named; raises Invalid if it is unknown."""
    known = book.vocabulary.informants
    if role is not None and role not in known:
        help_ = did_you_mean(role, known) or "kinds of people: " + ", ".join(known)
        found = Finding(UNKNOWN_INFORMANT, f"unknown informant `{role}`", Place(book.origin), help_)
        raise Invalid([found])
    alone = book.vocabulary.asking.without_talk
    return [role] if role is not None else [one for one in known if one not in alone]
