"""Why a gate came out as it did: its rules and their conditions, with truth and values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..case.bases import bases_of
from ..case.case import Case
from ..case.provenance import Provenance
from ..language.comparison import limit_of
from ..language.explain import deciding_atoms
from ..language.interpret import Kleene, truth
from ..language.remembered import remembered
from ..language.show import show
from ..language.traverse import atoms, facts_in, is_fixed, thresholds_in
from ..language.tree import Expression
from ..language.values import Value
from ..rulebook.model import Gate, Rule, Text
from .agreed import agreed, pretended
from .decision import Collected, Condition, PassedOver
from .judge import Judgement
from .wording import fill


def reason(rule: Rule, case: Case) -> Text:
    """The first reason of a rule whose condition holds, or else what it says in general."""
    return next((text for when, text in rule.reasons if truth(when, case) is True), rule.because)


@dataclass(frozen=True, slots=True)
class _Part:
    """A smallest part of a condition, and what can be told of it before any case."""

    atom: Expression
    text: str
    facts: tuple[str, ...]
    thresholds: tuple[str, ...]


@remembered
def _parts(when: Expression) -> Sequence[_Part]:
    return [
        _Part(atom, show(atom), facts_in(atom), thresholds_in(atom))
        for atom in dict.fromkeys(atoms(when))
        if not is_fixed(atom)
    ]


@remembered
def _equal(when: Expression) -> Mapping[int, Expression]:
    """By its identity, the first atom that each atom is equal to: trees are slow to hash."""
    first: dict[Expression, Expression] = {}
    return {id(atom): first.setdefault(atom, atom) for atom in atoms(when)}


def conditions(when: Expression, case: Case) -> tuple[Condition, ...]:
    """The smallest parts of a condition, each with its truth and the values in it."""
    equal, numbers = _equal(when), case.book.numbers
    decisive = {id(equal[id(atom)]) for atom in deciding_atoms(when, pretended(case))}
    return tuple(
        Condition(
            part.text,
            agreed(part.atom, case),
            _values(part.facts, case),
            {name: numbers[name] for name in part.thresholds},
            id(part.atom) in decisive,
            limit_of(part.atom, numbers),
            dict(_provenance(part.facts, case)) if case.provenance else {},
        )
        for part in _parts(when)
    )


def _provenance(read: Sequence[str], case: Case) -> Iterator[tuple[str, Provenance]]:
    """Where the values come from; of what follows from others, where those come from."""
    derived = [name for name in read if name not in case.provenance]
    for name in dict.fromkeys([*read, *bases_of(case, derived)]):
        if name in case.provenance:
            yield name, case.provenance[name]


def _values(read: Sequence[str], case: Case) -> dict[str, Value | None]:
    found = {name: case.value(name) for name in read}
    return {name: value for name, value in found.items() if not isinstance(value, tuple)}


def passed_over(
    gate: Gate, decider: Rule | None, truths: Mapping[str, Kleene], case: Case
) -> Iterator[PassedOver]:
    """The rules above the one that decided; where none did, all of them."""
    for rule in gate.rules:
        if rule is decider:
            return
        yield PassedOver(rule.id, truths[rule.id], conditions(rule.when, case), rule.then)


def collected(gate: Gate, truths: Mapping[str, Kleene], case: Case) -> Iterator[Collected]:
    """All that a gate collects, in its order; what does not surely hold says nothing."""
    for item in gate.collect:
        held = truths[item.id]
        because = fill(item.because, case) if held is True else None
        yield Collected(item.id, held, because, item.source, conditions(item.when, case))


def read_rules(gate: Gate, judged: Judgement) -> Iterator[Rule]:
    """The rules that had to be read to judge a gate: down to the one that decided."""
    for rule in gate.every_rule:
        yield rule
        if rule is judged.rule:
            return
