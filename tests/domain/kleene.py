"""Three-valued logic for the oracle: True, False, and None for what is not known."""

from __future__ import annotations

from typing import Any

Truth = bool | None


def both(*parts: Truth) -> Truth:
    """True when every part is, False as soon as one is not."""
    if False in parts:
        return False
    return None if None in parts else True


def either(*parts: Truth) -> Truth:
    """True as soon as one part is, False when none is."""
    if True in parts:
        return True
    return None if None in parts else False


def opposite(part: Truth) -> Truth:
    """True for False, False for True."""
    return None if part is None else not part


def several(least: int, *parts: Truth) -> Truth:
    """Whether at least so many parts are true."""
    if parts.count(True) >= least:
        return True
    return None if parts.count(True) + parts.count(None) >= least else False


def among(value: Any, *allowed: Any) -> Truth:
    """Whether a value is one of those listed."""
    return None if value is None else value in allowed


def reaches(value: Any, limit: Any) -> Truth:
    """Whether value >= limit."""
    return None if value is None or limit is None else bool(value >= limit)


def below(value: Any, limit: Any) -> Truth:
    """Whether value < limit."""
    return opposite(reaches(value, limit))


def within(value: Any, limit: Any) -> Truth:
    """Whether value <= limit."""
    return reaches(limit, value)
