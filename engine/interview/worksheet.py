"""Worksheets: a list of records as a CSV to fill while reading, and the way back into a fact file.

Above the names of the columns stand lines that begin with `#` and say what may be written. On
the way back these are passed over; commas, semicolons and tabs all part columns, as
spreadsheets write them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..case import json_text
from ..case.values import Reader
from ..diagnostics.code import Code
from ..diagnostics.codes.commands import LIST_FILLED, UNKNOWN_WORKSHEET, WORKSHEET_EMPTY
from ..diagnostics.codes.facts import DUPLICATE_RECORD, UNKNOWN_FIELD
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.types import Type
from ..present import phrases_asking as words
from ..present.answers import answer
from ..rulebook.model import Book, Fact
from .answers import raw_value
from .edit import put

PARTING = (",", ";", "\t")


def worksheets(book: Book) -> Mapping[str, Fact]:
    """The lists that have a worksheet, by their short names; by the whole where two share one."""
    lists = [one for one in book.vocabulary.facts.values() if isinstance(one.type, types.Records)]
    short = [one.name.partition(".")[2] for one in lists]
    return {
        name if short.count(name) == 1 else fact.name: fact
        for name, fact in zip(short, lists, strict=True)
    }


def worksheet(book: Book, name: str) -> Fact:
    """The list of a worksheet, by its short or its whole name; raises Invalid without one."""
    known = worksheets(book)
    found = known.get(name) or next((one for one in known.values() if one.name == name), None)
    if found is None:
        help_ = did_you_mean(name, known) or "worksheets: " + ", ".join(known)
        message = f"no worksheet `{name}`"
        raise Invalid([Finding(UNKNOWN_WORKSHEET, message, Place(book.origin), help_)])
    return found


def filled(source: Source, fact: Fact, records: Sequence[Any], replace: bool) -> str:
    """The text of a fact file with these records for a list.

    Raises Invalid where it has other records already and is not to lose them.
    """
    group, _, short = fact.name.partition(".")
    there = {spot.path: spot for spot in json_text.spots(source.text)}
    spot = there.get((group, short))
    taken = spot is not None and source.text[slice(*spot.value)] not in ("null", "[]")
    if taken and spot is not None and not replace:
        message = f"`{fact.name}` has records already"
        place = source.place(*spot.value)
        raise Invalid(
            [Finding(LIST_FILLED, message, place, "`--replace` puts these in their place")]
        )
    return put(source.text, (group, short), [*records])


def blank(fact: Fact) -> str:
    """The empty worksheet of a list."""
    assert isinstance(fact.type, types.Records)
    lines = [words.sheet_head(fact.ask), words.FILL_BELOW]
    for name, kind in fact.type.fields.items():
        lines.append(words.sheet_column(name, _allowed(kind), _meanings(fact, name)))
    return "\n".join([*lines, ",".join(fact.type.fields)]) + "\n"


def _allowed(kind: Type) -> str:
    return answer(kind).replace("`", "")


def _meanings(fact: Fact, name: str) -> str:
    told = fact.fields_mean.get(name, {})
    return "; ".join(
        f"{value} = {meaning}" if value else meaning for value, meaning in told.items()
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a line of the file, which counts from 1."""

    line: int
    cells: Sequence[str]


def read(source: Source, fact: Fact) -> list[dict[str, Any]]:
    """The records in a filled worksheet; raises Invalid with everything that is wrong."""
    assert isinstance(fact.type, types.Records)
    head, *rows = [*_rows(source)] or [_Row(1, ())]
    names = [one.strip() for one in head.cells]
    findings = [*_bad_head(source, head, names, fact.type)]
    if findings:
        raise Invalid(findings)
    records = []
    for row in rows:
        record, wrong = _record(source, row, names, fact.type)
        records.append(record)
        findings += wrong
    findings += (
        [] if records else [_finding(source, head.line, WORKSHEET_EMPTY, "no row is filled")]
    )
    findings += _twice(source, rows, records, fact.type.key)
    if findings:
        raise Invalid(findings)
    return records


def _rows(source: Source) -> Iterator[_Row]:
    lines = source.text.splitlines()
    kept = [n for n, line in enumerate(lines, 1) if line.strip() and not _is_remark(line)]
    head = lines[kept[0] - 1] if kept else ""
    parting = max(PARTING, key=head.count)
    for number in kept:
        cells = next(csv.reader([lines[number - 1]], delimiter=parting))
        if any(cell.strip() for cell in cells):
            yield _Row(number, cells)


def _is_remark(line: str) -> bool:
    """A spreadsheet puts a line in quotes that has commas in it."""
    return line.lstrip('" ').startswith("#")


def _bad_head(
    source: Source, head: _Row, names: Sequence[str], kind: types.Records
) -> Iterator[Finding]:
    if not any(names):
        yield _finding(source, head.line, WORKSHEET_EMPTY, "the names of the columns are missing")
        return
    for name in names:
        if name and name not in kind.fields:
            known = ", ".join(kind.fields)
            help_ = did_you_mean(name, kind.fields) or f"columns here: {known}"
            message = f"`{name}` is no column of this worksheet"
            yield _finding(source, head.line, UNKNOWN_FIELD, message, help_)


def _record(
    source: Source, row: _Row, names: Sequence[str], kind: types.Records
) -> tuple[dict[str, Any], list[Finding]]:
    record: dict[str, Any] = {}
    findings = []
    for place, cell in enumerate(row.cells):
        written = cell.strip()
        if not written:
            continue
        name = names[place] if place < len(names) else ""
        if not name:
            message = f"`{written}` stands in no column"
            findings.append(_finding(source, row.line, UNKNOWN_FIELD, message))
            continue
        reader, raw = Reader(), raw_value(written, kind.fields[name])
        if reader.value(raw, kind.fields[name], ()) is not None:
            record[name] = raw
        for one in reader.mistakes:
            message = f"{name}: {one.message}"
            findings.append(_finding(source, row.line, one.entry, message, one.help))
    return record, findings


def _twice(
    source: Source, rows: Iterable[_Row], records: Iterable[Mapping[str, Any]], key: str | None
) -> Iterator[Finding]:
    seen: dict[Any, int] = {}
    for row, record in zip(rows, records, strict=True):
        value = record.get(key) if key is not None else None
        if value is not None and seen.setdefault(value, row.line) != row.line:
            message = f"{key} {value} stands on line {seen[value]} too"
            yield _finding(source, row.line, DUPLICATE_RECORD, message, "keep one of the two")


def _finding(
    source: Source, line: int, code: Code, message: str, help_: str | None = None
) -> Finding:
    excerpt = source.line(line)
    place = Place(source.name, line, 1, (), excerpt, max(1, len(excerpt)))
    return Finding(code, message, place, help_)
