"""Text of others, made safe to print."""

from __future__ import annotations

from shlex import quote

LONGEST = 2_000


def printable(text: str) -> str:
    """`text` without anything that could steer a terminal, cut where it is very long."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text)


def for_shell(path: str) -> str:
    """A path as one word of a command that a person copies; never taken for an option."""
    shown = printable(path)
    return quote(f"./{shown}" if shown.startswith("-") and shown != "-" else shown)
