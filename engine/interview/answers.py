"""What a typed line means: an answer, something heard beside it, or a word to the interviewer.

An answer is a value, its number, or that there was none (`don't know`, `dodged`). After a `+`
come the letters of what else was heard: `2 + a c`, `gme + b=some`, or `+ a` alone. A value in
double quotes is never taken for a word of the interview.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from ..case.values import Reader, explain
from ..language import types
from ..language.types import Type
from ..rulebook.model import Fact
from .question import Question, choices

Status = Literal["unknown", "declined"]
Word = Literal["skip", "back", "why", "note", "quit", "help"]

IN_VAIN: Mapping[str, Status] = {
    "don't know": "unknown",
    "don’t know": "unknown",  # noqa: RUF001 - as a phone's keyboard writes it
    "dont know": "unknown",
    "dk": "unknown",
    "unknown": "unknown",
    "dodged": "declined",
    "declined": "declined",
}
WORDS: tuple[Word, ...] = ("skip", "back", "why", "note", "quit", "help")
HEARD = re.compile(r"(?:^|\s)\+(.*)$")
SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: a value as JSON holds it, or why there is none; and what else was heard.

    Without a value and a status, only the sightings were told.
    """

    value: Any = None
    status: Status | None = None
    heard: tuple[tuple[Fact, Any], ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether the question itself was answered, if only in vain."""
        return self.value is not None or self.status is not None


@dataclass(frozen=True, slots=True)
class Said:
    """A word to the interviewer; `text` is what follows `note`."""

    word: Word
    text: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Why a line is no answer, and what would be one."""

    message: str
    help: str | None = None


def read(line: str, question: Question) -> Answer | Said | NoAnswer:
    """What a line means as an answer to a question."""
    typed = line.strip()
    word, _, rest = typed.partition(" ")
    values = {one.lower() for one in question.choices}
    if word.lower() == "note" and rest.strip():
        return Said("note", rest.strip())
    if typed.lower() in WORDS and typed.lower() not in values:
        return _word(typed.lower())
    beside = HEARD.search(typed) if question.sightings else None
    if beside is None:
        return _answer(typed, question.fact)
    heard = _heard(beside[1], question)
    if isinstance(heard, NoAnswer):
        return heard
    own = typed[: beside.start()].strip()
    found = _answer(own, question.fact) if own else Answer()
    return found if isinstance(found, NoAnswer) else Answer(found.value, found.status, heard)


def _word(typed: str) -> Said | NoAnswer:
    for word in WORDS:
        if word == typed and word != "note":
            return Said(word)
    return NoAnswer("a note needs words", "write `note` and what is to be remembered")


def _answer(typed: str, fact: Fact) -> Answer | NoAnswer:
    values = {one.lower() for one in choices(fact)}
    if typed.lower() in IN_VAIN and typed.lower() not in values:
        return Answer(status=IN_VAIN[typed.lower()])
    raw = raw_value(typed, fact.type)
    reader = Reader()
    if not typed or reader.value(raw, fact.type, ()) is None or reader.mistakes:
        return _refused(typed, reader, fact)
    return Answer(raw)


def _refused(typed: str, reader: Reader, fact: Fact) -> NoAnswer:
    """Said of the first thing that is wrong; what would be right is in the help."""
    explain(reader.mistakes, 0, fact)
    if not typed or not reader.mistakes:
        return NoAnswer("nothing was answered", "`skip` leaves a question out, `quit` ends")
    first = reader.mistakes[0]
    return NoAnswer(first.message, _choose(fact) or first.help)


def _choose(fact: Fact) -> str | None:
    told = (f"{place} {value}" for place, value in enumerate(choices(fact), 1))
    return "answer with a value or its number: " + ", ".join(told) if choices(fact) else None


def raw_value(typed: str, kind: Type) -> Any:
    """The line as JSON would hold it; what it cannot be stays a text, which is then refused."""
    quoted = len(typed) > 1 and typed[0] == typed[-1] == '"'
    match kind:
        case types.Boolean():
            return _numbered(typed, (True, False), YES.get(typed.lower(), typed))
        case types.Enumeration(values):
            return _numbered(typed, values, _value(typed, values))
        case types.SetOf(values):
            return [_numbered(one, values, _value(one, values)) for one in _listed(typed)]
        case types.Numeric():
            return _number(typed, kind)
        case types.Records():
            return _records(typed, kind)
        case types.Text() | types.Day():
            return typed[1:-1] if quoted else typed


def _numbered(typed: str, values: Sequence[Any], otherwise: Any) -> Any:
    if typed.isdecimal() and 1 <= int(typed) <= len(values):
        return values[int(typed) - 1]
    return otherwise


def _value(typed: str, values: Sequence[str]) -> str:
    """A word as the vocabulary has it, however its letters and gaps are written."""
    plain = typed.strip('"').lower().replace(" ", "_").replace("-", "_")
    return next((one for one in values if one.lower() == plain), typed)


def _listed(typed: str) -> list[str]:
    parts = [one.strip() for one in typed.strip("[] ").split(",")]
    return [] if parts in (["none"], [""]) else parts


def _number(typed: str, kind: types.Numeric) -> Any:
    percent = SHARE.fullmatch(typed)
    if percent is not None and kind == types.SHARE:
        return Decimal(percent[1]) / 100
    if NUMBER.fullmatch(typed) is None:
        return typed
    try:
        found = Decimal(typed)
    except InvalidOperation:
        return typed
    return int(found) if found == found.to_integral_value() else found


def _records(typed: str, kind: types.Records) -> Any:
    """A JSON list, or a row for each record: `2024, 12, 5; 2025, 13, 6`, `-` for what is open."""
    if typed.lower() in ("none", "[]"):
        return []
    if typed[:1] in "[{":
        try:
            found = json.loads(typed, parse_float=Decimal)
        except ValueError:
            return typed
        return found if isinstance(found, list) else [found]
    return [dict(_fields(row, kind)) for row in typed.split(";") if row.strip()] or typed


def _fields(row: str, kind: types.Records) -> Iterator[tuple[str, Any]]:
    cells = [one.strip() for one in row.split(",")]
    names = [*kind.fields]
    for place, cell in enumerate(cells):
        if place >= len(names):
            yield f"column {place + 1}", cell
        elif cell not in ("-", ""):
            yield names[place], raw_value(cell, kind.fields[names[place]])


def _heard(typed: str, question: Question) -> tuple[tuple[Fact, Any], ...] | NoAnswer:
    """The sightings that letters stand for, each with the value that it has."""
    labels, found = question.labels, list[tuple[Fact, Any]]()
    for part in typed.replace(",", " ").split():
        letter, _, value = part.partition("=")
        if letter.lower() not in labels:
            return NoAnswer(f"`{part}` is no letter of what may come up", _letters(labels))
        fact = labels[letter.lower()]
        told = _sighted(fact, value)
        if isinstance(told, NoAnswer):
            return told
        found.append((fact, told))
    return tuple(found) or NoAnswer("after a `+` come letters", _letters(labels))


def _letters(labels: Mapping[str, Fact]) -> str:
    return "letters here: " + ", ".join(labels)


def _sighted(fact: Fact, value: str) -> Any:
    """The value of a sighting: the one that is not assumed, where there is but one."""
    if value:
        found = _answer(value, fact)
        return found if isinstance(found, NoAnswer) else found.value
    match fact.type:
        case types.Boolean():
            return not fact.assume
        case types.Enumeration(values) | types.SetOf(values):
            others = [one for one in values if one != fact.assume]
            if len(others) == 1:
                return others[0] if isinstance(fact.type, types.Enumeration) else others
            told = ", ".join(others)
            return NoAnswer(f"`{fact.name}` can be several things", f"say which with `=`: {told}")
        case _:
            return NoAnswer(f"`{fact.name}` needs a value", "write it behind `=`")
