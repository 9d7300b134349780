"""What is wrong, first inside a text or a fact file, then in a file by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from .code import Code, Severity
from .place import Path, Place, Span, dotted

Inside = TypeVar("Inside", Span, Path)


@dataclass(frozen=True, slots=True)
class Mistake(Generic[Inside]):
    """What is wrong, by whoever does not know the file: `at` is a span of a text, or a path."""

    entry: Code
    message: str
    at: Inside
    help: str | None = None

    @property
    def code(self) -> str:
        return self.entry.id

    def placed(self, place: Place) -> Finding:
        """The finding that it is, by whoever knows the place; a path leads on from there."""
        inside: Path = self.at if isinstance(self.at, tuple) else ()
        place = replace(place, path=(*place.path, *inside))
        return Finding(self.entry, self.message, place, self.help)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, and where.

    `witness` is a fact file that shows it, or two of them by their names; `graded` is its
    severity where that is not the one of its code.
    """

    entry: Code
    message: str
    place: Place
    help: str | None = None
    witness: Mapping[str, Any] | None = None
    graded: Severity | None = None

    @property
    def code(self) -> str:
        return self.entry.id

    @property
    def severity(self) -> Severity:
        return self.graded or self.entry.severity

    @property
    def file(self) -> str:
        return self.place.file

    @property
    def line(self) -> int:
        return self.place.line

    @property
    def column(self) -> int:
        return self.place.column

    @property
    def where(self) -> str | None:
        """The dotted path inside a fact file, such as `visa.handler`."""
        return dotted(self.place.path) or None

    def told_at(self, place: Place) -> Finding:
        """The same, at another place: the path inside the facts stays what it is."""
        return replace(self, place=replace(place, path=self.place.path))

    def to_dict(self) -> dict[str, Any]:
        """The form that `--format json` prints."""
        names = ("code", "severity", "message", "file", "line", "column", "help", "witness")
        return {name: getattr(self, name) for name in names} | (
            {"where": self.where} if self.where else {}
        )


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and place, each once."""
    unique = {_order(finding): finding for finding in findings}
    return [unique[place] for place in sorted(unique)]


def _order(finding: Finding) -> tuple[str, int, int, str, str, str]:
    place = finding.file, finding.line, finding.column
    return *place, finding.where or "", finding.code, finding.message
