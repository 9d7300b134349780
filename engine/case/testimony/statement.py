"""What somebody said of one fact, and the values between which a fact is contested."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from ...diagnostics.place import Path
from ...language.values import Value, as_json

Status = Literal["known", "unknown", "declined"]


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person, or one source, said of one fact in one talk.

    `who` is their name, or what a nameless talk is called. With `origin` they repeat what that
    one says. `path` is where it stands in the fact file, `digits` the decimal places of a number.
    """

    fact: str
    value: Value | None
    status: Status
    who: str
    named: bool = True
    on: date | None = None
    private: bool | None = None
    firsthand: bool = True
    origin: str | None = None
    note: str | None = None
    digits: int = 0
    path: Path = ()

    @property
    def known(self) -> bool:
        """Whether it tells a value."""
        return self.value is not None

    def withdrawn(self) -> Statement:
        """The same talk, had they not known: what it told is then asked in vain."""
        return replace(self, value=None, status="unknown")

    def to_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"who": self.who, "value": as_json(self.value)}
        told |= {"status": self.status} if self.status != "known" else {}
        told["firsthand"] = self.firsthand
        optional = {"origin": self.origin, "on": as_json(self.on), "private": self.private}
        optional["note"] = self.note
        return told | {key: one for key, one in optional.items() if one is not None}


def shared_origins(statements: Iterable[Statement]) -> frozenset[str]:
    """The origins that are voices of their own: several repeat them, or they were heard too."""
    told: dict[str, set[str]] = {}
    heard: set[str] = set()
    for one in statements:
        heard.add(one.who)
        if one.origin is not None:
            told.setdefault(one.origin, set()).add(one.who)
    return frozenset(name for name, who in told.items() if len(who) > 1 or name in heard)


def voice(statement: Statement, shared: Collection[str]) -> str:
    """Whose word it is: what several repeat from one origin counts once, as that one's."""
    origin = statement.origin
    return origin if origin is not None and origin in shared else statement.who


def without(
    statements: Iterable[Statement], voices: Collection[str], shared: Collection[str]
) -> tuple[Statement, ...]:
    """The statements, those of some voices withdrawn."""
    return tuple(
        one.withdrawn()
        if one.known and (one.who in voices or (one.origin in shared and one.origin in voices))
        else one
        for one in statements
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that a contested fact may have, and who said so.

    `records` are the facts that the user holds and that make it so, where nobody said it.
    """

    value: Value
    who: tuple[str, ...]
    records: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        records = {"records": list(self.records)} if self.records else {}
        return {"value": as_json(self.value), "who": list(self.who)} | records


@dataclass(frozen=True, slots=True)
class Contested:
    """A fact on which voices differ: one of the choices, in the order in which they were said.

    Numbers and dates are anything from the lowest to the highest. What was said is `impossible`
    where that tells why it cannot be true together with what others said: then the fact is open.
    `digits` are the decimal places with which numbers were told.
    """

    fact: str
    choices: tuple[Choice, ...]
    impossible: str | None = None
    digits: int = 0
    untied: bool = False

    @property
    def ends(self) -> tuple[Fraction, Fraction] | tuple[date, date] | None:
        """The lowest and the highest said; None where the choices are words or lists."""
        numbers = [one.value for one in self.choices if isinstance(one.value, Fraction)]
        days = [one.value for one in self.choices if type(one.value) is date]
        if numbers:
            return min(numbers), max(numbers)
        return (min(days), max(days)) if days else None

    def to_dict(self) -> dict[str, Any]:
        told = {"fact": self.fact, "values": [one.to_dict() for one in self.choices]}
        return told | ({"impossible": self.impossible} if self.impossible is not None else {})


Disputes = Mapping[str, Contested]
"""By fact."""
