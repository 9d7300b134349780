"""Every way to fill in what is unknown of a case: to which verdicts it leads, by which rules.

Stages: compile (`walks`: the flow as terms), assume (constraints, ranges, derivations),
solve (one question at a time), decode (rule ids, verdicts, facts).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..case.bases import open_bases
from ..case.case import Case
from ..concurrency import cached_property
from ..language.traverse import facts_in, fields_in
from ..language.tree import Expression
from ..rulebook.model import Constraint, Flow, Rule
from . import logic
from .encode import Encoder
from .encoder import CaseEncoder
from .logic import Term, both, either, negation
from .oracle import Oracle
from .terms import NotEncodable, Quantity, Row
from .walks import Walks

MOST_RECORDS = 20
"""So many records with open fields are asked about one by one."""


class Completions:
    """All completions of one case, walked through one flow."""

    def __init__(self, case: Case, flow: Flow, encoder: CaseEncoder | None = None) -> None:
        self.case = case
        self.flow = flow
        self._encoder = encoder or Encoder(case)
        self.walks = Walks(flow, case.book.gates, self._encoder.condition)
        self._reached = self.walks.reached
        self._assume()
        self._assumptions = both(*self._encoder.assumptions)
        self._solver = Oracle([self._assumptions])

    # assume

    def _assume(self) -> None:
        for constraint in self.case.book.vocabulary.constraints:
            if constraint.each is None:
                self._assume_never(constraint, None)
        self._assume_stated()
        for constraint in self.case.book.vocabulary.constraints:
            for row in self._bound_rows(constraint):
                self._assume_never(constraint, row)

    def _bound_rows(self, constraint: Constraint) -> list[Row]:
        """The records on which a constraint on each can still bind something open."""
        source = constraint.each
        found = self.case.value(source) if source is not None else None
        if source is None or not isinstance(found, tuple):
            return []
        if facts_in(constraint.never):
            return [Row(source, place, record) for place, record in enumerate(found)]
        return [row for row in self._encoder.rows.values() if row.source == source]

    def _assume_never(self, constraint: Constraint, row: Row | None) -> None:
        try:
            broken = self._encoder.condition(constraint.never, row)
        except NotEncodable:
            return
        self._encoder.assume(negation(broken.true))

    def _assume_stated(self) -> None:
        """A derived fact given directly agrees with its derivation, once that is known."""
        for name, (given, decimals) in self.case.stated.items():
            fact = self.case.book.vocabulary.facts[name]
            derive = fact.derive
            assert derive is not None, name
            if not fact.stands and self._encoder.known(derive, None) is None:
                self._encoder.agrees(derive, given, decimals)

    # solve and decode

    def consistent(self) -> bool:
        """Whether there is any completion: if not, the known facts contradict each other."""
        return self._solver.possible()

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that some completion comes to, in the order of the flow."""
        ends = self.walks.ends.items()
        return tuple(verdict for verdict, end in ends if self._solver.possible(end))

    def verdicts_where(self, *given: Term) -> tuple[str, ...]:
        """The verdicts that completions come to of which `given` holds."""
        ends = self.walks.ends.items()
        return tuple(verdict for verdict, end in ends if self._solver.possible(*given, end))

    def verdicts_with(self, thresholds: Mapping[str, Fraction]) -> tuple[str, ...]:
        """The verdicts that some completion comes to with these numbers for loose thresholds."""
        found = self._encoder.thresholds.items()
        pairs = [(term, logic.constant(thresholds[name])) for name, term in found]
        pins = [logic.same(term, number) for term, number in pairs]
        return tuple(
            verdict for verdict, end in self.walks.ends.items() if self._comes_to(end, pins, pairs)
        )

    def _comes_to(
        self, end: Term, pins: Sequence[Term], pairs: Sequence[tuple[Term, Term]]
    ) -> bool:
        """Products with a threshold are harder to decide than with the number in its place."""
        answer = self._solver.ask(*pins, end)
        if answer is None:
            assumed = logic.replaced(self._assumptions, pairs)
            answer = Oracle([assumed]).ask(logic.replaced(end, pairs))
        return answer is not False

    def reaches(self, node: str) -> bool:
        """Whether some completion's walk comes to `node`."""
        return self._solver.possible(self._reached[node])

    def deciding(self, gate: str) -> tuple[Rule, ...]:
        """The rules of a gate that decide it in some completion that comes there."""
        arrived = self._reached[gate]
        return tuple(
            rule
            for place, (rule, _) in enumerate(self.walks.rules(gate))
            if self._solver.possible(arrived, self.walks.decides(gate, place))
        )

    def first_certain(self, gate: str) -> Rule | None:
        """The first rule that holds in every completion that comes to the gate."""
        arrived = self._reached[gate]
        for rule, condition in self.walks.rules(gate):
            if not self._solver.possible(arrived, negation(condition.true)):
                return rule
        return None

    def certain(self, condition: Expression) -> bool:
        """Whether a condition holds in every completion."""
        holds = self._encoder.condition(condition).true
        return not self._solver.possible(*self._encoder.assumptions, negation(holds))

    def matters(self, base: str) -> bool:
        """Whether two completions that differ only in `base`, and what follows from it,
        come to different verdicts."""
        names = self._encoder.variables.by_name
        return self._differs(*(name for name in names if base in self._bases(name)))

    def _differs(self, *names: str) -> bool:
        """Whether completions that differ only in these variables come to different verdicts."""
        terms = [term for name in names for term in self._encoder.variables.by_name[name]]
        pairs = logic.fresh(terms)
        if not pairs:
            return False
        ends = self.walks.ends.values()
        moved = either(*(logic.differ(end, logic.replaced(end, pairs)) for end in ends))
        return self._solver.possible(logic.replaced(self._assumptions, pairs), moved)

    def open_fields(self, source: str) -> tuple[tuple[int, str], ...]:
        """Of a list of records, by place and field, what is open and can change the verdict.

        Records count that matter while others stay as they are; where none does so by itself,
        or there are many, all of them. Fields count that a derivation reads.
        """
        belonging = [
            name for name in self._encoder.variables.by_name if source in self._bases(name)
        ]
        named = [name for name in belonging if name.startswith(f"{source}[")]
        following = [name for name in belonging if name not in named]
        derived = (self.case.book.vocabulary.facts.get(name) for name in following)
        read = {
            field
            for fact in derived
            if fact is not None and fact.derive is not None
            for field in fields_in(fact.derive)
        }
        records: dict[str, list[str]] = {}
        for name in named:
            records.setdefault(name.partition("]")[0], []).append(name)
        asked = records if len(records) <= MOST_RECORDS else {}
        alone = [name for one in asked.values() if self._differs(*one, *following) for name in one]
        places = (name.removeprefix(f"{source}[").split("].") for name in alone or named)
        return tuple(sorted((int(place), field) for place, field in places if field in read))

    def bounds(self, fact: str) -> tuple[Fraction, Fraction] | None:
        """The lowest and the highest that an open number can be; None where that is not proved."""
        if fact not in self._encoder.variables.by_name:
            return None
        found = self._encoder.fact(fact)
        if not isinstance(found, Quantity):
            return None
        low, high = (self._solver.extreme(found.term, lowest) for lowest in (True, False))
        return (low, high) if low is not None and high is not None else None

    def _bases(self, variable: str) -> tuple[str, ...]:
        """The facts to ask for that settle a variable: `list[3].field` belongs to `list`."""
        fact = variable.partition("[")[0]
        return open_bases(self.case, fact) or (fact,)
