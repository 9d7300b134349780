"""HTML from typed parts: a string is always text, only `Markup` is markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from string import Formatter
from typing import TypeAlias

from ...diagnostics.printable import printable

VOID = frozenset(["meta", "input"])
IN_LINE = frozenset(["a", "bdi", "code", "span", "strong", "time"])
SPACE = re.compile(r"\s")
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished HTML. Made by `tag`; by hand only from text that this package wrote itself."""

    html: str


Part: TypeAlias = "Markup | str | Iterable[Part] | None"


def tag(name: str, /, *parts: Part, **attributes: str | None) -> Markup:
    """An element: `tag("p", "a < b", class_="note")`. Attributes that are None are left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    end = "" if name in VOID else f"{written(parts)}</{name}>"
    return Markup(f"<{name}{given}>{end}" + ("" if name in IN_LINE else "\n"))


def filled(sentence: str, **parts: Part) -> Part:
    """A sentence with marked-up parts in place of its braces."""
    pieces = Formatter().parse(sentence)
    return [(words, parts[name] if name else None) for words, name, _, _ in pieces]


def written(part: Part) -> str:
    """The HTML of a part; strings are escaped."""
    match part:
        case None:
            return ""
        case Markup():
            return part.html
        case str():
            return text(part)
        case _:
            return "".join(written(one) for one in part)


def text(raw: str) -> str:
    """Text of any origin: no control characters, none that turn the direction, all escaped."""
    spaced = SPACE.sub(" ", raw)
    if not spaced.isprintable():  # seldom, and letter by letter it takes its time
        spaced = "".join(mark if mark in JOINERS else printable(mark) for mark in spaced)
    return escape(spaced)
