"""What is known, as conditions ask about it, and Kleene's logic over what is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Protocol

from .values import Value

Kleene = bool | None


class Facts(Protocol):
    """What the interpreter asks of the facts at hand."""

    @property
    def as_of(self) -> date | None:
        """The day as of which they are looked at; None where any day is meant."""

    def value(self, fact: str) -> Value | None:
        """The value of a fact; None while it is open."""

    def declined(self, fact: str) -> bool:
        """Whether the question was asked and dodged."""

    def disputed(self, fact: str) -> bool:
        """Whether a fact is known to be one of several values, on which voices differ."""

    def threshold(self, name: str) -> Fraction | None:
        """The value of a threshold of the rulebook; None where any number is meant."""

    def key(self, fact: str) -> str | None:
        """The field that orders the records of a fact."""


def negate(found: Kleene) -> Kleene:
    return None if found is None else not found


def conjunction(found: Iterable[Kleene]) -> Kleene:
    """Asks no further than one that is false."""
    so_far: Kleene = True
    for one in found:
        if one is False:
            return False
        so_far = so_far if one else None
    return so_far


def at_least(least: int, most: int, wanted: int) -> Kleene:
    """Whether a count that is known within bounds comes to so many."""
    if least >= wanted:
        return True
    return None if most >= wanted else False
