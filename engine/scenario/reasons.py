"""Why something was not covered: it cannot be, or no test comes to it."""

from __future__ import annotations

from ..case.case import Case
from ..language.interpret import truth
from ..present import phrases_work as work
from ..rulebook.model import Book
from .every_case import EveryCase
from .observed import Seen
from .parts import Atom, Edge, RuleOf


class Reasons:
    """Asks z3 about what was not seen, and about nothing else."""

    def __init__(self, book: Book, seen: Seen) -> None:
        self.book = book
        self.seen = seen
        self._spaces: dict[str, EveryCase] = {}

    def rule(self, rule: RuleOf) -> str:
        if not any(one.can_decide(rule.gate, rule.rule) for one in self._flows_with(rule.gate)):
            return work.CANNOT_DECIDE
        if rule.gate not in self.seen.gates:
            return work.no_test_comes(rule.gate)
        if (rule.gate, rule.rule) in self.seen.read:
            return work.DOES_NOT_HOLD
        return work.OTHERS_DECIDE

    def edge(self, edge: Edge) -> str:
        if (edge.flow, edge.node) in self.seen.passed_open:
            return work.LOOKED_AHEAD
        return work.NO_TEST_WALKS

    def condition(self, atom: Atom, wanted: bool | None) -> tuple[bool, str]:
        """Whether the condition can come out so where it stands, and why it was not seen."""
        if not self._possible(atom, wanted):
            return False, _cannot(atom, wanted)
        if atom.gate is not None and (atom.gate, atom.rule) not in self.seen.read:
            return True, work.NO_TEST_READS
        return True, work.NO_TEST_HAS

    def _possible(self, atom: Atom, wanted: bool | None) -> bool:
        if wanted is None:
            return truth(atom.node, Case(self.book, {})) is None
        return any(
            one.can_be(atom.node, wanted, atom.gate, atom.rule)
            for one in self._flows_with(atom.gate)
        )

    def _flows_with(self, gate: str | None) -> list[EveryCase]:
        """The flows that come to a gate; for a note any flow will do."""
        flows = self.book.flows.values()
        names = [flow.name for flow in flows if gate is None or gate in flow.nodes]
        return [self._every_case(name) for name in (names if gate is not None else names[:1])]

    def _every_case(self, flow: str) -> EveryCase:
        if flow not in self._spaces:
            self._spaces[flow] = EveryCase(self.book, self.book.flows[flow])
        return self._spaces[flow]


def _cannot(atom: Atom, wanted: bool | None) -> str:
    if wanted is None:
        return work.NEVER_UNKNOWN
    return work.IN_NO_CASE if atom.gate is None else work.IN_NO_CASE_HERE
