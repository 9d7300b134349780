"""Text of others, made safe to print."""

from __future__ import annotations

LONGEST = 2_000


def printable(text: str) -> str:
    """`text` without anything that could steer a terminal, cut where it is very long."""
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    return "".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text)
