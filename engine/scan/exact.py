"""The rows that SQL leaves, decided by the evaluator: each as `evaluate` has it.

Of the facts, that is, which `import` would write: a value that differs from records beside it is
what somebody said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ..decide.evaluate import Evaluator
from ..decide.outcome import Outcome
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..tables.program import Program, Reject
from ..tables.settle import mistakes, settled

Refused = tuple[Finding, ...]
"""Why a row is no case that can be decided."""


def decide(evaluator: Evaluator, program: Program | Reject, as_of: date) -> Outcome | Refused:
    """The decision of one row, or all that is wrong with it."""

    def attempt(one: Program) -> Outcome:
        case = one.case(evaluator.book, as_of, now=as_of)
        with one.placing():
            return evaluator.outcome(case, one.source)

    book = evaluator.book
    if isinstance(program, Reject):
        more = mistakes(program.rest, book, attempt) if program.rest is not None else ()
        return (*program.findings, *more)
    try:
        return settled(program, book, attempt)[0]
    except Invalid:
        return mistakes(program, book, attempt)


def values(found: Outcome, gates: Sequence[str]) -> tuple[Any, ...]:
    """A decision as the values of the output's columns."""
    outcomes = (found.outcomes.get(one) for one in gates)
    first = found.missing[0] if found.missing else None
    return found.verdict, found.decided_at, found.rule, *outcomes, len(found.missing), first
