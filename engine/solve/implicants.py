"""Which smallest conditions suffice for a condition to fail.

A condition is a function of its atoms: comparisons, and variables that are true or false. In a
model in which it fails, some of the atoms alone make it fail: the unsatisfiable core of asking
for it while all atoms stand as they do. Of these each is left out in turn, and stays out where
the others still suffice. What is left is a prime implicant of the negation (W. V. Quine, "The
Problem of Simplifying Truth Functions", 1952).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from .clauses import YES, Clauses
from .logic import COMPARISONS, Form, Term, both, negation
from .nodes import through

UNBOUNDED = -1
"""No limit on conflicts: without a theory the questions are small."""


class Implicants:
    """Of one condition, where what is `given` holds. No theory is needed, since how atoms stand
    comes from a model."""

    def __init__(self, condition: Term, given: Sequence[Term] = ()) -> None:
        self._clauses = Clauses()
        self._condition = self._clauses.literal(condition)
        every = both(condition, *given)
        for term in given:
            self._clauses.require([self._clauses.literal(term)])
        found = ((self._clauses.literal(atom), atom) for atom in _atoms(every))
        self._atoms = {literal: atom for literal, atom in found if abs(literal) != YES}

    def failing(
        self, value: Callable[[Term], object], *spare: Callable[[Term], bool]
    ) -> list[Term]:
        """Of a model in which the condition fails: atoms that suffice for it, as they stand.

        Those to `spare` are left out where others suffice, the first kind before the next.
        """
        standing = {
            literal if value(atom) is True else -literal: literal
            for literal, atom in self._atoms.items()
        }
        kinds: tuple[Callable[[Term], bool], ...] = (*spare, lambda _: True)
        rank = {
            one: next(place for place, told in enumerate(kinds) if told(self._atoms[to]))
            for one, to in standing.items()
        }
        ranks = sorted({*rank.values()}, reverse=True)
        tries = (self._refuted(o for o in standing if rank[o] >= least) for least in ranks)
        kept = next((one for one in tries if one is not None), [])
        for one in sorted(kept, key=lambda one: rank[one]):
            fewer = self._refuted(other for other in kept if other != one) if one in kept else None
            kept = kept if fewer is None else fewer
        atoms = ((one == standing[one], self._atoms[standing[one]]) for one in kept)
        return [atom if holds else negation(atom) for holds, atom in atoms]

    def _refuted(self, literals: Iterable[int]) -> list[int] | None:
        """Those of the literals that suffice for the condition to fail; None if all do not."""
        asked = [*literals]
        if self._clauses.solve([self._condition, *asked], UNBOUNDED) is not False:
            return None
        core = self._clauses.core()
        return [one for one in asked if one in core]


def _atoms(condition: Term) -> Iterator[Term]:
    """The smallest conditions that one is made of."""
    seen: set[Term] = set()
    for node in through(condition, seen, _inside):
        seen.add(node)
        if node.form is Form.VARIABLE or node.form in COMPARISONS:
            yield node


def _inside(node: Term) -> Sequence[Term]:
    return () if node.form in COMPARISONS else node.parts
