"""Findings as text for people, as JSON for programs, as annotations for GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import Any
from unicodedata import combining, east_asian_width

from .findings import Finding
from .place import Place
from .printable import printable

WIDTH = 80
SHOWN = 100
"""How much of a long line is shown."""
BEFORE = 40
"""How much of it before what is underlined."""


def as_text(finding: Finding) -> str:
    """One finding as text: place, message, the line itself underlined, help."""
    lines = [f"{_location(finding)}: {finding.severity}: {printable(finding.message)}"]
    if finding.place.excerpt.strip():
        lines += _underlined(finding.place)
    if finding.help:
        lines.append(f"  help: {printable(finding.help)}")
    if finding.witness:
        lines += _witness(finding.witness)
    return "\n".join(lines)


def as_json(findings: Iterable[Finding]) -> dict[str, Any]:
    """Findings as every command prints them under `--format json`."""
    return {"findings": [finding.to_dict() for finding in findings]}


def as_annotation(finding: Finding) -> str:
    """One finding as a workflow command of GitHub."""
    place = f"file={_property(finding.file)},line={finding.line or 1},col={finding.column or 1}"
    told = finding.message + (f"\nhelp: {finding.help}" if finding.help else "")
    return f"::{finding.severity} {place},title={finding.code}::{_escaped(told)}"


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _location(finding: Finding) -> str:
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    where = f": {printable(finding.where)}" if finding.where else ""
    return f"{printable(finding.file)}{place}{where}"


def _underlined(place: Place) -> list[str]:
    """The excerpt with carets below it, cut around the place where the line is long."""
    start = max(0, place.column - 1 - BEFORE)
    line = printable(place.excerpt[start : start + SHOWN].replace("\t", " "))
    indent = len(line) - len(line.lstrip())
    carets = max(1, min(place.width, len(line) - (place.column - 1 - start)))
    begin = max(indent, place.column - 1 - start)
    margin, mark = columns(line[indent:begin]), columns(line[begin : begin + carets])
    return [f"  | {line.strip()}", f"  | {' ' * margin}{'^' * max(1, mark)}"]


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide letters two, marks upon letters none."""
    return sum(
        0 if combining(mark) else 2 if east_asian_width(mark) in ("W", "F") else 1 for mark in text
    )


def _witness(witness: Mapping[str, Any]) -> Iterator[str]:
    """A fact file, or two of them by their names, in a line or more for each group."""
    sides = witness if set(witness) == {"before", "after"} else {"such as": witness}
    for side, groups in sides.items():
        yield f"  {side}:"
        for group, facts in groups.items():
            told = told_of(facts)
            yield from wrap(
                f"{group}: {told}", WIDTH, initial_indent="    ", subsequent_indent="      "
            )


def told_of(facts: Mapping[str, Any] | str) -> str:
    """The facts of a group; or the day that a fact file is for."""
    if isinstance(facts, str):
        return facts
    return ", ".join(f"{name} {spelled(value)}" for name, value in facts.items())


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
