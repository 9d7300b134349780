"""Which programs hinge on which thresholds, within one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...case.case import Case
from ...language.values import as_fact
from ...rulebook.model import Book, Flow
from ..space.replay import Replay
from .breakpoints import Turn, turns
from .elsewhere import by_threshold, step


@dataclass(frozen=True, slots=True)
class Hinge:
    """A threshold, its step, and the programs that turn within it."""

    threshold: str
    value: Fraction
    step: Fraction
    programs: tuple[tuple[str, Turn], ...]

    def to_dict(self) -> dict[str, Any]:
        return {
            "threshold": self.threshold,
            "value": as_fact(self.value),
            "programs": [
                {"program": name, "turns_at": as_fact(turn.turns_at), "to": turn.verdict}
                for name, turn in self.programs
            ],
        }


def sensitivity(book: Book, flow: Flow, programs: Mapping[str, Case]) -> tuple[Hinge, ...]:
    """One entry for each threshold that the flow's gates own, those without programs too."""
    replay = Replay(book, flow)
    found: dict[str, list[tuple[str, Turn]]] = {name: [] for name in book.thresholds}
    steps = {name: step(book, name, compared) for name, compared in by_threshold(book).items()}
    for program, case in programs.items():
        verdict = replay.verdict(case)
        if verdict is None:
            continue
        for turn in turns(case, flow, verdict):
            if turn.steps <= 1:
                found[turn.threshold].append((program, turn))
    gates = set(flow.gates())
    return tuple(
        Hinge(name, threshold.value, steps[name], tuple(found[name]))
        for name, threshold in book.thresholds.items()
        if threshold.gate in gates
    )
