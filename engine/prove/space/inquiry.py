"""One case and what may be changed in it, as terms: the base of flips and of reasons.

For each fact that may change there is a switch: on, its value is free; off, it is
what the case says, or open. Facts that follow from others have no switch.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...case.case import Case
from ...language.traverse import asked_in, facts_in, lists_in, sources
from ...language.types import Records
from ...language.values import Value, as_written
from ...rulebook.following import behind
from ...rulebook.model import Book, Flow
from ...solve import logic
from ...solve.budget import ABOUT_A_CASE, Budget
from ...solve.encoder import rounding
from ...solve.logic import Term, both, either
from ...solve.oracle import Oracle
from ...solve.terms import Encoded
from ...solve.variables import equals
from .cells import Marks, marks
from .replay import Replay
from .restated import UNKNOWN, restated
from .space import Space
from .universal import UniversalEncoder


@dataclass(frozen=True)
class Inquiry:
    """A case, the space around it, and the switches of the facts that may be changed.

    The `budget` is for all questions together.
    """

    case: Case
    space: Space
    replay: Replay
    verdict: str
    reversible: Mapping[str, Term]
    learnable: Mapping[str, Term]
    budget: Budget

    @property
    def book(self) -> Book:
        return self.space.book

    @cached_property
    def switches(self) -> dict[str, Term]:
        return {**self.reversible, **self.learnable}

    @cached_property
    def unswitched(self) -> Mapping[str, Term]:
        """For each switch, that it is off."""
        return {name: logic.negation(switch) for name, switch in self.switches.items()}

    @cached_property
    def final(self) -> bool:
        """Whether learning can never turn a settled verdict: nothing asks what is known."""
        facts, encoder = self.book.vocabulary.facts, self.space.encoder
        rules = (rule for found in self.space.conditions.values() for rule, _ in found)
        read = [rule.when for rule in rules]
        read += [
            fact.derive
            for name, fact in facts.items()
            if fact.derive is not None and encoder.term(name) is not None
        ]
        return not any(map(asked_in, read))

    @cached_property
    def fixed_lists(self) -> tuple[str, ...]:
        """Lists that stay as they are in all questions, since rules read them themselves."""
        return tuple(self.space.encoder.case.values)

    @cached_property
    def has_lists(self) -> bool:
        """Whether what follows from records is known, which the terms cannot work out."""
        return any(isinstance(value, tuple) for value in self.case.values.values())

    @cached_property
    def marks(self) -> Marks:
        return marks([self.book])

    def encoded(self, fact: str) -> Encoded:
        found = self.space.encoder.term(fact)
        assert found is not None, fact
        return found

    def equal(self, fact: str, value: Value) -> Term:
        return equals(self.encoded(fact), value, self.space.encoder.variables)

    @cached_property
    def held(self) -> Mapping[str, Term]:
        """For each fact of the case, or list that others follow from: that it is as stated.

        What follows from a list and from other facts as well is as it was while those are.
        """
        found: dict[str, list[Term]] = {}
        for name, owner in self._owned.items():
            others = [one for one in self._beside(name, owner) if self._is_told(one)]
            as_told = [self.equal(one, self.case.values[one]) for one in others]
            same = self.equal(name, self.case.values[name])
            found.setdefault(owner, []).append(logic.implies(both(*as_told), same))
        return {name: both(*terms) for name, terms in found.items()}

    @cached_property
    def _unchanged(self) -> Mapping[str, Term]:
        """For each of these: that the values that go back to it are the same, whatever else is."""
        found: dict[str, list[Term]] = {}
        for name, owner in self._owned.items():
            found.setdefault(owner, []).append(self.equal(name, self.case.values[name]))
        return {name: both(*terms) for name, terms in found.items()}

    @cached_property
    def _owned(self) -> Mapping[str, str]:
        """Known values of the space, each with whose statement it goes back to."""
        names = (name for name in self.book.vocabulary.facts if self._is_told(name))
        return {name: owner for name in names if (owner := self.owner(name)) is not None}

    def _is_told(self, name: str) -> bool:
        return self.case.value(name) is not None and self.space.encoder.term(name) is not None

    def _beside(self, name: str, owner: str) -> Iterator[str]:
        """The other facts that a value is derived from."""
        derive = self.book.vocabulary.facts[name].derive
        if name != owner and derive is not None:
            yield from (one for one in sources(derive) if one != owner)

    def owner(self, name: str) -> str | None:
        """Whose statement a known value goes back to; None where it follows from plain facts."""
        value = self.case.value(name)
        fact = self.book.vocabulary.facts[name]
        if value is None or isinstance(value, tuple) or self.space.encoder.case.value(name):
            return None
        if fact.derive is None or name in self.case.stated:
            return name
        return next(
            (one for one in lists_in(fact.derive) if self.case.value(one) is not None), None
        )

    @cached_property
    def kept(self) -> Term:
        """What holds for the switches as they are set: known facts are as they are, or not."""
        terms = []
        for name, term in self.held.items():
            switch = self.reversible.get(name)
            if switch is None:
                terms.append(term)
            else:
                terms.append(either(switch, term))
                terms.append(either(logic.negation(switch), logic.negation(self._unchanged[name])))
        return both(*terms, *self._known(), *self._rounded(), *self._unheard())

    @cached_property
    def waiting(self) -> Mapping[str, Term]:
        """For each sighting that waits for its question: that this is learnt."""
        facts = self.book.vocabulary.facts
        return {
            name: self.learnable[question]
            for name in self.learnable
            if (question := facts[name].under) is not None
            and question in self.learnable
            and name not in self.case.asked
        }

    def _unheard(self) -> Iterator[Term]:
        """A question that is learnt answers for its sightings: those not told are not seen."""
        for name, answered in self.waiting.items():
            assumed = self.book.vocabulary.facts[name].assume
            assert assumed is not None, name
            silent = both(answered, logic.negation(self.learnable[name]))
            yield logic.implies(silent, self.equal(name, assumed))

    def _rounded(self) -> Iterator[Term]:
        """What is stated may be rounded; a new value is exact."""
        for name, stated in self.space.encoder.stated.items():
            switch = self.reversible.get(name)
            yield stated if switch is None else logic.same(stated, logic.negation(switch))

    def _known(self) -> Iterator[Term]:
        """What is taken as known where a rulebook asks: what is stated, derived or learnt."""
        for name, known in self.space.encoder.knowns.items():
            if self.case.value(name) is not None:
                yield known
            else:
                yield logic.same(known, self.learnable.get(name, logic.FALSE))
        for name, dodged in self.space.encoder.declines.items():
            switch = self.learnable.get(name, logic.FALSE)
            yield (
                logic.negation(dodged)
                if not self.case.declined(name)
                else logic.differ(dodged, switch)
            )

    @cached_property
    def shared(self) -> Oracle:
        """One solver for all questions about the switches."""
        kept = self.kept  # it may name texts, of which something is assumed then
        return Oracle([*self.space.assumptions, kept], budget=self.budget)

    def newly_named(self) -> Sequence[Term]:
        """What holds of texts that were named after questions were put."""
        return self.space.encoder.variables.texts.named

    def off(self, without: Sequence[str] = ()) -> list[Term]:
        """Every switch off but some."""
        return [term for name, term in self.unswitched.items() if name not in without]

    def case_with(self, changes: Mapping[str, Value], dropped: Sequence[str] = ()) -> Case | None:
        """The case after a change; None where it contradicts itself.

        A derived fact counts as rounded to the decimals with which a person writes it down.
        """
        facts = self.book.vocabulary.facts
        told = {
            name: as_written(value) if facts[name].derive is not None else value
            for name, value in changes.items()
        }
        found = restated(self.case, told).items()
        return self.replay.case({name: value for name, value in found if name not in dropped})

    def case_without(self, names: Sequence[str]) -> Case:
        """The case with some facts open, those too that would be assumed."""
        found = self.replay.case(restated(self.case, dict.fromkeys(names, UNKNOWN)))
        assert found is not None, "knowing less never contradicts"
        return found


def inquire(
    replay: Replay, case: Case, verdict: str, every: bool = False, effort: float = ABOUT_A_CASE
) -> Inquiry:
    """Look into a case; `every` lets fixed facts be otherwise too. Any open fact can be learnt."""
    book, flow = replay.book, replay.flow
    fixed = {name for name, fact in book.vocabulary.facts.items() if fact.fixed and not every}
    related = bearing(book, flow)
    rounded = {name: rounding(*given) for name, given in case.stated.items()}
    given = _given(case, flow, related)
    silent = frozenset(book.vocabulary.facts) - frozenset(case.stated)
    encoder = UniversalEncoder(Case(book, given, as_of=case.as_of), rounded=rounded, silent=silent)
    space = Space(book, flow, encoder)
    for name in case.stated:  # what is stated bears on what it is derived from
        space.encoder.fact(name)
    for name in _beside_lists(space, case):  # lists are beyond the terms, these are not
        space.encoder.fact(name)
    reversible = {
        name: logic.boolean(f"change {name}")
        for name in _known(space, case)
        if name in related and name not in fixed
    }
    learnable = {
        name: logic.boolean(f"learn {name}") for name in _open(space, case) if name in related
    }
    return Inquiry(case, space, replay, verdict, reversible, learnable, Budget(effort))


def bearing(book: Book, flow: Flow) -> set[str]:
    """The facts that can bear on a flow: read by it, or tied to such facts in any way."""
    ties = [
        {name, *facts_in(fact.derive)}
        for name, fact in book.vocabulary.facts.items()
        if fact.derive is not None
    ]
    ties += [
        {*facts_in(one.never), *((one.each,) if one.each else ())}
        for one in book.vocabulary.constraints
    ]
    found = {
        name
        for gate in flow.gates()
        for rule in book.gates[gate].every_rule
        for name in facts_in(rule.when)
    }
    while more := {name for tie in ties if tie & found for name in tie} - found:
        found |= more
    return found


def _given(case: Case, flow: Flow, related: Container[str]) -> dict[str, Value]:
    """Lists of records that stay as they are: read by rules themselves, or told in part only."""
    book = case.book
    read = [rule.when for gate in flow.gates() for rule in book.gates[gate].every_rule]
    read += [
        fact.derive
        for fact in book.vocabulary.facts.values()
        if fact.derive is not None and case.value(fact.name) is None and fact.name in related
    ]
    names = {name for tree in read for name in lists_in(tree)}
    return {
        name: value
        for name, value in case.values.items()
        if isinstance(value, tuple) and name in names
    }


def _known(space: Space, case: Case) -> Iterator[str]:
    """What the case says that bears on the flow: base facts, derived ones given, lists."""
    facts = space.book.vocabulary.facts
    lists: dict[str, None] = {}
    for name, fact in facts.items():
        if case.value(name) is None or space.encoder.term(name) is None:
            continue
        if fact.derive is None or name in case.stated:
            yield name
        else:
            lists |= dict.fromkeys(lists_in(fact.derive))
    yield from (
        name
        for name in lists
        if case.value(name) is not None and space.encoder.case.value(name) is None
    )


def _open(space: Space, case: Case) -> Iterator[str]:
    """What can be learnt: open base facts, and what open lists would tell."""
    facts = space.book.vocabulary.facts
    for name, fact in facts.items():
        if case.value(name) is not None or space.encoder.term(name) is None:
            continue
        bases = [base for base in behind(facts, [name]) if facts[base].derive is None]
        from_lists = bases and all(_is_open_list(base, case) for base in bases)
        if fact.derive is None or from_lists:
            yield name


def _beside_lists(space: Space, case: Case) -> list[str]:
    """Facts from which, with a list of the case, a fact of the space is derived."""
    facts = space.book.vocabulary.facts
    return [
        one
        for name, fact in facts.items()
        if fact.derive is not None and space.encoder.term(name) is not None
        if any(case.value(held) is not None for held in lists_in(fact.derive))
        for one in sources(fact.derive)
        if not isinstance(facts[one].type, Records)
    ]


def _is_open_list(name: str, case: Case) -> bool:
    of = case.book.vocabulary.facts[name].type
    return isinstance(of, Records) and case.value(name) is None
