"""`check`: every mistake in a workspace, and everything suspect."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.printable import printable
from ..solve.budget import ABOUT_RULES
from .options import HERE, effort, printed_as
from .shared import book_of, show, workspace

if TYPE_CHECKING:
    from ..rulebook.model import Book

EXAMPLES = "\b\nExamples:\n  backchannel check\n  backchannel check my-rules --format json"


@click.command(epilog=EXAMPLES)
@HERE
@printed_as("text", "json", "github")
@click.option("--prove/--no-prove", default=True, help="Also prove what no file shows by itself.")
@effort(ABOUT_RULES, "some minutes")
@click.option("--overlaps", is_flag=True, help="Also tell rules of which the order decides.")
def check(folder: Path | None, form: str, prove: bool, effort: int, overlaps: bool) -> None:
    """Check a workspace: every mistake and everything suspect, with place and remedy.

    Exit status: 0 clean or warnings only, 1 errors, 2 wrong usage. Each finding
    has a code; docs/findings.md explains them.
    """
    from ..present import phrases_work as work

    found = findings(folder, prove, overlaps, effort)
    errors = sum(finding.severity == "error" for finding in found)
    show(found, form)
    if form == "text":
        told = work.summary(errors, len(found) - errors)
        click.echo(work.found_in(told, printable(workspace(folder).name)))
    raise SystemExit(1 if errors else 0)


def findings(
    folder: Path | None, prove: bool, overlaps: bool = False, effort: int = ABOUT_RULES
) -> list[Finding]:
    """Errors, or else the warnings and what the proofs show."""
    from ..rulebook.lint import lint

    try:
        book = book_of(folder)
    except Invalid as invalid:
        return list(invalid.findings)
    return (
        lint(book)
        + (_proved(book, effort) if prove else [])
        + (_overlaps(book) if overlaps else [])
    )


def _proved(book: Book, effort: int) -> list[Finding]:
    from ..prove.check.findings import prove

    return prove(book, effort)


def _overlaps(book: Book) -> list[Finding]:
    from ..prove.check.overlap import overlaps

    return overlaps(book)
