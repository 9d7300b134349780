"""`whatif`: the smallest changes that would turn a verdict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..solve.budget import ABOUT_A_CASE
from . import suggestions
from .options import AS_OF, FILE, effort, of_a_workspace, printed_as
from .programs import name, read, verdict
from .shared import book_and_flow, print_json, refusing, working

EXAMPLES = (
    "\b\nExamples:\n  backchannel whatif program.json\n"
    "  backchannel whatif program.json --to high --most 10"
)


@click.command(epilog=EXAMPLES)
@click.argument("facts", type=FILE, metavar="FACTS.json|-")
@click.option(
    "--to",
    help="Only changes that lead to this verdict.",
    shell_complete=suggestions.verdicts,
)
@click.option("--any", "every", is_flag=True, help="Let facts change that are marked fixed.")
@click.option(
    "--most",
    type=click.IntRange(1, 100),
    default=5,
    show_default=True,
    help="At most so many alternatives of each kind.",
)
@effort(ABOUT_A_CASE, "some twenty seconds")
@AS_OF
@of_a_workspace
@printed_as("text", "json")
def whatif(
    facts: Path,
    to: str | None,
    every: bool,
    most: int,
    effort: int,
    as_of: date | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    form: str,
) -> None:
    """Say which smallest changes would turn a verdict, and what forces it as it is.

    What is unknown and would only have to be learned is kept apart from what is
    known and would have to be otherwise. When the effort is spent it tells
    some way, and that it is not proved to be the smallest. Exit status: 0
    answered, 1 the input is invalid, 2 wrong usage.
    """
    from ..present import page
    from ..present import phrases_work as work
    from ..prove import text
    from ..prove.whatif.whatif import checked_target, what_if

    with refusing(form):
        book, of = book_and_flow(rules, flows, flow)
        checked_target(of, to, book)
        case = read(facts, book, as_of)
        today = verdict(book, of, case, facts)
        with working(work.LOOKING):
            found = what_if(book, of, case, today, to, every, most, effort)
    if form == "json":
        print_json(found.to_dict())
        return
    page.write(text.whatif(name(facts, case), found, book), page.console())
