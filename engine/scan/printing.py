"""The query of a scan as text, in any dialect that sqlglot writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..language import types
from ..rulebook.model import Book, Fact, Flow
from .relevance import uses
from .sql import queries, words
from .sql.query import KEY, ROW, plan, source
from .table import Column, Kind, Layout, layout

RUN = ("duckdb",)


class Unknown(Exception):  # noqa: N818 - says what was asked for
    """There is no dialect of this name."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__()
        self.known = known


def was_run(dialect: str) -> bool:
    """Whether tests run the query in a dialect."""
    return dialect in RUN


def printed(
    book: Book, flow: Flow, table: Path | None, dialect: str, name: str, as_of: date
) -> str:
    """The query over a table of that name. Raises Unknown, or Invalid about the file."""
    if dialect not in queries.dialects():
        raise Unknown(queries.dialects())
    found = _of_file(table, book) if table is not None else _of_all(book, flow)
    planned = plan(book, flow, found, as_of)
    keyed = found.key is not None
    first = (found.key.name, words.column(KEY)) if found.key else ("row", words.column(ROW))
    columns = [first, *((one, words.column(one)) for one in planned.outputs)]
    row = words.null() if keyed else queries.row_number()
    query = planned.query(source(found, queries.table(name), row), columns)
    return queries.written(query, dialect, pretty=True) + ";"


def _of_file(path: Path, book: Book) -> Layout:
    from dataclasses import replace

    from .duck import opened
    from .opening import opened_table

    with opened() as duck:
        columns = [replace(one, at="") for one in opened_table(duck, path).columns]
    return layout(columns, book.vocabulary, str(path))


def _of_all(book: Book, flow: Flow) -> Layout:
    read = uses(book, flow)
    facts = book.vocabulary.facts
    subject = book.vocabulary.subject
    wanted = [one for name, one in facts.items() if name in read or name == subject]
    return layout([*_columns(wanted)], book.vocabulary, "facts")


def _columns(facts: Sequence[Fact]) -> Iterator[Column]:
    for fact in facts:
        if not isinstance(fact.type, types.Records):
            yield Column(fact.name, _kind(fact.type), 18, 9)


def _kind(of: types.Type) -> Kind:
    match of:
        case types.Boolean():
            return "boolean"
        case types.Numeric(integer=whole):
            return "whole" if whole else "decimal"
        case types.SetOf():
            return "texts"
        case types.Day():
            return "day"
        case _:
            return "text"
