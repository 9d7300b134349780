"""What is not known of a case that keeps the flows beside from saying something of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..case.case import Case
from ..language.explain import deciding_atoms
from ..language.interpret import truth
from ..language.traverse import facts_in
from ..rulebook.following import behind
from ..rulebook.model import NOT_KNOWN, Flow
from .decision import Decision


def lacking(case: Case, decision: Decision) -> Mapping[str, tuple[str, ...]]:
    """By each flow beside that has an order and is not known: the facts that nobody has told, of
    which rules of it hang that are neither true nor false."""
    open_ = (name for name, one in decision.labels.items() if one.row == NOT_KNOWN)
    flows = (case.book.flows[name] for name in open_)
    return {one.name: tuple(dict.fromkeys(_of(one, case))) for one in flows if one.best_first}


def _of(flow: Flow, case: Case) -> Iterator[str]:
    facts = case.book.vocabulary.facts
    rules = (rule for gate in flow.gates() for rule in case.book.gates[gate].rules)
    for rule in rules:
        if truth(rule.when, case) is None:
            read = (one for atom in deciding_atoms(rule.when, case) for one in facts_in(atom))
            told = (one for one in behind(facts, read) if facts[one].derive is None)
            yield from (one for one in told if _untold(one, case))


def _untold(fact: str, case: Case) -> bool:
    return case.value(fact) is None and fact not in case.contested
