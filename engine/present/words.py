"""Text of unknown origin, made fit to print."""

from __future__ import annotations

from ..diagnostics.printable import printable

LONGEST = 500


def shown(text: str | None) -> str:
    """Text of unknown origin, fit to print: no control characters, of bounded length."""
    safe = printable(text or "")
    return safe if len(safe) <= LONGEST else safe[: LONGEST - 1] + "…"
