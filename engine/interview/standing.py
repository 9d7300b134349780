"""Where a case stands that no answer moves on: the gate at which it is open, and why."""

from __future__ import annotations

from ..case.case import Case
from ..decide.evaluate import Evaluator
from ..matching.matcher import compiled
from ..present import phrases
from ..rulebook.model import Flow


def standing(case: Case, flow: Flow) -> tuple[str, str]:
    """The title of the gate, and the sentence of `evaluate` about it."""
    decision = Evaluator(case.book, flow.name, compiled).decide(case)
    gate = next(one for one in decision.path if one.node == decision.decided_at)
    return gate.title, phrases.because(gate.because, is_open=True)
