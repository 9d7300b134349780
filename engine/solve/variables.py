"""The open things of a case as variables, each within the range of its type."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import assert_never

from ..case.testimony.statement import Contested
from ..language import types
from ..language.texts import Sought
from ..language.types import Type
from ..language.values import Value
from . import logic
from .logic import Term, both, either, negation
from .terms import Bag, Condition, Encoded, NotEncodable, Quantity
from .texts import Texts

Ranged = types.Numeric | types.Enumeration | types.Text | types.Day
"""What a number stands for."""


class Variables:
    """Makes variables and constants. `by_name` has them by fact or by `list[place].field`.

    `texts` are the numbers that words and texts stand for, and what is asked of these.
    """

    def __init__(self) -> None:
        self.assumptions: list[Term] = []
        self.by_name: dict[str, list[Term]] = {}
        self.texts = Texts()

    def make(self, name: str, kind: Type) -> Encoded:
        """A fresh unknown of a type, with its range assumed."""
        match kind:
            case types.Boolean():
                term = self.remember(name, logic.boolean(name))
                return Condition(term, negation(term))
            case types.SetOf():
                return Bag(self._words(name, kind))
            case types.Records():
                raise NotEncodable
            case types.Numeric() | types.Enumeration() | types.Text() | types.Day():
                return Quantity(self._ranged(name, kind))

    def remember(self, name: str, term: Term) -> Term:
        """Note that a variable belongs to `name`."""
        self.by_name.setdefault(name, []).append(term)
        return term

    def _words(self, name: str, kind: types.SetOf) -> Mapping[str, Term]:
        return {word: self.remember(name, logic.boolean(f"{name}:{word}")) for word in kind.values}

    def _ranged(self, name: str, kind: Ranged) -> Term:
        fractional = isinstance(kind, types.Numeric) and not kind.integer
        term = self.remember(name, logic.real(name) if fractional else logic.integer(name))
        match kind:
            case types.Numeric():
                ends = ((">=", kind.low), ("<=", kind.high))
                self.assumptions += [
                    logic.compared(sign, term, logic.constant(end))
                    for sign, end in ends
                    if end is not None
                ]
            case types.Enumeration():
                self.assumptions.append(
                    either(*(logic.same(term, self.constant(one)) for one in kind.values))
                )
            case types.Day():
                self._in_calendar(term)
            case types.Text():
                self._opened(name, term)
            case _:
                assert_never(kind)
        return term

    def day(self, name: str) -> Term:
        """A day that belongs to no fact."""
        term = logic.integer(name)
        self._in_calendar(term)
        return term

    def _in_calendar(self, term: Term) -> None:
        self.assumptions += [term >= 1, term <= date.max.toordinal()]

    def constant(self, known: Value) -> Term:
        """A known number, or the code of a known word, text or date."""
        match known:
            case bool():
                return logic.constant(Fraction(int(known)))
            case Fraction():
                return logic.constant(known)
            case date():
                return logic.constant(Fraction(known.toordinal()))
            case str():
                return self._coded(known)
            case _:
                raise NotEncodable

    def _coded(self, text: str) -> Term:
        if text not in self.texts.codes:
            self.assumptions += self.texts.name(text)
        return self.texts.code(text)

    def _opened(self, name: str, term: Term) -> None:
        """An open text, with a variable for each thing that is asked of it."""
        for one in self.texts.asked:
            self.remember(name, self.texts.passes(one, term))
        self.assumptions += self.texts.opens(term)

    def tested(self, sought: Sought, text: Term) -> Term:
        """When a text, given by its number, passes a test."""
        if sought not in self.texts.asked:
            for name, term in self.texts.open.items():
                self.remember(name, self.texts.passes(sought, term))
            self.assumptions += self.texts.ask(sought)
        return self.texts.passes(sought, text)


def among(term: Encoded, dispute: Contested, variables: Variables) -> Term:
    """When a fact on which voices differ has one of the values that were said."""
    if dispute.ends is None:
        return either(*(equals(term, one.value, variables) for one in dispute.choices))
    assert isinstance(term, Quantity), term
    low, high = (variables.constant(end) for end in dispute.ends)
    return both(term.term >= low, term.term <= high)


def equals(term: Encoded, value: Value, variables: Variables) -> Term:
    """When a fact has a value."""
    match term:
        case Condition():
            return term.true if value is True else negation(term.true)
        case Bag():
            assert isinstance(value, frozenset)
            return both(
                *(one if word in value else negation(one) for word, one in term.members.items())
            )
        case Quantity():
            same = logic.same(term.term, variables.constant(value))
            if isinstance(value, str) and term.term.name in variables.texts.open:
                return both(same, variables.texts.told(value, term.term))
            return same
