"""`scan`: a table of any size decided by one SQL query, and the rest of it by the evaluator."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..diagnostics.printable import printable
from .options import AS_OF, FILE, TARGET, of_a_workspace
from .shared import refusing, rulebook_of, show_notices

if TYPE_CHECKING:
    from ..scan.summary import Progress, Summary

EXAMPLES = (
    "\b\nExamples:\n  backchannel scan programs.parquet -o verdicts.parquet\n"
    "  backchannel scan programs.csv -o verdicts.csv --keep program.state\n"
    "  backchannel scan programs.csv -o verdicts.csv --rejects rejects.csv\n"
    "  backchannel scan programs.csv --records history.intake=classes.csv -o out.csv\n"
    "  backchannel scan list.xlsx --map list.yaml -o verdicts.csv"
)
ENDINGS = (".parquet", ".csv")


def _names(_context: click.Context, _option: click.Parameter, told: str | None) -> tuple[str, ...]:
    return tuple(one.strip() for one in told.split(",") if one.strip()) if told else ()


def _size(_context: click.Context, _option: click.Parameter, told: str | None) -> str | None:
    if told is not None and not re.fullmatch(r"[0-9]{1,9} ?[KMGT]i?B", told, re.IGNORECASE):
        raise click.BadParameter("a size is a number and KB, MB, GB or TB, such as 2GB")
    return told


def _lists(
    _context: click.Context, _option: click.Parameter, told: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    found = []
    for one in told:
        name, mark, file = one.partition("=")
        if not (mark and name.strip() and Path(file).is_file()):
            raise click.BadParameter(f"{one!r} is no FACT=FILE with a file that is there")
        found.append((name.strip(), Path(file)))
    if len({name for name, _file in found}) < len(found):
        raise click.BadParameter("a list has one table")
    return tuple(found)


@click.command(epilog=EXAMPLES)
@click.argument("table", type=FILE, metavar="TABLE")
@click.option(
    "-o", "--out", type=TARGET, required=True, metavar="OUT", help="A .parquet or .csv file."
)
@click.option(
    "--key", metavar="COLUMN", help="What names a row; default: program.name, else its number."
)
@click.option(
    "--keep", metavar="COLUMN,..", callback=_names, help="Columns to copy into the output."
)
@click.option(
    "--rejects", type=TARGET, metavar="FILE", help="Where rows go that cannot be decided: CSV."
)
@click.option(
    "--memory", metavar="SIZE", callback=_size, help="How much DuckDB may use, such as 2GB."
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What runs the query; spark comes with the extra of this name.",
)
@click.option(
    "--master",
    envvar="SPARK_MASTER",
    metavar="URL",
    help="Where Spark runs, as it is told there; default: local[*], this machine.",
)
@click.option(
    "--map",
    "mappings",
    multiple=True,
    type=FILE,
    metavar="MAP.yaml",
    help="What the columns mean, where they are not named by fact.",
)
@click.option(
    "--records",
    multiple=True,
    callback=_lists,
    metavar="FACT=FILE",
    help="A table that holds the records of a list, joined by key.",
)
@AS_OF
@of_a_workspace
def scan(
    table: Path,
    out: Path,
    key: str | None,
    keep: tuple[str, ...],
    rejects: Path | None,
    memory: str | None,
    mappings: tuple[Path, ...],
    records: tuple[tuple[str, Path], ...],
    engine: Literal["duckdb", "spark"],
    master: str | None,
    as_of: date | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
) -> None:
    """Decide every row of a table whose columns are named by fact, such as visa.handler.

    TABLE is Parquet, CSV, TSV, XLSX, JSON lines or a JSON list; with --map its
    columns may have any names (docs/tables.md). An empty cell is not asked.
    The output has for each row its key, the columns to keep, verdict,
    decided_at, rule, outcome.GATE for each gate, missing_count and
    first_missing, as `evaluate` has them. Exit status: 0 all rows are decided,
    1 some are rejected or something is wrong, 2 wrong usage.
    """
    _check_names(out, rejects, [table, *(file for _name, file in records)])
    from ..scan.options import Options
    from ..scan.scan import scan as decide_all

    day = as_of or date.today()
    options = Options(day, key, keep, rejects, memory, mappings, records, engine, master)
    with refusing():
        rulebook = rulebook_of(rules, flows, flow)
        with _progress() as progress:
            found = decide_all(rulebook.evaluator, table, out, options, progress)
    _tell(found, table, rejects)


def _check_names(out: Path, rejects: Path | None, read: Sequence[Path]) -> None:
    if out.suffix.lower() not in ENDINGS:
        raise click.UsageError("-o takes a file that ends in .parquet or .csv")
    named = [one.resolve() for one in (*read, out, rejects) if one is not None]
    if len({*named}) < len(named):
        raise click.UsageError("TABLE, -o and --rejects are to be different files")


def _tell(found: Summary, table: Path, rejects: Path | None) -> None:
    from ..present import phrases_scans as scans
    from ..scan.bringing import MOST_TOLD

    if found.not_read:
        click.echo(printable(scans.not_read(found.not_read)), err=True)
    show_notices(found.notices, MOST_TOLD)
    if rejects is None:
        for one in found.shown:
            file = one.file if one.file != str(table) else ""
            click.echo(printable(scans.reject(one.row, one.key, one.reasons, file)), err=True)
    counts = found.rows, found.written, found.rejects, found.left, found.groups
    told = scans.summary(*counts, found.lines)
    click.echo(told, err=True)
    if found.records:
        click.echo(scans.records(found.records, found.loose), err=True)
    if found.rejects or found.loose:
        if rejects is None:
            click.echo(scans.WRITE_REJECTS, err=True)
        raise SystemExit(1)


@contextmanager
def _progress() -> Iterator[Progress]:
    """What is being done, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def told(what: str, done: int, of: int) -> None:
            bar.update(task, description=what, completed=done, total=of or None)

        yield told
