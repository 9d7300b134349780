"""The parts of a rulebook that coverage counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..diagnostics.place import Place
from ..language.show import show
from ..language.traverse import atoms, facts_in
from ..language.tree import Expression
from ..rulebook.model import Book


@dataclass(frozen=True, slots=True)
class RuleOf:
    """A rule of a gate, `otherwise` included."""

    gate: str
    rule: str
    place: Place

    @property
    def key(self) -> tuple[str, str]:
        return self.gate, self.rule


@dataclass(frozen=True, slots=True)
class Edge:
    """A way on from a node of a flow; a step has the outcome ""."""

    flow: str
    node: str
    outcome: str
    to: str
    place: Place

    @property
    def key(self) -> tuple[str, str, str]:
        return self.flow, self.node, self.outcome


@dataclass(frozen=True, slots=True)
class Atom:
    """A smallest condition where it stands: in a rule of a gate, or in a note (no gate)."""

    gate: str | None
    rule: str
    node: Expression
    place: Place

    @property
    def text(self) -> str:
        return show(self.node)

    @property
    def owner(self) -> str:
        name = self.rule if self.gate is None else f"{self.gate}/{self.rule}"
        return f"{'note' if self.gate is None else 'rule'} `{name}`"


def gates_of(book: Book) -> tuple[str, ...]:
    """The gates that flows come to, each once."""
    return tuple(dict.fromkeys(gate for flow in book.flows.values() for gate in flow.gates()))


def rules_of(book: Book) -> tuple[RuleOf, ...]:
    """Every rule that may decide a gate."""
    return tuple(
        RuleOf(gate, rule.id, rule.place if rule.place.line else rule.leads)
        for gate in gates_of(book)
        for rule in book.gates[gate].every_rule
    )


def edges_of(book: Book) -> tuple[Edge, ...]:
    """Every edge of every flow."""
    return tuple(
        Edge(flow.name, node.id, outcome, to, node.place)
        for flow in book.flows.values()
        for node in flow.nodes.values()
        for outcome, to in flow.onward[node.id].items()
    )


def verdicts_of(book: Book) -> dict[tuple[str, str], Place]:
    """The verdicts of each flow, with the place of the first node that has them."""
    found: dict[tuple[str, str], Place] = {}
    for flow in book.flows.values():
        for node in flow.nodes.values():
            if node.verdict is not None:
                found.setdefault((flow.name, node.verdict), node.place)
    return found


def atoms_of(book: Book) -> tuple[Atom, ...]:
    """Every atomic condition of rules and notes; those of columns where a rule has columns."""
    return (*_of_rules(book), *_of_notes(book))


def _of_rules(book: Book) -> Iterator[Atom]:
    for gate in gates_of(book):
        for rule in book.gates[gate].rules:
            for node in smallest(rule.columns or (rule.when,)):
                yield Atom(gate, rule.id, node, rule.place)


def _of_notes(book: Book) -> Iterator[Atom]:
    for note in book.notes:
        for node in smallest((note.when,)):
            yield Atom(None, note.id, node, note.place)


def smallest(conditions: Iterable[Expression]) -> tuple[Expression, ...]:
    """The atoms of some conditions, each once; constants are none."""
    found = (atom for condition in conditions for atom in atoms(condition))
    return tuple(atom for atom in dict.fromkeys(found) if facts_in(atom))
