"""What a rulebook is: facts, gates, notes, the board and the flows. All of it immutable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from ..language.types import Records, Type

if TYPE_CHECKING:
    import networkx as nx

    from ..language.tree import Expression

OPEN = "open"
INCOMPLETE = "incomplete"
OTHERWISE = "otherwise"

Kind = Literal["step", "gate", "verdict"]
Weight = Literal["caution", "strength", "ignored"]
Constant = bool | Fraction | str | date | frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was written; lines and columns count from 1."""

    file: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known of a case, and how to ask for it."""

    name: str
    kind: str
    type: Type
    ask: str
    whom: tuple[str, ...] = ()
    source: str = ""
    unit: str | None = None
    derive: Expression | None = None
    assume: Constant | None = None
    weight: int | None = None
    kept: bool = False
    fixed: bool = False
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Constraint:
    """What can never be true; judged record by record where `each` names a list."""

    id: str
    never: Expression
    because: str
    each: str | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every fact of the rulebook in its order, and what cannot be true together."""

    facts: Mapping[str, Fact]
    constraints: tuple[Constraint, ...]
    subject: str | None
    sources: Mapping[str, str]
    informants: Mapping[str, str]
    derived_in_order: tuple[str, ...]

    def key(self, fact: str) -> str | None:
        """The field that orders the records of `fact`."""
        kind = self.facts[fact].type
        return kind.key if isinstance(kind, Records) else None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A named number."""

    name: str
    value: Fraction
    unit: str | None
    source: str
    gate: str
    place: Place = Place()


Text = tuple[str, ...]
"""Words and fact names in turn: even places are words, odd places facts to fill in."""


@dataclass(frozen=True, slots=True)
class Rule:
    """When its condition holds and no rule above it does, the gate has the outcome `then`.

    `leads` is where `then` was written.
    """

    id: str
    when: Expression
    then: str
    because: Text
    source: str = ""
    signals: tuple[str, ...] = ()
    columns: tuple[Expression, ...] = ()
    place: Place = Place()
    leads: Place = Place()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark that decides nothing."""

    id: str
    when: Expression
    weight: Weight
    text: Text
    signal: str
    source: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Gate:
    """A question with rules in order; `otherwise` is the rule when none fires."""

    id: str
    question: str
    rules: tuple[Rule, ...]
    otherwise: Rule
    place: Place = Place()

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules and, last, `otherwise`."""
        return (*self.rules, self.otherwise)


@dataclass(frozen=True, slots=True)
class Board:
    """Signals to colour, and which outcomes colour them good or bad."""

    signals: Mapping[str, str]
    good: frozenset[str]
    bad: frozenset[str]


@dataclass(frozen=True, slots=True)
class Node:
    """A step, a gate or a verdict of a flow; `to` leads on by outcome ("" for a step)."""

    id: str
    kind: Kind
    title: str
    to: Mapping[str, str]
    step: int | None = None
    verdict: str | None = None
    place: Place = Place()


@dataclass(frozen=True)
class Flow:
    """A decision graph. Its nodes are in the order of the file."""

    name: str
    title: str
    start: str
    nodes: Mapping[str, Node]
    labels: tuple[str, ...] = ()
    place: Place = Place()

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The flow as a networkx graph: nodes by id, edges keyed by outcome."""
        from .graph import build

        return build(self)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts, each once, in the order of the nodes."""
        found = (node.verdict for node in self.nodes.values() if node.verdict is not None)
        return tuple(dict.fromkeys(found))

    def outcomes(self, gate: str) -> tuple[str, ...]:
        """The outcomes of a gate in the order of its edges."""
        return tuple(self.nodes[gate].to)

    def gates(self) -> Iterator[str]:
        """The ids of the gates in the order in which a walk can come to them."""
        from .graph import in_order

        return (node for node in in_order(self) if self.nodes[node].kind == "gate")


Direction = Literal["raising", "lowering", "changing"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What the rulebook holds to for every case, by one of its flows.

    Either `always` is a condition over facts and `verdict`, or a change of
    `fact` in a `direction`, all else equal, never turns `before` into `after`.
    """

    id: str
    flow: str
    because: str
    always: Expression | None = None
    direction: Direction | None = None
    fact: str = ""
    before: str = ""
    after: str = ""
    source: str = ""
    place: Place = Place()


@dataclass(frozen=True)
class Book:
    """A whole rulebook, checked: all that is known before any case."""

    vocabulary: Vocabulary
    thresholds: Mapping[str, Threshold]
    gates: Mapping[str, Gate]
    notes: tuple[Note, ...]
    board: Board | None
    flows: Mapping[str, Flow]
    promises: tuple[Promise, ...] = ()
    origin: str = field(default="", compare=False)

    @cached_property
    def fingerprint(self) -> str:
        """`sha256:…` over the canonical printed rulebook, whatever the layout of its files."""
        from .fingerprint import fingerprint

        return fingerprint(self)

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """Threshold values by name."""
        return {name: threshold.value for name, threshold in self.thresholds.items()}
