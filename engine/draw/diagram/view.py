"""A flow and, of a decision, what its nodes and edges need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ...decide.decision import Decision, Station
from ...rulebook.model import OPEN, Book, Flow, Gate, Node
from .model import Tone


@dataclass(frozen=True)
class View:
    """What is to be drawn; without a decision, the flow as it stands."""

    flow: Flow
    book: Book
    decision: Decision | None

    @cached_property
    def stations(self) -> dict[str, Station]:
        """The nodes on the path."""
        path = self.decision.path if self.decision is not None else ()
        return {station.node: station for station in path}

    @cached_property
    def _passed(self) -> frozenset[tuple[str, str]]:
        return frozenset(pairwise(self.stations))

    @property
    def settled(self) -> bool:
        """Whether there is a verdict."""
        return self.decision is not None and self.decision.settled

    def gate(self, node: Node) -> Gate | None:
        """The rules of a node; None unless it is a gate."""
        return self.book.gates[node.id] if node.kind == "gate" else None

    def taken(self, node: Node, outcome: str, target: str) -> bool:
        """Whether the path takes an edge; of an open gate, each that leads where it goes on."""
        station = self.stations.get(node.id)
        found = station.outcome if station is not None else None
        return (node.id, target) in self._passed and found in (None, OPEN, outcome)

    def tone(self, outcome: str | None) -> Tone:
        """Good and bad as the board says."""
        board = self.book.board
        if outcome == OPEN:
            return "open"
        if board is None or outcome is None:
            return "plain"
        return "good" if outcome in board.good else "bad" if outcome in board.bad else "plain"

    @property
    def result(self) -> Tone:
        """The tone of what came out: of a verdict, that of the gate that led to it."""
        if self.decision is None or not self.settled:
            return "open" if self.decision is not None else "plain"
        outcomes = [one.outcome for one in self.stations.values() if one.kind == "gate"]
        found = self.tone(outcomes[-1]) if outcomes else "plain"
        return "plain" if found == "open" else found

    def missing(self, station: Station) -> str | None:
        """The first fact to find out at an open gate."""
        return next(self._wanted(station), None)

    def _wanted(self, station: Station) -> Iterator[str]:
        """What the decision lists; where the verdict is settled, what the gate's rules lack."""
        listed = self.decision.missing if self.decision is not None else ()
        yield from (one.fact for one in listed if one.gate == station.node)
        waiting = [rule for rule in station.passed_over if rule.truth is None]
        read = [part for rule in waiting for part in rule.conditions] + list(station.conditions)
        values = [pair for condition in read for pair in condition.values.items()]
        yield from (name for name, value in values if value is None)
