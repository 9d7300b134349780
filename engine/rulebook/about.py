"""What a vocabulary says about its cases: how they are called, and what decisions rest on."""

from __future__ import annotations

from dataclasses import dataclass


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
