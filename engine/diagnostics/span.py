"""Where in a text something was written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range of characters that something was written in."""

    start: int = 0
    end: int = 0


NOWHERE = Span()
