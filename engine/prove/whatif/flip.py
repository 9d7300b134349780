"""What would have to be otherwise, as data: one fact, and several together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...language.types import Type
from ...language.values import Value, as_fact
from ..space.cell_data import cell_data
from ..space.cells import Cell, Exactly


@dataclass(frozen=True, slots=True)
class Step:
    """One fact to change; `values` are those that do, None for a list of records."""

    fact: str
    kind: Type
    before: Value | None
    values: tuple[Cell, ...]
    words: str
    learning: bool

    def to_dict(self) -> dict[str, Any]:
        before = as_fact(self.before)
        single = self.values[0] if len(self.values) == 1 else None
        after = as_fact(single.value) if isinstance(single, Exactly) else self.words
        return {
            "fact": self.fact,
            "from": before,
            "to": after,
            "cells": cell_data(self.kind, self.values),
            "learning": self.learning,
        }


@dataclass(frozen=True, slots=True)
class Flip:
    """Facts to change together, and the verdict that follows. `example` are values that do."""

    verdict: str
    steps: tuple[Step, ...]
    example: Mapping[str, Value]

    @property
    def learning(self) -> bool:
        """Whether nothing that is known has to be otherwise."""
        return all(step.learning for step in self.steps)

    def order(self, verdicts: Sequence[str]) -> tuple[int, bool, int]:
        """Small ones first, learning before reversing, then by verdict."""
        return len(self.steps), not self.learning, verdicts.index(self.verdict)

    def to_dict(self) -> dict[str, Any]:
        return {"changes": [step.to_dict() for step in self.steps], "verdict": self.verdict}
