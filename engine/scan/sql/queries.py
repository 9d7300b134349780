"""Whole queries as trees of sqlglot: columns by their names, in steps, and in any dialect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

from . import words
from .words import Sql, own

Query = exp.Select

Columns = Iterable[tuple[str, Sql]]


def select(columns: Columns, source: str | Sql, all_before: bool = False) -> Query:
    """A query for columns by their names, and before them all that the source has."""
    found: list[Sql] = [exp.Star()] if all_before else []
    found += [exp.alias_(own(sql), exp.to_identifier(name, quoted=True)) for name, sql in columns]
    of = exp.to_table(source) if isinstance(source, str) else own(source)
    return exp.Select(expressions=found).from_(of, copy=False)


def in_steps(steps: Sequence[tuple[str, Query]], last: Query) -> Query:
    """A query that names others first, each built on those before it."""
    for name, query in steps:
        last = last.with_(name, as_=query, copy=False)
    return last


def row_number() -> Sql:
    """The place of a row in what is read, from 1."""
    return exp.Window(this=exp.RowNumber())


def count() -> Sql:
    return exp.Count(this=exp.Star())


def count_where(sql: Sql) -> Sql:
    """How many rows meet a condition."""
    return exp.Count(this=words.case([(sql, words.whole(1))]))


def table(name: str) -> Sql:
    return exp.Table(this=exp.to_identifier(name, quoted=True))


def written(query: Sql, dialect: str, pretty: bool = False) -> str:
    """A query in a dialect, on one line or as people read it."""
    return query.sql(dialect=dialect, pretty=pretty)


def dialects() -> tuple[str, ...]:
    """The names of all dialects that can be written."""
    from sqlglot.dialects.dialect import Dialects

    return tuple(sorted(one.value for one in Dialects if one.value))
