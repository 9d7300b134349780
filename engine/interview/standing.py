"""Where a case stands that no answer to a question moves on: the gate, why, and what more can."""

from __future__ import annotations

from typing import NamedTuple

from ..case.case import Case
from ..decide.evaluate import Evaluator
from ..matching.matcher import compiled
from ..present import phrases
from ..rulebook.model import Flow


class Standing(NamedTuple):
    """The title of the gate at which a case is open, the sentence of `evaluate` about it, and
    the lists of which more in the file can still change the verdict."""

    gate: str
    because: str
    lists: tuple[str, ...]


def standing(case: Case, flow: Flow) -> Standing:
    """Where an open case stands."""
    decision = Evaluator(case.book, flow.name, compiled).decide(case)
    gate = next(one for one in decision.path if one.node == decision.decided_at)
    because = phrases.because(gate.because, is_open=True)
    return Standing(gate.title, because, tuple(one.fact for one in decision.missing))
