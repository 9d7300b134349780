"""A scan held against `evaluate`, row by row and column by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.rulebook.model import Book
from engine.scan.options import Options
from engine.scan.scan import scan
from engine.scan.summary import Summary
from engine.tables.columns import plan
from engine.tables.mapping import TableMapping
from engine.tables.opening import open_sheet
from engine.tables.program import Program, Reject
from engine.tables.rows import row_reader
from engine.tables.settle import settled

AS_OF = date(2024, 3, 31)
Decided = tuple[Any, ...]


def evaluated(evaluator: Evaluator, path: Path, as_of: date = AS_OF) -> Iterator[Decided | None]:
    """What `evaluate` says of each row of a table; None where it refuses it."""
    gates, book = tuple(evaluator.flow.gates()), evaluator.book
    sheet = open_sheet(path)
    read = row_reader(plan(sheet, TableMapping(), book), book)

    def decide(one: Program) -> Decision:
        return evaluator.decide(one.case(book, as_of, now=as_of))

    for row in sheet.rows:
        program = read(row).finished()
        try:
            if isinstance(program, Reject):
                raise Invalid(program.findings)
            found, _, _ = settled(program, book, decide)
        except Invalid:
            yield None
            continue
        outcomes = {one.node: one.outcome for one in found.path}
        missing = [one.fact for one in found.missing]
        yield (
            found.verdict,
            found.decided_at,
            found.rule,
            *(outcomes.get(one) for one in gates),
            len(missing),
            missing[0] if missing else None,
        )


def scanned(
    evaluator: Evaluator, path: Path, out: Path, **options: Any
) -> tuple[dict[int, Decided], Summary]:
    """What a scan says of each row, by its number, and what became of all of them."""
    summary = scan(evaluator, path, out, Options(AS_OF, **options), lambda *_: None)
    return {int(one[0]): (*one[1:-2], int(one[-2]), one[-1]) for one in rows_of(out)}, summary


def rows_of(path: Path) -> list[Decided]:
    """The rows of a table that was written; all values of CSV are texts."""
    how = "read_parquet(?)" if path.suffix == ".parquet" else "read_csv(?, all_varchar = true)"
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT * FROM {how}", [str(path)]).fetchall()


def differences(
    evaluator: Evaluator, path: Path, out: Path, most_left: float = 1, **options: Any
) -> list[tuple[int, Any, Any]]:
    """The rows of which a scan says something else than `evaluate`, with what both say.

    SQL leaves no more than the part `most_left` of them.
    """
    found, summary = scanned(evaluator, path, out, key=None, **options)
    assert summary.left <= most_left * summary.rows
    expected = [*evaluated(evaluator, path)]
    first = 1 if path.suffix == ".parquet" else 2
    assert summary.rows == len(expected) == summary.written + summary.rejects
    return [
        (number, told, found.get(number))
        for number, told in enumerate(expected, first)
        if told != found.get(number)
    ]


def write_parquet(path: Path, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> Path:
    """A Parquet file with columns by their types."""
    spelt = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t ({spelt})")
        marks = ", ".join("?" * len(columns))
        if rows:
            connection.executemany(f"INSERT INTO t VALUES ({marks})", [[*one] for one in rows])
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    return path


def without_a_key(book: Book) -> Book:
    """The same book; rows are called by their numbers."""
    from dataclasses import replace

    return replace(book, vocabulary=replace(book.vocabulary, subject=None))
