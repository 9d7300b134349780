"""A scan held against `evaluate` on many rows, every column of every row.

    python -m benchmarks.scan_agreement ROWS [LOTS]

Rows are those of `scan_table`, in which cells are left out: none, one in twenty or three in ten of
a row, so that SQL settles some and leaves others. Prints how many differ, lot by lot.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import duckdb

from engine import Rulebook
from engine.decide.evaluate import Evaluator
from engine.matching.matcher import compiled
from engine.scan.relevance import uses
from tests.scan.agreement import differences, without_a_key

from . import scan_table

EMPTY = "list_extract([0, 5, 30], 1 + (hash(rowid, 'row') % 3)::INT)"


def with_gaps(whole: Path, out: Path, lot: int) -> None:
    """The same table with cells left out, others in each lot."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE t AS SELECT * FROM '{whole}'")
        names = [row[0] for row in connection.execute("DESCRIBE t").fetchall()]
        gaps = ", ".join(
            f"CASE WHEN hash(rowid, '{name}', {lot}) % 100 < {EMPTY} THEN NULL"
            f' ELSE "{name}" END AS "{name}"'
            for name in names
            if name != "program.name"
        )
        connection.execute(
            f"COPY (SELECT \"program.name\", {gaps} FROM t) TO '{out}' (FORMAT parquet)"
        )


def main(rows: int, lots: int) -> None:
    shipped = Rulebook.load()
    book = without_a_key(shipped.book)
    evaluator = Evaluator(book, shipped.flow, compiled)
    read = uses(book, evaluator.flow)
    with tempfile.TemporaryDirectory() as name:
        whole, table = Path(name) / "whole.parquet", Path(name) / "gaps.parquet"
        scan_table.write(whole, rows // lots, book.vocabulary, read)
        differ = 0
        for lot in range(lots):
            with_gaps(whole, table, lot)
            found = differences(evaluator, table, Path(name) / f"{lot}.parquet")
            differ += len(found)
            print(f"{(lot + 1) * (rows // lots):,} rows, {differ} differ", *found[:1], flush=True)


if __name__ == "__main__":
    told = [int(one) for one in sys.argv[1:]]
    main(*(told + [100_000, 20][len(told) :]))
