"""Expressions about every case at once; being known is a variable where a rulebook asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from ...case.case import Case
from ...language.readings import Table
from ...language.traverse import asks, children
from ...language.tree import Expression, Fact, Field, IsKnown, WasDeclined
from ...language.values import Value
from ...rulebook.following import sources_first
from ...rulebook.model import Fact as Definition
from ...solve import logic
from ...solve.encode import ENCODINGS
from ...solve.encoder import CaseEncoder, Encode, within
from ...solve.logic import FALSE, TRUE, Term, both, either, negation
from ...solve.terms import Bag, Condition, Encoded, NotEncodable, Quantity, Row


def _is_known(node: IsKnown, encoder: UniversalEncoder, row: Row | None) -> Encoded:
    told = encoder.told(node.operand, row)
    return Condition(told, negation(told))


def _was_declined(node: WasDeclined, encoder: UniversalEncoder, _row: Row | None) -> Encoded:
    assert isinstance(node.operand, Fact), node
    declined = encoder.declined(node.operand.name)
    return Condition(declined, negation(declined))


def _field(node: Field, encoder: UniversalEncoder, row: Row | None) -> Encoded:
    found = ENCODINGS[Field](node, encoder, row)
    return _while(FALSE, found) if encoder.guarded else found  # a field left out is not known


def _fact(node: Fact, encoder: UniversalEncoder, row: Row | None) -> Encoded:
    if encoder.guarded:
        return _while(encoder.known_fact(node.name), ENCODINGS[Fact](node, encoder, row))
    return ENCODINGS[Fact](node, encoder, row)


def _while(known: Term, found: Encoded) -> Encoded:
    """A fact as it looks to somebody who may not know it."""
    match found:
        case Condition():
            return Condition(both(known, found.true), both(known, found.false))
        case Quantity():
            return Quantity(found.term, both(known, found.defined))
        case Bag():
            return Bag(found.members, both(known, found.defined))


EVERYWHERE: Table[Encode] = Table(
    "prove.space.universal",
    "when is it true, and when false, over every case at once?",
    {**ENCODINGS, IsKnown: _is_known, WasDeclined: _was_declined, Field: _field, Fact: _fact},
)


class UniversalEncoder(CaseEncoder):
    """Encodes expressions about every case; being known is a variable where it is asked for.

    Facts named in `apart` get variables of their own, with `mark` behind their names. Derived
    facts in `rounded` may be that far from what they are derived from, while `stated` holds;
    those in `silent` are not stated, even if they would stand against their derivation.
    """

    table = EVERYWHERE

    def __init__(
        self,
        case: Case,
        apart: frozenset[str] = frozenset(),
        mark: str = "",
        rounded: Mapping[str, Fraction] | None = None,
        silent: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(case)
        self.rounded = rounded or {}
        self.stated = {name: logic.boolean(f"{name} as stated") for name in self.rounded}
        self.apart = apart
        self.silent = silent
        self.mark = self.calendar.mark = mark
        self.knowns: dict[str, Term] = {}
        self.ties: list[tuple[str, Term]] = []
        self._tying: list[str] = []
        self._asking: dict[int, bool] = {}
        self.derivable: dict[str, Term] = {}
        self.declines: dict[str, Term] = {}
        self._follows: dict[str, Term] = {}
        self.guarded = False
        self._said: dict[str, Term] = {}

    def assume(self, term: Term) -> None:
        """What follows from derivations; ranges are kept by the variables."""
        if self._tying:
            self.ties.append(
                (self._tying[-1], either(self._said.get(self._tying[-1], FALSE), term))
            )
        else:
            super().assume(term)

    def tie(self, name: str, found: Encoded, derivation: Expression) -> None:
        outer, self.guarded = self.guarded, False
        fact = self.case.book.vocabulary.facts[name]
        if fact.stands and name not in self.silent:
            self._say(fact, found)
        self._tying.append(name)
        super().tie(name, found, derivation)
        self._tying.pop()
        self.guarded = outer

    def _say(self, fact: Definition, found: Encoded) -> None:
        """What is stated directly may be anything, whatever the derivation comes to."""
        told = logic.boolean(f"{fact.name} is stated")
        value = self.variables.make(f"{fact.name} as stated", fact.type)
        self._said[fact.name] = told
        for same in equal(found, value):
            super().assume(logic.implies(told, same))

    def defined(self, name: str, term: Term) -> None:
        self.derivable[name] = term

    def close(self, name: str, value: Term, derived: Term) -> Term:
        if name not in self.rounded:
            return super().close(name, value, derived)
        near = within(value, derived, self.rounded[name])
        return logic.choose(self.stated[name], near, logic.same(value, derived))

    @property
    def assumptions(self) -> list[Term]:
        return [*self.variables.assumptions, *(term for _, term in self.ties)]

    def known(self, node: Expression, row: Row | None) -> Value | None:
        return None if self._asks(node) else super().known(node, row)

    def _asks(self, node: Expression) -> bool:
        """Whether an expression asks what is known; each is looked through once."""
        if id(node) not in self._asking:
            self._asking[id(node)] = asks(node) or any(self._asks(one) for one in children(node))
        return self._asking[id(node)]

    def told(self, node: Expression, row: Row | None) -> Term:
        """When an expression has a value for somebody who knows only what is known."""
        outer, self.guarded = self.guarded, True
        try:
            if self.known(node, row) is not None:
                return TRUE
            found = self.encode(node, row)
        finally:
            self.guarded = outer
        return either(found.true, found.false) if isinstance(found, Condition) else found.defined

    def known_fact(self, name: str) -> Term:
        """Whether a fact is known: stated, or derived from what is known."""
        if self.case.value(name) is not None:
            return TRUE
        if name not in self.knowns:
            for one in sources_first(self.case.book.vocabulary, name, self.knowns):
                self.known_fact(one)
            self.knowns[name] = logic.boolean(f"{name} is known")
            derive = self.case.book.vocabulary.facts[name].derive
            self._follows[name] = self._derivable(derive) if derive is not None else FALSE
        return either(self.knowns[name], self._follows[name])

    def _derivable(self, derive: Expression) -> Term:
        try:
            return self.told(derive, None)
        except NotEncodable:
            return FALSE

    def declined(self, name: str) -> Term:
        """Whether a question was dodged: what is known was not."""
        if name not in self.declines:
            self.declines[name] = dodged = logic.boolean(f"{name} was declined")
            self.ties.append((name, either(negation(dodged), negation(self.known_fact(name)))))
        return self.declines[name]

    def fact(self, name: str) -> Encoded:
        if name in self.apart and name not in self._facts:
            self.meet_sources(name)
            definition = self.case.book.vocabulary.facts[name]
            self._facts[name] = found = self.variables.make(name + self.mark, definition.type)
            if definition.derive is not None:
                self.tie(name, found, definition.derive)
        return super().fact(name)

    def said(self, name: str) -> Term | None:
        """When a derived fact that may stand against its derivation is stated; None for others."""
        return self._said.get(name)

    def define(self, name: str, found: Encoded) -> None:
        """Give a name that is no fact of the vocabulary a meaning."""
        self._facts[name] = found

    def term(self, name: str) -> Encoded | None:
        """What stands for a fact; None while nothing has read it."""
        return self._facts.get(name)

    @property
    def facts(self) -> Mapping[str, Encoded]:
        """The facts met so far."""
        return self._facts


def equal(left: Encoded, right: Encoded) -> Iterator[Term]:
    """When two values of one type are the same, in parts."""
    match left, right:
        case Condition(), Condition():
            yield logic.alike(left.true, right.true)
        case Quantity(), Quantity():
            yield logic.same(left.term, right.term)
        case Bag(), Bag():
            yield from (logic.alike(left.has(word), right.has(word)) for word in left.members)
        case _:
            raise TypeError("values of two types")
