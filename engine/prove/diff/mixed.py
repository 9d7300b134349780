"""A rulebook between an old and a new one: some parts of the edit taken over, no others."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import get_args

from ...language.traverse import facts_in
from ...rulebook.graph import Ways, unreachable
from ...rulebook.model import Book, Constraint, Fact, Flow, Gate, Node, Rule, Threshold, Vocabulary
from .edits import NODES, How, Kind, Part
from .slots import Slot, slots


def mixed(old: Book, new: Book, flow: str, parts: Container[Part]) -> Book:
    """The old rulebook with these parts as in the new one, as far as the flow needs it."""
    return _Mix(old, new, flow, parts).book()


@dataclass(frozen=True, slots=True)
class _Mix:
    old: Book
    new: Book
    flow: str
    parts: Container[Part]

    def taken(self, kind: Kind, name: str, gate: str | None = None) -> bool:
        """Whether a thing is as in the new rulebook. What is alike on both sides is not asked."""
        return any(Part(kind, name, gate, how) in self.parts for how in get_args(How))

    def book(self) -> Book:
        gates = {**self.old.gates, **self.new.gates}
        for name in {*self.old.gates} & {*self.new.gates}:
            gates[name] = self.gate(self.old.gates[name], self.new.gates[name])
        walked = self.walked()
        thresholds = self.thresholds()
        vocabulary = self.vocabulary([gates[name] for name in walked.gates()])
        return Book(vocabulary, thresholds, gates, (), None, {self.flow: walked})

    def thresholds(self) -> Mapping[str, Threshold]:
        old, new = self.old.thresholds, self.new.thresholds
        kept = {name: one for name, one in old.items() if not self.taken("threshold", name)}
        return {**old, **new, **{name: one for name, one in kept.items() if name in new}}

    # gates

    def gate(self, old: Gate, new: Gate) -> Gate:
        before, after = ({rule.id: rule for rule in gate.rules} for gate in (old, new))
        rules = tuple(
            rule
            for slot in slots([*before], [*after])
            if (rule := self.rule(slot, old.id, before.get(slot.name), after.get(slot.name)))
        )
        return replace(
            new if self.taken("collect", old.id, old.id) else old,
            rules=rules,
            otherwise=new.otherwise
            if self.taken("otherwise", old.otherwise.id, old.id)
            else old.otherwise,
        )

    def rule(self, slot: Slot, gate: str, old: Rule | None, new: Rule | None) -> Rule | None:
        """The rule that stands at a place, if one does."""
        taken = self.taken("rule", slot.name, gate)
        if old is None or new is None:
            return new if taken else old
        if slot.moved and slot.new is not self.taken("place", slot.name, gate):
            return None
        return new if taken else old

    # the flow

    def walked(self) -> Flow:
        old, new = self.old.flows[self.flow], self.new.flows[self.flow]
        start = new.start if self.taken("start", new.start) else old.start
        nodes = {name: self.node(name) for name in dict.fromkeys([*old.nodes, *new.nodes])}
        whole = Flow.of(self.flow, new.title, start, nodes.values())
        lost = {*unreachable(whole.graph, start)}
        reached = (found for name, found in nodes.items() if name not in lost)
        return Flow.of(self.flow, new.title, start, reached)

    def node(self, name: str) -> tuple[Node, Ways]:
        old, new = self.old.flows[self.flow], self.new.flows[self.flow]
        later = name not in old.nodes or (
            name in new.nodes and any(self.taken(kind, name) for kind in NODES)
        )
        flow = new if later else old
        return flow.nodes[name], flow.onward[name]

    # facts

    def vocabulary(self, gates: list[Gate]) -> Vocabulary:
        old, new = self.old.vocabulary, self.new.vocabulary
        constraints = tuple(self.constraints())
        trees = [rule.when for gate in gates for rule in gate.every_rule]
        trees += [one.never for one in constraints]
        every = {name: self.fact(name) for name in dict.fromkeys([*new.facts, *old.facts])}
        questions = {fact.under for fact in every.values() if fact.under is not None}
        read = {name for tree in trees for name in facts_in(tree)} | questions
        needed = _behind(every, read)
        facts = {
            name: fact
            for name, fact in every.items()
            if fact.derive is None or name in needed or (name in old.facts and name in new.facts)
        }
        return replace(
            new,
            facts=facts,
            constraints=constraints,
            derived_in_order=tuple(_order(facts)),
            heard_under=_heard(facts),
            subject=new.subject if new.subject in facts else None,
        )

    def fact(self, name: str) -> Fact:
        """A fact that only one side has is there; where it is derived, if anything reads it."""
        before, after = self.old.vocabulary.facts.get(name), self.new.vocabulary.facts.get(name)
        if before is None or after is None:
            found = after or before
            assert found is not None, name
            return found
        kind = after if self.taken("type", name) else before
        derived = after if self.taken("derivation", name) else before
        silent = after if self.taken("silence", name) else before
        return replace(
            after,
            type=kind.type,
            derive=derived.derive,
            stands=derived.stands,
            assume=silent.assume,
            under=silent.under,
        )

    def constraints(self) -> Iterator[Constraint]:
        before, after = (
            {one.id: one for one in book.vocabulary.constraints} for book in (self.old, self.new)
        )
        for name in dict.fromkeys([*before, *after]):
            side = after if self.taken("constraint", name) else before
            if name in side:
                yield side[name]


def _behind(facts: Mapping[str, Fact], read: set[str]) -> set[str]:
    """These facts and all that they follow from."""
    found: set[str] = set()
    todo = sorted(read)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            derive = facts[name].derive
            todo += facts_in(derive) if derive is not None else ()
    return found


def _order(facts: Mapping[str, Fact]) -> Iterator[str]:
    """Derived facts, each after those it follows from; a sighting after its question."""
    needs = {
        name: (
            *(facts_in(fact.derive) if fact.derive is not None else ()),
            *((fact.under,) if fact.under in facts and fact.under != name else ()),
        )
        for name, fact in facts.items()
    }
    order = TopologicalSorter(needs).static_order()
    return (name for name in order if facts[name].derive is not None)


def _heard(facts: Mapping[str, Fact]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for fact in facts.values():
        if fact.under is not None:
            found.setdefault(fact.under, []).append(fact.name)
    return {question: tuple(heard) for question, heard in found.items()}
