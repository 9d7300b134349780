"""What an encoder knows of one case: its open things as variables, its known ones as constants.

Derivations tie a fact to what it is derived from. What a node becomes stands in the table of
the class: see `encode`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, ClassVar

from ..case.case import Case
from ..concurrency import cached_property
from ..language import types
from ..language.interpret import evaluate
from ..language.readings import Table
from ..language.show import show
from ..language.traverse import selection_of, thresholds_in
from ..language.tree import Expression
from ..language.values import Value
from ..rulebook.following import sources_first
from . import logic
from .calendar import Calendar
from .logic import TRUE, Term, both, either, negation
from .terms import Bag, Condition, Encoded, NotEncodable, Quantity, Row
from .texts import may_meet
from .variables import Variables, among


class CaseEncoder:
    """Encodes expressions about one case; makes a variable for each open thing it meets."""

    table: ClassVar[Table[Encode]]
    """What each node becomes."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.variables = Variables()
        self.variables.texts.meet = lambda: may_meet(case.book)
        self.calendar = Calendar(self.variables.assumptions)
        self.rows: dict[tuple[str, int], Row] = {}
        self.thresholds: dict[str, Term] = {}
        self._facts: dict[str, Encoded] = {}
        self._fields: dict[tuple[str, int, str], Encoded] = {}
        self._free: dict[str, Quantity] = {}
        self._lists: dict[str, Term] = {}
        self._deriving = False

    @property
    def assumptions(self) -> list[Term]:
        """What every completion keeps to."""
        return self.variables.assumptions

    # entry points

    def encode(self, node: Expression, row: Row | None) -> Encoded:
        """An expression as terms; raises NotEncodable where it is beyond this reading."""
        return self.table[type(node)](node, self, row)

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
            records = selection_of(node)
            if self._deriving or records is None:
                raise
            return self.free(node, records.source)

    def free(self, node: Expression, source: str) -> Encoded:
        """A number of which nothing is assumed; the records it is over can settle it."""
        numbers = (f"{name} {self.case.threshold(name)}" for name in thresholds_in(node))
        spelling = ", ".join([show(node), *numbers])
        if spelling not in self._free:
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

    def bag(self, node: Expression, row: Row | None) -> Bag:
        known = self.known(node, row)
        if isinstance(known, frozenset):
            return Bag(dict.fromkeys(sorted(known), TRUE))
        found = self.encode(node, row)
        assert isinstance(found, Bag), node
        return found

    def known(self, node: Expression, row: Row | None) -> Value | None:
        return evaluate(node, self.case, row.record if row is not None else None)

    def told(self, node: Expression, row: Row | None) -> Term:
        """Whether an expression is known; filling in the case does not change that."""
        return logic.truth(self.known(node, row) is not None)

    def over_lists(self, source: str, number: Callable[[], Quantity]) -> Quantity:
        """A number over a list of records; where voices differ on it, that of each list."""
        dispute = self.case.choices.get(source)
        if dispute is None or source in self.case.values:
            return number()
        found: Quantity | None = None
        for place, choice in enumerate(dispute.choices):
            one, chosen = self._with_list(source, choice.value, number), self.chosen(source, place)
            found = one if found is None else _either_way(chosen, one, found)
        assert found is not None, source
        return found

    def _with_list(self, source: str, held: Value, number: Callable[[], Quantity]) -> Quantity:
        open_case = self.case
        self.case = replace(open_case, values={**open_case.values, source: held})
        try:
            return number()
        finally:
            self.case = open_case

    def chosen(self, source: str, place: int) -> Term:
        """When a contested list is the one that was told at `place` among its choices."""
        if source not in self._lists:
            last = len(self.case.choices[source].choices) - 1
            term = self.variables.remember(source, logic.integer(source))
            self.variables.assumptions += [term >= 0, term <= last]
            self._lists[source] = term
        return logic.same(self._lists[source], place)

    def fact(self, name: str) -> Encoded:
        """An open fact: a variable, tied to its derivation where that is defined."""
        if name not in self._facts:
            self.meet_sources(name)
            definition = self.case.book.vocabulary.facts[name]
            self._facts[name] = found = self.variables.make(name, definition.type)
            dispute = self.case.choices.get(name)
            if dispute is not None:
                self.assume(among(found, dispute, self.variables))
            if definition.derive is not None and (dispute is None or not dispute.untied):
                self.tie(name, found, definition.derive)
        return self._facts[name]

    def meet_sources(self, name: str) -> None:
        """Meet what a long chain begins with first: going down it would be too deep."""
        for one in sources_first(self.case.book.vocabulary, name, self._facts):
            if self.case.value(one) is None:
                self.fact(one)

    @cached_property
    def today(self) -> Quantity:
        """The day as of which the case is looked at, where that may be any."""
        return Quantity(self.variables.day("today"))

    @property
    def reads_today(self) -> bool:
        """Whether something that was encoded reads it."""
        return "today" in vars(self)

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

    def close(self, name: str, value: Term, derived: Term) -> Term:
        """When the value of a fact is the one derived for it, up to rounding where it was said."""
        dispute = self.case.choices.get(name)
        if dispute is None or dispute.ends is None:
            return logic.same(value, derived)
        return within(value, derived, rounding(dispute.ends[0], dispute.digits))

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


Encode = Callable[[Any, Any, Row | None], Encoded]
"""From a node, the encoder and the record at hand, where there is one, to terms."""


def _either_way(chosen: Term, one: Quantity, other: Quantity) -> Quantity:
    defined = either(both(chosen, one.defined), both(negation(chosen), other.defined))
    return Quantity(logic.choose(chosen, one.term, other.term), defined)


def rounding(given: Value, decimals: int) -> Fraction:
    """How far a value may be from what it was rounded from: half of its last decimal."""
    return Fraction(1, 2 * 10**decimals) if isinstance(given, Fraction) else Fraction(0)


def within(left: Term, right: Term, distance: Fraction) -> Term:
    """When two numbers are no further apart than `distance`."""
    gap = left - right
    return both(gap <= logic.constant(distance), gap >= logic.constant(-distance))
