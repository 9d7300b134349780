"""What became of the rows of a scan, and the rejects among them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..diagnostics.codes.tables import LOST_ROWS, RAGGED_ROW
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.printable import printable
from ..present.spreadsheet import quoted
from .exact import Refused

SHOWN = 20
"""So many rejects are told where no file takes them."""
HEADINGS = ("file", "row", "key", "columns", "reasons")

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and how much there is; 0 where that is not known."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be decided, and why; `columns` are those that its findings are about."""

    file: str
    row: int
    key: str | None
    columns: tuple[str, ...]
    findings: Refused

    @property
    def reasons(self) -> str:
        """All that is wrong, on one line."""
        told = (
            f"{one.where}: {one.message}" if one.where else one.message for one in self.findings
        )
        return printable("; ".join(dict.fromkeys(told)))

    @property
    def line(self) -> tuple[str, ...]:
        """The same as a line of a table, which no spreadsheet runs."""
        told = (self.file, str(self.row), self.key or "", ", ".join(self.columns), self.reasons)
        return tuple(map(quoted, told))


def columns_of(why: Sequence[Finding], names: Sequence[str]) -> tuple[str, ...]:
    """The columns that findings are about; none for one that is about the row as a whole."""
    found = (_column(one, names) for one in why)
    return tuple(dict.fromkeys(one for one in found if one))


def _column(finding: Finding, names: Sequence[str]) -> str:
    place = finding.place.column
    of_a_cell = finding.place.path or finding.message.startswith("column `")
    if finding.entry is RAGGED_ROW or not of_a_cell or not 0 < place <= len(names):
        return ""
    return names[place - 1]


@dataclass
class Summary:
    """What became of the rows: `left` by SQL, in so many `groups`; the first of the rejects.

    Where several rows of a table are one case, as records of a list, `rows` are the cases, made
    of so many `lines`. Of `records` in tables of their own `loose` are of no row, or none.
    """

    rows: int = 0
    lines: int = 0
    records: int = 0
    loose: int = 0
    written: int = 0
    rejects: int = 0
    left: int = 0
    groups: int = 0
    shown: list[Reject] = field(default_factory=list)
    not_read: tuple[str, ...] = ()
    notices: tuple[Finding, ...] = ()

    def check(self, out: Path) -> None:
        """Raises Invalid where not every row is accounted for."""
        if self.rows != self.written + self.rejects:
            message = (
                f"{self.rows} rows were read, {self.written} written and {self.rejects} rejected;"
                " nothing is kept"
            )
            raise Invalid([Finding(LOST_ROWS, message, Place(str(out)), "tell us about it")])


class Rejects:
    """The rejects of a scan: into a file, where there is one, and the first of them to be told."""

    def __init__(self, path: Path | None, summary: Summary) -> None:
        self._path = path
        self.summary = summary
        self._write([HEADINGS], "w")

    def take(self, rejects: Iterable[Reject]) -> None:
        """Note some more."""
        self.summary.rejects += self._note([*rejects])

    def take_records(self, rejects: Iterable[Reject]) -> None:
        """Note rows of tables of records."""
        self.summary.loose += self._note([*rejects])

    def _note(self, found: list[Reject]) -> int:
        room = SHOWN - len(self.summary.shown)
        self.summary.shown += found[: max(room, 0)]
        self._write([one.line for one in found], "a")
        return len(found)

    def _write(self, rows: Sequence[tuple[str, ...]], how: str) -> None:
        if self._path is not None and rows:
            with self._path.open(how, encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
