"""What a typed line means: an answer, something heard beside it, or a word to the interviewer.

An answer is a value, its number, or that there was none (`don't know`, `dodged`). After a `+`
come the letters of what else was heard: `2 + a c`, `gme + b=some`, or `+ a` alone. A value in
double quotes is never taken for a word of the interview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar

from ..case import json_text
from ..case.values import Reader
from ..diagnostics.place import Path
from ..diagnostics.source import Source
from ..language import types
from ..language.types import Type
from ..rulebook.model import Fact
from .question import Question, choices

V = TypeVar("V")

Status = Literal["unknown", "declined"]
Word = Literal["skip", "back", "why", "note", "quit", "help"]

IN_VAIN: Mapping[str, Status] = {
    "don't know": "unknown",
    "dont know": "unknown",
    "i don't know": "unknown",
    "i dont know": "unknown",
    "not known": "unknown",
    "unknown": "unknown",
    "idk": "unknown",
    "dk": "unknown",
    "?": "unknown",
    "dodge": "declined",
    "dodged": "declined",
    "declined": "declined",
}
WORDS: tuple[Word, ...] = ("skip", "back", "why", "note", "quit", "help")
HEARD = re.compile(r"(?:^|\s|(?<=[0-9]))\+(.*)$")
PARTS = re.compile(r"[\s,;\[\]]+")
SHARE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
WITH_COMMA = re.compile(r"[-+]?[0-9]*,[0-9]+ ?%?")
PLACE = re.compile(r"[0-9]{1,4}")
YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said: a value as JSON holds it, or why there is none; and what else was heard.

    Without a value and a status, only the sightings were told.
    """

    value: Any = None
    status: Status | None = None
    heard: tuple[tuple[Fact, Answer], ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether the question itself was answered, if only in vain."""
        return self.value is not None or self.status is not None

    @property
    def leaf(self) -> dict[str, Any]:
        """What a fact file holds of it."""
        return {"value": self.value} if self.status is None else {"status": self.status}


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
    plain = typed.lower().replace("’", "'")  # noqa: RUF001 - as a phone's keyboard writes it
    if plain in IN_VAIN and plain not in values:
        return Answer(status=IN_VAIN[plain])
    raw = raw_value(typed, fact.type, numbered=True)
    reader = Reader()
    if not typed or reader.value(raw, fact.type, ()) is None or reader.mistakes:
        return _refused(typed, reader, fact)
    return Answer(raw)


def _refused(typed: str, reader: Reader, fact: Fact) -> NoAnswer:
    """Said of the first thing that is wrong; what would be right is in the help."""
    if not typed or not reader.mistakes:
        return NoAnswer("nothing was answered", "`skip` leaves a question out, `quit` ends")
    first = reader.mistakes[0]
    return NoAnswer(_in_row(first.at) + first.message, _choose(fact) or _typed(typed, fact.type))


def _in_row(path: Path) -> str:
    """Where in a list a mistake is, as far as that is known."""
    match path:
        case (int(row), str(column)):
            return f"row {row + 1}, {column}: "
        case _:
            return ""


def _typed(typed: str, kind: Type) -> str | None:
    """How it would have to be typed; what helps with a file does not help here."""
    match kind:
        case types.Numeric() if WITH_COMMA.fullmatch(typed):
            return f"write a point: `{typed.replace(',', '.')}`"
        case types.Numeric():
            such = "`0.35` or `35 %`" if kind == types.SHARE else "`5`"
            return f"type a number, such as {such}; for a remark, `note` and the remark"
        case types.Day():
            return "type a day as `2026-10-03`"
        case types.Records(fields):
            return f"type rows of {', '.join(fields)}; `-` for what is open, `;` between rows"
        case _:
            return None


def _choose(fact: Fact) -> str | None:
    told = (f"{place} {value}" for place, value in enumerate(choices(fact), 1))
    return "answer with a value or its number: " + ", ".join(told) if choices(fact) else None


def raw_value(typed: str, kind: Type, numbered: bool = False) -> Any:
    """The line as JSON would hold it; what it cannot be stays a text, which is then refused.

    With `numbered` the values were put with numbers, and a number is one of them.
    """
    quoted = len(typed) > 1 and typed[0] == typed[-1] == '"'
    match kind:
        case types.Boolean():
            found = _by_number(typed, (True, False)) if numbered else None
            return YES.get(typed.lower(), typed) if found is None else found
        case types.Enumeration(values):
            return _word_of(typed, values, numbered)
        case types.SetOf(values):
            return [_word_of(one, values, numbered) for one in _listed(typed)]
        case types.Numeric():
            return _number(typed, kind)
        case types.Records():
            return _records(typed, kind)
        case types.Text() | types.Day():
            return typed[1:-1] if quoted else typed


def _word_of(typed: str, values: Sequence[str], numbered: bool) -> str:
    found = _by_number(typed, values) if numbered else None
    return _value(typed, values) if found is None else found


def _by_number(typed: str, values: Sequence[V]) -> V | None:
    if PLACE.fullmatch(typed) and 1 <= int(typed) <= len(values):
        return values[int(typed) - 1]
    return None


def _value(typed: str, values: Sequence[str]) -> str:
    """A word as the vocabulary has it, however its letters and gaps are written."""
    plain = typed.strip('"').lower().replace(" ", "_").replace("-", "_")
    return next((one for one in values if one.lower() == plain), typed)


def _listed(typed: str) -> list[str]:
    parts = [one.strip() for one in typed.strip("[] ").split(",")]
    return [] if parts in (["none"], [""]) else parts


def _number(typed: str, kind: types.Numeric) -> Any:
    """As a file would hold it: exactly, and refused where it is too long."""
    percent = SHARE.fullmatch(typed)
    if percent is not None and kind == types.SHARE:
        found = json_text.number(percent[1])
        return Decimal(f"{percent[1]}e-2") if not isinstance(found, json_text.NoNumber) else found
    if NUMBER.fullmatch(typed) is None:
        return typed
    found = json_text.number(typed.removeprefix("+"))
    whole = isinstance(found, Decimal) and found == found.to_integral_value()
    return int(found) if isinstance(found, Decimal) and whole else found


def _records(typed: str, kind: types.Records) -> Any:
    """A JSON list, or a row for each record: `2024, 12, 5; 2025, 13, 6`, `-` for what is open."""
    if typed.lower() in ("none", "[]"):
        return []
    if typed[:1] in ("[", "{"):
        found, wrong = json_text.parse(Source("", typed))
        if wrong:
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


def _heard(typed: str, question: Question) -> tuple[tuple[Fact, Answer], ...] | NoAnswer:
    """The sightings that letters stand for, each with what was said of it."""
    labels, found = question.labels, dict[str, list[str]]()
    last = ""
    for part in _parts(typed, labels):
        letter, given, value = part.partition("=")
        if letter.lower() in labels:
            last = letter.lower() if given else ""
            found.setdefault(letter.lower(), []).extend([value] if value else [])
        elif last and not given:  # another value of the one before
            found[last].append(part)
        else:
            return NoAnswer(f"`{part}` is no letter of what may come up", _letters(labels))
    told = [(labels[name], _sighted(labels[name], values)) for name, values in found.items()]
    wrong = next((one for _, one in told if isinstance(one, NoAnswer)), None)
    if wrong is not None or not told:
        return wrong or NoAnswer("after a `+` come letters", _letters(labels))
    return tuple((fact, one) for fact, one in told if isinstance(one, Answer))


def _parts(typed: str, labels: Mapping[str, Fact]) -> Iterator[str]:
    """Letters with what they may be: `a`, `b=some`; `ac` is two of them where it is none."""
    for part in PARTS.split(re.sub(r"\s*=\s*", "=", typed)):
        several = part.lower() not in labels and labels.keys() >= {*part.lower()}
        yield from part if several else filter(None, [part])


def _letters(labels: Mapping[str, Fact]) -> str:
    return "letters here: " + ", ".join(labels)


def _sighted(fact: Fact, values: Sequence[str]) -> Answer | NoAnswer:
    """What is behind the letter, or else the one value that is not assumed, if there is but one."""
    if values:
        return _answer(", ".join(values), fact)
    match fact.type:
        case types.Boolean():
            return Answer(not fact.assume)
        case types.Enumeration(values) | types.SetOf(values):
            others = [one for one in values if one != fact.assume]
            if len(others) == 1:
                return Answer(others[0] if isinstance(fact.type, types.Enumeration) else others)
            told = ", ".join(others)
            return NoAnswer(f"`{fact.name}` can be several things", f"say which with `=`: {told}")
        case _:
            return NoAnswer(f"`{fact.name}` needs a value", "write it behind `=`")
