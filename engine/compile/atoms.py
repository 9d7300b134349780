"""The comparisons of a flow's terms: of which numbers, with what, and from which facts.

A sum of numbers that is compared with a number is an atom. Conditions that count in it
(`at least 2 of`) are no part of its variable: each way in which they may come out moves what the
rest is compared with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..case.case import Case
from ..language import types
from ..language.texts import Sought
from ..language.tree import Expression
from ..language.values import Value
from ..solve.encode import Encoder
from ..solve.linear import Leaf, Sum, Sums
from ..solve.logic import COMPARISONS, Form, Kind, Term
from ..solve.nodes import through
from ..solve.terms import Quantity
from .cells import Bounds, Cell, Point, Variable, cells_of

Key = tuple[tuple[Fraction, Leaf], ...]
"""The sum that a variable is: each number with how many times it counts, the first once."""

MOST_SUMS = 256
"""So many sums the conditions that count in one comparison may come to."""


class NotCompiled(Exception):  # noqa: N818 - says what becomes of the flow
    """Something that has no cells, which the finite core answers for."""


class OpenEncoder(Encoder):
    """Encodes a rulebook with every fact open."""

    def free(self, node: Expression, source: str) -> Quantity:
        """A number over a list of which nothing is known has no cells."""
        raise NotCompiled


@dataclass
class Leaves:
    """What each variable of the terms is read from, and its value in a case."""

    encoder: OpenEncoder
    facts: Mapping[Leaf, str] = field(init=False)
    tests: Mapping[str, tuple[str, Sought]] = field(init=False)

    def __post_init__(self) -> None:
        named = self.encoder.variables.by_name.items()
        self.facts = {(term.kind, term.name): name for name, terms in named for term in terms}
        texts = self.encoder.variables.texts
        self.tests = {
            texts.passes(sought, term).name: (name, sought)
            for name, term in texts.open.items()
            for sought in texts.asked
        }

    def fact(self, leaf: Leaf) -> str:
        """The fact that settles a variable; raises NotCompiled where none does by itself."""
        if isinstance(leaf, Term) or leaf not in self.facts:
            raise NotCompiled
        return self.facts[leaf]

    def value(self, leaf: Leaf, case: Case) -> Fraction | None:
        """What a variable is in a case; None while that is open."""
        assert not isinstance(leaf, Term)
        kind, name = leaf
        known = case.value(self.facts[leaf])
        if known is None:
            return None
        if kind is Kind.CONDITION:
            return Fraction(self._holds(name, known))
        return self._number(known)

    def _holds(self, name: str, known: Value) -> bool:
        if name in self.tests:
            return isinstance(known, str) and self.tests[name][1].holds(known)
        if isinstance(known, frozenset):
            return name.rpartition(":")[2] in known
        return known is True

    def _number(self, known: Value) -> Fraction | None:
        if isinstance(known, str):
            code = self.encoder.variables.texts.codes.get(known)
            return Fraction(code if code is not None else -1)
        found = self.encoder.variables.constant(known).constant
        return Fraction(found) if found is not None else None

    @property
    def codes(self) -> dict[str, int]:
        """The numbers that stand for words and texts."""
        return dict(self.encoder.variables.texts.codes)

    def word(self, value: Fraction) -> str:
        """The word or text that a number is the code of."""
        return next(word for word, code in self.codes.items() if code == value)


@dataclass
class Atoms:
    """Every variable that some terms ask for, with its cells, in the order of the terms."""

    leaves: Leaves
    sums: Sums = field(default_factory=Sums)
    bounds: dict[Key, list[Bounds]] = field(default_factory=dict)

    def meet(self, terms: Iterable[Term]) -> None:
        """Note what is compared in terms, and with what."""
        met: set[Term] = set()
        for term in terms:
            for node in through(term, met):
                met.add(node)
                if node.form is Form.VARIABLE and node.kind is Kind.CONDITION:
                    self.bounds.setdefault(condition(node), [])
                elif node.form in COMPARISONS:
                    found = self.sums.difference(*node.parts)
                    for fixed in totals(found) if found.leaves else ():
                        key, bound = bounded(node.form, found, fixed)
                        self.bounds.setdefault(key, []).append(bound)

    def variables(self) -> Iterator[tuple[Key, Variable]]:
        for key, bounds in self.bounds.items():
            facts = tuple(dict.fromkeys(self.leaves.fact(leaf) for _, leaf in key))
            yield key, Variable(key, facts, self._cells(key, bounds))

    def _cells(self, key: Key, bounds: Sequence[Bounds]) -> tuple[Cell, ...]:
        (_, leaf), *more = key
        if not isinstance(leaf, Term) and leaf[0] is Kind.CONDITION:
            return Point(Fraction(0)), Point(Fraction(1))
        whole = not isinstance(leaf, Term) and leaf[0] is Kind.INTEGER
        kind = self._type(leaf) if not more else None
        if isinstance(kind, types.Enumeration):
            codes = self.leaves.encoder.variables.texts.codes
            return tuple(Point(Fraction(codes[word])) for word in kind.values)
        ends = (kind.low, kind.high) if isinstance(kind, types.Numeric) else (None, None)
        return cells_of(bounds, whole and not more, *ends)

    def _type(self, leaf: Leaf) -> types.Type | None:
        """The type of a fact that is a variable by itself."""
        name = self.leaves.fact(leaf)
        alone = not isinstance(leaf, Term) and leaf[1] == name
        return self.leaves.encoder.case.book.vocabulary.facts[name].type if alone else None


def condition(node: Term) -> Key:
    """The variable of a condition by itself."""
    return ((Fraction(1), (node.kind, node.name)),)


def totals(found: Sum) -> list[Fraction]:
    """What the conditions that count in a sum may come to, with what is fixed in it."""
    every = {found.fixed}
    for weight, _ in found.weighed:
        every |= {one + weight for one in every}
        if len(every) > MOST_SUMS:
            raise NotCompiled
    return sorted(every)


def bounded(form: Form, found: Sum, fixed: Fraction) -> tuple[Key, Bounds]:
    """A sum compared with zero as a variable and what it is compared with."""
    leaves = sorted(found.leaves.items(), key=lambda one: str(one[0]))
    first = leaves[0][1][0]
    key = tuple((times / first, leaf) for leaf, (times, _) in leaves)
    return key, Bounds(form, -fixed / first, first < 0)
