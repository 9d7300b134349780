"""The sentences of scans: what became of the rows of a table, and of its columns."""

from __future__ import annotations

from collections.abc import Sequence

DECIDING_BY_SQL = "deciding by SQL"
DECIDING_GROUPS = "deciding open cases"
DECIDING_ODD = "deciding odd rows"
WRITING = "writing"
WRITE_REJECTS = "--rejects FILE writes every row that is rejected, with its reasons."
MOST_NAMED = 8


def summary(rows: int, written: int, rejects: int, left: int, groups: int, lines: int = 0) -> str:
    """One line for a whole scan: all rows are accounted for; `lines` where several are a case."""
    came = f"{rows:,} {'row' if rows == 1 else 'rows'}"
    if lines and lines != rows:
        came = f"{lines:,} rows of {rows:,} {'case' if rows == 1 else 'cases'}"
    told = f"{came} in = {written:,} out + {rejects:,} rejected"
    if not left:
        return f"{told}; SQL settled all."
    kinds = f", in {groups:,} {'kind' if groups == 1 else 'kinds'}" if groups else ""
    return f"{told}; SQL left {left:,} to the evaluator{kinds}."


def records(came: int, loose: int) -> str:
    """One line for the tables of records."""
    told = f"{came:,} {'record' if came == 1 else 'records'} in"
    return f"{told} = {came - loose:,} joined + {loose:,} rejected."


def reject(row: int, key: str | None, reasons: str, file: str = "") -> str:
    """Why one row is rejected; of a table of records it says the file."""
    named = f"row {row}" if key is None else f"row {row} ({key})"
    named = f"{file}, {named}" if file else named
    return f"{named}: {reasons}"


def not_read(names: Sequence[str]) -> str:
    """Which columns no fact is named by."""
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return f"Not read, since no fact has the name: {told}"


def not_run(dialect: str) -> str:
    """A dialect that no test runs."""
    return f"This query was not run on {dialect}: only DuckDB runs it in our tests."


def no_dialect(dialect: str, known: Sequence[str]) -> str:
    return f"{dialect!r} is no dialect; there are: {', '.join(known)}"
