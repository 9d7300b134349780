"""A stretch of time, as a vocabulary writes it: `18 months`."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.tree import Unit


@dataclass(frozen=True, slots=True)
class Span:
    """So many days, months or years."""

    count: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"
