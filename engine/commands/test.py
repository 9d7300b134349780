"""`test`: run the scenarios of a workspace."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import FOLDER, printed_as
from .shared import refusing, workspace

if TYPE_CHECKING:
    from ..scenario.model import Scenario

EXAMPLES = """
\b
Examples:
  backchannel test
  backchannel test my-rules -k "visa late"
  backchannel test --coverage --min-coverage 95
"""


@click.command(epilog=EXAMPLES)
@click.argument("folder", required=False, type=FOLDER, metavar="[DIR]")
@click.option(
    "-k",
    "words",
    default="",
    metavar="WORDS",
    help="Only the tests whose names hold all of these words.",
)
@click.option("--coverage", is_flag=True, help="Say how much of the rulebook the tests have seen.")
@click.option(
    "--min-coverage",
    "least",
    type=click.IntRange(0, 100),
    metavar="N",
    help="Fail when rules, edges, verdicts or conditions are below N %.",
)
@printed_as("text", "json", "junit")
def test(folder: Path | None, words: str, coverage: bool, least: int | None, form: str) -> None:
    """Run the scenario tests in rules/tests of a workspace, by default the one used here.

    Exit status: 0 all passed and the coverage is reached, 1 a test failed, the
    coverage falls short or a file is invalid, 2 wrong usage.
    """
    from ..scenario.session import run

    with refusing(form if form == "json" else "text"):
        session = run(workspace(folder), words, _watched)
        if not session.results:
            raise click.UsageError(f"no test has all of {words!r} in its name")
        click.echo(session.told(form, coverage, least))
        raise SystemExit(0 if session.passed(least) else 1)


def _watched(scenarios: Sequence[Scenario]) -> Iterable[Scenario]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return scenarios
    from rich.console import Console
    from rich.progress import track

    return track(scenarios, "Testing", console=Console(stderr=True), transient=True)
