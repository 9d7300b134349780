"""What an edit of a rulebook consists of: parts that can be taken over one by one.

Parts hang together where taking one alone would leave no sound rulebook; the connected
components of that relation are the edits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import networkx as nx

from ...language.traverse import descend, facts_in
from ...language.tree import Expression, NumberOf, Quantified
from ...present import phrases_diff as words
from ...rulebook.model import OPEN, Book, Constraint, Fact, Flow, Gate, Rule
from .slots import slots

Kind = Literal[
    "threshold",
    "rule",
    "place",
    "otherwise",
    "collect",
    "gate",
    "step",
    "verdict",
    "start",
    "constraint",
    "type",
    "derivation",
    "silence",
]
NODES: tuple[Kind, ...] = ("gate", "step", "verdict")
How = Literal["changed", "added", "removed", "moved"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is otherwise: a threshold, a rule or its place, a node of the flow with its
    ways on, what a fact is, follows from or is taken for in silence, a constraint."""

    kind: Kind
    name: str
    gate: str | None = None
    how: How = "changed"

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "name": self.name, "gate": self.gate, "how": self.how}


@dataclass(frozen=True, slots=True)
class Edit:
    """Parts that can only be taken over together."""

    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        return {"edit": self.words, "parts": [one.to_dict() for one in self.parts]}

    @property
    def words(self) -> str:
        """What it is, for people."""
        told = (words.edited(one.kind, one.name, one.gate, one.how) for one in self.named)
        return words.WITH.join(told)

    @property
    def named(self) -> tuple[Part, ...]:
        """The parts that tell what it is: not the ways to a node that is put in or taken out, nor
        the rules that are otherwise since they count what is collected."""
        whole = [one for one in self.parts if one.kind in NODES and one.how != "changed"]
        counted = {one.gate for one in self.parts if one.kind == "collect"}
        left = {(kind, "changed") for kind in (*NODES, "start") if whole}
        return tuple(
            one
            for one in self.parts
            if (one.kind, one.how) not in left
            and not (one.gate in counted and (one.kind, one.how) == ("rule", "changed"))
        )


def edits(old: Book, new: Book, flow: str) -> tuple[Edit, ...]:
    """All edits between two rulebooks that may bear on the verdicts of a flow."""
    found = list(_parts(old, new, flow))
    graph: nx.Graph[Part] = nx.Graph()
    graph.add_nodes_from(found)
    graph.add_edges_from(
        (one, other) for group in _together(found, old, new, flow) for one, other in pairwise(group)
    )
    places = {part: place for place, part in enumerate(found)}
    groups = (sorted(group, key=places.__getitem__) for group in nx.connected_components(graph))
    return tuple(Edit(tuple(group)) for group in sorted(groups, key=lambda one: places[one[0]]))


# parts


def _parts(old: Book, new: Book, flow: str) -> Iterator[Part]:
    yield from _nodes(old.flows[flow], new.flows[flow])
    walked = dict.fromkeys([*old.flows[flow].gates(), *new.flows[flow].gates()])
    for name in walked:
        if name in old.gates and name in new.gates:
            yield from _gate_parts(old.gates[name], new.gates[name])
    for name, threshold in new.thresholds.items():
        if name in old.thresholds and old.numbers[name] != threshold.value:
            yield Part("threshold", name)
    for name, fact in new.vocabulary.facts.items():
        if name in old.vocabulary.facts:
            yield from _fact_parts(old.vocabulary.facts[name], fact)
    yield from _constraints(old.vocabulary.constraints, new.vocabulary.constraints)


def _nodes(old: Flow, new: Flow) -> Iterator[Part]:
    """Nodes that lead elsewhere, and steps and gates that only one flow has."""
    if old.start != new.start:
        yield Part("start", new.start)
    for name in dict.fromkeys([*old.nodes, *new.nodes]):
        if name not in new.nodes or name not in old.nodes:
            flow = old if name in old.nodes else new
            how: How = "removed" if flow is old else "added"
            if flow.nodes[name].kind != "verdict":
                yield Part(flow.nodes[name].kind, name, how=how)
        elif _node(old, name) != _node(new, name):
            yield Part(new.nodes[name].kind, name)


def _node(flow: Flow, name: str) -> object:
    node = flow.nodes[name]
    return node.kind, node.verdict, dict(flow.onward[name])


def _gate_parts(old: Gate, new: Gate) -> Iterator[Part]:
    if [item.when for item in old.collect] != [item.when for item in new.collect]:
        yield Part("collect", old.id, old.id)
    before, after = ({rule.id: rule for rule in gate.rules} for gate in (old, new))
    for slot in slots([*before], [*after]):
        one, other = before.get(slot.name), after.get(slot.name)
        if slot.old and one is not None and other is not None and asked(one) != asked(other):
            yield Part("rule", slot.name, old.id)
        if slot.moved and slot.old:
            yield Part("place", slot.name, old.id, "moved")
        elif one is None or other is None:
            yield Part("rule", slot.name, old.id, "added" if one is None else "removed")
    if asked(old.otherwise) != asked(new.otherwise):
        yield Part("otherwise", old.otherwise.id, old.id)


def asked(rule: Rule) -> tuple[Expression, str]:
    """What a rule asks, and where it leads; the numbers behind thresholds are told apart."""
    return rule.when, rule.then


def _fact_parts(old: Fact, new: Fact) -> Iterator[Part]:
    if old.type != new.type:
        yield Part("type", old.name)
    if (old.derive, old.stands) != (new.derive, new.stands):
        yield Part("derivation", old.name)
    if (old.assume, old.under) != (new.assume, new.under):
        yield Part("silence", old.name)


def _constraints(old: Iterable[Constraint], new: Iterable[Constraint]) -> Iterator[Part]:
    before, after = ({one.id: (one.never, one.each) for one in every} for every in (old, new))
    for name in dict.fromkeys([*before, *after]):
        if name not in before or name not in after:
            yield Part("constraint", name, how="added" if name in after else "removed")
        elif before[name] != after[name]:
            yield Part("constraint", name)


# what hangs together


def _together(found: list[Part], old: Book, new: Book, flow: str) -> Iterator[list[Part]]:
    nodes = {part.name: part for part in found if part.kind in NODES}
    flows = old.flows[flow], new.flows[flow]
    yield from _around(nodes, found, flows)
    yield from _in_circles(nodes, flows)
    for name, part in nodes.items():
        if part.how == "changed":
            yield from _with_outcomes(part, found, [one.onward[name] for one in flows], old, new)
    yield from _following(found, old, new)
    yield from _typed(found, old, new)
    for part in found:
        if part.kind == "collect":
            counting = (one for one in found if _counts(one, part.name, old, new))
            yield from ([part, one] for one in counting)


def _around(
    nodes: Mapping[str, Part], found: list[Part], flows: tuple[Flow, Flow]
) -> Iterator[list[Part]]:
    """A node that only one flow has, with those that lead to it."""
    whole = {name for name, part in nodes.items() if part.how != "changed"}
    starts = [part for part in found if part.kind == "start"]
    for flow in flows:
        yield from ([nodes[flow.start], *starts] for _ in starts if flow.start in whole)
        for one, ways in flow.onward.items():
            yield from ([nodes[one], nodes[to]] for to in ways.values() if to in whole)


def _in_circles(nodes: Mapping[str, Part], flows: tuple[Flow, Flow]) -> Iterator[list[Part]]:
    """Nodes that could lead to each other, if some led as before and some as now."""
    ways = [(one, to) for flow in flows for one, onward in flow.onward.items()
            for to in onward.values()]  # fmt: skip
    for circle in nx.strongly_connected_components(nx.DiGraph(ways)):
        yield [part for name, part in nodes.items() if name in circle]


def _with_outcomes(
    node: Part, found: list[Part], ways: list[Mapping[str, str]], old: Book, new: Book
) -> Iterator[list[Part]]:
    """A gate with another set of outcomes, and its rules that lead to one of those."""
    common = {OPEN, *(set(ways[0]) & set(ways[1]))}
    for part in found:
        if part.gate == node.name and any(
            rule.then not in common for rule in _versions(part, old, new)
        ):
            yield [node, part]


def _versions(part: Part, old: Book, new: Book) -> Iterator[Rule]:
    """The rule that a part is about, as it was and as it is."""
    if part.kind in ("rule", "place", "otherwise") and part.gate is not None:
        for book in (old, new):
            every = book.gates[part.gate].every_rule
            yield from (rule for rule in every if rule.id == part.name)


def _following(found: list[Part], old: Book, new: Book) -> Iterator[list[Part]]:
    """Derivations that could follow from each other, if some were as before and some as now."""
    about = [part for part in found if part.kind in ("derivation", "silence")]
    graph: nx.DiGraph[str] = nx.DiGraph()
    for book in (old, new):
        for name, fact in book.vocabulary.facts.items():
            sources = facts_in(fact.derive) if fact.derive is not None else ()
            under = (fact.under,) if fact.under is not None and fact.under != name else ()
            graph.add_edges_from((name, source) for source in (*sources, *under))
    for circle in nx.strongly_connected_components(graph):
        if len(circle) > 1:
            yield [part for part in about if part.name in circle]


def _typed(found: list[Part], old: Book, new: Book) -> Iterator[list[Part]]:
    """A fact of another type, and what would not know what to make of it."""
    for part in found:
        if part.kind != "type":
            continue
        yield from ([part, one] for one in found if one == Part("derivation", part.name))
        kinds = {type(book.vocabulary.facts[part.name].type) for book in (old, new)}
        if len(kinds) > 1:
            reading = (one for one in found if part.name in _read(one, old, new))
            yield from ([part, one] for one in reading)


def _read(part: Part, old: Book, new: Book) -> set[str]:
    return {name for tree in _trees(part, old, new) for name in facts_in(tree)}


def _trees(part: Part, old: Book, new: Book) -> Iterator[Expression]:
    """The expressions that a part is about, as they were and as they are."""
    yield from (rule.when for rule in _versions(part, old, new))
    for book in (old, new):
        if part.kind == "collect":
            yield from (item.when for item in book.gates[part.name].collect)
        if part.kind == "constraint":
            every = book.vocabulary.constraints
            yield from (one.never for one in every if one.id == part.name)
        if part.kind == "derivation":
            derive = book.vocabulary.facts[part.name].derive
            yield from [derive] if derive is not None else []


def _counts(part: Part, gate: str, old: Book, new: Book) -> bool:
    """Whether a part is about a rule of the gate that counts what the gate collects."""
    trees = (rule.when for rule in _versions(part, old, new)) if part.gate == gate else ()
    nodes = (node for tree in trees for node in descend(tree))
    return any(isinstance(node, Quantified | NumberOf) and node.named for node in nodes)
