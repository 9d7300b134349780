"""A fact in its long form: a value, or why there is none, and how it came to be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..diagnostics.codes.facts import CONTRADICTION, NO_VALUE, UNKNOWN_STATUS, WRONG_TYPE
from ..diagnostics.codes.files import UNKNOWN_KEY
from ..diagnostics.place import Path
from ..diagnostics.suggestion import did_you_mean
from ..language.calendar import is_no_day, why_no_day
from ..language.types import Records, Type
from ..rulebook.kinds.keys import ItemKind
from ..rulebook.kinds.spelling import STATUSES
from .values import Reader, cut, quoted


@dataclass(frozen=True, slots=True)
class Leaf:
    """`raw` is the value as written, at `path`; `status` is None where none is given."""

    raw: Any
    path: Path
    status: str | None
    remarks: Mapping[str, str | None]


def is_leaf(raw: Any, kind: Type) -> bool:
    """Whether a fact is written in its long form: not a single record in place of a list."""
    if not isinstance(raw, Mapping):
        return False
    return not (isinstance(kind, Records) and any(key in kind.fields for key in raw))


def leaf(reader: Reader, form: ItemKind, raw: Mapping[str, Any], path: Path) -> Leaf:
    """What stands in `{"value": .., "status": ..}`, with the keys that `form` has."""
    for key in raw:
        if key not in form.names:
            help_ = did_you_mean(str(key), form.names) or "keys here: " + ", ".join(form.names)
            message = f"unknown key `{cut(str(key))}`"
            reader.report(UNKNOWN_KEY, message, (*path, str(key)), help_)
    remarks = {key: remark(reader, raw.get(key), (*path, key)) for key in form.group("remark")}
    inner = (*path, "value") if "value" in raw else path
    return Leaf(raw.get("value"), inner, _status(reader, raw, path), remarks)


def _status(reader: Reader, raw: Mapping[str, Any], path: Path) -> str | None:
    value, status = raw.get("value"), raw.get("status")
    if status is not None and status not in STATUSES:
        help_ = did_you_mean(str(status), STATUSES) or "statuses: " + ", ".join(STATUSES)
        message = f"{quoted(status)} is no status"
        reader.report(UNKNOWN_STATUS, message, (*path, "status"), help_)
        return None
    if status == "known" and value is None:
        help_ = "give a `value`, or leave out the status"
        reader.report(NO_VALUE, "known, but no value is given", path, help_)
    elif status in ("unknown", "declined") and value is not None:
        message = f"a value is given, yet the status is `{status}`"
        reader.report(CONTRADICTION, message, path, "keep one of the two")
    return str(status) if status is not None else None


def remark(reader: Reader, raw: Any, path: Path) -> str | None:
    """A text about a value; None where there is none."""
    if raw is None or isinstance(raw, str):
        if raw and path[-1] == "as_of" and is_no_day(raw):
            reader.report(WRONG_TYPE, f"{quoted(raw)} is not a date", path, why_no_day(raw))
        return raw or None
    reader.report(WRONG_TYPE, f"{quoted(raw)} is not text", path)
    return None
