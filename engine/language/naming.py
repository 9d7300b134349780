"""What the name of a fact tells, and names that are given in turn."""

from __future__ import annotations

from string import ascii_lowercase


def group_of(fact: str) -> str:
    """The group that a fact stands in, of its dotted name."""
    return fact.partition(".")[0]


def lettered(place: int) -> str:
    """The letters for a place, from 0: a, b, .. z, aa, ab, .."""
    more, last = divmod(place, len(ascii_lowercase))
    return (lettered(more - 1) if more else "") + ascii_lowercase[last]
