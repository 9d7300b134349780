"""Which variables of a diagram are tied to others, and what a case leaves of these ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..case.case import Case
from ..language import types
from ..language.traverse import descend, facts_in
from ..language.tree import Expression, TextTest
from ..rulebook.model import Book
from ..solve.linear import Leaf
from ..solve.logic import Form, Kind, Term, both, constant, negation, total
from ..solve.ties import Ties
from .build import Compiled
from .cells import Cell, Others, Point, Variable


class Tied:
    """The ties of a compiled flow. What a case leaves of them is kept until other facts of
    these are known: an answer about anything else changes nothing."""

    def __init__(self, flow: Compiled) -> None:
        self.compiled = flow
        self.facts = frozenset(_tied_facts(flow.book))
        several: dict[str, int] = {}
        for variable in flow.variables:
            for fact in variable.facts:
                several[fact] = several.get(fact, 0) + 1
        vocabulary = flow.book.vocabulary.facts
        self.levels = frozenset(
            level
            for level, variable in enumerate(flow.variables)
            if not self.facts.isdisjoint(variable.facts)
            or len(variable.leaves) > 1
            or (several[variable.facts[0]] > 1 and not _is_set(vocabulary[variable.facts[0]].type))
        )
        self.named = tuple(
            dict.fromkeys(fact for level in self.levels for fact in flow.variables[level].facts)
        )
        self._texts = [*_asking_texts(flow)]
        self._last: tuple[object, CaseTies] | None = None

    def of(self, case: Case) -> CaseTies:
        """What a case leaves of the ties."""
        facts = self.facts | {*self.named}
        known = {name: value for name, value in case.values.items() if name in facts}
        stated = {name: given for name, given in case.stated.items() if name in facts}
        asked, declined = case.asked & facts, case.declines & facts
        key = known, stated, asked, declined, case.as_of
        if self._last is None or self._last[0] != key:
            assumed = {name: value for name, value in case.assumed.items() if name in facts}
            part = Case(case.book, known, declined, assumed, stated, asked, as_of=case.as_of)
            self._last = key, CaseTies(self, part, self._texts)
        return self._last[1]


def _is_set(kind: types.Type) -> bool:
    return isinstance(kind, types.SetOf)


def _tied_facts(book: Book) -> Iterator[str]:
    """Those of constraints and derivations."""
    for constraint in book.vocabulary.constraints:
        yield from facts_in(constraint.never)
    for fact in book.vocabulary.facts.values():
        if fact.derive is not None:
            yield fact.name
            yield from facts_in(fact.derive)
        if isinstance(fact.type, types.Records):
            yield fact.name


def _asking_texts(flow: Compiled) -> Iterator[Expression]:
    for gate in flow.flow.gates():
        for rule in flow.book.gates[gate].rules:
            if any(isinstance(node, TextTest) for node in descend(rule.when)):
                yield rule.when


class CaseTies:
    """Cells of one case that are tied: whether they can be real together."""

    def __init__(self, tied: Tied, case: Case, texts: list[Expression]) -> None:
        self.tied = tied
        self.case = case
        self._texts = texts
        self._ties: Ties | None = None
        self._agreed: set[frozenset[tuple[int, int]]] = set()
        self.clashes: list[frozenset[tuple[int, int]]] = []
        """Cells that were found not to go together, by level."""

    @property
    def ties(self) -> Ties:
        if self._ties is None:
            self._ties = Ties(self.case, self.tied.named, self._texts)
        return self._ties

    def clash(self, chosen: Mapping[int, int]) -> frozenset[tuple[int, int]]:
        """Of cells chosen for variables, some that cannot be real together; empty where all can."""
        found = frozenset((n, cell) for n, cell in chosen.items() if n in self.tied.levels)
        if not found or found in self._agreed:
            return frozenset()
        for known in self.clashes:
            if known <= found:
                return known
        named = {f"{level} {cell}": (level, cell) for level, cell in found}
        blamed = self.ties.together({key: self.term(*pair) for key, pair in named.items()})
        if not blamed:
            self._agreed.add(found)
            return frozenset()
        core = frozenset(named[key] for key in blamed)
        self.clashes.append(core)
        return core

    def apart(
        self, base: str, common: Mapping[int, int], one: Mapping[int, int], other: Mapping[int, int]
    ) -> bool:
        """Whether there are two such cases that differ only in what a fact settles."""
        shared, here, there = (self._all(cells) for cells in (common, one, other))
        return self.ties.apart(base, [shared], here, there)

    def _all(self, chosen: Mapping[int, int]) -> Term:
        levels = self.tied.levels
        return both(*(self.term(*pair) for pair in chosen.items() if pair[0] in levels))

    def term(self, level: int, cell: int) -> Term:
        """What says that a variable is in a cell."""
        variable = self.tied.compiled.variables[level]
        found = variable.cells[cell]
        (_, leaf), *more = variable.leaves
        if not more and isinstance(self._kind(variable), types.Enumeration | types.Text):
            return self._word(variable.facts[0], found)
        if not more and not isinstance(leaf, Term) and leaf[0] is Kind.CONDITION:
            held = Term(Form.VARIABLE, Kind.CONDITION, name=leaf[1])
            return held if found.sample else negation(held)
        numbers = [constant(times) * self._number(leaf) for times, leaf in variable.leaves]
        return both(*found.terms(total(numbers)))

    def _kind(self, variable: Variable) -> types.Type | None:
        """The type of a fact that is a variable by itself; of something asked of one, none."""
        leaf, fact = variable.leaves[0][1], variable.facts[0]
        alone = not isinstance(leaf, Term) and leaf[1] == fact
        return self.case.book.vocabulary.facts[fact].type if alone else None

    def _word(self, fact: str, cell: Cell) -> Term:
        """Words have other numbers in every encoder."""
        word = self.tied.compiled.leaves.word
        match cell:
            case Point(value):
                return self.ties.is_word(fact, word(value))
            case Others(but):
                return both(*(negation(self.ties.is_word(fact, word(one))) for one in but))
            case _:
                raise TypeError(cell)

    def _number(self, leaf: Leaf) -> Term:
        assert not isinstance(leaf, Term)
        return self.ties.number(leaf, self.tied.compiled.leaves.facts[leaf])
