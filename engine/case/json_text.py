"""JSON text to plain data, exactly, and back to the place of any value in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from json.decoder import JSONDecodeError
from typing import Any

from ..diagnostics.codes.facts import JSON_SYNTAX
from ..diagnostics.codes.files import DUPLICATE_KEY, FILE_TOO_FULL, TOO_DEEP
from ..diagnostics.findings import Finding
from ..diagnostics.place import Path, Place
from ..diagnostics.printable import printable
from ..diagnostics.source import Source
from ..language.values import nfc
from ..rulebook.kinds.spelling import DEEPEST

LONGEST_NUMBER = 40
LARGEST_EXPONENT = 30
MOST_DUPLICATES = 100
MOST_MARKS = 150_000
"""Commas and colons, which tell how many values there are before anything is read."""


@dataclass(frozen=True, slots=True)
class NoNumber:
    """What stands where a number should, such as `NaN` or one of a thousand digits."""

    written: str

    @property
    def has_digits(self) -> bool:
        """Whether it is a number that is too long, too large or too small."""
        return self.written.lstrip("-")[:1].isdigit()


def _composed(value: Any) -> Any:
    """Texts as they are compared, in lists too; what is in objects is so already."""
    if isinstance(value, list):
        return [_composed(item) for item in value]
    return nfc(value) if isinstance(value, str) else value


def parse(source: Source, most_marks: int | None = MOST_MARKS) -> tuple[Any, list[Finding]]:
    """The data of a JSON text; numbers as int or Decimal, never as float.

    A table may have any number of commas and colons: `most_marks` is None.
    """
    marks = source.text.count(",") + source.text.count(":")
    if most_marks is not None and marks > most_marks:
        return None, [_too_full(source)]
    repeated: list[str] = []

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = {nfc(key): _composed(value) for key, value in pairs}
        if len(found) < len(pairs):
            repeated.append("")
        return found

    try:
        data = json.loads(
            source.text,
            parse_float=number,
            parse_int=number,
            parse_constant=NoNumber,
            object_pairs_hook=mapping,
        )
    except JSONDecodeError as error:
        return None, [_no_json(source, error)]
    except RecursionError:
        return None, [_too_deep(source)]
    if _opened(source.text) > DEEPEST and _depth(source.text) > DEEPEST:
        return None, [_too_deep(source)]
    return data, list(islice(_duplicates(source), MOST_DUPLICATES)) if repeated else []


def number(written: str) -> int | Decimal | NoNumber:
    """A number as JSON writes it, exactly; NoNumber where it is too long, large or small."""
    if len(written) > LONGEST_NUMBER:
        return NoNumber(written)
    try:
        found = Decimal(written)
    except InvalidOperation:  # an exponent beyond all bounds
        return NoNumber(written)
    exponent = found.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > LARGEST_EXPONENT:
        return NoNumber(written)
    return int(written) if written.lstrip("-").isdigit() else found


def _too_full(source: Source) -> Finding:
    message = f"more than {MOST_MARKS} commas and colons"
    return Finding(FILE_TOO_FULL, message, Place(source.name), "a fact file is about one case")


def _too_deep(source: Source) -> Finding:
    message = f"nested more than {DEEPEST} deep"
    return Finding(TOO_DEEP, message, Place(source.name), "a fact file is groups of facts")


# possessive: a text of millions of letters takes no memory to be found
TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]+')


def _opened(text: str) -> int:
    """How many braces and brackets open, those in texts too: no more can be inside each other."""
    return text.count("{") + text.count("[")


def _depth(text: str) -> int:
    depth = deepest = 0
    for token in TOKEN.finditer(text):
        mark = token.group()
        if mark in ("{", "["):
            depth += 1
            deepest = max(deepest, depth)
        elif mark in ("}", "]"):
            depth -= 1
    return deepest


def _no_json(source: Source, error: JSONDecodeError) -> Finding:
    text, start = source.text, error.pos
    if start >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        end = len(text.rstrip())
        help_ = "a quote, a brace or a bracket is still open"
        return source.finding(JSON_SYNTAX, "the file stops too early", end - 1, end, help_)
    if (comma := _last_comma(text, start)) is not None:
        message, help_ = "nothing follows this comma", "leave it out"
        return source.finding(JSON_SYNTAX, message, comma, comma + 1, help_)
    if (number := _number_slip(source, start)) is not None:
        return number
    written = _written(text, start)
    told, general = _told(error)
    slip = next((help_ for sign, help_ in JSON_SLIPS if written.startswith(sign)), general)
    message = told.replace("{written}", printable(written))
    return source.finding(JSON_SYNTAX, message, start, start + len(written), slip)


NEARLY_A_NUMBER = re.compile(r"[-+]?\.?[0-9][^\s{}\[\],:\"]*")
PLAIN_NUMBER = re.compile(r"[-+]?0*([0-9]+(?:\.[0-9]+)?|\.[0-9]+)\.?")


def _number_slip(source: Source, offset: int) -> Finding | None:
    """What begins like a number and is none in JSON, such as `01`, `+1`, `.5` or `5%`."""
    start = offset
    while start > 0 and source.text[start - 1] not in ' \t\r\n{}[],:"':
        start -= 1
    found = NEARLY_A_NUMBER.match(source.text, start)
    before = source.text[:start].rstrip()[-1:]
    if found is None or before not in ("[", ":", ",") or _is_number(found[0]):
        return None
    message = f"`{printable(found[0][:40])}` is no number in JSON"
    return source.finding(JSON_SYNTAX, message, *found.span(), _plainly(found[0]))


def _is_number(written: str) -> bool:
    try:
        return not isinstance(json.loads(written), str)
    except ValueError:
        return False


def _plainly(written: str) -> str:
    if written.endswith("%"):
        return "write a share as a part of 1, such as `0.35`"
    plain = PLAIN_NUMBER.fullmatch(written.replace("_", ""))
    if plain is None or len(written) > LONGEST_NUMBER:
        return "write it with digits only, such as `12` or `0.5`"
    digits = plain[1] if plain[1][0] != "." else f"0{plain[1]}"
    return f"write `{'-' if written[0] == '-' else ''}{digits}`"


def _told(error: JSONDecodeError) -> tuple[str, str | None]:
    """Python's words for what is wrong, in ours, and what helps."""
    known = ((told, help_) for sign, told, help_ in JSON_ERRORS if sign in error.msg)
    return next(known, (f"this is no JSON: {error.msg.lower()}", None))


def _last_comma(text: str, start: int) -> int | None:
    """A comma right before a closing bracket; Python 3.13 stops at it, others at the bracket."""
    before = len(text[:start].rstrip())
    comma = start if text[start] == "," else before - 1
    follows = text[comma + 1 :].lstrip()[:1]
    return comma if text[comma : comma + 1] == "," and follows in ("}", "]") else None


def _written(text: str, start: int) -> str:
    found = TOKEN.match(text, start)
    return found.group()[:40] if found else text[start : start + 1]


JSON_ERRORS: tuple[tuple[str, str, str | None], ...] = (
    ("property name", "a name in double quotes has to stand here, not `{written}`", None),
    ("':' delimiter", "a `:` is missing before `{written}`", None),
    ("',' delimiter", "a `,` or a closing bracket is missing before `{written}`", None),
    ("Expecting value", "a value has to stand here, not `{written}`", "put words in double quotes"),
    (
        "Invalid control character",
        "a text has to end on the line where it begins",
        'a `"` is missing, or write the line break as `\\n`',
    ),
    ("escape", "a `\\` with what follows it means nothing here", "write it as `\\\\`"),
    ("Extra data", "the facts end before this", "a fact file is one object of groups"),
)

JSON_SLIPS = (
    ("'", 'quote with `"`'),
    ("//", "comments are not part of JSON"),
    ("#", "comments are not part of JSON"),
    ("True", "write `true`"),
    ("False", "write `false`"),
    ("None", "write `null`"),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands, and the key that names it."""

    path: Path
    key: tuple[int, int]
    value: tuple[int, int]
    repeated: bool


def spots(text: str) -> Iterator[Spot]:
    """Every value of a sound JSON text with its place, innermost first."""
    yield from _Walk(text).value((), (0, 0), False)


def fact_place(source: Source, path: Path) -> Place:
    """Where the value of a fact stands, be it alone or in a leaf with its status."""
    found = {spot.path: spot for spot in spots(source.text)}
    spot = found.get((*path, "value")) or found.get(path)
    return source.place(*spot.value, path=path) if spot is not None else Place(source.name)


class _Walk:
    def __init__(self, text: str) -> None:
        self.tokens = TOKEN.finditer(text)
        self.token = next(self.tokens)

    def take(self) -> re.Match[str]:
        token = self.token
        self.token = next(self.tokens, token)
        return token

    def value(self, path: Path, key: tuple[int, int], repeated: bool) -> Iterator[Spot]:
        first = self.take()
        if first.group() == "{":
            yield from self.members(path)
        elif first.group() == "[":
            yield from self.elements(path)
        else:
            yield Spot(path, key, first.span(), repeated)
            return
        yield Spot(path, key, (first.start(), self.take().end()), repeated)

    def members(self, path: Path) -> Iterator[Spot]:
        seen: set[str] = set()
        while self.token.group() != "}":
            if self.token.group() == ",":
                self.take()
            token = self.take()
            name = json.loads(token.group())
            self.take()
            yield from self.value((*path, name), token.span(), name in seen)
            seen.add(name)

    def elements(self, path: Path) -> Iterator[Spot]:
        place = 0
        while self.token.group() != "]":
            if self.token.group() == ",":
                self.take()
            yield from self.value((*path, place), (0, 0), False)
            place += 1


def _duplicates(source: Source) -> Iterator[Finding]:
    for spot in spots(source.text):
        if spot.repeated:
            message = f"`{spot.path[-1]}` is given twice"
            place = source.place(*spot.key, path=spot.path)
            yield Finding(DUPLICATE_KEY, message, place, "keep one of the two")
