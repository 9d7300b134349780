"""What a decision has to say, by trying out every completion of the case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.case.bases import bases_of, open_bases
from engine.case.case import Case
from engine.language import types
from engine.language.interpret import truth
from engine.language.traverse import sources
from engine.rulebook.model import OPEN, Flow, Node, Rule
from tests.brute_force import Walked, completions, leads, walk_through

Stop = tuple[str, str | None, str | None]
"""A node on the path, and of a gate its outcome and the rule that decided it."""


@dataclass(frozen=True)
class Judged:
    """The outcome of a gate over the completions that arrive there."""

    outcome: str
    rule: Rule | None
    outcomes: tuple[str, ...]


class Expected:
    """All completions of a case, walked through a flow."""

    def __init__(self, case: Case, flow: Flow) -> None:
        self.case = case
        self.flow = flow
        self.walked = [walk_through(one, flow) for one in completions(case)]

    @property
    def possible(self) -> tuple[str, ...]:
        found = {verdict for walked in self.walked for verdict in walked.verdicts}
        return tuple(verdict for verdict in self.flow.verdicts if verdict in found)

    # gates

    def arriving(self, gate: str) -> list[Walked]:
        return [walked for walked in self.walked if gate in walked.deciders]

    def judged(self, gate: str) -> Judged:
        deciders = {rule.id for one in self.arriving(gate) for rule in one.deciders[gate]}
        fired = [rule for rule in self.case.book.gates[gate].every_rule if rule.id in deciders]
        thens = {rule.then for rule in fired}
        outcome = fired[0].then if len(thens) == 1 else OPEN
        rule = fired[0] if len(fired) == 1 else self.first_certain(gate, fired, outcome)
        return Judged(outcome, rule, tuple(leads(self.flow, gate, fired)))

    def first_certain(self, gate: str, fired: list[Rule], outcome: str) -> Rule | None:
        """The first rule that holds in every completion that comes to the gate, if it decides."""
        cases = [walked.case for walked in self.arriving(gate)]
        rules = self.case.book.gates[gate].rules
        certain = (one for one in rules if all(truth(one.when, case) for case in cases))
        first = next(certain, None)
        decides = first is not None and (outcome == OPEN or first in fired)
        return first if decides and first is not None and first.then == outcome else None

    # the path

    def path(self) -> Iterator[Stop]:
        """From the start to the verdict, or to the first gate that stays open."""
        node: Node | None = self.flow.nodes[self.flow.start]
        while node is not None:
            judged = self.judged(node.id) if node.kind == "gate" else None
            if judged is None:
                yield node.id, None, None
                targets = tuple(self.flow.onward[node.id].values())
            else:
                yield node.id, judged.outcome, judged.rule.id if judged.rule else None
                targets = tuple(self.flow.onward[node.id][one] for one in judged.outcomes)
            node = self.next_node(targets, judged is not None and judged.outcome == OPEN)

    def next_node(self, targets: tuple[str, ...], opened: bool) -> Node | None:
        """On from an open gate only where the verdict is settled, and then to a gate if it can."""
        if not targets or (opened and len(self.possible) > 1):
            return None
        onward = [one for one in targets if self.leads_to_gate(one)]
        return self.flow.nodes[[*onward, *targets][0]]

    def leads_to_gate(self, name: str) -> bool:
        node = self.flow.nodes[name]
        return node.kind == "gate" or (
            node.kind == "step" and self.leads_to_gate(self.flow.onward[name][""])
        )

    # what is missing

    def missing(self) -> set[str]:
        """The bases that can still change the verdict, and those of conditions that open a gate."""
        gates = [gate for gate in self.flow.gates() if self.arriving(gate)]
        openers = [self.judged(gate).rule for gate in gates]
        found = {base for base, moving in self.moving().items() if self.matters(moving)}
        for rule in openers:
            if rule is not None and rule.then == OPEN:
                found |= set(bases_of(self.case, sources(rule.when)))
        return found

    def moving(self) -> dict[str, set[str]]:
        """Each open base, with the open facts that are derived from it and so move along."""
        found: dict[str, set[str]] = {}
        for name, fact in self.case.book.vocabulary.facts.items():
            for base in open_bases(self.case, name):
                found.setdefault(base, {base}).add(name)
            if isinstance(fact.type, types.Records):
                found.setdefault(name, {name})
        return found

    def matters(self, moving: set[str]) -> bool:
        """Whether completions that differ only in these facts come to different verdicts."""
        groups: dict[object, frozenset[str]] = {}
        for walked in self.walked:
            values = walked.case.values
            others = _frozen({name: values[name] for name in values if name not in moving})
            if groups.setdefault(others, walked.verdicts) != walked.verdicts:
                return True
        return False


def _frozen(values: Mapping[str, object]) -> object:
    return frozenset((name, _hashable(value)) for name, value in values.items())


def _hashable(value: object) -> object:
    return tuple(_frozen(record) for record in value) if isinstance(value, tuple) else value
