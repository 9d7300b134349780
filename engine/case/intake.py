"""From the facts of one case, as a person states them, to what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.facts import NOT_AN_OBJECT, RENAMED_FACT, UNKNOWN_FIELD, UNKNOWN_GROUP
from ..diagnostics.codes.files import UNKNOWN_KEY
from ..diagnostics.findings import Finding, Mistake
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Path, Place
from ..diagnostics.source import Source
from ..language.types import Day
from ..language.values import Value, decimals
from ..rulebook.kinds.cases import LEAF
from ..rulebook.model import Book, Fact
from . import json_text
from .case import TODAY, Case, Told
from .conclude import conclude
from .json_text import Spot, spots
from .leaf import is_leaf, leaf
from .names import named
from .provenance import Provenance
from .python_data import as_data
from .testimony.read import read_said, take_said
from .testimony.statement import Statement
from .values import Enough, Reader, explain, quoted
from .voices import check_voices

ABOUT_KEYS = (UNKNOWN_GROUP, UNKNOWN_FACT, RENAMED_FACT, UNKNOWN_FIELD, UNKNOWN_KEY)
"""What is wrong with the name of a value, not with the value."""


@dataclass
class _Intake:
    """The facts of one case while they are being read."""

    book: Book
    as_of: date | None = None
    now: date | None = None
    reader: Reader = field(default_factory=Reader)
    values: dict[str, Value] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    provenance: dict[str, Provenance] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def told(self, strict: bool) -> Told:
        """All that was read."""
        return Told(
            self.values,
            self.digits,
            frozenset(self.asked),
            frozenset(self.declined),
            self.provenance,
            tuple(self.statements),
            self.as_of,
            strict,
        )


def read_file(
    source: Source,
    book: Book,
    as_of: date | None = None,
    now: date | None = None,
    strict: bool = False,
) -> Case:
    """The case in a fact file; raises Invalid with everything that is wrong.

    `as_of` is the day that is today for it, else what the file says itself, else `now`; without
    any, conditions that read it are open. With `strict`, what voices differ on is open altogether.
    """
    data, findings = json_text.parse(source)
    if data is None and findings:
        raise Invalid(findings)
    case, mistakes = _read(data, book, as_of, now, strict)
    if mistakes or findings:
        places_ = {spot.path: spot for spot in spots(source.text)}
        raise Invalid([*findings, *(_finding(one, source, places_) for one in mistakes)])
    return case


def read_mapping(
    data: Mapping[str, Any],
    book: Book,
    name: str = "facts",
    as_of: date | None = None,
    now: date | None = None,
    strict: bool = False,
) -> Case:
    """The case in a mapping of groups, as `python_data` reads it; raises Invalid with all
    that is wrong."""
    case, mistakes = _read(as_data(data), book, as_of, now, strict)
    if mistakes:
        raise Invalid(one.placed(Place(name)) for one in mistakes)
    return case


def _finding(mistake: Mistake[Path], source: Source, known: Mapping[Path, Spot]) -> Finding:
    path = mistake.at
    while path not in known:
        path = path[:-1]
    spot = known[path]
    start, end = spot.key if mistake.entry in ABOUT_KEYS and spot.key[1] else spot.value
    return mistake.placed(source.place(start, end))


def _read(
    data: Any, book: Book, as_of: date | None, now: date | None, strict: bool
) -> tuple[Case, list[Mistake[Path]]]:
    intake = _Intake(book, as_of, now)
    reader = intake.reader
    try:
        _groups(intake, data)
        intake.as_of = intake.as_of or intake.now
        told = intake.told(strict)
        if not reader.mistakes:
            check_voices(book, told, reader)
        return conclude(book, told, reader), reader.mistakes
    except Enough:
        return Case(book, {}), reader.mistakes


def _groups(intake: _Intake, data: Any) -> None:
    if not isinstance(data, Mapping):
        first = next(iter(intake.book.vocabulary.groups), "group")
        intake.reader.report(
            NOT_AN_OBJECT,
            f"{quoted(data)} is no set of facts",
            (),
            f'a fact file is one object of groups: {{"{first}": {{..}}}}',
        )
        return
    for fact, raw, path in named(intake.reader, intake.book.vocabulary, _beside(intake, data)):
        _fact(intake, fact, raw, path)


def _beside(intake: _Intake, data: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The groups of facts, without what is said of the file itself."""
    if TODAY in data:
        day = intake.reader.day(data[TODAY], Day(), (TODAY,))
        intake.as_of = intake.as_of or day
    return {key: one for key, one in data.items() if key not in ("$schema", TODAY)}


def _fact(intake: _Intake, fact: Fact, raw: Any, path: Path) -> None:
    name, reader = fact.name, intake.reader
    if is_leaf(raw, fact.type):
        raw, path = _long(intake, name, raw, path)
    if raw is None:
        return
    raw, said = take_said(raw) if fact.testimony else (raw, {})
    so_far = len(reader.mistakes)
    found = reader.value(raw, fact.type, path)
    if fact.means:
        explain(reader.mistakes, so_far, fact)
    if found is None:
        return
    intake.values[name] = found
    intake.digits[name] = decimals(raw)
    if said and isinstance(found, tuple):
        intake.statements += read_said(reader, intake.book.vocabulary, fact, found, said)


def _long(intake: _Intake, name: str, raw: Mapping[str, Any], path: Path) -> tuple[Any, Path]:
    """The value in a leaf's long form; also notes what was asked in vain."""
    found = leaf(intake.reader, LEAF, raw, path)
    if any(found.remarks.values()):
        source, as_of, note = (found.remarks[key] for key in LEAF.group("remark"))
        intake.provenance[name] = Provenance(source, as_of, note)
    if found.status in ("unknown", "declined"):
        intake.asked.add(name)
        intake.declined |= {name} if found.status == "declined" else set()
    return found.raw, found.path
