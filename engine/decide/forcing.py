"""Which of the known facts force how a gate comes out, where no single rule decides it.

Unsatisfiable iff no way to fill in everything else gives the gate another outcome; the facts
are a smallest unsatisfiable core (`solve/cores`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..case.bases import followers, is_given
from ..case.case import Case
from ..language.traverse import sources
from ..language.values import Value
from ..rulebook.following import behind
from ..rulebook.model import Flow, Gate
from ..solve.completions import Completions
from ..solve.cores import Cores
from ..solve.encode import Encoder
from ..solve.logic import Term, either
from ..solve.oracle import Oracle
from ..solve.variables import equals

MOST_TRIES = 400
"""So many questions are asked; with more needed, nothing is said rather than something unproved."""


def forcing(case: Case, flow: Flow, gate: Gate, outcome: str) -> tuple[str, ...] | None:
    """The fewest known facts that leave a gate no other outcome, in the vocabulary's order.

    None where that is not shown within the effort.
    """
    held = dict(_held(case, gate))
    if any(name in case.stated for name in held):  # rounding is beyond this question
        return None
    encoder = Encoder(_without(case, held))
    completions = Completions(encoder.case, flow, encoder)
    as_known = {
        name: equals(encoder.fact(name), value, encoder.variables) for name, value in held.items()
    }
    other = _otherwise(completions, gate, outcome)
    oracle = Oracle([*encoder.assumptions, other])
    if oracle.ask(*as_known.values()) is not False:
        return None
    return Cores(oracle, as_known, tries=MOST_TRIES).smallest()


def _held(case: Case, gate: Gate) -> Iterator[tuple[str, Value]]:
    """The plain facts that are known and that rules of the gate read, in the end."""
    facts = case.book.vocabulary.facts
    read = (name for rule in gate.rules for name in sources(rule.when))
    found = {*behind(facts, read, sources)}
    for name in facts:
        if name in found and is_given(case, name):
            yield name, case.values[name]


def _without(case: Case, held: Mapping[str, Value]) -> Case:
    """The case with these facts open, and with them what follows from them."""
    gone = {*held, *followers(case.book, *held)}
    values = {name: value for name, value in case.values.items() if name not in gone}
    return replace(case, values=values)


def _otherwise(completions: Completions, gate: Gate, outcome: str) -> Term:
    """When the gate may come out in another way."""
    rules = completions.walks.rules(gate.id)
    return either(
        *(
            completions.walks.decides(gate.id, place)
            for place, (rule, _) in enumerate(rules)
            if rule.then != outcome
        )
    )
