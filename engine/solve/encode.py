"""Expression tree to logic: the reading that covers every completion of a case at once.

A completion fills in each open fact with a value of its type so that no
constraint is broken and derivations hold. A condition becomes two terms: when
it is true and when it is false; where arithmetic is undefined it is neither.
What the interpreter already knows is a constant, so terms stay small.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import singledispatchmethod

from ..case.case import Case
from ..language import types
from ..language.interpret import Setting, value
from ..language.show import show
from ..language.traverse import thresholds_in
from ..language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Quote,
    ShareOf,
    Threshold,
    Truth,
    WasDeclined,
    Word,
)
from ..language.values import Value
from . import logic, records
from .logic import TRUE, Term, both, either, negation
from .terms import Bag, Condition, Encoded, NotEncodable, Quantity, Row
from .variables import Variables


class Encoder:
    """Encodes expressions about one case; makes a variable for each open thing it meets."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.variables = Variables()
        self.rows: dict[tuple[str, int], Row] = {}
        self.thresholds: dict[str, Term] = {}
        self._facts: dict[str, Encoded] = {}
        self._fields: dict[tuple[str, int, str], Encoded] = {}
        self._free: dict[str, Quantity] = {}
        self._deriving = False

    @property
    def assumptions(self) -> list[Term]:
        """What every completion keeps to."""
        return self.variables.assumptions

    # entry points

    def condition(self, node: Expression, row: Row | None = None) -> Condition:
        """A condition as terms; a constant where it is known already."""
        known = self.known(node, row)
        if isinstance(known, bool):
            return Condition(logic.truth(known), logic.truth(not known))
        found = self.encode(node, row)
        assert isinstance(found, Condition), node
        return found

    def attempt(self, node: Expression, row: Row | None) -> Encoded:
        """Encode; a number beyond this reading is free, except inside a derivation."""
        try:
            return self.encode(node, row)
        except NotEncodable:
            if self._deriving or not isinstance(node, Aggregate | ShareOf):
                raise
            return self.free(node)

    def free(self, node: Aggregate | ShareOf) -> Encoded:
        """A number of which nothing is assumed; the records it is over can settle it."""
        numbers = (f"{name} {self.case.threshold(name)}" for name in thresholds_in(node))
        spelling = ", ".join([show(node), *numbers])
        if spelling not in self._free:
            source = node.records.source
            term = logic.real(spelling)
            self._free[spelling] = Quantity(self.variables.remember(source, term))
        return self._free[spelling]

    def quantity(self, node: Expression, row: Row | None = None) -> Quantity:
        """A number or a code; a constant where it is known already."""
        known = self.known(node, row)
        if known is not None:
            return Quantity(self.variables.constant(known))
        found = self.attempt(node, row)
        if isinstance(found, Condition):
            return Quantity(
                logic.choose(found.true, logic.constant(Fraction(1)), logic.constant(Fraction(0))),
                either(found.true, found.false),
            )
        assert isinstance(found, Quantity), node
        return found

    def known(self, node: Expression, row: Row | None) -> Value | None:
        return value(node, Setting(self.case, row.record if row is not None else None))

    def fact(self, name: str) -> Encoded:
        """An open fact: a variable, tied to its derivation where that is defined."""
        if name not in self._facts:
            definition = self.case.book.vocabulary.facts[name]
            self._facts[name] = found = self.variables.make(name, definition.type)
            if definition.derive is not None:
                self.tie(name, found, definition.derive)
        return self._facts[name]

    def tie(self, name: str, found: Encoded, derivation: Expression) -> None:
        """Assume that a derived fact has the value it is derived from."""
        outer, self._deriving = self._deriving, True
        try:
            if isinstance(found, Condition):
                derived = self.condition(derivation)
                self.defined(name, either(derived.true, derived.false))
                self.assume(logic.implies(derived.true, found.true))
                self.assume(logic.implies(derived.false, found.false))
            elif isinstance(found, Quantity):
                amount = self.quantity(derivation)
                self.defined(name, amount.defined)
                self.assume(
                    logic.implies(amount.defined, self.close(name, found.term, amount.term))
                )
            else:
                derived_set = self.bag(derivation, None)
                self.defined(name, derived_set.defined)
                for word, term in found.members.items():
                    same = logic.alike(term, derived_set.has(word))
                    self.assume(logic.implies(derived_set.defined, same))
        except NotEncodable:
            return
        finally:
            self._deriving = outer

    def defined(self, name: str, term: Term) -> None:
        """Told when the derivation of a fact has a value; where it has none, the fact is free."""

    def close(self, _name: str, value: Term, derived: Term) -> Term:
        """When the value of a fact is the one derived for it."""
        return logic.same(value, derived)

    def agrees(self, derivation: Expression, given: Value, decimals: int) -> None:
        """Assume that a derivation comes to `given`, up to rounding, where it is defined."""
        outer, self._deriving = self._deriving, True
        try:
            if isinstance(given, frozenset):
                self._same_words(self.bag(derivation, None), given)
                return
            amount = self.quantity(derivation)
            near = within(amount.term, self.variables.constant(given), rounding(given, decimals))
            self.assume(logic.implies(amount.defined, near))
        except NotEncodable:
            return
        finally:
            self._deriving = outer

    def _same_words(self, found: Bag, given: frozenset[str]) -> None:
        for word in (*found.members, *given):
            told = found.has(word) if word in given else negation(found.has(word))
            self.assume(logic.implies(found.defined, told))

    def assume(self, term: Term) -> None:
        self.variables.assumptions.append(term)

    def field(self, row: Row, name: str) -> Encoded:
        """A field left out of a record: a variable."""
        key = row.source, row.place, name
        if key not in self._fields:
            kind = self.case.book.vocabulary.facts[row.source].type
            assert isinstance(kind, types.Records)
            self.rows[row.source, row.place] = row
            variable = f"{row.source}[{row.place}].{name}"
            self._fields[key] = self.variables.make(variable, kind.fields[name])
        return self._fields[key]

    # one function for each kind of node

    def encode(self, node: Expression, row: Row | None) -> Encoded:
        """An expression as terms; raises NotEncodable where it is beyond this reading."""
        return _ENCODINGS[type(node)](self, node, row)

    @singledispatchmethod
    def _encode(self, node: Expression, row: Row | None) -> Encoded:
        raise TypeError(f"no logic for {type(node).__name__}")

    @_encode.register(Truth)
    @_encode.register(Number)
    @_encode.register(Word)
    @_encode.register(Quote)
    @_encode.register(DayOf)
    @_encode.register(IsKnown)
    @_encode.register(WasDeclined)
    def _(self, node: Expression, row: Row | None) -> Encoded:
        raise AssertionError(f"`{node}` is never unknown")

    @_encode.register
    def _(self, node: Name, row: Row | None) -> Encoded:
        raise TypeError(f"`{node.value}` was never resolved")

    @_encode.register
    def _(self, node: Fact, row: Row | None) -> Encoded:
        return self.fact(node.name)

    @_encode.register
    def _(self, node: Threshold, row: Row | None) -> Encoded:
        return Quantity(self.thresholds.setdefault(node.name, logic.real(node.name)))

    @_encode.register
    def _(self, node: Field, row: Row | None) -> Encoded:
        assert row is not None, node
        return self.field(row, node.name)

    @_encode.register
    def _(self, node: Not, row: Row | None) -> Encoded:
        return self.condition(node.operand, row).negated

    @_encode.register
    def _(self, node: And, row: Row | None) -> Encoded:
        parts = [self.condition(operand, row) for operand in node.operands]
        return Condition(both(*(one.true for one in parts)), either(*(one.false for one in parts)))

    @_encode.register
    def _(self, node: Or, row: Row | None) -> Encoded:
        parts = [self.condition(operand, row) for operand in node.operands]
        return Condition(either(*(one.true for one in parts)), both(*(one.false for one in parts)))

    @_encode.register
    def _(self, node: Quantified, row: Row | None) -> Encoded:
        least, most = self.tally(node.operands, row)
        count = node.count or 0
        match node.quantifier:
            case "any":
                return Condition(least >= 1, most < 1)
            case "all":
                return Condition(least >= len(node.operands), most < len(node.operands))
            case "none":
                return Condition(most < 1, least >= 1)
            case "at least":
                return Condition(least >= count, most < count)
            case "exactly":
                exactly = both(logic.same(least, count), logic.same(most, count))
                return Condition(exactly, either(least > count, most < count))

    def tally(self, operands: tuple[Expression, ...], row: Row | None) -> tuple[Term, Term]:
        """How many conditions are true, and how many are not false."""
        parts = [self.condition(operand, row) for operand in operands]
        return (
            logic.how_many(one.true for one in parts),
            logic.how_many(negation(one.false) for one in parts),
        )

    @_encode.register
    def _(self, node: NumberOf, row: Row | None) -> Encoded:
        least, most = self.tally(node.operands, row)
        return Quantity(least, logic.same(least, most))

    @_encode.register
    def _(self, node: Compare, row: Row | None) -> Encoded:
        if isinstance(node.left, NumberOf) or isinstance(node.right, NumberOf):
            return self.compare_counts(node, row)
        left, right = self.quantity(node.left, row), self.quantity(node.right, row)
        defined = both(left.defined, right.defined)
        holds = logic.compared(node.operator, left.term, right.term)
        return Condition(both(defined, holds), both(defined, negation(holds)))

    def compare_counts(self, node: Compare, row: Row | None) -> Condition:
        """Counts are known within bounds, like in the interpreter."""
        left, right = self.bounds(node.left, row), self.bounds(node.right, row)
        above, below = _not_below(left, right), _not_below(right, left)
        match node.operator:
            case ">=":
                return above
            case "<=":
                return below
            case "<":
                return above.negated
            case ">":
                return below.negated
            case "=" | "!=":
                same = Condition(both(above.true, below.true), either(above.false, below.false))
                return same if node.operator == "=" else same.negated

    def bounds(self, node: Expression, row: Row | None) -> tuple[Term, Term, Term]:
        if isinstance(node, NumberOf):
            return *self.tally(node.operands, row), TRUE
        found = self.quantity(node, row)
        return found.term, found.term, found.defined

    @_encode.register
    def _(self, node: Member, row: Row | None) -> Encoded:
        operand = self.quantity(node.operand, row)
        listed = either(*(logic.same(operand.term, self.quantity(one).term) for one in node.values))
        found = Condition(both(operand.defined, listed), both(operand.defined, negation(listed)))
        return found.negated if node.negated else found

    def bag(self, node: Expression, row: Row | None) -> Bag:
        known = self.known(node, row)
        if isinstance(known, frozenset):
            return Bag(dict.fromkeys(sorted(known), TRUE))
        found = self.encode(node, row)
        assert isinstance(found, Bag), node
        return found

    @_encode.register
    def _(self, node: HasAny, row: Row | None) -> Encoded:
        operand = self.bag(node.operand, row)
        words = (one.value for one in node.values if isinstance(one, Word))
        found = either(*(operand.has(word) for word in words))
        return Condition(both(operand.defined, found), both(operand.defined, negation(found)))

    @_encode.register
    def _(self, node: IsEmpty, row: Row | None) -> Encoded:
        operand = self.bag(node.operand, row)
        found = either(*operand.members.values())
        return Condition(both(operand.defined, negation(found)), both(operand.defined, found))

    @_encode.register
    def _(self, node: Arithmetic, row: Row | None) -> Encoded:
        left, right = self.quantity(node.left, row), self.quantity(node.right, row)
        defined = both(left.defined, right.defined)
        match node.operator:
            case "+":
                return Quantity(left.term + right.term, defined)
            case "-":
                return Quantity(left.term - right.term, defined)
            case "*":
                return Quantity(left.term * right.term, defined)
            case "/":
                nonzero = both(defined, logic.unlike(right.term, 0))
                return Quantity(logic.quotient(left.term, right.term), nonzero)

    @_encode.register
    def _(self, node: Negative, row: Row | None) -> Encoded:
        found = self.quantity(node.operand, row)
        return Quantity(-found.term, found.defined)

    @_encode.register
    def _(self, node: If, row: Row | None) -> Encoded:
        if self.sort(node.then, row) is Bag:
            return self.choose_bag(node, row)
        chosen = self.condition(node.condition, row)
        then, otherwise = self.quantity(node.then, row), self.quantity(node.otherwise, row)
        defined = either(
            both(chosen.true, then.defined),
            both(chosen.false, otherwise.defined),
            both(then.defined, otherwise.defined, logic.same(then.term, otherwise.term)),
        )
        term = logic.choose(chosen.false, otherwise.term, then.term)
        if self.sort(node.then, row) is Condition:
            return Condition(both(defined, logic.same(term, 1)), both(defined, logic.same(term, 0)))
        return Quantity(term, defined)

    def sort(self, node: Expression, row: Row | None) -> type[Encoded]:
        """Whether a value is a condition, a quantity or a set."""
        known = self.known(node, row)
        if known is None:
            return type(self.attempt(node, row))
        sorts: dict[type, type[Encoded]] = {bool: Condition, frozenset: Bag}
        return sorts.get(type(known), Quantity)

    def choose_bag(self, node: If, row: Row | None) -> Bag:
        chosen = self.condition(node.condition, row)
        then, otherwise = self.bag(node.then, row), self.bag(node.otherwise, row)
        words = dict.fromkeys([*then.members, *otherwise.members])
        same = (logic.alike(then.has(word), otherwise.has(word)) for word in words)
        either_way = both(then.defined, otherwise.defined, *same)
        defined = either(
            both(chosen.true, then.defined), both(chosen.false, otherwise.defined), either_way
        )
        members = {
            word: logic.choose(chosen.false, otherwise.has(word), then.has(word)) for word in words
        }
        return Bag(members, defined)

    @_encode.register
    def _(self, node: Aggregate, row: Row | None) -> Encoded:
        return records.aggregate(self, node)

    @_encode.register
    def _(self, node: ShareOf, row: Row | None) -> Encoded:
        return records.share(self, node)


Bounds = tuple[Term, Term, Term]


def _not_below(left: Bounds, right: Bounds) -> Condition:
    (low, high, known), (bottom, top, told) = left, right
    defined = both(known, told)
    return Condition(both(defined, low >= top), both(defined, high < bottom))


_ENCODINGS: Mapping[type, Callable[..., Encoded]] = dict(
    Encoder.__dict__["_encode"].dispatcher.registry
)


def rounding(given: Value, decimals: int) -> Fraction:
    """How far a value may be from what it was rounded from: half of its last decimal."""
    return Fraction(1, 2 * 10**decimals) if isinstance(given, Fraction) else Fraction(0)


def within(left: Term, right: Term, distance: Fraction) -> Term:
    """When two numbers are no further apart than `distance`."""
    gap = left - right
    return both(gap <= logic.constant(distance), gap >= logic.constant(-distance))
