"""`diff`: what an edit can change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..solve.budget import ABOUT_RULES
from .options import AS_OF, FILE, FLOW, effort, printed_as
from .programs import name, unfolded, unique
from .shared import print_json, show, working

if TYPE_CHECKING:
    from ..case.case import Case
    from ..diagnostics.source import Source
    from ..prove.diff.pair import Pair
    from ..rulebook.model import Book

DIFFERS, TROUBLE = 1, 2
PROGRAMS, CASES = "--programs", "--cases"
"""One option under two names, so that it can be told as the workspace calls its cases."""

EXAMPLES = (
    "\b\nExamples:\n  backchannel diff HEAD .\n"
    "  backchannel diff old-rules new-rules --programs examples/*.json --format json"
)


@click.command(epilog=EXAMPLES)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.argument("more", nargs=-1, type=FILE, metavar="[FACTS.json]...")
@click.option(
    PROGRAMS,
    CASES,
    "programs",
    multiple=True,
    type=FILE,
    help="Fact files, or folders of them: also tell which move.",
)
@effort(ABOUT_RULES, "some minutes")
@AS_OF
@FLOW
@printed_as("text", "json")
def diff(
    old: str,
    new: str,
    more: Sequence[Path],
    programs: Sequence[Path],
    effort: int,
    as_of: date | None,
    flow: str | None,
    form: str,
) -> None:
    """Say which verdicts an edit can change: OLD and NEW are folders or git revisions.

    Each change comes with the gate and rule where the paths part, a region in
    which all programs are that change, and one of them as an example. Told of
    programs without open facts; --programs looks at real ones. Exit status:
    0 the same, 1 different, 2 trouble.
    """
    from ..present import phrases_work as work
    from ..prove.diff.diff import changes, moves

    try:
        pair = _pair(old, new, flow, effort)
        cases = _both(pair, [*unfolded([*programs, *more])], as_of)
    except Invalid as invalid:
        show(invalid.findings, form, err=form != "json")
        raise SystemExit(TROUBLE) from None
    for note in pair.notes:
        click.echo(work.notice(note.text), err=True)
    with working(work.COMPARING):
        found, moved = list(changes(pair)), list(moves(pair, cases))
    _print(found, moved, len(cases), pair, form)
    raise SystemExit(DIFFERS if found or moved or pair.hidden else 0)


def _print(found: Sequence[Any], moved: Sequence[Any], among: int, pair: Pair, form: str) -> None:
    from ..present import page
    from ..prove import text
    from ..prove.diff.edits import edits

    every = edits(pair.old.book, pair.new.book, pair.new.flow.name)
    if form == "json":
        changes, programs_moved = ([one.to_dict() for one in of] for of in (found, moved))
        undecided = [one.sentence() for one in found if not one.decided]
        print_json(
            {
                "edits": [one.to_dict() for one in every],
                "changes": changes,
                "programs": programs_moved,
                "undecided": undecided,
            }
        )
        return
    option = PROGRAMS if pair.noun.many == PROGRAMS.removeprefix("--") else CASES
    page.write(
        text.diff(found, moved, among, pair.hidden, pair.noun, option, every), page.console()
    )


def _pair(old: str, new: str, flow: str | None, effort: int) -> Pair:
    from ..prove.diff.pair import pair
    from ..prove.diff.revisions import load
    from ..rulebook.choice import chosen_flow

    before, after = (load(side, Path()) for side in (old, new))
    names = [chosen_flow(book, flow, side) for side, book in ((old, before), (new, after))]
    if names[0] != names[1]:
        message = f"OLD goes through flow `{names[0]}`, NEW through `{names[1]}`"
        raise Invalid([Finding(UNKNOWN_FLOW, message, Place(new), "name one with --flow")])
    return pair(before, after, names[0], effort)


def _both(
    pair: Pair, paths: Sequence[Path], as_of: date | None
) -> dict[str, tuple[Case | None, Case | None]]:
    """Each program as either side reads it; None where it refuses the facts."""
    from ..decide.many import source

    found: dict[str, tuple[Case | None, Case | None]] = {}
    for path in paths:
        text = source(path)
        sides = [_read_or_not(text, space.book, as_of) for space in (pair.old, pair.new)]
        if all(isinstance(side, Invalid) for side in sides):
            raise next(side for side in sides if isinstance(side, Invalid))
        old, new = (None if isinstance(side, Invalid) else side for side in sides)
        found[unique(name(path, old or new), found)] = (old, new)
    return found


def _read_or_not(text: Source, book: Book, as_of: date | None) -> Case | Invalid:
    from .programs import case_in

    try:
        return case_in(text, book, as_of)
    except Invalid as invalid:
        return invalid
