"""Small words that every printed form needs."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics.findings import printable
from ..rulebook.model import Book

LONGEST = 500


def shown(text: str | None) -> str:
    """Text of unknown origin, fit to print: no control characters, of bounded length."""
    safe = printable(text or "")
    return safe if len(safe) <= LONGEST else safe[: LONGEST - 1] + "…"


def which_rules(book: Book) -> str:
    """Where the rules are from, and the start of their fingerprint."""
    return f"Rules: {book.origin} ({book.fingerprint[:19]})"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
