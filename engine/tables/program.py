"""One program of many: the data of its fact file, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..case import intake
from ..case.case import Case
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place, dotted
from ..diagnostics.source import Source
from ..rulebook.model import Book


@dataclass(frozen=True, slots=True)
class Program:
    """One program: what it is called among the others, and its facts, not yet checked.

    `facts` is a fact file's text or, from a table, what such a file would hold, numbers exact.
    `place` is the file, or the first row, that it stands in; `rows` is how many rows, or files,
    it was made of, and `origins` the cells that facts and records come from, by their paths.
    """

    key: str
    facts: Source | Mapping[str, Any]
    place: Place
    rows: int = 1
    origins: Mapping[str, Place] = field(default_factory=dict)

    def case(
        self, book: Book, as_of: date | None = None, now: date | None = None, strict: bool = False
    ) -> Case:
        """The case in its facts; raises Invalid with all that is wrong, each at its place."""
        if isinstance(self.facts, Source):
            return intake.read_file(self.facts, book, as_of, now, strict)
        with self.placing():
            return intake.read_mapping(self.facts, book, self.key, as_of, now, strict)

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Findings about paths inside the facts, raised within, are told at the cells they are
        about."""
        try:
            yield
        except Invalid as invalid:
            if isinstance(self.facts, Source):
                raise
            raise Invalid([self._at_its_row(one) for one in invalid.findings]) from None

    @property
    def source(self) -> Source | str:
        """What findings are about: the text of its file, or the file that its rows are in."""
        return self.facts if isinstance(self.facts, Source) else self.place.file

    def _at_its_row(self, finding: Finding) -> Finding:
        """The cell, or the row, that a finding about a path inside the facts is about."""
        path = finding.place.path
        inner = (*path[:2], *path[3:]) if path[2:3] == ("value",) else path
        of_fact = self.origins.get(dotted(inner[:2]), self.place)
        place = self.origins.get(dotted(inner[:3]), of_fact)
        return replace(finding, place=replace(place, path=path))


@dataclass(frozen=True, slots=True)
class Reject:
    """A file or rows that are no program, and why. `key` is what it would have been called, and
    `rest` what could be read of it, in which more may be wrong."""

    key: str
    findings: tuple[Finding, ...]
    rows: int = 1
    rest: Program | None = None
