"""Numbers as sums: of variables, of conditions that weigh something, and of one constant.

What is no such sum (a product of two open numbers, a quotient, a choice between open numbers)
counts as a variable of its own, a leaf, for those who look at its parts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from .logic import Form, Kind, Term
from .nodes import through

Leaf = tuple[Kind, str] | Term
"""A variable, by kind and name, or a number that is no sum."""


@dataclass(frozen=True, slots=True)
class Sum:
    """`fixed` + each leaf times its number + the weight of each condition that holds."""

    fixed: Fraction
    leaves: Mapping[Leaf, tuple[Fraction, Term]]
    weighed: tuple[tuple[Fraction, Term], ...]

    def plus(self, other: Sum) -> Sum:
        leaves = dict(self.leaves)
        for leaf, (times, term) in other.leaves.items():
            times += leaves[leaf][0] if leaf in leaves else 0
            leaves[leaf] = times, term
        kept = {leaf: found for leaf, found in leaves.items() if found[0]}
        return Sum(self.fixed + other.fixed, kept, (*self.weighed, *other.weighed))

    def times(self, factor: Fraction) -> Sum:
        if not factor:
            return Sum(factor, {}, ())
        leaves = {leaf: (times * factor, term) for leaf, (times, term) in self.leaves.items()}
        weighed = tuple((weight * factor, term) for weight, term in self.weighed)
        return Sum(self.fixed * factor, leaves, weighed)


def numbers_in(node: Term) -> list[Term]:
    """The parts of a number that are numbers; the condition of a choice is none."""
    return [part for part in node.parts if part.kind is not Kind.CONDITION]


class Sums:
    """Works out sums, each once."""

    def __init__(self) -> None:
        self._known: dict[Term, Sum] = {}

    def of(self, number: Term) -> Sum:
        for node in through(number, self._known, numbers_in):
            self._known[node] = self._made(node)
        return self._known[number]

    def difference(self, left: Term, right: Term) -> Sum:
        return self.of(left).plus(self.of(right).times(Fraction(-1)))

    def _made(self, node: Term) -> Sum:
        if node.constant is not None:
            return Sum(Fraction(node.constant), {}, ())
        parts = [self._known[part] for part in numbers_in(node)]
        match node.form:
            case Form.SUM:
                found = parts[0]
                for part in parts[1:]:
                    found = found.plus(part)
                return found
            case Form.PRODUCT:
                for one, other in (parts, parts[::-1]):
                    if not one.leaves and not one.weighed:
                        return other.times(one.fixed)
            case Form.CHOICE:
                then, otherwise = parts
                if not (then.leaves or then.weighed or otherwise.leaves or otherwise.weighed):
                    weight = then.fixed - otherwise.fixed
                    return Sum(otherwise.fixed, {}, ((weight, node.parts[0]),) if weight else ())
        leaf = (node.kind, node.name) if node.form is Form.VARIABLE else node
        return Sum(Fraction(0), {leaf: (Fraction(1), node)}, ())
