"""From a flow to its diagram: terms of `solve.walks`, parts first, each as a diagram."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from ..case.case import Case
from ..language.traverse import asked_in
from ..rulebook.model import Book, Flow
from ..solve.linear import Sum
from ..solve.logic import COMPARISONS, Form, Kind, Term
from ..solve.nodes import through
from ..solve.walks import Walks
from .atoms import Atoms, Key, Leaves, NotCompiled, OpenEncoder, bounded, condition
from .cells import Variable
from .diagram import BOTTOM, Diagrams, Node, TooLarge
from .order import ordered

MOST_NODES = 100_000
"""So many nodes a flow may have; beyond, the finite core answers the same questions."""
DEEPEST = 600
"""So many variables: a diagram is gone through as deep as it has levels."""


@dataclass(frozen=True)
class Compiled:
    """A flow as a diagram: each terminal is the set of verdicts that a walk may end in.

    With every cell known there is one verdict, unless a rule leaves its gate open or arithmetic
    is undefined. `gates` have the rules that may decide as terminals; `conditions` are, for each
    of them in order, when it is true and when it is false.
    """

    book: Book
    flow: Flow
    variables: Sequence[Variable]
    leaves: Leaves
    diagrams: Diagrams
    root: Node
    gates: Mapping[str, Node]
    conditions: Mapping[str, Sequence[tuple[Node, Node]]]

    def size(self, *roots: Node) -> int:
        """How many nodes there are from some roots on, terminals not counted."""
        found = {node for root in roots for node in self.diagrams.below(root)}
        return sum(self.diagrams.levels[node] < BOTTOM for node in found)


def compiled(book: Book, flow: Flow, most: int = MOST_NODES) -> Compiled | None:
    """The diagram of a flow; None where it grows too large or something in it has no cells."""
    if any(asked_in(rule.when) for gate in flow.gates() for rule in book.gates[gate].rules):
        return None  # what is known changes as answers come in
    try:
        return _compiled(book, flow, most)
    except (NotCompiled, TooLarge):
        return None


def _compiled(book: Book, flow: Flow, most: int) -> Compiled:
    encoder = OpenEncoder(Case(book, {}))
    walks = Walks(flow, book.gates, encoder.condition)
    rules = {gate: _deciding(walks, gate) for gate in flow.gates()}
    conditions, ends = [*_by_gate(walks, flow)], walks.ends
    atoms = Atoms(Leaves(encoder))
    atoms.meet(conditions)
    atoms.meet([*ends.values(), *(one for found in rules.values() for one in found.values())])
    found = ordered(book, atoms.variables())
    if len(found) > DEEPEST:
        raise TooLarge
    builder = _Builder(atoms, found, most)
    root = builder.told(ends)
    gates = {gate: builder.told(told) for gate, told in rules.items()}
    held = {gate: builder.held(walks, gate) for gate in flow.gates()}
    variables = [variable for _, variable in found]
    return Compiled(book, flow, variables, atoms.leaves, builder.diagrams, root, gates, held)


def _deciding(walks: Walks, gate: str) -> Mapping[str, Term]:
    rules = enumerate(walks.rules(gate))
    return {rule.id: walks.decides(gate, place) for place, (rule, _) in rules}


def _by_gate(walks: Walks, flow: Flow) -> Iterable[Term]:
    """The conditions of rules in the order in which a walk comes to them."""
    for gate in flow.gates():
        for _, told in walks.rules(gate):
            yield told.true


class _Builder:
    """Makes diagrams of terms, each once."""

    def __init__(self, atoms: Atoms, variables: Sequence[tuple[Key, Variable]], most: int) -> None:
        self._atoms = atoms
        self._variables = [variable for _, variable in variables]
        self._levels = {key: level for level, (key, _) in enumerate(variables)}
        sizes = [len(variable.cells) for variable in self._variables]
        self.diagrams = Diagrams(sizes, most)
        self._known: dict[Term, Node] = {}

    def told(self, terms: Mapping[str, Term]) -> Node:
        """The diagram whose terminals are the names of the terms that hold."""
        found = self.diagrams.terminal(frozenset[str]())
        for name, term in terms.items():
            found = self.diagrams.combined(_Adding(name), found, self.of(term))
        return found

    def held(self, walks: Walks, gate: str) -> Sequence[tuple[Node, Node]]:
        """When each rule of a gate is true, and when it is false."""
        return [(self.of(one.true), self.of(one.false)) for _, one in walks.rules(gate)]

    def of(self, term: Term) -> Node:
        for node in through(term, self._known):
            conditional = node.kind is Kind.CONDITION
            self._known[node] = self._made(node) if conditional else self.diagrams.no
        return self._known[term]

    def _made(self, node: Term) -> Node:
        found = self.diagrams
        parts = [self._known[part] for part in node.parts]
        match node.form:
            case Form.CONSTANT:
                return found.yes if node.constant else found.no
            case Form.VARIABLE:
                return found.where(self._levels[condition(node)], bool)
            case Form.AND:
                return reduce(found.both, parts)
            case Form.NOT:
                return found.negation(*parts)
            case Form.ALIKE:
                return found.alike(*parts)
            case Form.AT_MOST:
                weights = [(Fraction(1), part) for part in parts]
                return self._weighed(weights, -Fraction(node.limit), lambda n: n <= 0)
            case Form.SAME | Form.BELOW | Form.UP_TO:
                return self._compared(node)
            case _:
                raise NotCompiled

    def _compared(self, node: Term) -> Node:
        assert node.form in COMPARISONS
        found = self._atoms.sums.difference(*node.parts)
        weights = [(weight, self._known[term]) for weight, term in found.weighed]
        if found.leaves:
            return self._weighed(weights, found.fixed, lambda n: self._atom(node.form, found, n))
        holds = _HOLDS[node.form]
        return self._weighed(weights, found.fixed, holds)

    def _atom(self, form: Form, found: Sum, fixed: Fraction) -> Node:
        key, bounds = bounded(form, found, fixed)
        level = self._levels[key]
        cells = self._variables[level].cells
        return self.diagrams.where(level, lambda cell: bounds.holds(cells[cell].sample))

    def _weighed(
        self,
        weights: Sequence[tuple[Fraction, Node]],
        fixed: Fraction,
        end: Callable[[Fraction], bool | Node],
    ) -> Node:
        """A choice by each condition that counts, down to what the sum comes to."""
        sums = [{fixed}]
        for weight, _ in weights:
            sums.append({one + more for one in sums[-1] for more in (Fraction(0), weight)})
        found = {one: self._ended(end(one)) for one in sums[-1]}
        for place in reversed(range(len(weights))):
            weight, condition = weights[place]
            choice = self.diagrams.choice
            below = found
            found = {n: choice(condition, below[n + weight], below[n]) for n in sums[place]}
        return found[fixed]

    def _ended(self, told: bool | Node) -> Node:
        if isinstance(told, bool):
            return self.diagrams.yes if told else self.diagrams.no
        return told


_HOLDS: Mapping[Form, Callable[[Fraction], bool]] = {
    Form.SAME: lambda n: n == 0,
    Form.BELOW: lambda n: n < 0,
    Form.UP_TO: lambda n: n <= 0,
}


@dataclass(frozen=True, slots=True)
class _Adding:
    """Adds a name to a set where a condition holds."""

    name: str

    def __call__(self, names: Hashable, holds: Hashable) -> Hashable:
        assert isinstance(names, frozenset)
        return names | {self.name} if holds else names
