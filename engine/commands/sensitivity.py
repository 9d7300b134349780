"""`sensitivity`: which verdicts hinge on which threshold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import AS_OF, FILE, of_a_workspace, printed_as
from .programs import name, read, unfolded, unique, verdict
from .shared import book_and_flow, print_json, refusing, working

if TYPE_CHECKING:
    from ..case.case import Case

EXAMPLES = "\b\nExamples:\n  backchannel sensitivity programs/*.json"


@click.command(epilog=EXAMPLES)
@click.argument("programs", nargs=-1, required=True, type=FILE, metavar="FACTS.json...|-")
@AS_OF
@of_a_workspace
@printed_as("text", "json")
def sensitivity(
    programs: Sequence[Path],
    as_of: date | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    form: str,
) -> None:
    """Say for each threshold which programs' verdicts hinge on it, and where they turn.

    A program hinges on a threshold when moving that by one step gives another
    verdict: 1 beside whole numbers, 0.05 beside shares. Exit status: 0 answered,
    1 the input is invalid, 2 wrong usage.
    """
    from ..present import page
    from ..present import phrases_work as work
    from ..prove import text
    from ..prove.thresholds.sensitivity import sensitivity as find

    with refusing(form):
        book, of = book_and_flow(rules, flows, flow)
        cases: dict[str, Case] = {}
        for path in unfolded(programs):
            case = read(path, book, as_of)
            verdict(book, of, case, path)
            cases[unique(name(path, case), cases)] = case
        with working(work.MOVING):
            found = find(book, of, cases)
    if form == "json":
        print_json({"thresholds": [hinge.to_dict() for hinge in found]})
        return
    page.write(text.sensitivity(found, book), page.console())
