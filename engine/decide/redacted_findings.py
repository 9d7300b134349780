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
from ..case.testimony.read import as_called
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source

TELLING = ("who", "origin", "on", "note", "source", "as_of")
"""The keys in a fact file under which people are named, or talks dated."""
GONE = "…"
QUOTED = re.compile(r"`.*`", re.DOTALL)
"""From the first mark to the last: what is quoted may have marks in it."""


def redacted_findings(invalid: Invalid, source: Source) -> Invalid:
    """The same findings about a fact file without people in them."""
    data, _ = json_text.parse(source)
    told = {one.strip() for one in _words(data)}
    words = (told | {as_called(one) for one in told}) - {""}
    return Invalid(_redacted(one, words, data is not None) for one in invalid.findings)


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


def without_lines(invalid: Invalid) -> Invalid:
    """The same findings without the lines that they are about."""
    return Invalid(replace(one, place=replace(one.place, excerpt="")) for one in invalid.findings)


def _redacted(found: Finding, words: set[str], read: bool) -> Finding:
    """Where the file cannot be read, or the finding is about what tells, all that is quoted goes:
    it may be cut, or be written otherwise than in the file."""
    telling = not read or any(one in TELLING for one in found.place.path)

    def told(text: str) -> str:
        return QUOTED.sub(f"`{GONE}`", text) if telling else _without(text, words)

    path = tuple(_without(one, words) if isinstance(one, str) else one for one in found.place.path)
    return replace(
        found,
        message=told(found.message),
        help=told(found.help) if found.help is not None else None,
        place=replace(found.place, excerpt="", path=path),
    )


def _without(text: str, words: set[str]) -> str:
    for word in sorted(words, key=lambda one: (-len(one), one)):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", GONE, text)
    return text
