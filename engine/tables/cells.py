"""What a cell says: a value in its long form, nothing, or that it cannot be read.

Ranges are not checked here: whoever reads the case does, and knows more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Any

from ..case import json_text
from ..diagnostics.printable import printable
from ..diagnostics.source import Source
from ..language import types
from ..language.types import Type
from ..language.values import nfc
from ..rulebook.kinds.cases import LEAF
from .doubt import NUMBERS, doubt
from .mapping import ASKED, DECLINED, Reading, folded
from .sheet import Cell, Unread

Leaf = dict[str, Any]
"""A fact in its long form: `value` or `status`, and perhaps `note`, `source` and `as_of`."""

YES, NO = ("yes", "y", "true"), ("no", "n", "false")
ABOUT = re.compile(
    r"(?:~|≈|about |around |roughly |approx(?:\.|imately)? |ca\.? ?|circa )\s*(?=[-+.\d])",
    re.IGNORECASE,
)
ABOUT_NOTE = "about: "
"""How the note begins of a number that is marked as about that."""
NUMBER = re.compile(r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)\s*(%?)", re.ASCII)
WITH_COMMA = re.compile(r"([-+]?\d+,\d+)\s*(%?)", re.ASCII)
INSIDE = re.compile(r"(?<![\w.,])([-+]?\d+(?:[.,]\d+)?)\s*([^\W\d]+|%)", re.ASCII)
BEHIND = re.compile(r"([-+]?\d+(?:[.,]\d+)?)\s*(\D.*)", re.ASCII)
"""A number with something behind it, be it no word: `220+`."""
OPEN = re.compile(r"\d+ ?\+", re.ASCII)
"""What a mapping may well take for the number: `unit: "+"`."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MANY_DIGITS = 200
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell cannot be read, and what to do."""

    message: str
    help: str | None = None
    computed: bool = True


Found = Leaf | Problem | None


def scaled(value: Decimal, places: int) -> Decimal | int:
    """A number with its point moved by some places, exactly, with the digits it was given with."""
    with localcontext(prec=MANY_DIGITS):
        found = value.scaleb(places)
        return int(found) if found == found.to_integral_value() else found


def read_cell(cell: Cell, kind: Type, reading: Reading) -> Found:
    """What a cell says of a fact of this type; None where nobody asked."""
    match cell:
        case None:
            return None
        case Unread(why):
            return Problem(why, "open it in a spreadsheet program, and save it", computed=False)
        case str():
            return _text(cell, kind, reading)
        case bool():
            return {"value": cell}
        case int() | Decimal():
            return _number(cell, kind, reading)
        case date():
            return {"value": cell.isoformat()}
        case dict() if cell and all(key in LEAF.names for key in cell):
            return {key: one for key, one in cell.items() if one is not None} or None
        case _:
            return {"value": cell}


def _number(cell: int | Decimal, kind: Type, reading: Reading) -> Found:
    if isinstance(kind, types.Text | types.Enumeration):
        return {"value": str(cell)}
    if isinstance(kind, types.Numeric) and reading.percent:
        return {"value": scaled(Decimal(cell), -2)}
    return {"value": cell}


def _text(cell: str, kind: Type, reading: Reading) -> Found:
    text = cell.strip()
    if (long := _leaf(text)) is not None:
        return long
    if (control := CONTROL.search(text)) is not None:
        told = f"it holds a control character (U+{ord(control[0]):04X})"
        return Problem(told, "delete it")
    if isinstance(kind, types.Enumeration) and text in kind.values:
        return {"value": text}
    word = folded(text)
    if not word or word in reading.not_known:
        return None
    own_words = reading.asked | reading.declined
    if word in own_words and not (isinstance(kind, types.Text) and word in USUAL):
        return {"status": "declined" if word in reading.declined else "unknown"}
    return _typed(text, kind, reading)


USUAL = {*ASKED, *DECLINED}
"""What a text may well be; only a fact of another type is not known with that."""


def is_long(cell: Cell) -> bool:
    """Whether a cell holds a fact in its long form, which says itself whose word it is."""
    if isinstance(cell, dict):
        return bool(cell) and all(key in LEAF.names for key in cell)
    return isinstance(cell, str) and _leaf(cell.strip()) is not None


def _leaf(text: str) -> Leaf | None:
    """A long form, which an export writes where a value alone says too little."""
    if not text.startswith("{"):
        return None
    data, findings = json_text.parse(Source("", text))
    if findings or not isinstance(data, dict) or not data:
        return None
    return data if all(key in LEAF.names for key in data) else None


def _typed(text: str, kind: Type, reading: Reading) -> Found:
    match kind:
        case types.Boolean():
            return _boolean(text)
        case types.Numeric():
            return _numeric(text, kind, reading)
        case types.Enumeration():
            return _word(text, kind)
        case types.SetOf():
            return _set(text, kind)
        case types.Text():
            return {"value": nfc(text)}
        case types.Day():
            return {"value": text}
        case types.Records():
            return _records(text)


def _boolean(text: str) -> Found:
    word = folded(text)
    if word in YES or word in NO:
        return {"value": word in YES}
    return Problem(f"{shown(text)} is neither yes nor no", MEANS)


MEANS = "a mapping can say what it means, under `words` of the column, or that it is `not_known`"


def _word(text: str, kind: types.Enumeration) -> Found:
    found = one_of(text, kind.values)
    if found is None:
        return Problem(f"{shown(text)} is none of {', '.join(kind.values)}", MEANS)
    return {"value": found}


def one_of(text: str, values: tuple[str, ...]) -> str | None:
    """The value that is spelled so, but for case, spaces and dashes, if it is the only one."""
    found = [one for one in values if _bare(one) == _bare(text)]
    return text if text in values else found[0] if len(found) == 1 else None


def _bare(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", folded(text))


def _set(text: str, kind: types.SetOf) -> Found:
    if text.startswith("["):
        return _records(text)
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    words = [one_of(part, kind.values) for part in parts]
    if None in words:
        odd = parts[words.index(None)]
        return Problem(f"{shown(odd)} is none of {', '.join(kind.values)}", MEANS)
    return {"value": words}


def _records(text: str) -> Found:
    data, findings = json_text.parse(Source("", text))
    if findings or not isinstance(data, list):
        return Problem(f"{shown(text)} is no list in JSON", "write it as [{..}, {..}]")
    return {"value": data}


def _numeric(text: str, kind: types.Numeric, reading: Reading) -> Found:
    about = ABOUT.match(text)
    found = _exact(text[about.end() :] if about else text, kind, reading)
    if about is None or isinstance(found, Problem):
        return found
    return {**found, "note": f"{ABOUT_NOTE}{printable(text)}"}


def _exact(text: str, kind: types.Numeric, reading: Reading) -> Leaf | Problem:
    pattern = WITH_COMMA if reading.comma and "," in text else NUMBER
    whole = pattern.fullmatch(text)
    if whole is not None:
        return _amount(whole[1], bool(whole[2]), text, kind, reading)
    if not reading.comma and WITH_COMMA.fullmatch(text):
        help_ = "say `decimal_comma: true` in a mapping, or write it with a point"
        return Problem(f"{shown(text)}: does the comma begin decimals?", help_)
    behind = BEHIND.fullmatch(text)
    if behind is not None and folded(behind[2]) in reading.units:
        return _amount(behind[1], False, text, kind, reading)
    return _inside(text, kind, reading)


def _inside(text: str, kind: types.Numeric, reading: Reading) -> Leaf | Problem:
    """A number with its unit among words, if it is the only one and nothing qualifies it."""
    instead = doubt(text)
    with_unit = [one for one in INSIDE.finditer(text) if folded(one[2]) in reading.units]
    if len(with_unit) == 1 and instead is None:
        return _amount(with_unit[0][1], False, text, kind, reading)
    if instead is not None and NUMBERS.search(text):
        help_ = UNITS if OPEN.fullmatch(text) else ONE_NUMBER
        return Problem(f"{shown(text)} is {instead}, not {types.describe(kind)}", help_)
    return Problem(f"{shown(text)} is not {types.describe(kind)}", UNITS)


ONE_NUMBER = (
    "write one number; or, for the column, a mapping says what it means (`words`), that it is"
    " `not_known`, or that such cells are left out (`on_error: drop`)"
)
UNITS = "a mapping can name the `unit` behind a number, or what a word means, under `words`"


def _amount(
    written: str, percent: bool, text: str, kind: types.Numeric, reading: Reading
) -> Leaf | Problem:
    number = json_text.number(written.replace(",", ".").removeprefix("+"))
    if isinstance(number, json_text.NoNumber):
        return {"value": number}
    if percent and kind != types.SHARE and not reading.percent:
        return Problem(f"{shown(text)} is a percentage, and the fact is none", UNITS)
    if percent or reading.percent:
        return {"value": scaled(Decimal(number), -2)}
    return {"value": number}


def shown(text: str) -> str:
    """A cell as messages repeat it."""
    return f"`{printable(text[: SHOWN - 1] + '…' if len(text) > SHOWN else text)}`"
