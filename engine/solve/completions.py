"""Every way to fill in what is unknown of a case: to which verdicts it leads, by which rules.

Stages: compile (`walks`: the flow as terms), assume (constraints, ranges, derivations),
solve (one question at a time), decode (rule ids, verdicts, facts).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from ..case.bases import open_bases
from ..case.case import Case
from ..concurrency import cached_property
from ..language.traverse import fields_in, sources
from ..language.tree import Expression
from ..language.values import Value
from ..rulebook.model import Flow, Rule
from . import logic
from .assume import assume
from .encode import Encoder
from .encoder import CaseEncoder
from .logic import Term, both, constant, either, negation
from .nodes import multiplies, nodes_of, replaced, replaced_all
from .oracle import Oracle
from .terms import Quantity
from .variables import equals
from .walks import Walks

MOST_RECORDS = 20
"""So many records with open fields are asked about one by one."""


MOST_TRIED = 16
"""So many rules that read a fact are tried before it is asked whether it matters at all."""


class _Compiled(NamedTuple):
    """A case and the flow as terms."""

    encoder: CaseEncoder
    walks: Walks
    reached: Mapping[str, Term]
    assumptions: Term


def _compile(case: Case, flow: Flow, encoder: CaseEncoder) -> _Compiled:
    walks = Walks(flow, case.book.gates, encoder.condition)
    reached = walks.reached  # first: something is assumed of what was met
    assume(encoder)
    return _Compiled(encoder, walks, reached, both(*encoder.assumptions))


class Completions:
    """All completions of one case, walked through one flow."""

    def __init__(self, case: Case, flow: Flow, encoder: CaseEncoder | None = None) -> None:
        self.case = case
        self.flow = flow
        self._mattering: dict[str, bool] = {}
        # whoever brings an encoder looks into it afterwards
        self._made = _compile(case, flow, encoder) if encoder is not None else None

    @property
    def _compiled(self) -> _Compiled:
        """Made for the first question that needs it: what is alike needs none."""
        if self._made is None:
            self._made = _compile(self.case, self.flow, Encoder(self.case))
        return self._made

    @property
    def _encoder(self) -> CaseEncoder:
        return self._compiled.encoder

    @property
    def walks(self) -> Walks:
        """The walks through the flow, as terms."""
        return self._compiled.walks

    @property
    def _reached(self) -> Mapping[str, Term]:
        return self._compiled.reached

    @property
    def _assumptions(self) -> Term:
        return self._compiled.assumptions

    @cached_property
    def _solver(self) -> Oracle:
        counted = bool(self._encoder.rows) and not multiplies([self._assumptions])
        return Oracle([self._assumptions], lists=counted)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Everything that answers are made of: what is assumed, and when each rule holds."""
        rules = (one for gate in self.flow.gates() for _, one in self.walks.rules(gate))
        return (self._assumptions, *(term for one in rules for term in (one.true, one.false)))

    @property
    def variables(self) -> Iterable[str]:
        """The names of all that is open, as far as it was met."""
        return self._encoder.variables.by_name

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
            assumed = replaced(self._assumptions, pairs)
            answer = Oracle([assumed]).ask(replaced(end, pairs))
        return answer is not False

    def somewhere(
        self,
        verdicts: Iterable[str],
        thresholds: Mapping[str, Fraction],
        name: str,
        within: tuple[Fraction, Fraction],
    ) -> bool:
        """Whether some completion may come to one of these verdicts with a loose threshold
        somewhere in a range, and these numbers for the others."""
        if name not in self._encoder.thresholds:
            return False  # nothing reads it
        term = self._encoder.thresholds[name]
        low, high = map(logic.constant, within)
        ends = either(*(self.walks.ends[verdict] for verdict in verdicts))
        others = self._pins({one: of for one, of in thresholds.items() if one != name})
        return self._solver.possible(*others, term >= low, term <= high, ends)

    def unmoved(
        self,
        compared: Iterable[tuple[str, Expression]],
        thresholds: Mapping[str, Fraction],
        ends: tuple[Fraction, Fraction],
    ) -> int:
        """How many verdicts completions surely come to, with these numbers, in which what is
        `compared` with a threshold, by an operator, comes out alike at both of its ends."""
        given = [*self._pins(thresholds), *(self._alike(*one, ends) for one in compared)]
        return sum(self._solver.ask(*given, end) is True for end in self.walks.ends.values())

    def _alike(self, operator: str, side: Expression, ends: tuple[Fraction, Fraction]) -> Term:
        found = self._encoder.quantity(side)
        at = [logic.compared(operator, found.term, constant(end)) for end in ends]
        return either(negation(found.defined), logic.alike(*at))

    def _pins(self, thresholds: Mapping[str, Fraction]) -> list[Term]:
        found = self._encoder.thresholds.items()
        return [
            logic.same(term, logic.constant(thresholds[name]))
            for name, term in found
            if name in thresholds
        ]

    def has(self, fact: str, value: Value) -> Term:
        """When an open fact has a value; a list, one of those it is contested between."""
        met = len(self._encoder.assumptions)
        if isinstance(value, tuple):
            told = [one.value for one in self.case.choices[fact].choices]
            found = self._encoder.chosen(fact, told.index(value))
        else:
            found = equals(self._encoder.fact(fact), value, self._encoder.variables)
        self._solver.add(*self._encoder.assumptions[met:])
        return found

    def reaches(self, node: str) -> bool:
        """Whether some completion's walk comes to `node`."""
        return self._solver.possible(self._reached[node])

    def thens(self, gate: str) -> frozenset[str]:
        """Where the rules lead that decide a gate in some completion that comes there."""
        ways: dict[str, list[Term]] = {}
        for place, (rule, _) in enumerate(self.walks.rules(gate)):
            ways.setdefault(rule.then, []).append(self.walks.decides(gate, place))
        arrived = self._reached[gate]
        return frozenset(
            then for then, terms in ways.items() if self._solver.possible(arrived, either(*terms))
        )

    def first_certain(self, gate: str) -> Rule | None:
        """The first rule that holds in every completion that comes to the gate."""
        rules, refuted = self.walks.rules(gate), set[str]()
        for rule, condition in rules:
            if rule.id in refuted:
                continue
            answer = self._solver.ask(self._reached[gate], negation(condition.true))
            if answer is False:
                return rule
            if answer is True:  # nor do the others surely hold that do not hold here
                refuted |= {one.id for one, told in rules if not self._solver.value(told.true)}
        return None

    def may_decide(self, gate: str, rule: Rule) -> bool:
        """Whether a rule decides its gate in some completion that comes there."""
        return self._solver.possible(self._reached[gate], self._decides(gate, rule))

    def decides_alone(self, gate: str, rule: Rule) -> bool:
        """Whether a rule decides its gate in every completion that comes there, and no rule above
        it may hold in any: one that asks for what is in no completion known may, for ever."""
        above = (self.walks.decides(gate, one) for one in range(self._rank(gate, rule)))
        other = either(negation(self._decides(gate, rule)), *above)
        return not self._solver.possible(self._reached[gate], other)

    def _decides(self, gate: str, rule: Rule) -> Term:
        return self.walks.decides(gate, self._rank(gate, rule))

    def _rank(self, gate: str, rule: Rule) -> int:
        return [one.id for one, _ in self.walks.rules(gate)].index(rule.id)

    def certain(self, condition: Expression) -> bool:
        """Whether a condition holds in every completion."""
        return not self._solver.possible(*self._about(condition))

    def _about(self, condition: Expression) -> tuple[Term, ...]:
        """What some completion keeps to if the condition does not hold in all of them."""
        holds = self._encoder.condition(condition).true
        return (*self._encoder.assumptions, negation(holds))

    def matters(self, base: str) -> bool:
        """Whether two completions that differ only in `base`, and what follows from it,
        come to different verdicts."""
        if base not in self._mattering:
            names = self.variables_of(base)
            self._mattering[base] = self._turns(base, names) or self._differs(*names)
        return self._mattering[base]

    def variables_of(self, base: str) -> tuple[str, ...]:
        """The names of the variables that a base fact settles, with those that follow from it."""
        return self._by_base.get(base, ())

    @cached_property
    def _by_base(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name in self._encoder.variables.by_name:
            for base in self._bases(name):
                found.setdefault(base, []).append(name)
        return {base: tuple(names) for base, names in found.items()}

    @cached_property
    def _readers(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """By variable, the gates and places of rules that read it."""
        found: dict[str, list[tuple[str, int]]] = {}
        for gate in self.flow.gates():
            for place, (rule, _) in enumerate(self.walks.rules(gate)):
                for name in sources(rule.when):
                    found.setdefault(name, []).append((gate, place))
        return {name: tuple(places) for name, places in found.items()}

    def _turns(self, base: str, names: Sequence[str]) -> bool:
        """Whether `_differs` is shown by a case that some rule decides which reads these."""
        terms = [term for name in names for term in self._encoder.variables.by_name[name]]
        readers = dict.fromkeys(
            one for name in (base, *names) for one in self._readers.get(name, ())
        )
        ask, ends = self._solver.ask, self.walks.ends.values()
        for gate, place in [*readers][:MOST_TRIED]:
            if ask(self._reached[gate], self.walks.decides(gate, place)) is True:
                held = [(end, self._solver.value(end)) for end in ends]
                moved = either(*(negation(end) if held else end for end, held in held))
                if self._solver.beside([*terms, *self._encoder.calendar.helpers], moved):
                    return True
        return False

    def _differs(self, *names: str) -> bool:
        """Whether completions that differ only in these variables come to different verdicts."""
        terms = [term for name in names for term in self._encoder.variables.by_name[name]]
        if not terms:
            return False
        twins = logic.twins([*terms, *self._encoder.calendar.helpers])
        whole, nodes = self._whole
        assumed, *others = replaced_all(whole, twins, nodes)
        pairs = zip(self.walks.ends.values(), others, strict=True)
        return self._solver.possible(assumed, either(*(logic.differ(*pair) for pair in pairs)))

    @cached_property
    def _whole(self) -> tuple[Sequence[Term], Sequence[Term]]:
        """What is assumed and where a case may end, and everything in these terms."""
        whole = (self._assumptions, *self.walks.ends.values())
        return whole, nodes_of(whole)

    def open_fields(self, source: str) -> tuple[tuple[int, str], ...]:
        """Of a list of records, by place and field, what is open and can change the verdict.

        Records count that matter while others stay as they are; where none does so by itself,
        or there are many, all of them. Fields count that a derivation reads.
        """
        belonging = self.variables_of(source)
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
