"""A whole table decided: by one query what SQL settles, and by the evaluator what it leaves.

Where the first rows leave nothing, one query writes the output, and it is seen afterwards that it
left nothing anywhere. Otherwise what SQL says is put aside with the signatures of the rows that it
leaves; each signature is decided once, and both are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from ..decide.evaluate import Evaluator
from ..diagnostics.growing import growing_path
from ..present import phrases_scans as phrases
from ..rulebook.model import Book
from ..tables.gather import chosen
from ..tables.mapping import TableMapping
from .bringing import bring, is_to_bring
from .copied import PARQUET, copied, spelt
from .duck import Duck, literal, opened, quoted, telling
from .groups import Groups
from .odd import Reader
from .opening import Bringer, Table, opened_table
from .options import Options
from .records import Source, fact_of_records, joined
from .sql import queries, words
from .sql.queries import Query
from .sql.query import KEY, LEFT, MISSING, ROW, SIGNATURE, Plan, kept_name, plan
from .sql.query import source as source_of
from .sql.words import Sql
from .summary import Progress, Rejects, Summary
from .table import layout

A_LOOK = 2_048
"""So many rows are looked at first, to see whether SQL leaves any."""


def scan(
    evaluator: Evaluator, path: Path, out: Path, options: Options, progress: Progress
) -> Summary:
    """Decide every row of a table into a file, and tell the rejects.

    Raises Invalid where the table cannot be read, or a file not be written.
    """
    rejected = growing_path(options.rejects) if options.rejects else nullcontext()
    with (
        telling(path),
        opened(options.memory) as duck,
        growing_path(out) as beside,
        rejected as aside,
    ):
        book, summary = evaluator.book, Summary()
        rejects = Rejects(aside, summary)
        table = _opened(duck, path, book, options, rejects)
        found = layout(table.columns, book.vocabulary, str(path), options.key, options.keep)
        coded = options.engine == "duckdb"
        planned = plan(book, evaluator.flow, found, options.as_of, coded)
        summary.not_read = found.left
        summary.notices = (*table.sheet.notices, *summary.notices)
        reader = Reader(table.sheet, found, book, table.brought.named if table.brought else None)
        rejects.take(reader.unfit(row) for row in table.refused)
        work = _Scan(duck, table, planned, progress, summary, options)
        ending = out.suffix.lower()
        if not (coded and ending == PARQUET and work.at_once(beside)):
            groups = Groups(evaluator, options.as_of, planned, reader, rejects, progress)
            work.in_groups(groups, beside, ending)
        summary.rows += len(table.refused)
        if table.brought is not None:
            summary.rows += table.brought.refused
            summary.lines = table.brought.lines
        summary.check(out)
    return summary


def _opened(duck: Duck, path: Path, book: Book, options: Options, rejects: Rejects) -> Table:
    """The table, with the records that other tables hold."""
    facts = [fact_of_records(name, book) for name, _file in options.records]
    files = [file for _name, file in options.records]
    mappings = chosen([path, *files], options.mappings, book)
    table = opened_table(duck, path, _bringer(path, mappings[path], book, options, rejects))
    for fact, file in zip(facts, files, strict=True):
        found = layout(table.columns, book.vocabulary, str(path), options.key, options.keep)
        source = Source(fact, file, mappings[file] or TableMapping())
        table = joined(duck, table, found.key, source, book, rejects)
    return table


def _bringer(
    path: Path, mapping: TableMapping | None, book: Book, options: Options, rejects: Rejects
) -> Bringer | None:
    """What writes a table anew, where DuckDB does not read it as it is."""
    if not is_to_bring(path, mapping):
        return None
    keep = (*([options.key] if options.key else []), *options.keep)
    return lambda to: bring(path, book, mapping or TableMapping(), keep, rejects, to)


class _Scan:
    """One scan at work: DuckDB reads and writes; the query itself may be run by Spark."""

    def __init__(
        self,
        duck: Duck,
        table: Table,
        planned: Plan,
        progress: Progress,
        summary: Summary,
        options: Options,
    ) -> None:
        self.duck, self.table, self.plan = duck, table, planned
        self.progress, self.summary, self.options = progress, summary, options

    # the short way

    def at_once(self, to: Path) -> bool:
        """Write the output as Parquet if SQL settles everything; whether it did."""
        self.progress(phrases.DECIDING_BY_SQL, 0, 0)
        if not self._settles_the_first():
            return False
        copied = [(name, sql) for name, _, sql in self._copied(PARQUET)]
        decided = {**self.plan.unguarded, "verdict": words.column("verdict")}
        count, first = MISSING
        missing = [(count, words.whole_column(0)), (first, words.text_column())]
        query = self.plan.query(self._rows(), [*copied, *decided.items(), *missing])
        written = self.duck.copy(query, to, PARQUET)
        again = f"read_parquet({literal(str(to))})"
        if self.duck.number(f"SELECT count(*) FROM {again} WHERE verdict IS NULL"):
            return False
        self.summary.rows += self.duck.number(
            queries.select([("n", queries.count())], self.table.sql)
        )
        self.summary.written = written
        return True

    def _settles_the_first(self) -> bool:
        counted = queries.count_where(words.column(LEFT))
        return self.duck.number(self.plan.query(self._rows(A_LOOK), [("n", counted)])) == 0

    def _rows(self, limit: int | None = None) -> Query:
        found = source_of(self.plan.layout, self.table.sql, self.table.row)
        return found if limit is None else found.limit(limit, copy=False)

    def _copied(self, ending: str, of: str | None = None) -> Iterator[tuple[str, str, Sql]]:
        """The key, else the number of the row, and what is kept: its name in the output, that
        of its column, and the piece of SQL over the table `of`."""
        key, keep = self.plan.layout.key, self.plan.layout.keep
        if key is None:
            yield "row", ROW, words.column(ROW, of)
        named = [
            *([(key, KEY)] if key else []),
            *((one, kept_name(n)) for n, one in enumerate(keep)),
        ]
        quoted_ = self.table.sheet.quoted
        for column, inside in named:
            yield (
                spelt(column.name, ending),
                inside,
                copied(column, words.column(inside, of), quoted_, ending),
            )

    # the long way

    def in_groups(self, groups: Groups, to: Path, ending: str) -> None:
        """Put aside what SQL says, have the rest decided, and write both."""
        self._stage()
        self.summary.groups = groups.decide(self.duck)
        groups.decide_odd(self.duck, self._rows())
        self.progress(phrases.WRITING, 0, 0)
        self.summary.written = self.duck.copy(self._together(groups, ending), to, ending)

    def _stage(self) -> None:
        kept = [inside for _, inside, _ in self._copied(PARQUET) if inside != ROW]
        names = [ROW, LEFT, SIGNATURE, *self.plan.outputs, *kept]
        columns = [(one, words.column(one)) for one in names]
        if self.options.engine == "spark":
            self._stage_on_spark(self.plan.steps(self._rows(), columns))
        else:
            self.duck.stage("stage", self.plan.query(self._rows(), columns))
        self.summary.rows += self.duck.number("SELECT count(*) FROM stage")
        self.summary.left = self.duck.number(f'SELECT count(*) FROM stage WHERE "{LEFT}"')

    def _stage_on_spark(self, steps: Sequence[tuple[str, Query]]) -> None:
        from .spark import spark, telling

        path = Path(self.table.sheet.file)
        with spark(self.options.master, self.duck.place("spark")) as session, telling(path):
            found = session.stage(steps, self.table.stored, self.table.relation)
        self.duck.stage_of(found)

    def _together(self, groups: Groups, ending: str) -> str:
        """What SQL said and what was decided, in the order of the table."""
        kept = self._copied(ending, "s")
        columns = [f"{queries.written(sql, 'duckdb')} AS {quoted(name)}" for name, _, sql in kept]
        for name in groups.answers:
            said = [f"s.{quoted(name)}"] if name in self.plan.outputs else []
            either = [*said, f"a.{quoted(name)}", f"b.{quoted(name)}"]
            either += ["0"] if name == MISSING[0] else []
            columns.append(f"COALESCE({', '.join(either)}) AS {quoted(name)}")
        return f"""SELECT {", ".join(columns)} FROM stage s
            LEFT JOIN answers a ON s."{SIGNATURE}" = a."{SIGNATURE}"
            LEFT JOIN single b ON s."{ROW}" = b."{ROW}"
            WHERE NOT COALESCE(b."is reject", FALSE) ORDER BY s."{ROW}" """
