"""Records of a table of their own, joined by key: all of one case become a list in its row.

The rows are read one by one as `import` reads them, and put together by DuckDB. A row that is no
record rejects the case that it is of, since a list with a hole would say something else.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..diagnostics.codes.tables import (
    BAD_COLUMN,
    NO_SUCH_COLUMN,
    OF_NO_ROW,
    UNREAD_CELL,
    UNREAD_COLUMN,
)
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..language.types import Records
from ..rulebook.model import Book, Fact
from ..tables.columns import KEY, Plan, plan
from ..tables.json_out import exact_json
from ..tables.mapping import ColumnRule, TableMapping, target
from ..tables.opening import open_sheet
from ..tables.rows import row_reader
from .copied import PARQUET, copied
from .duck import Duck, quoted
from .opening import NUMBER, Stored, Table, written_texts
from .sql import queries, words
from .summary import Reject, Rejects, columns_of
from .table import Column


@dataclass(frozen=True, slots=True)
class Source:
    """A table of records: the list that they are of, the file, and the mapping for it."""

    fact: Fact
    path: Path
    mapping: TableMapping


def fact_of_records(name: str, book: Book) -> Fact:
    """The list that a name stands for. Raises Invalid."""
    lists = [one for one in book.vocabulary.facts.values() if isinstance(one.type, Records)]
    found = next((one for one in lists if one.name == name), None)
    if found is None:
        help_ = "lists: " + ", ".join(one.name for one in lists)
        message = f"`{name}` is no list of records"
        raise Invalid([Finding(BAD_COLUMN, message, Place("--records"), help_)])
    return found


def joined(
    duck: Duck, table: Table, key: Column | None, source: Source, book: Book, rejects: Rejects
) -> Table:
    """A table with a column more: the records of each row, as a list in JSON. Raises Invalid."""
    if key is None:
        message, help_ = "no column says what a row is called", "--key names one"
        raise Invalid([Finding(NO_SUCH_COLUMN, message, Place(table.sheet.file), help_)])
    work = _Joining(duck, table, key, source, book, rejects)
    work.read()
    return work.together()


@dataclass
class _Joining:
    duck: Duck
    table: Table
    key: Column
    source: Source
    book: Book
    rejects: Rejects

    def __post_init__(self) -> None:
        self.name = f"records of {self.source.fact.name}"
        self.file = str(self.source.path)

    # the records

    def read(self) -> None:
        """Put each record aside, with the key of its case."""
        path = self.duck.place(f"{self.source.fact.name}.csv")
        sheet = open_sheet(self.source.path, self.source.mapping.sheet)
        mapping = self._mapping(sheet.columns)
        found = plan(sheet, mapping, self.book)
        self._check(found)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(self._lines(found))
        reading = written_texts(self.duck, path, ("key", "rank", "line", "record"))
        self.duck.make(quoted(self.name), f"SELECT * FROM {reading}")
        self.rejects.summary.notices += (*sheet.notices, *found.notices, *self._beside(found))

    def _mapping(self, columns: Sequence[str]) -> TableMapping:
        """The mapping, in which fields may stand alone, and the key be that of the table."""
        given, fact = self.source.mapping, self.source.fact
        assert isinstance(fact.type, Records)
        told = {one.name for one in given.columns}
        fields = [one for one in fact.type.fields if one in columns and one not in told]
        rules = [
            ColumnRule(one, target(self.book.vocabulary, f"{fact.name}.{one}"), given.reading)
            for one in fields
        ]
        keys = [self.key.name, KEY, self.book.vocabulary.subject]
        key = given.key or tuple(one for one in keys if one in columns)[:1]
        if not key:
            message = "no column says which row a record is of"
            help_ = f"call one `{self.key.name}`, or say in a mapping which is the `key`"
            raise Invalid([Finding(NO_SUCH_COLUMN, message, Place(self.file), help_)])
        return replace(given, columns=(*given.columns, *rules), key=tuple(filter(None, key)))

    def _check(self, found: Plan) -> None:
        if not any(of.fact == self.source.fact for one in found.columns for of in one.rule.facts):
            assert isinstance(self.source.fact.type, Records)
            message = f"no column is a field of `{self.source.fact.name}`"
            help_ = "fields: " + ", ".join(self.source.fact.type.fields)
            raise Invalid([Finding(NO_SUCH_COLUMN, message, Place(self.file), help_)])

    def _beside(self, found: Plan) -> Iterator[Finding]:
        """Columns of facts that are none of the list, and not the key."""
        names = [
            f"`{one.name}`"
            for one in found.columns
            if one.place not in found.key
            and all(of.fact != self.source.fact for of in one.rule.facts)
        ]
        if names:
            message = f"not read, since it is no field of the list: {', '.join(names)}"
            yield Finding(UNREAD_COLUMN, message, Place(self.file))

    def _lines(self, found: Plan) -> Iterator[list[str]]:
        """A line for each record, and one without for a row that is none."""
        read, sheet = row_reader(found, self.book), found.sheet
        for row in sheet.rows:
            if row.blank:
                continue
            self.rejects.summary.records += 1
            draft = read(row)
            if draft.found:
                columns = columns_of(draft.found, sheet.columns)
                one = Reject(self.file, row.number, draft.key, columns, draft.found)
                self.rejects.take_records([one])
                yield [draft.key, "", str(row.number), ""]
                continue
            leaf = draft.facts.get(self.source.fact.name, {})
            for record in leaf.get("value", ()):
                yield [draft.key, self._rank(record), str(row.number), exact_json(record)]

    def _rank(self, record: dict[str, object]) -> str:
        """By what records are in order, where that is a number."""
        assert isinstance(self.source.fact.type, Records)
        found = record.get(self.source.fact.type.key or "")
        return str(found) if isinstance(found, int) and not isinstance(found, bool) else ""

    # together

    def together(self) -> Table:
        """The table with the lists, without the rows whose list has a hole."""
        at = f"c{len(self.table.columns)}"
        self.duck.make(
            quoted(f"lists of {self.source.fact.name}"),
            f"""SELECT key, '[' || string_agg(record, ', '
                    ORDER BY TRY_CAST(rank AS HUGEINT) NULLS LAST, line::BIGINT) || ']' AS list,
                string_agg(line, ', ' ORDER BY line::BIGINT) FILTER (record IS NULL) AS wrong
            FROM {quoted(self.name)} GROUP BY key""",
        )
        lists = f"LEFT JOIN {quoted(f'lists of {self.source.fact.name}')} l ON l.key = {self._own}"
        self._reject(lists)
        path = self.duck.place(f"joined {self.source.fact.name}.parquet")
        self.duck.copy(
            f"SELECT t.*, l.list AS {quoted(at)} FROM {self.table.relation} t {lists}"
            f" WHERE l.wrong IS NULL ORDER BY t.{quoted(NUMBER)}",
            path,
            PARQUET,
        )
        column = Column(self.source.fact.name, "text", at=at)
        sheet = replace(
            self.table.sheet, columns=(*self.table.sheet.columns, self.source.fact.name)
        )
        relation = self.duck.view_of(path)
        columns, stored = (*self.table.columns, column), Stored(path, numbered=True)
        return replace(self.table, sheet=sheet, columns=columns, relation=relation, stored=stored)

    @property
    def _own(self) -> str:
        """What a row of the table is called, spaces as `import` has them."""
        key = copied(
            self.key, words.column(self.key.sql_name, "t"), self.table.sheet.quoted, PARQUET
        )
        text = queries.written(words.cast(key, "VARCHAR"), "duckdb")
        return f"trim(regexp_replace({text}, '[\\s\\p{{Z}}]+', ' ', 'g'))"

    def _reject(self, lists: str) -> None:
        """The rows whose list has a hole, and the records of no row."""
        row = queries.written(self.table.row, "duckdb")
        wrong = f"SELECT {row}, l.key, l.wrong FROM {self.table.relation} t {lists}"
        for number, key, lines in self.duck.rows(f"{wrong} WHERE l.wrong IS NOT NULL ORDER BY 1"):
            message = (
                f"`{self.source.fact.name}`: no record can be read in {self.file}, row {lines}"
            )
            why = Finding(UNREAD_CELL, message, self.table.sheet.place(number))
            self.rejects.take([Reject(self.table.sheet.file, number, key, (), (why,))])
            self.rejects.summary.rows += 1
        loose = (
            f"SELECT DISTINCT line::BIGINT, key FROM {quoted(self.name)} WHERE record IS NOT NULL"
            f" AND key NOT IN (SELECT {self._own} FROM {self.table.relation} t"
            f" WHERE {self._own} IS NOT NULL) ORDER BY 1"
        )
        for number, key in self.duck.rows(loose):
            why = Finding(OF_NO_ROW, f"no row is called `{key}`", Place(self.file, number, 1))
            self.rejects.take_records([Reject(self.file, number, key, (), (why,))])
