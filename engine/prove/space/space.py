"""All cases of a rulebook at once: the first two stages of every proof, compile and assume.

A point of the space is a complete case: every fact has a value. Whether a fact is also
*known* matters only where a rulebook asks so (`is known`); there it is a variable of
its own. By monotonicity what holds of complete cases holds of every settled open one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ...case.case import Case
from ...rulebook.graph import in_order
from ...rulebook.model import INCOMPLETE, OPEN, Book, Constraint, Flow, Rule
from ...solve import logic
from ...solve.logic import TRUE, Term, both, either, negation
from ...solve.terms import Condition, NotEncodable, Quantity, Row
from .universal import Everything

VERDICT = "verdict"


class Space:
    """Every case of a book and how a flow goes for it, as terms."""

    def __init__(self, book: Book, flow: Flow, encoder: Everything | None = None) -> None:
        self.book = book
        self.flow = flow
        self.encoder = encoder or Everything(Case(book, {}))
        self.conditions = {gate: self._conditions(gate) for gate in flow.gates()}
        self.above = {gate: self._above(gate) for gate in self.conditions}
        self.decides = {gate: self._chain(gate) for gate in self.conditions}
        self.reached = self._compile()
        self._assume()

    # compile

    def _conditions(self, gate: str) -> tuple[tuple[Rule, Condition], ...]:
        rules = self.book.gates[gate].every_rule
        return tuple((rule, self.encoder.condition(rule.when)) for rule in rules)

    def _above(self, gate: str) -> tuple[Term, ...]:
        """For each rule, when none above it surely fires."""
        found: list[Term] = [TRUE]
        for _, condition in self.conditions[gate][:-1]:
            found.append(both(found[-1], negation(condition.true)))
        return tuple(found)

    def _chain(self, gate: str) -> tuple[Term, ...]:
        """For each rule, when it may decide: it may fire, and none above it surely does."""
        rules = zip(self.above[gate], self.conditions[gate], strict=True)
        return tuple(both(above, negation(condition.false)) for above, (_, condition) in rules)

    def may_lead(self, gate: str, outcome: str) -> Term:
        """When some rule that may decide the gate leads to `outcome`, or leaves it open."""
        rules = zip(self.conditions[gate], self.decides[gate], strict=True)
        return either(*(term for (rule, _), term in rules if rule.then in (outcome, OPEN)))

    def _compile(self) -> Mapping[str, Term]:
        """When a walk may come to each node."""
        ways: dict[str, list[Term]] = {name: [] for name in self.flow.nodes}
        ways[self.flow.start] = [TRUE]
        reached: dict[str, Term] = {}
        for name in in_order(self.flow):
            reached[name] = either(*ways[name])
            node = self.flow.nodes[name]
            for outcome, target in node.to.items():
                taken = self.may_lead(name, outcome) if node.kind == "gate" else TRUE
                ways[target].append(both(reached[name], taken))
        return reached

    @cached_property
    def ends(self) -> Mapping[str, Term]:
        """When a walk may end in each verdict."""
        found: dict[str, list[Term]] = {verdict: [] for verdict in self.flow.verdicts}
        for node in self.flow.nodes.values():
            if node.verdict is not None:
                found[node.verdict].append(self.reached[node.id])
        return {verdict: either(*terms) for verdict, terms in found.items()}

    @cached_property
    def verdicts(self) -> Mapping[str, Term]:
        """When each verdict is settled; last, when none is."""
        settled = {
            verdict: both(end, *(negation(other) for name, other in self.ends.items()
                                 if name != verdict))
            for verdict, end in self.ends.items()
        }  # fmt: skip
        return settled | {INCOMPLETE: negation(either(*settled.values()))}

    def verdict_term(self) -> Quantity:
        """The verdict as a fact that conditions can ask for."""
        code = self.encoder.variables.constant
        term = code(INCOMPLETE)
        for verdict, settled in self.verdicts.items():
            term = logic.choose(settled, code(verdict), term)
        return Quantity(term)

    # assume

    def _assume(self) -> None:
        self.constraints: list[Term] = []
        for constraint in self.book.vocabulary.constraints:
            if constraint.each is None and (kept := self.kept(constraint)) is not None:
                self.constraints.append(kept)
        for row in tuple(self.encoder.rows.values()):
            for constraint in self.book.vocabulary.constraints:
                if constraint.each == row.source:
                    kept = self.kept(constraint, row)
                    self.constraints.append(TRUE if kept is None else kept)

    def kept(self, constraint: Constraint, row: Row | None = None) -> Term | None:
        """When a constraint is not broken; None where that is beyond this reading."""
        try:
            return negation(self.encoder.condition(constraint.never, row).true)
        except NotEncodable:
            return None

    @property
    def assumptions(self) -> Sequence[Term]:
        """What every case keeps to: ranges, derivations, constraints."""
        return [*self.encoder.assumptions, *self.constraints]

    def fired(self, gate: str) -> Iterator[tuple[Rule, Term]]:
        """Each rule of a gate with when it may decide for a case that comes there."""
        for (rule, _), term in zip(self.conditions[gate], self.decides[gate], strict=True):
            yield rule, both(self.reached[gate], term)
