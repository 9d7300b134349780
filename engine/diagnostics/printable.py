"""Text of others, made safe to print."""

from __future__ import annotations

import json
import re
from shlex import quote
from typing import Any

LONGEST = 2_000
STEERING = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON need not escape and a terminal may obey, show in another order, or cannot show."""


def printable(text: str) -> str:
    """`text` without anything that could steer a terminal, cut where it is very long."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text)


def json_text(data: Any, indent: int | None = 2) -> str:
    """Data as JSON that is safe to print: letters as they are, what steers a terminal escaped."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    return STEERING.sub(lambda mark: f"\\u{ord(mark[0]):04x}", text)


def for_shell(path: str) -> str:
    """A path as one word of a command that a person copies; never taken for an option."""
    shown = printable(path)
    return quote(f"./{shown}" if shown.startswith("-") and shown != "-" else shown)
