"""The branches of a verdict that hangs on contested facts, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..language.values import Value, as_json


@dataclass(frozen=True, slots=True)
class Branch:
    """If these facts are as somebody said, this is the verdict; `who` says so, fact by fact."""

    given: Mapping[str, Value]
    verdict: str
    who: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        given = {name: as_json(value) for name, value in self.given.items()}
        return {"if": given, "verdict": self.verdict}


@dataclass(frozen=True, slots=True)
class Fork:
    """The branches, or how many there are where they are too many to tell; `more` where not all
    were looked for."""

    branches: tuple[Branch, ...] = ()
    count: int = 0
    more: bool = False
