"""A decision without its reasons: what stays of it where there are millions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, where and by which rule it was decided, how each gate on the path came out
    (`open` included), and the facts that can still change it, in the order they are asked."""

    verdict: str
    decided_at: str | None
    rule: str | None
    outcomes: Mapping[str, str]
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "decided_at": self.decided_at,
            "rule": self.rule,
            "outcomes": dict(self.outcomes),
            "missing": [*self.missing],
        }
