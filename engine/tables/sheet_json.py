"""Tables in JSON: a list of objects in one file, or an object on each line.

An object is a row; its keys are columns. Where a value is an object of facts, as in a fact file,
it is taken apart: `{"visa": {"handler": "gme"}}` has the column `visa.handler`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..case import json_text
from ..diagnostics.codes.facts import NOT_AN_OBJECT
from ..diagnostics.codes.files import FILE_TOO_LARGE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import LARGEST, Source, unreadable
from ..language.values import nfc
from ..rulebook.kinds.cases import LEAF
from .sheet import Cell, Row, Sheet, Unread, column_names, unfit

MOST_BROKEN = 20
"""So many broken lines are told of a file that has no others."""
LARGEST_LIST = 64 * 1024 * 1024
Item = Mapping[str, Any] | Unread


def read_lines(path: Path) -> Sheet:
    """The table in JSON lines, read twice: for its columns, and then row by row."""
    return _sheet(path, lambda: _lines(path))


def read_list(path: Path) -> Sheet:
    """The table in a JSON list of objects; raises Invalid where it is none."""
    file = str(path)
    try:
        with path.open("rb") as opened:
            data = opened.read(LARGEST_LIST + 1)
    except OSError as error:
        raise Invalid([unreadable(error, file)]) from None
    if len(data) > LARGEST_LIST:
        help_ = "write it as JSON lines, an object on each line: .jsonl"
        raise Invalid([Finding(FILE_TOO_LARGE, "larger than 64 MB", Place(file), help_)])
    found, findings = _parsed(data, file)
    if findings:
        raise Invalid(findings)
    if not isinstance(found, list):
        raise Invalid([unfit(file, "a list of objects has to stand here")])
    return _sheet(path, lambda: enumerate(map(_item, found), 1))


def _parsed(data: bytes, file: str) -> tuple[Any, list[Finding]]:
    try:
        return json_text.parse(Source(file, data.decode("utf-8-sig")), most_marks=None)
    except UnicodeDecodeError:
        return None, [unfit(file, "it is not UTF-8 text")]


def _lines(path: Path) -> Iterator[tuple[int, Item]]:
    try:
        with path.open("rb") as opened:
            number = 0
            while line := opened.readline(LARGEST + 1):
                number += 1
                if line.strip():
                    yield number, _line(line, str(path), number)
                if not line.endswith(b"\n") and len(line) > LARGEST:
                    raise Invalid([unfit(str(path), "a line is longer than 2 MB", number)])
    except OSError as error:
        raise Invalid([unreadable(error, str(path))]) from None


def _line(line: bytes, file: str, number: int) -> Item:
    found, findings = _parsed(line, file)
    if findings:
        return Unread(findings[0].message)
    return _item(found)


def _item(found: Any) -> Item:
    if not isinstance(found, Mapping):
        return Unread("an object has to stand here: {..}")
    return {name: cell for key, value in found.items() for name, cell in _cells(nfc(key), value)}


def _cells(key: str, value: Any) -> Iterator[tuple[str, Cell]]:
    """A value as a cell; a group of facts as a cell for each of them."""
    if isinstance(value, Mapping) and "." not in key and not _is_leaf(value):
        for name, one in value.items():
            yield f"{key}.{name}", one
    else:
        yield key, value


def _is_leaf(value: Mapping[str, Any]) -> bool:
    return bool(value) and all(key in LEAF.names for key in value)


def _sheet(path: Path, items: Callable[[], Iterable[tuple[int, Item]]]) -> Sheet:
    file = str(path)
    names: dict[str, None] = {}
    broken: list[Finding] = []
    for number, item in items():
        if isinstance(item, Mapping):
            names |= dict.fromkeys(item)
            column_names([*names], file)  # never more than can be read
        elif len(broken) < MOST_BROKEN:
            broken.append(unfit(file, item.why, number))
    if not names and broken:
        raise Invalid(broken)
    if not names:
        raise Invalid([Finding(NOT_AN_OBJECT, "no object with a key stands here", Place(file))])
    columns = tuple(names)
    return Sheet(file, columns, _rows(items(), columns), header=0)


def _rows(items: Iterable[tuple[int, Item]], columns: tuple[str, ...]) -> Iterator[Row]:
    for number, item in items:
        if isinstance(item, Unread):
            yield Row(number, (), item.why)
        else:
            yield Row(number, [item.get(name) for name in columns])
