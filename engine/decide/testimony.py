"""What a decision tells of the people behind it: who differs, and on whom it rests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..case.case import Case
from ..case.provenance import Provenance
from ..case.testimony.statement import Contested
from ..language.types import Records
from ..language.values import Value, as_json
from ..rulebook.kinds.spelling import PRIVATE
from .branches import Fork


@dataclass(frozen=True, slots=True)
class Heard:
    """A fact of which somebody told: what it is taken for, None while open, and who said what.

    `own` is true where the user's own judgment stands, whatever was said, and `from_memory` where
    somebody recited a list, such as the classes of ten years, in a talk.
    """

    fact: str
    value: Value | None
    provenance: Provenance
    own: bool
    from_memory: bool = False

    def to_dict(self) -> dict[str, Any]:
        told = {"fact": self.fact, "value": as_json(self.value), "own": self.own}
        told |= {"from_memory": True} if self.from_memory else {}
        return told | self.provenance.to_dict()


@dataclass(frozen=True, slots=True)
class Testimony:
    """`voices` gives for each what the verdict would be without it; `stands_unless` is the smallest
    coalition that would have to be wrong, or what its size is at least."""

    contested: tuple[Contested, ...] = ()
    fork: Fork = Fork()
    voices: Mapping[str, str] = field(default_factory=dict)
    stands_unless: tuple[str, ...] | str | None = None
    heard: tuple[Heard, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "contested": [one.to_dict() for one in self.contested],
            "fork": [one.to_dict() for one in self.fork.branches],
            "voices": {who: {"without": verdict} for who, verdict in self.voices.items()},
            "stands_unless": self._coalition(),
        }
        if self.fork.count > len(self.fork.branches):
            found["fork_count"] = self.fork.count
        if self.fork.more:
            found["fork_more"] = True
        return found | ({"heard": [one.to_dict() for one in self.heard]} if self.heard else {})

    def _coalition(self) -> list[str] | str | None:
        return (
            [*self.stands_unless] if isinstance(self.stands_unless, tuple) else self.stands_unless
        )


def heard(case: Case) -> tuple[Heard, ...]:
    """Every fact that somebody told of, in the vocabulary's order."""
    told = {one.fact for one in case.told.statements}
    return tuple(
        Heard(
            name,
            case.value(name),
            case.provenance[name],
            name in case.told.values,
            _from_memory(case, name),
        )
        for name in case.book.vocabulary.facts
        if name in told
    )


def _from_memory(case: Case, name: str) -> bool:
    """Whether a list was told in a talk: in one of a kind that can be held in private."""
    facts = case.book.vocabulary.facts
    told = (one for one in case.provenance[name].said if one.known)
    lists = (facts[".".join(map(str, one.path[:2]))].type for one in told)
    talks = any(isinstance(kind, Records) and PRIVATE in kind.fields for kind in lists)
    return talks and isinstance(facts[name].type, Records)
