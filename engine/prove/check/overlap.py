"""Rules of one gate that lead to different outcomes and can hold at once: the first decides.

That is how gates are meant to work, and so it is told on request only. A pair overlaps iff some
case comes to their gate, meets both, and none above the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from ...case.case import Case
from ...diagnostics.codes.proofs import NOT_DECIDED, OVERLAPPING_RULES
from ...diagnostics.findings import Finding
from ...language.interpret import truth
from ...rulebook.model import Book, Gate, Rule
from ...solve.context import alone
from ...solve.oracle import Oracle
from ..space.prover import Prover, named, provers

EFFORT = 100_000
"""What one question is worth: a thirtieth of what others are, since there are so many."""
MOST_ASKED = 1_000
"""Pairs of one gate that are looked at; about as many as fifty rules have."""
MOST_TOLD = 50
MOST_STUCK = 10
"""After so many questions of a gate that are not decided, no more are asked."""

Pair = tuple[int, int]
"""The places of two rules in their gate, the first of them first."""
Answer = tuple[bool | None, Mapping[str, Any]]
"""Whether they overlap, None where that is not decided; and if so, a fact file that shows it."""


@alone()
def overlaps(book: Book) -> list[Finding]:
    """A finding for each pair that overlaps, and one for each gate with pairs not decided."""
    spaces = [replace(one, oracle=Oracle(one.space.assumptions, EFFORT)) for one in provers(book)]
    found: list[Finding] = []
    for gate in book.gates.values():
        own = [one for one in spaces if gate.id in one.space.conditions]
        found += _overlapping(gate, own) if own else ()
    return found


def _overlapping(gate: Gate, flows: Sequence[Prover]) -> Iterator[Finding]:
    asked = told = stuck = left = 0
    for pair in pairs(gate):
        if asked >= MOST_ASKED or told >= MOST_TOLD or stuck >= MOST_STUCK:
            left += 1
            continue
        asked += 1
        answer, witness = _in_some_flow(gate, pair, flows)
        if answer is None:
            stuck, left = stuck + 1, left + 1
        elif answer:
            told += 1
            yield _told(gate, pair, witness)
    if left:
        yield _undecided(gate, left)


def pairs(gate: Gate) -> Iterator[Pair]:
    """Those with different outcomes; of rows of columns the best fits, whatever their order."""
    rules = [place for place, rule in enumerate(gate.rules) if not rule.columns]
    for first, second in combinations(rules, 2):
        if gate.rules[first].then != gate.rules[second].then:
            yield first, second


def _in_some_flow(gate: Gate, pair: Pair, flows: Sequence[Prover]) -> Answer:
    answers = []
    for prover in flows:
        answer, witness = _overlap(gate, pair, prover)
        if answer:
            return True, witness
        answers.append(answer)
    return (None if None in answers else False), {}


def _overlap(gate: Gate, pair: Pair, prover: Prover) -> Answer:
    """Not decided either where no fact file shows the case that was found."""
    space, (first, second) = prover.space, pair
    rules = space.conditions[gate.id]
    above = space.walks.above(gate.id, first)
    found = prover.possible(space.reached[gate.id], above, *(rules[one][1].true for one in pair))
    if not found:
        return found, {}

    def shows(case: Case) -> bool:
        decides = prover.replay.quick(case).sure.get(gate.id)
        return decides is gate.rules[first] and truth(gate.rules[second].when, case) is True

    witness = prover.witness(shows)
    return (None, {}) if witness is None else (True, witness)


def _told(gate: Gate, pair: Pair, witness: Mapping[str, Any]) -> Finding:
    first, second = (gate.rules[place] for place in pair)
    message = (
        f"rules {named([first.id, second.id])} can hold at once and lead to different outcomes"
    )
    help_ = f"{_leads(first)} decides, since it stands first; {_leads(second)} does not"
    return Finding(OVERLAPPING_RULES, message, second.place, help_, dict(witness))


def _leads(rule: Rule) -> str:
    return f"`{rule.id}` (`{rule.then}`)"


def _undecided(gate: Gate, count: int) -> Finding:
    which = "1 pair of rules" if count == 1 else f"{count} pairs of rules"
    message = f"not decided: whether {which} of gate `{gate.id}` can hold at once"
    help_ = "mend those that are told and ask again, or simplify their conditions"
    return Finding(NOT_DECIDED, message, gate.place, help_)
