"""DuckDB: queries are run and files written there.

Files are read under names of our own, so that nothing in a path is taken for a pattern or an
address; DuckDB loads no extension, and reads nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from ..diagnostics.codes.commands import BAD_TABLE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.leftovers import temporary_folder
from ..diagnostics.place import Place
from .sql import queries, words
from .sql.queries import Query
from .table import Kind

AT_A_TIME = 1_000
SETTINGS = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "preserve_insertion_order": "true",
}
KINDS: Mapping[str, Kind] = {
    "BOOLEAN": "boolean",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), "whole"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"), "whole"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "double"),
    "VARCHAR": "text",
    "DATE": "day",
    "VARCHAR[]": "texts",
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")

Failed = duckdb.Error
"""What DuckDB could not do."""

Typed = tuple[Kind, int, int]
"""What a column holds, and the width and the scale of a decimal."""


class Duck:
    """One connection, with a folder for what does not fit into memory; leave `opened` to close."""

    def __init__(self, folder: Path, memory: str | None) -> None:
        own = {"temp_directory": str(folder / "spilled")}
        limit = {} if memory is None else {"memory_limit": memory}
        self._folder = folder
        self._connection = duckdb.connect(":memory:", config={**SETTINGS, **own, **limit})
        self._links = 0

    def close(self) -> None:
        self._connection.close()

    def place(self, name: str) -> Path:
        """Where a file of our own may be."""
        return self._folder / name

    def linked(self, path: Path) -> str:
        """Another name for a file, in which there is nothing to be read as anything else."""
        self._links += 1
        link = self._folder / f"linked{self._links}"
        link.symlink_to(path.resolve())
        return str(link)

    # reading

    def described(self, reading: str) -> list[tuple[str, Typed]]:
        """The columns that a reading gives, each with what it holds."""
        found = self._run(f"DESCRIBE SELECT * FROM {reading}")
        return [(str(one[0]), _typed(str(one[1]))) for one in found]

    def parquet_names(self, path: Path) -> list[str]:
        """The names of the columns as they stand in a Parquet file, were they the same."""
        file = literal(self.linked(path))
        found = self._run(f"SELECT name, num_children FROM parquet_schema({file})")
        return [*_outermost(found[1:])]

    def view(self, reading: str, names: Sequence[str]) -> str:
        """A reading with other names for its columns; what it is called."""
        self._links += 1
        name = f"table{self._links}"
        spelt = ", ".join(map(quoted, names))
        self._run(f"CREATE VIEW {name} ({spelt}) AS SELECT * FROM {reading}")
        return name

    def rows(self, query: Query | str) -> Iterator[tuple[Any, ...]]:
        """What a query gives, some rows at a time."""
        cursor = self._connection.cursor()
        cursor.execute(_written(query))
        while found := cursor.fetchmany(AT_A_TIME):
            yield from found

    def number(self, query: Query | str) -> int:
        """The one number that a query gives."""
        return int(self._run(query)[0][0])

    # writing

    def copy(self, query: Query | str, to: Path, ending: str) -> int:
        """Write what a query gives to a file; how many rows that are."""
        form = "FORMAT parquet" if ending == ".parquet" else "FORMAT csv, HEADER"
        return self.number(f"COPY ({_written(query)}) TO {literal(str(to))} ({form})")

    def put_aside(self, reading: str, name: str) -> str:
        """A reading as a Parquet file of our own, its rows numbered from 0; what it is called."""
        path = self.place(f"{name}.parquet")
        self.copy(f"SELECT * FROM {reading}", path, ".parquet")
        names = [one for one, _ in self.described(reading)]
        aside = f"read_parquet({literal(str(path))}, file_row_number = true)"
        return self.view(aside, [*names, "row number"])

    def view_of(self, path: Path) -> str:
        """A Parquet file of our own by a name."""
        self._links += 1
        name = f"table{self._links}"
        self._run(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({literal(str(path))})")
        return name

    def stage(self, name: str, query: Query) -> int:
        """Put what a query gives aside, on the disk; how many rows that are."""
        path = self.place(f"{name}.parquet")
        found = self.copy(query, path, ".parquet")
        self._run(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({literal(str(path))})")
        return found

    def stage_of(self, folder: Path) -> None:
        """Parquet files of our own in a folder as what is put aside."""
        files = literal(f"{folder}/*.parquet")
        self._run(f"CREATE VIEW stage AS SELECT * FROM read_parquet({files})")

    def make(self, name: str, query: str) -> None:
        """A table of our own with what a query gives."""
        self._run(f"CREATE TABLE {name} AS {query}")

    def keep(self, name: str, columns: Mapping[str, str]) -> None:
        """A table of our own, with columns by their types."""
        spelt = ", ".join(f"{quoted(one)} {kind}" for one, kind in columns.items())
        self._run(f"CREATE TABLE {name} ({spelt})")

    def fill(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Put rows into a table of our own."""
        if not rows:
            return
        one = "(" + ", ".join("?" * len(rows[0])) + ")"
        values = [value for row in rows for value in row]
        self._run(f"INSERT INTO {name} VALUES {', '.join([one] * len(rows))}", values)

    def _run(self, query: Query | str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(_written(query), list(values)).fetchall()


@contextmanager
def opened(memory: str | None = None) -> Iterator[Duck]:
    """A connection, with a folder that goes with it."""
    with temporary_folder() as folder:
        duck = Duck(folder, memory)
        try:
            yield duck
        finally:
            duck.close()


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What DuckDB cannot do with a file as a finding about it: damage, no room. Raises Invalid."""
    try:
        yield
    except duckdb.Error as error:
        told = str(error).partition("\n")[0]
        raise Invalid(
            [Finding(BAD_TABLE, f"it cannot be scanned: {told}", Place(str(path)))]
        ) from None


def literal(text: str) -> str:
    """A text as DuckDB reads it."""
    return queries.written(words.text(text), "duckdb")


def quoted(name: str) -> str:
    """A name as DuckDB reads it."""
    return queries.written(words.column(name), "duckdb")


def _written(query: Query | str) -> str:
    return query if isinstance(query, str) else queries.written(query, "duckdb")


def _typed(kind: str) -> Typed:
    decimal = _DECIMAL.fullmatch(kind)
    if decimal:
        return "decimal", int(decimal[1]), int(decimal[2])
    return KINDS.get(kind, "other"), 0, 0


def _outermost(schema: Sequence[tuple[Any, ...]]) -> Iterator[str]:
    """The names of a schema that are in no other; it lists each before those inside it."""
    inside = 0
    for name, children in schema:
        if inside:
            inside -= 1
        else:
            yield str(name)
        inside += int(children or 0)
