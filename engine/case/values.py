"""Reading one raw value as the type that a fact has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any

from ..diagnostics.code import Code
from ..diagnostics.codes.conditions import UNKNOWN_VALUE, VALUE_OUT_OF_RANGE
from ..diagnostics.codes.facts import (
    DUPLICATE_RECORD,
    TOO_LONG,
    TOO_MANY,
    UNKNOWN_FIELD,
    WRONG_TYPE,
)
from ..diagnostics.findings import Mistake
from ..diagnostics.place import Path
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.calendar import day_of, is_no_day, why_no_day
from ..language.types import Type
from ..language.values import Record, Scalar, Value, exact, rounded
from ..rulebook.kinds.spelling import LONGEST_TEXT
from ..rulebook.model import Fact
from .json_text import LARGEST_EXPONENT, LONGEST_NUMBER, NoNumber

LISTED = "it can be: "
TOO_LARGE = f"at most {LONGEST_NUMBER} characters are read, and exponents up to {LARGEST_EXPONENT}"
NOT_YET = "leave it out while it is not known"
MOST_RECORDS = 10_000
MOST_MISTAKES = 100
SHOWN = 60


class Enough(Exception):  # noqa: N818 - reads as what the mistakes are
    """So many mistakes that looking for more helps nobody."""


@dataclass
class Reader:
    """Reads values and collects the mistakes in them."""

    mistakes: list[Mistake[Path]] = field(default_factory=list)

    def report(self, code: Code, message: str, path: Path, help_: str | None = None) -> None:
        self.mistakes.append(Mistake(code, message, path, help_))
        if len(self.mistakes) == MOST_MISTAKES:
            told = f"more than {MOST_MISTAKES - 1} mistakes; the rest are not listed"
            self.mistakes.append(Mistake(TOO_MANY, told, ()))
            raise Enough

    def value(self, raw: Any, kind: Type, path: Path) -> Value | None:
        """`raw` as `kind`; None, with a mistake, when it is not."""
        if isinstance(kind, types.Records):
            return self.records(raw, kind, path)
        return self.scalar(raw, kind, path)

    def scalar(self, raw: Any, kind: Type, path: Path) -> Scalar | None:
        match kind:
            case types.Boolean():
                return self.boolean(raw, kind, path)
            case types.Numeric():
                return self.number(raw, kind, path)
            case types.Enumeration():
                return self.word(raw, kind.values, kind, path)
            case types.SetOf():
                return self.words(raw, kind, path)
            case types.Text():
                return self.text(raw, kind, path)
            case types.Day():
                return self.day(raw, kind, path)
            case types.Records():
                raise TypeError("records inside records")

    def wrong_type(self, raw: Any, kind: Type, path: Path, help_: str | None = None) -> None:
        told = types.describe(kind)
        if isinstance(raw, NoNumber) and not isinstance(kind, types.Numeric):
            help_ = NOT_YET
        if isinstance(kind, types.Enumeration | types.SetOf):
            told = types.type_names[type(kind)]
            help_ = help_ or LISTED + ", ".join(kind.values)
        self.report(WRONG_TYPE, f"{quoted(raw)} is not {told}", path, help_)

    def boolean(self, raw: Any, kind: Type, path: Path) -> bool | None:
        if isinstance(raw, bool):
            return raw
        answers = {"yes": "true", "no": "false", "true": "true", "false": "false"}
        meant = answers.get(str(raw).lower())
        help_ = f"write `{meant}`, without quotes" if meant else "write `true` or `false`"
        self.wrong_type(raw, kind, path, help_)
        return None

    def number(self, raw: Any, kind: types.Numeric, path: Path) -> Fraction | None:
        found = exact(raw)
        if isinstance(raw, NoNumber) and raw.has_digits:
            message = f"{quoted(raw)} cannot be read exactly"
            self.report(WRONG_TYPE, message, path, TOO_LARGE)
            return None
        if found is None:
            self.wrong_type(raw, kind, path, _number_help(raw))
            return None
        if kind.holds(found):
            return found
        help_ = "write a share as a part of 1, such as `0.35`" if kind == types.SHARE else None
        message = f"{quoted(raw)} is not {types.describe(kind)}"
        self.report(VALUE_OUT_OF_RANGE, message, path, help_)
        return None

    def word(self, raw: Any, values: Sequence[str], kind: Type, path: Path) -> str | None:
        if isinstance(raw, str) and raw in values:
            return raw
        if not isinstance(raw, str):
            self.wrong_type(raw, kind, path)
            return None
        help_ = did_you_mean(raw, values) or LISTED + ", ".join(values)
        self.report(UNKNOWN_VALUE, f"{quoted(raw)} is not one of its values", path, help_)
        return None

    def words(self, raw: Any, kind: types.SetOf, path: Path) -> frozenset[str] | None:
        if not isinstance(raw, list | tuple | set | frozenset):
            help_ = f"write a list: {quoted([raw])}" if isinstance(raw, str) else None
            self.wrong_type(raw, kind, path, help_)
            return None
        found = [
            self.word(item, kind.values, types.Enumeration(kind.values), (*path, place))
            for place, item in enumerate(raw)
        ]
        return frozenset(item for item in found if item is not None)

    def text(self, raw: Any, kind: Type, path: Path) -> str | None:
        if not isinstance(raw, str):
            self.wrong_type(raw, kind, path, "write it in quotes")
            return None
        if len(raw) > LONGEST_TEXT:
            self.report(
                TOO_LONG,
                f"a text of {len(raw)} characters",
                path,
                f"at most {LONGEST_TEXT} are read",
            )
            return None
        return raw

    def day(self, raw: Any, kind: Type, path: Path) -> date | None:
        if type(raw) is date:
            return raw
        day = day_of(raw) if isinstance(raw, str) else None
        if day is None:
            none = isinstance(raw, str) and is_no_day(raw)
            help_ = why_no_day(raw) if none else "write it as `YYYY-MM-DD`, in quotes"
            self.wrong_type(raw, kind, path, help_)
        return day

    def records(self, raw: Any, kind: types.Records, path: Path) -> tuple[Record, ...] | None:
        if not isinstance(raw, list | tuple):
            self.wrong_type(raw, kind, path, "write a list of objects: [{..}, {..}]")
            return None
        if len(raw) > MOST_RECORDS:
            self.report(
                TOO_LONG,
                f"a list of {len(raw)} records",
                path,
                f"at most {MOST_RECORDS} are read",
            )
            return None
        found = tuple(self.record(item, kind, (*path, place)) for place, item in enumerate(raw))
        self.unique_keys(found, kind, path)
        return found

    def record(self, raw: Any, kind: types.Records, path: Path) -> Record:
        if not isinstance(raw, Mapping):
            names = ", ".join(kind.fields)
            self.report(WRONG_TYPE, f"{quoted(raw)} is no record", path, f"its fields: {names}")
            return {}
        found: dict[str, Scalar | None] = {}
        for name, value in raw.items():
            if name not in kind.fields:
                names = ", ".join(kind.fields)
                help_ = did_you_mean(str(name), kind.fields) or f"fields here: {names}"
                message = f"unknown field `{cut(str(name))}`"
                self.report(UNKNOWN_FIELD, message, (*path, str(name)), help_)
            elif value is not None:
                found[name] = self.scalar(value, kind.fields[name], (*path, name))
        return found

    def unique_keys(self, records: tuple[Record, ...], kind: types.Records, path: Path) -> None:
        seen: dict[object, int] = {}
        for place, record in enumerate(records):
            key = record.get(kind.key) if kind.key is not None else None
            if key is not None and seen.setdefault(key, place) != place:
                message = f"two records with {kind.key} {key}"
                self.report(
                    DUPLICATE_RECORD,
                    message,
                    (*path, place, str(kind.key)),
                    "keep one of the two",
                )


def explain(mistakes: list[Mistake[Path]], so_far: int, fact: Fact) -> None:
    """Say in the help for a wrong value what the values mean."""
    for place in range(so_far, len(mistakes)):
        help_ = mistakes[place].help or ""
        if isinstance(fact.type, types.Boolean):
            help_ = "; ".join(filter(None, [help_, f"true: {fact.means['true']}"]))
        elif help_.startswith(LISTED) and isinstance(fact.type, types.Enumeration):
            told = (f"{value} ({fact.means[value]})" for value in fact.type.values)
            help_ = LISTED + ", ".join(told)
        mistakes[place] = replace(mistakes[place], help=help_ or None)


def _number_help(raw: Any) -> str | None:
    if isinstance(raw, str):
        if raw.strip().endswith("%"):
            return "write a share as a part of 1, such as `0.35`"
        return "write the number without quotes" if raw.strip()[:1].isdigit() else None
    return NOT_YET if isinstance(raw, NoNumber) else None


def quoted(raw: Any) -> str:
    """What was written, in backticks, cut where it is long."""
    return f"`{cut(_written(raw))}`"


def plain(value: Value) -> str:
    """A value in backticks for a message."""
    return f"`{rounded(value)}`" if isinstance(value, Fraction) else quoted(value)


def _written(raw: Any) -> str:
    match raw:
        case NoNumber():
            return raw.written
        case Decimal() | Fraction() | date():
            return str(raw)
        case Mapping():
            return "{..}" if raw else "{}"
        case frozenset():
            return _written(sorted(raw, key=str))
        case list() | tuple() | set():
            return f"[{', '.join(_written(item) for item in islice(raw, SHOWN))}]"
        case _:
            return json.dumps(raw, ensure_ascii=False, default=lambda one: type(one).__name__)


def cut(text: str) -> str:
    """`text`, cut where it is too long for a message."""
    return f"{text[:SHOWN]}…" if len(text) > SHOWN else text
