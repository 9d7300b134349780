"""Data of fact files as JSON text, numbers exactly as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..case.json_text import NoNumber

HALVES = re.compile("[\ud800-\udfff]")
"""Halves of letters, which JSON can spell and no file can hold."""


def exact_json(data: Any, indent: int | None = None) -> str:
    """Data as JSON; with `indent` a fact file that people read: a line for each fact."""
    if indent is None or not isinstance(data, Mapping):
        return _plain(data)
    groups = (f"{' ' * indent}{_word(key)}: {_group(value, indent)}" for key, value in data.items())
    return "{\n" + ",\n".join(groups) + "\n}\n"


def _group(data: Any, indent: int) -> str:
    if not isinstance(data, Mapping) or not data:
        return _plain(data)
    margin = " " * indent
    facts = (f"{margin * 2}{_word(key)}: {_plain(value)}" for key, value in data.items())
    return "{\n" + ",\n".join(facts) + f"\n{margin}}}"


def _plain(data: Any) -> str:
    match data:
        case Mapping():
            return (
                "{" + ", ".join(f"{_word(key)}: {_plain(one)}" for key, one in data.items()) + "}"
            )
        case list() | tuple():
            return "[" + ", ".join(map(_plain, data)) + "]"
        case Decimal():
            return str(data)
        case NoNumber():
            return data.written
        case _:
            return _word(data)


def _word(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return HALVES.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)
