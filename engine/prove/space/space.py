"""All cases of a rulebook at once: the first two stages of every proof, compile and assume.

A point of the space is a complete case: every fact has a value. Whether a fact is also
*known* matters only where a rulebook asks so (`is known`); there it is a variable of
its own. By monotonicity what holds of complete cases holds of every settled open one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from ...case.case import Case
from ...rulebook.model import INCOMPLETE, Book, Constraint, Flow, Rule
from ...solve import logic
from ...solve.logic import TRUE, Term, both, either, negation
from ...solve.terms import NotEncodable, Quantity, Row
from ...solve.walks import Walks
from .universal import UniversalEncoder

VERDICT = "verdict"


class Space:
    """Every case of a book and how a flow goes for it, as terms."""

    def __init__(self, book: Book, flow: Flow, encoder: UniversalEncoder | None = None) -> None:
        self.book = book
        self.flow = flow
        self.encoder = encoder or UniversalEncoder(Case(book, {}))
        self.walks = Walks(flow, book.gates, self.encoder.condition, every=True)
        self.conditions = {gate: self.walks.rules(gate) for gate in flow.gates()}
        for chain in (self.walks.above, self.walks.decides):
            for gate in self.conditions:
                chain(gate, 0)
        self.reached = self.walks.reached
        self._assume()

    # compile

    @property
    def ends(self) -> Mapping[str, Term]:
        """When a walk may end in each verdict."""
        return self.walks.ends

    @cached_property
    def verdicts(self) -> Mapping[str, Term]:
        """When each verdict is settled; last, when none is."""
        settled = {
            verdict: both(
                end, *(negation(other) for name, other in self.ends.items() if name != verdict)
            )
            for verdict, end in self.ends.items()
        }
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
        for place, (rule, _) in enumerate(self.conditions[gate]):
            yield rule, both(self.reached[gate], self.walks.decides(gate, place))
