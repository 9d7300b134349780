"""The rows that SQL leaves, decided by group: each signature once, and odd rows one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ..decide.evaluate import Evaluator
from ..decide.outcome import Outcome
from ..diagnostics.place import Place
from ..present import phrases_scans as phrases
from ..tables.draft import grouped
from ..tables.program import Program
from .duck import Duck
from .exact import Refused, decide, values
from .odd import Reader
from .sql import queries
from .sql.queries import Query
from .sql.query import LEFT, MISSING, ROW, SEPARATOR, SIGNATURE, Plan
from .sql.signature import facts_in
from .summary import Progress, Rejects

AT_A_TIME = 500
Row = tuple[Any, ...]


class Groups:
    """Decides what is left in the table `stage`, into the tables `answers` and `single`."""

    def __init__(
        self,
        evaluator: Evaluator,
        as_of: date,
        planned: Plan,
        reader: Reader,
        rejects: Rejects,
        progress: Progress,
    ) -> None:
        self._evaluator, self._as_of, self._plan = evaluator, as_of, planned
        self._reader, self._rejects, self._progress = reader, rejects, progress

    @property
    def answers(self) -> Mapping[str, str]:
        """The columns of an answer, by their types."""
        count, first = MISSING
        texts = dict.fromkeys(self._plan.outputs, "VARCHAR")
        return texts | {count: "BIGINT", first: "VARCHAR"}

    def decide(self, duck: Duck) -> int:
        """Decide each signature once; how many there are."""
        duck.keep("answers", {SIGNATURE: "VARCHAR", **self.answers})
        duck.keep("refused", {SIGNATURE: "VARCHAR"})
        signed = f'FROM stage WHERE "{SIGNATURE}" IS NOT NULL'
        many = duck.number(f'SELECT count(DISTINCT "{SIGNATURE}") {signed}')
        done = 0
        for group in batches(duck.rows(f'SELECT DISTINCT "{SIGNATURE}" {signed}')):
            found = self.answered([text for (text,) in group])
            duck.fill(
                "answers",
                [
                    (text, *values(one, self._plan.gates))
                    for text, one in found
                    if isinstance(one, Outcome)
                ],
            )
            duck.fill("refused", [(text,) for text, one in found if not isinstance(one, Outcome)])
            done += len(group)
            self._progress(phrases.DECIDING_GROUPS, done, many)
        return many

    def answered(self, signatures: list[str]) -> list[tuple[str, Outcome | Refused]]:
        """The answer to each of some signatures."""
        return [(one, self._of_signature(one)) for one in signatures]

    def _of_signature(self, signature: str) -> Outcome | Refused:
        parts = self._plan.parts
        facts = facts_in(signature.split(SEPARATOR) if parts else [], parts)
        data = grouped({name: {"value": value} for name, value in facts.items()})
        return decide(self._evaluator, Program("", data, Place()), self._as_of)

    # odd rows

    def decide_odd(self, duck: Duck, rows: Query) -> None:
        """Decide one by one the rows that have no signature, or one that cannot be."""
        duck.keep("single", {ROW: "BIGINT", "is reject": "BOOLEAN", **self.answers})
        duck.make(
            "odd",
            f'SELECT "{ROW}" FROM stage WHERE "{LEFT}" AND ("{SIGNATURE}" IS NULL OR'
            f' "{SIGNATURE}" IN (SELECT "{SIGNATURE}" FROM refused))',
        )
        many, done = duck.number("SELECT count(*) FROM odd"), 0
        if not many:
            return
        among = f'WHERE "{ROW}" IN (SELECT "{ROW}" FROM odd) ORDER BY "{ROW}"'
        source = f"WITH source AS ({queries.written(rows, 'duckdb')}) SELECT * FROM source {among}"
        for group in batches(duck.rows(source)):
            duck.fill("single", self.singly(group))
            done += len(group)
            self._progress(phrases.DECIDING_ODD, done, many)

    def singly(self, rows: list[Row]) -> list[Row]:
        """Rows as the table has them, each with its answer; rejects are told."""
        pairs = [(row, self._of_row(row)) for row in rows]
        refused = [(row, why) for row, why in pairs if not isinstance(why, Outcome)]
        self._rejects.take(self._reader.reject(row[0], self._key(row), why) for row, why in refused)
        nothing = [None] * len(self.answers)
        return [
            (row[0], False, *values(one, self._plan.gates))
            if isinstance(one, Outcome)
            else (row[0], True, *nothing)
            for row, one in pairs
        ]

    def _key(self, row: Row) -> str | None:
        keyed = self._plan.layout.key is not None and row[1] is not None
        return self._reader.text(str(row[1])) if keyed else None

    def _of_row(self, row: Row) -> Outcome | Refused:
        """The facts of a row are the last columns of what is read of a table."""
        given = row[len(row) - len(self._plan.layout.facts) :]
        return decide(self._evaluator, self._reader.program(row[0], given), self._as_of)


def batches(rows: Iterable[Row], size: int = AT_A_TIME) -> Iterator[list[Row]]:
    """Some rows at a time."""
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
