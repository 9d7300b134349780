"""What a rulebook is: facts, gates, notes, the board and the flows. All of it immutable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from ..concurrency import cached_property
from ..diagnostics.place import UNPLACED, Place
from ..language.naming import group_of
from ..language.traverse import sources
from ..language.types import Records, Type
from . import graph as graphs
from .about import Asking, Noun, RestsOn
from .collect import Item
from .fingerprint import fingerprint
from .kinds.spelling import Ways
from .promise import Promise
from .span import Span

if TYPE_CHECKING:
    import networkx as nx

    from ..language.tree import Expression

OPEN = "open"
INCOMPLETE = "incomplete"
OTHERWISE = "otherwise"
NOT_KNOWN = "not_known"

Kind = Literal["step", "gate", "verdict"]
Weight = Literal["caution", "strength", "ignored"]
Constant = bool | Fraction | str | date | frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known of a case, and how to ask for it.

    `assume` is its value while nobody mentions it; with `under`, only once that question has
    a known answer. A value given directly `stands` where its derivation comes to another.
    Records of a `testimony` list may carry what somebody said; `combine` says how voices that
    differ become one value. A value is stale that is older than `fresh_for`, or from before
    `stale_after`. `means` has words for true, or for each value; `fields_mean` has them for fields;
    `headers` is what tables call a column of it. What a rating of some `weight` is about is also
    `shown_by` facts: the more, or true, the better.
    """

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
    shown_by: tuple[str, ...] = ()
    kept: str = ""
    fixed: bool = False
    under: str | None = None
    stands: bool = False
    testimony: bool = False
    combine: Ways = "agree"
    fresh_for: Span | None = None
    stale_after: str | None = None
    means: Mapping[str, str] = field(default_factory=dict)
    fields_mean: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Constraint:
    """What can never be true; judged record by record where `each` names a list."""

    id: str
    never: Expression
    because: str
    each: str | None = None
    place: Place = Place()


@dataclass(frozen=True)
class Vocabulary:
    """Every fact of the rulebook in its order, and what cannot be true together.

    `renamed` says what to write for facts of former rulebooks; `heard_under` lists the
    sightings of each question; `notice` is what every page says at its foot.
    """

    facts: Mapping[str, Fact]
    constraints: tuple[Constraint, ...]
    subject: str | None
    sources: Mapping[str, str]
    informants: Mapping[str, str]
    derived_in_order: tuple[str, ...]
    renamed: Mapping[str, str] = field(default_factory=dict)
    heard_under: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rests_on: RestsOn | None = None
    case: Noun = Noun()
    notice: str = ""
    asking: Asking = Asking()

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The groups of facts, in order."""
        return tuple(dict.fromkeys(map(group_of, self.facts)))

    @cached_property
    def bases(self) -> Mapping[str, tuple[str, ...]]:
        """For each fact, those that it is derived from in the end; itself for a base fact."""
        found: dict[str, tuple[str, ...]]
        found = {name: (name,) for name, fact in self.facts.items() if fact.derive is None}
        for name in self.derived_in_order:
            derive = self.facts[name].derive
            assert derive is not None, name
            behind = (base for source in sources(derive) for base in found[source])
            found[name] = tuple(dict.fromkeys(behind))
        return found

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

    `leads` is where `then` was written. Of the `reasons` the first whose condition holds is
    told in place of `because`. A rule with `columns` is out of question unless its `needs` hold.
    """

    id: str
    when: Expression
    then: str
    because: Text
    source: str = ""
    signals: tuple[str, ...] = ()
    columns: tuple[Expression, ...] = ()
    needs: Expression | None = None
    reasons: tuple[tuple[Expression, Text], ...] = ()
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
    """A question with rules in order; `otherwise` is the rule when none fires.

    What it has to `collect` is counted by its rules.
    """

    id: str
    question: str
    rules: tuple[Rule, ...]
    otherwise: Rule
    place: Place = Place()
    collect: tuple[Item, ...] = ()

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """The rules and, last, `otherwise`."""
        return (*self.rules, self.otherwise)

    @property
    def everything(self) -> tuple[Item | Rule, ...]:
        """What it collects, and then its rules."""
        return (*self.collect, *self.every_rule)


@dataclass(frozen=True, slots=True)
class Board:
    """Signals to colour, and which outcomes colour them good or bad."""

    signals: Mapping[str, str]
    good: frozenset[str]
    bad: frozenset[str]


@dataclass(frozen=True, slots=True)
class Node:
    """A step, a gate or a verdict of a flow; `outcomes` are a gate's, in the order of the file."""

    id: str
    kind: Kind
    title: str
    step: int | None = None
    verdict: str | None = None
    outcomes: tuple[str, ...] = ()
    place: Place = Place()


ATTRIBUTES = tuple(one.name for one in fields(Node) if one.name != "id")


@dataclass(frozen=True, eq=False)
class Flow:
    """A decision graph, walked along the edges of `graph`.

    The nodes of `graph` are in the order of the file and have the attributes of `Node`;
    its edges have the attribute `outcome`, "" after a step. It is frozen: `of` and
    `rerouted` make flows. Cases are ranked by the verdicts as they stand in `best_first`.
    """

    name: str
    title: str
    start: str
    drawn: graphs.Drawn
    labels: tuple[str, ...] = ()
    place: Place = Place()
    best_first: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        start: str,
        nodes: Iterable[tuple[Node, graphs.Ways]],
        labels: tuple[str, ...] = (),
        place: Place = UNPLACED,
        best_first: tuple[str, ...] = (),
    ) -> Flow:
        """A flow of nodes, each with the ways on from it: by outcome, or "" after a step."""
        found = list(nodes)
        about = {node.id: _attributes(node, ways) for node, ways in found}
        edges = graphs.edges({node.id: ways for node, ways in found})
        graph = graphs.build(name, about, edges)
        return cls(name, title, start, graphs.Drawn(graph), labels, place, best_first)

    def rerouted(self, graph: nx.MultiDiGraph[str]) -> Flow:
        """The flow that walks another graph."""
        return replace(self, drawn=graphs.Drawn(graphs.frozen(graph)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Flow) and self._compared == other._compared

    __hash__ = object.__hash__

    @cached_property
    def _compared(self) -> tuple[object, ...]:
        told = self.name, self.title, self.start, self.nodes, self.onward, self.labels
        return *told, self.place, self.best_first

    @property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The graph that is walked, as networkx holds it."""
        return self.drawn.graph

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """The nodes by id, in the order of the file."""
        return {name: _node(name, about) for name, about in self.drawn.nodes.items()}

    @property
    def onward(self) -> Mapping[str, graphs.Ways]:
        """For each node the ways on, by outcome."""
        return self.drawn.onward

    @property
    def in_order(self) -> tuple[str, ...]:
        """The nodes, each after all that lead to it."""
        return self.drawn.in_order

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts, each once, in the order of the nodes."""
        found = (node.verdict for node in self.nodes.values() if node.verdict is not None)
        return tuple(dict.fromkeys(found))

    def outcomes(self, gate: str) -> tuple[str, ...]:
        """The outcomes of a gate in the order of its edges."""
        return tuple(self.onward[gate])

    def gates(self) -> Iterator[str]:
        """The ids of the gates in the order in which a walk can come to them."""
        return (name for name in self.in_order if self.nodes[name].kind == "gate")


def _attributes(node: Node, ways: graphs.Ways) -> dict[str, Any]:
    found = {name: getattr(node, name) for name in ATTRIBUTES}
    return found | {"outcomes": node.outcomes or tuple(ways)}


def _node(name: str, about: Mapping[str, Any]) -> Node:
    """The node that its attributes make; a bare one is a step."""
    known = {key: value for key, value in about.items() if key in ATTRIBUTES}
    return Node(name, **{"kind": "step", "title": name} | known)


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
        return fingerprint(self)

    def with_flow(self, flow: Flow) -> Book:
        """The same rulebook with another flow of that name."""
        return replace(self, flows={**self.flows, flow.name: flow})

    @cached_property
    def numbers(self) -> Mapping[str, Fraction]:
        """Threshold values by name."""
        return {name: threshold.value for name, threshold in self.thresholds.items()}
