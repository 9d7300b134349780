"""`sql`: the query that `scan` runs, to be read or run elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from .options import AS_OF, FILE, of_a_workspace
from .shared import book_and_flow, refusing

EXAMPLES = (
    "\b\nExamples:\n  backchannel sql > scan.sql\n"
    "  backchannel sql --dialect postgres --table programs\n"
    "  backchannel sql programs.parquet --dialect spark"
)


@click.command(epilog=EXAMPLES)
@click.argument("table", type=FILE, required=False, metavar="[TABLE]")
@click.option(
    "--dialect",
    default="duckdb",
    show_default=True,
    metavar="NAME",
    help="duckdb, spark, postgres, or another that sqlglot writes.",
)
@click.option(
    "--table",
    "name",
    default="programs",
    show_default=True,
    metavar="NAME",
    help="What the table is called in the query.",
)
@AS_OF
@of_a_workspace
def sql(
    table: Path | None,
    dialect: str,
    name: str,
    as_of: date | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
) -> None:
    """Print the rulebook as one SQL query over a table whose columns are named by fact.

    With TABLE the query is for the columns that this file has; without, for a
    column of each fact that the flow reads. Rows that SQL cannot settle have
    no verdict in it: `scan` hands these to the evaluator. Where no test runs a
    dialect, standard error says so. Exit status: 0 it is printed, 1 the input
    is invalid, 2 wrong usage.
    """
    from ..present import phrases_scans as scans
    from ..scan.printing import Unknown, printed, was_run

    with refusing():
        book, of = book_and_flow(rules, flows, flow)
        try:
            text = printed(book, of, table, dialect, name, as_of or date.today())
        except Unknown as unknown:
            raise click.UsageError(scans.no_dialect(dialect, unknown.known)) from None
    if not was_run(dialect):
        click.echo(scans.not_run(dialect), err=True)
    click.echo(text)
