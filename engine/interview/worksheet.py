"""Worksheets: a list of records as a CSV to fill while reading, and the way back into a fact file.

Above the names of the columns stand lines that begin with `#` and say what may be written. On
the way back these are passed over; commas, semicolons and tabs all part columns, as
spreadsheets write them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ..case import json_text
from ..case.values import Reader
from ..diagnostics.code import Code
from ..diagnostics.codes.commands import BAD_TABLE, LIST_FILLED, UNKNOWN_WORKSHEET, WORKSHEET_EMPTY
from ..diagnostics.codes.facts import DUPLICATE_RECORD, UNKNOWN_FIELD
from ..diagnostics.codes.files import DUPLICATE_KEY
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import Source
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.types import Type
from ..present import phrases_asking as words
from ..present.answers import answer
from ..rulebook.kinds.cases import SAID_KEY
from ..rulebook.model import Book, Fact
from .answers import raw_value
from .edit import put
from .leaves import leaf, with_remarks

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
    old = leaf(source.text, (group, short))
    taken = old.get("value")
    if isinstance(taken, list) and taken:
        place = source.place(*there[group, short].value)
        if any(isinstance(one, dict) and one.get(SAID_KEY) for one in taken):
            message = f"`{fact.name}` holds what people said, which no table has room for"
            raise Invalid([Finding(LIST_FILLED, message, place, "add the records by hand")])
        if not replace:
            message = f"`{fact.name}` has records already"
            help_ = "`--replace` puts these in their place"
            raise Invalid([Finding(LIST_FILLED, message, place, help_)])
    return put(source.text, (group, short), with_remarks({"value": [*records]}, old))


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
    """The rows from the names of the columns on; above these remarks are passed over."""
    lines = [*StringIO(source.text, newline="")]
    above = next((n for n, line in enumerate(lines) if not _is_remark(line)), len(lines))
    head = lines[above] if above < len(lines) else ""
    parting = max(PARTING, key=head.count)
    reader, line = csv.reader(lines[above:], delimiter=parting), above + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, cells)
            line = above + reader.line_num + 1
    except csv.Error as error:
        raise Invalid([_finding(source, line, BAD_TABLE, f"no row of a table: {error}")]) from None


def _is_remark(line: str) -> bool:
    """Or an empty line. A spreadsheet puts a line in quotes that has commas in it, and fills it
    up with the marks that part columns."""
    return not line.strip(' ",;\t\r\n') or line.lstrip('" ').startswith("#")


def _bad_head(
    source: Source, head: _Row, names: Sequence[str], kind: types.Records
) -> Iterator[Finding]:
    if not any(names):
        yield _finding(source, head.line, WORKSHEET_EMPTY, "the names of the columns are missing")
        return
    told: dict[str, None] = {}
    for name in names:
        if name and name not in kind.fields:
            known = ", ".join(kind.fields)
            help_ = did_you_mean(name, kind.fields) or f"columns here: {known}"
            message = f"`{name}` is no column of this worksheet"
            yield _finding(source, head.line, UNKNOWN_FIELD, message, help_)
        elif name and names.count(name) > 1:
            told.setdefault(name)
    for name in told:
        message = f"`{name}` is the name of several columns"
        yield _finding(source, head.line, DUPLICATE_KEY, message, "keep one of them")


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
