"""What is wrong with a fact file, to pass on: the words of it that could tell who spoke are gone.

Gone are the lines of the file, and wherever a sentence or a path has them, names, origins, notes,
sources and days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..case import json_text
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source

TELLING = ("who", "origin", "on", "note", "source", "as_of")
"""The keys in a fact file under which people are named, or talks dated."""
GONE = "…"


def redacted_findings(invalid: Invalid, source: Source) -> Invalid:
    """The same findings about a fact file without people in them."""
    data, _ = json_text.parse(source)
    words = {one.strip() for one in _words(data)} - {""}
    return Invalid(_redacted(one, words) for one in invalid.findings)


def _words(data: Any, telling: bool = False) -> Iterator[str]:
    """The texts under the keys that tell."""
    if isinstance(data, str) and telling:
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _words(value, telling or key in TELLING)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value, telling)


def _redacted(found: Finding, words: set[str]) -> Finding:
    path = tuple(_without(one, words) if isinstance(one, str) else one for one in found.place.path)
    return replace(
        found,
        message=_without(found.message, words),
        help=_without(found.help, words) if found.help is not None else None,
        place=replace(found.place, excerpt="", path=path),
    )


def _without(text: str, words: set[str]) -> str:
    for word in sorted(words, key=lambda one: (-len(one), one)):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GONE, text)
    return text
