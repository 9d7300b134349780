"""What a vocabulary says about its cases: their name, on what decisions rest, how to ask."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The facts that count voices, and the source that marks numbers of our own."""

    informants: str
    private: str
    own: str


@dataclass(frozen=True, slots=True)
class Noun:
    """What a case is called: one of them, and several."""

    one: str = "case"
    many: str = "cases"


@dataclass(frozen=True, slots=True)
class Asking:
    """How people are asked: which informants take no talk, and what to keep to in one.

    Facts of `after_talk` are judged by the user after one.
    `seen` is how likely a sighting comes up when its question is put.
    """

    without_talk: frozenset[str] = frozenset()
    after_talk: frozenset[str] = frozenset()
    seen: Fraction = Fraction(1, 10)
    manners: tuple[str, ...] = ()
