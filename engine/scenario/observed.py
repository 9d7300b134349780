"""What the traces of the tests show: rules that decided, edges walked, truths of conditions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..decide.decision import Decision, Station
from ..language.interpret import Kleene, truth
from ..language.show import show
from ..rulebook.model import OPEN, Book
from .model import Result
from .parts import Atom, smallest

Owner = tuple[str | None, str]


@dataclass
class Seen:
    """Everything seen, by key."""

    rules: set[tuple[str, str]] = field(default_factory=set)
    read: set[Owner] = field(default_factory=set)
    gates: set[str] = field(default_factory=set)
    edges: set[tuple[str, str, str]] = field(default_factory=set)
    passed_open: set[tuple[str, str]] = field(default_factory=set)
    verdicts: set[tuple[str, str]] = field(default_factory=set)
    truths: dict[tuple[Owner, str], set[Kleene]] = field(default_factory=dict)

    def truths_of(self, atom: Atom) -> set[Kleene]:
        return self.truths.get(((atom.gate, atom.rule), atom.text), set())

    def add(self, owner: Owner, text: str, found: Kleene) -> None:
        self.truths.setdefault((owner, text), set()).add(found)


def seen_in(book: Book, results: Iterable[Result]) -> Seen:
    """What all results together show."""
    seen = Seen()
    for result in results:
        decision = result.decision
        if decision.settled:
            seen.verdicts.add((decision.flow, decision.verdict))
        _edges(seen, decision)
        for station in decision.path:
            if station.kind == "gate":
                _gate(seen, station)
        for note in book.notes:
            for atom in smallest((note.when,)):
                seen.add((None, note.id), show(atom), truth(atom, result.case))
    return seen


def _edges(seen: Seen, decision: Decision) -> None:
    """An edge counts when its outcome is certain; one passed by looking ahead does not."""
    for station in decision.path[:-1]:
        if station.outcome == OPEN:
            seen.passed_open.add((decision.flow, station.node))
        else:
            seen.edges.add((decision.flow, station.node, station.outcome or ""))


def _gate(seen: Seen, station: Station) -> None:
    """The rules read at a gate: down to the one that decided, or all."""
    gate = station.node
    seen.gates.add(gate)
    read = [(one.rule, one.conditions) for one in station.passed_over]
    if station.rule is not None:
        seen.rules.add((gate, station.rule))
        read.append((station.rule, station.conditions))
    for rule, conditions in read:
        seen.read.add((gate, rule))
        for condition in conditions:
            seen.add((gate, rule), condition.text, condition.truth)
