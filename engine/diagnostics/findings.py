"""What is wrong with a file, as data; one function prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap
from typing import Any, Literal

Severity = Literal["error", "warning"]
LONGEST = 2_000
WIDTH = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend. Lines and columns count from 1; 0 where there is no place.

    `where` is the dotted path inside a fact file, such as `visa.handler`;
    `excerpt` is the line itself and `width` how much of it to underline.
    """

    code: str
    message: str
    file: str
    line: int = 0
    column: int = 0
    help: str | None = None
    where: str | None = None
    excerpt: str = ""
    width: int = 1
    severity: Severity = "error"
    witness: dict[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The form that `--format json` prints."""
        names = ("code", "severity", "message", "file", "line", "column", "help", "witness")
        return {name: getattr(self, name) for name in names} | (
            {"where": self.where} if self.where else {}
        )


class Invalid(Exception):  # noqa: N818 - reads as what the input is
    """Input that cannot be used; `findings` holds everything that is wrong with it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(in_order(findings))
        super().__init__("\n".join(render(finding) for finding in self.findings))

    def __reduce__(self) -> tuple[type[Invalid], tuple[tuple[Finding, ...]]]:
        return type(self), (self.findings,)  # as a process sends it to another


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and place, each once."""
    unique = {_place(finding): finding for finding in findings}
    return [unique[place] for place in sorted(unique)]


def _place(finding: Finding) -> tuple[str, int, int, str, str, str]:
    place = finding.file, finding.line, finding.column
    return *place, finding.where or "", finding.code, finding.message


def render(finding: Finding) -> str:
    """One finding as text: place, message, the line itself underlined, help."""
    lines = [f"{_location(finding)}: {finding.severity}: {printable(finding.message)}"]
    if finding.excerpt.strip():
        lines += _underlined(finding)
    if finding.help:
        lines.append(f"  help: {printable(finding.help)}")
    if finding.witness:
        lines += _witness(finding.witness)
    return "\n".join(lines)


def _witness(witness: dict[str, Any]) -> Iterator[str]:
    """A fact file, or two of them by their names, in a line or more for each group."""
    sides = witness if set(witness) == {"before", "after"} else {"such as": witness}
    for side, groups in sides.items():
        yield f"  {side}:"
        for group, facts in groups.items():
            told = ", ".join(f"{name} {spelled(value)}" for name, value in facts.items())
            yield from wrap(f"{group}: {told}", WIDTH, initial_indent="    ",
                            subsequent_indent="      ")  # fmt: skip


def spelled(value: Any) -> str:
    """A value of a fact file in few signs: `true`, `[a, b]`, `{year: 2020}`."""
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return "[" + ", ".join(spelled(one) for one in value) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {spelled(one)}" for key, one in value.items()) + "}"
        case _:
            return printable(str(value))


def _location(finding: Finding) -> str:
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    where = f": {printable(finding.where)}" if finding.where else ""
    return f"{printable(finding.file)}{place}{where}"


def _underlined(finding: Finding) -> list[str]:
    """The excerpt with carets below it, cut around the place where the line is long."""
    start = max(0, finding.column - 1 - 40)
    line = printable(finding.excerpt[start : start + 100].replace("\t", " "))
    indent = len(line) - len(line.lstrip())
    carets = max(1, min(finding.width, len(line) - (finding.column - 1 - start)))
    margin = " " * max(0, finding.column - 1 - start - indent)
    return [f"  | {line.strip()}", f"  | {margin}{'^' * carets}"]


def printable(text: str) -> str:
    """`text` without anything that could steer a terminal, cut where it is very long."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text)
