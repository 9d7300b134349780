"""A file as a table of DuckDB: Parquet as it is, a table of texts put aside as Parquet first.

Of texts DuckDB reads what is plain: UTF-8, each row as long as the first. All other files are read
as `import` reads them, and written anew; rows that are no rows of the table are rejects.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics.invalid import Invalid
from ..tables import sheet_text
from ..tables.sheet import Row, Sheet, column_names, unfit
from .bringing import Brought
from .duck import Duck, Failed, literal
from .sql import queries, words
from .sql.words import Sql
from .table import Column, Kind

PARQUET = (".parquet", ".pq")
TEXTS = (".csv", ".tsv", ".txt")
CHUNK = 1 << 20
EMPTY_LINES = (b"\n\n", b"\n\r\n", b"\r\r", b"\n ")


@dataclass(frozen=True, slots=True)
class Stored:
    """The Parquet file that a relation stands for, for another engine to read.

    `names` are what its columns are called here, where that is something else; unless it is
    `numbered`, another is to be added last: the place of each row, from 0.
    """

    path: Path
    names: tuple[str, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A file as DuckDB reads it: its columns, the relation, and what numbers its rows.

    `stored` is the same as a file. `refused` are rows that have no place in the relation;
    `brought` says what became of a table that was written anew.
    """

    sheet: Sheet
    columns: tuple[Column, ...]
    relation: str
    row: Sql
    stored: Stored
    refused: tuple[Row, ...] = ()
    brought: Brought | None = None

    @property
    def sql(self) -> Sql:
        return queries.table(self.relation)


def opened_table(duck: Duck, path: Path, bringer: Bringer | None = None) -> Table:
    """A Parquet file, or a text table with a line of names; others by a bringer. Raises Invalid."""
    if path.exists() and not path.is_file():
        raise Invalid([unfit(str(path), "it is no file but a folder, a pipe or a device")])
    if bringer is not None:
        return _brought(duck, bringer)
    return _parquet(duck, path) if path.suffix.lower() in PARQUET else _texts(duck, path)


# Parquet


def _parquet(duck: Duck, path: Path) -> Table:
    file = str(path)
    try:
        reading = f"read_parquet({literal(duck.linked(path))}, file_row_number = true)"
        described = duck.described(reading)[:-1]
        names = duck.parquet_names(path)
    except Failed:
        raise Invalid([unfit(file, "it is no Parquet file, or it is damaged")]) from None
    if len(names) != len(described):
        names = [name for name, _kind in described]
    columns = _columns(names, [kind for _name, kind in described])
    relation = duck.view(reading, [*(one.at for one in columns), NUMBER])
    row = words.plus(words.column(NUMBER), words.whole(1))
    sheet = Sheet(file, column_names(names, file), iter(()), header=0)
    stored = Stored(path, (*(one.at for one in columns), NUMBER))
    return Table(sheet, columns, relation, row, stored)


NUMBER = "row number"


def _columns(names: Sequence[str], kinds: Sequence[tuple[Kind, int, int]]) -> tuple[Column, ...]:
    return tuple(
        Column(name, *kind, at=f"c{place}")
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    )


# texts


def _texts(duck: Duck, path: Path) -> Table:
    sheet = sheet_text.read(path)
    columns = _columns(sheet.columns, [("text", 0, 0)] * len(sheet.columns))
    names = [one.at for one in columns]
    if _is_plain(path, sheet):
        mark = sheet_text.parting_of(path, "utf-8-sig")
        try:
            relation = duck.put_aside(_reading(duck.linked(path), names, mark, 1), "texts")
        except Failed:  # it is not so plain: a short row, or quotes
            pass
        else:
            row = words.plus(words.column(NUMBER), words.whole(2))
            return Table(sheet, columns, relation, row, Stored(duck.place("texts.parquet")))
    return _anew(duck, sheet, columns)


def _is_plain(path: Path, sheet: Sheet) -> bool:
    """Whether it is UTF-8 that begins with its header, and has no line without letters."""
    if sheet.header != 1 or not sheet_text.encoding_of(path)[0].startswith("utf-8"):
        return False
    with path.open("rb") as file:
        before = b""
        while chunk := file.read(CHUNK):
            if any(one in before + chunk for one in EMPTY_LINES):
                return False
            before = chunk[-2:]
    return True


def _reading(path: str, names: Sequence[str], mark: str, skip: int) -> str:
    columns = ", ".join(f"{literal(one)}: 'VARCHAR'" for one in names)
    return (
        f"read_csv({literal(path)}, columns = {{{columns}}}, auto_detect = false,"
        f" delim = {literal(mark)}, quote = '\"', escape = '\"', header = false, skip = {skip},"
        " null_padding = false, strict_mode = true, compression = 'none',"
        " max_line_size = 10000000)"
    )


Bringer = Callable[[Path], Brought]
"""Writes a table anew into a file: CSV without a header, the numbers of the rows last."""


def _brought(duck: Duck, bringer: Bringer) -> Table:
    path = duck.place("brought.csv")
    found = bringer(path)
    columns = _columns(found.names, [("text", 0, 0)] * len(found.names))
    relation, row = _numbered(duck, path, columns)
    stored = Stored(duck.place("brought.parquet"))
    return Table(found.sheet, columns, relation, row, stored, brought=found)


def _numbered(duck: Duck, path: Path, columns: Sequence[Column]) -> tuple[str, Sql]:
    """A table that was written anew, and the numbers of its rows."""
    relation = written_texts(duck, path, [*(one.at for one in columns), "number"])
    return relation, words.cast(words.column("number"), "BIGINT")


def written_texts(duck: Duck, path: Path, names: Sequence[str]) -> str:
    """A file of our own as a relation: CSV without a header."""
    return duck.put_aside(_reading(duck.linked(path), names, ",", 0), path.stem)


def _anew(duck: Duck, sheet: Sheet, columns: Sequence[Column]) -> Table:
    """A table as `import` reads it, without rows that are too long."""
    refused: list[Row] = []
    path = duck.place("anew.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(_sound(sheet, refused))
    relation, row = _numbered(duck, path, columns)
    sheet, stored = replace(sheet, rows=iter(())), Stored(duck.place("anew.parquet"))
    return Table(sheet, tuple(columns), relation, row, stored, tuple(refused))


def _sound(sheet: Sheet, refused: list[Row]) -> Iterator[list[object]]:
    width = len(sheet.columns)
    for row in sheet.rows:
        beyond = [one for one in row.cells[width:] if str(one).strip()]
        if row.broken is not None or beyond:
            refused.append(row)
        elif row.cells:
            cells = [*row.cells[:width]]
            yield [*cells, *[""] * (width - len(cells)), row.number]
