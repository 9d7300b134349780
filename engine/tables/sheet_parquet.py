"""Tables in Parquet, read by DuckDB a few thousand rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..diagnostics.invalid import Invalid
from .sheet import Cell, Row, Sheet, column_names, unfit

if TYPE_CHECKING:
    import duckdb

AT_ONCE = 2_000


def read(path: Path) -> Sheet:
    """The table in a Parquet file; raises Invalid where there is none. Rows count from 1."""
    import duckdb

    file = str(path)
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False})
    try:
        found = connection.execute("SELECT * FROM read_parquet([?])", [_literal(file)])
    except duckdb.Error:
        raise Invalid([unfit(file, "it is no Parquet file, or it is damaged")]) from None
    columns = column_names([one[0] for one in found.description or ()], file)
    return Sheet(file, columns, _rows(connection, file), header=0)


def _literal(file: str) -> str:
    """A path as DuckDB reads it: none of its letters stands for others."""
    return "".join(f"[{mark}]" if mark in "*?[" else mark for mark in file)


def _rows(connection: duckdb.DuckDBPyConnection, file: str) -> Iterator[Row]:
    import duckdb

    number = 0
    try:
        while found := connection.fetchmany(AT_ONCE):
            for values in found:
                number += 1
                yield Row(number, [cell_of(one) for one in values])
    except duckdb.Error:
        raise Invalid([unfit(file, "the file is damaged", number + 1)]) from None
    finally:
        connection.close()


def cell_of(value: Any) -> Cell:
    """A value of DuckDB as a cell, numbers exact."""
    match value:
        case None | bool() | int() | str() | Decimal():
            return value
        case float():
            return Decimal(repr(value)) if value == value else None
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(" ")
        case date():
            return value
        case list() | dict():
            return value
        case _:
            return str(value)
