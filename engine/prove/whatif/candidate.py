"""A candidate for a flip: which facts to state, what comes of it, and how to tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from ...case.bases import followers
from ...case.case import Case
from ...language.traverse import facts_in
from ...language.tree import Expression
from ...language.types import Numeric
from ...language.values import Value
from ...present import phrases_ranges as ranges
from ..space import cells
from ..space.cells import Cell, Exactly
from ..space.counterexample import decode, rounder
from ..space.inquiry import Inquiry
from .flip import Flip, Step
from .ranges import Ranges

PLACES = 6


def candidate(inquiry: Inquiry, target: str, chosen: frozenset[str]) -> Candidate:
    """The one in the last model."""
    lists = [name for name in sorted(chosen) if isinstance(inquiry.case.value(name), tuple)]
    only = {*chosen, *followers(inquiry.book, *lists)}
    facts = decode(inquiry.space, inquiry.shared, only)
    return Candidate(inquiry, target, chosen, facts)


def _is_long(value: Value) -> bool:
    """Whether a number has more decimals than a person would write down."""
    return isinstance(value, Fraction) and (value * 10**PLACES).denominator != 1


@dataclass(frozen=True)
class Candidate:
    """The facts that are chosen to change, and values after it of these and what follows."""

    inquiry: Inquiry
    target: str
    chosen: frozenset[str]
    facts: Mapping[str, Value]

    @cached_property
    def dropped(self) -> list[str]:
        """The lists to leave out: what followed from these is stated instead."""
        case = self.inquiry.case
        return [name for name in sorted(self.chosen) if isinstance(case.value(name), tuple)]

    @cached_property
    def stated(self) -> dict[str, Value]:
        """The facts to state, with their new values."""
        derived = (
            (name, fact.derive)
            for name, fact in self.inquiry.book.vocabulary.facts.items()
            if fact.derive is not None
        )
        told = [name for name, tree in derived if {*facts_in(tree)} & {*self.dropped}]
        plain = [name for name in sorted(self.chosen) if name not in self.dropped]
        return {name: self.facts[name] for name in (*plain, *told) if name in self.facts}

    @cached_property
    def case(self) -> Case | None:
        """The case after the change; None where it contradicts itself."""
        return self.inquiry.case_with(self.stated, self.dropped)

    @property
    def verdict(self) -> str | None:
        """What the ordinary evaluation says of it."""
        return self.inquiry.replay.verdict(self.case) if self.case is not None else None

    @property
    def plain(self) -> bool:
        """Whether Kleene's logic alone comes to the target."""
        quick = self.inquiry.replay.quick
        return self.case is not None and quick(self.case).verdict == self.target

    # in round numbers

    def rounded(self) -> Candidate:
        """With short decimals where these do as well, since a fact file holds no others exactly:
        base facts first, with what follows from them."""
        found = self
        for name in sorted(self.stated, key=lambda one: self._derived(one) is not None):
            if _is_long(found.stated[name]):
                shorter = (one for one in found._shorter(name) if one.verdict == self.target)
                found = next(shorter, found)
        return found

    def _derived(self, name: str) -> Expression | None:
        return self.inquiry.book.vocabulary.facts[name].derive

    def _shorter(self, name: str) -> Iterator[Candidate]:
        """With shorter and shorter numbers for one fact."""
        value, kind = self.stated[name], self.inquiry.book.vocabulary.facts[name].type
        assert isinstance(value, Fraction), name
        assert isinstance(kind, Numeric), name
        for one in rounder(value):
            if one != self.inquiry.case.value(name) and kind.holds(one):
                yield replace(self, facts={**self.facts, **self._following(name, one)})

    def _following(self, name: str, value: Fraction) -> dict[str, Value]:
        """The fact with another value, and what then follows of the others that are stated."""
        moving = [one for one in followers(self.inquiry.book, name) if one in self.stated]
        kept = {one: known for one, known in self.stated.items() if one not in moving}
        case = self.inquiry.case_with({**kept, name: value}, self.dropped)
        known = {one: case.value(one) for one in moving} if case is not None else {}
        return {name: value, **{one: new for one, new in known.items() if new is not None}}

    # told

    def flip(self) -> Flip:
        names = [name for name in self.inquiry.book.vocabulary.facts if name in self.chosen]
        ranges: Mapping[str, tuple[Cell, ...]] = {}
        if not self.dropped:
            ranges = Ranges(self.inquiry, names, self.target, self.stated).of()
        return Flip(self.target, tuple(self._step(name, ranges) for name in names), self.stated)

    def _step(self, name: str, ranges: Mapping[str, tuple[Cell, ...]]) -> Step:
        fact, before = self.inquiry.book.vocabulary.facts[name], self.inquiry.case.value(name)
        found = ranges.get(name, (Exactly(self.stated[name]),) if name in self.stated else ())
        words = cells.words(fact, found) if found else self._records(name)
        return Step(name, fact.type, before, found, words, name in self.inquiry.learnable)

    def _records(self, name: str) -> str:
        """A list of records in the words of what follows from it and has to be otherwise."""
        facts = self.inquiry.book.vocabulary.facts
        moving = followers(self.inquiry.book, name)
        moved = [
            f"{one} {cells.words(facts[one], (Exactly(value),))}"
            for one, value in self.stated.items()
            if one in moving and value != self.inquiry.case.value(one)
        ]
        return ranges.records_with(moved)
