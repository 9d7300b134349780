"""Asking whether conditions can hold together, and what a case looks like in which they do.

A SAT solver answers over the finite core (`clauses`). Where numbers are tied to each other,
each answer of it is shown to z3 (`theory`), which agrees or tells which cells clash; that
is learnt, and the question asked again. A question that takes too many such rounds is put to
z3 as a whole. Effort is counted, never timed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from ..concurrency import cached_property
from .budget import BY_THEORY, GIVEN_UP, LADDERS_A_STEP, Budget
from .clauses import YES, Clauses
from .linear import Leaf
from .logic import Kind, Term, compared, constant, same
from .logic import literal as literal_of
from .nodes import worked_out

if TYPE_CHECKING:
    from .theory import Group, Theory
    from .whole import Whole

EFFORT = 3_000_000
"""How much work one question is worth, in z3's own count; about three seconds.

Unlike a clock it gives the same answer on a busy machine as on an idle one.
"""

PER_CONFLICT = 60
"""What a conflict of the SAT solver counts."""

ROUNDS = 60
"""So many answers of the SAT solver may be refused before z3 is asked about the whole."""


class Oracle:
    """Asks one question after another about the same assumptions, and keeps the last model.

    Every answer is yes (True), no (False) or not decided (None): with the effort that one
    question is worth, or because the `budget` is spent. For one thread at a time. With `lists`,
    much of it is about sums over records with open fields.
    """

    def __init__(
        self,
        assumptions: Iterable[Term] = (),
        effort: int = EFFORT,
        budget: Budget | None = None,
        lists: bool = False,
    ) -> None:
        self._effort = effort
        self._lists = lists
        self._budget = Budget() if budget is None else budget
        self._assumed: list[Term] = []
        self._clauses = Clauses()
        self._groups: tuple[int, Sequence[Group]] = 0, ()
        self._by_whole = False
        self._model: Sequence[int] = ()
        self._size = 0
        self._core: frozenset[int] = frozenset()
        self._numbers: dict[Leaf, Fraction] = {}
        self._known: dict[Term, bool | Fraction] = {}
        self.add(*assumptions)

    def add(self, *terms: Term) -> None:
        """Assume more from now on."""
        self._assumed += terms
        for term in terms:
            self._clauses.require([self._clauses.literal(term)])

    def expect(self, *terms: Term) -> None:
        """Conditions that models will be asked for; not needed, but quicker."""
        for term in terms:
            self._clauses.literal(term)

    def ask(self, *terms: Term) -> bool | None:
        """Whether all of `terms` can hold together."""
        if self._budget.spent:
            return None
        answer = self._settle([self._clauses.literal(term) for term in terms])
        if answer is None and self._tangled():
            return None
        self._by_whole = answer is None
        return self._asked_whole(terms) if self._by_whole else answer

    def _tangled(self) -> bool:
        """Whether some numbers are tied together in ways that z3 is better not asked about."""
        return any(group.tangled for group in self._tied())

    def _asked_whole(self, terms: Sequence[Term]) -> bool | None:
        answer = self._whole.ask(self._assumed, terms)
        self._budget.spend(BY_THEORY if answer is not None else GIVEN_UP)
        return answer

    def _settle(self, literals: Sequence[int]) -> bool | None:
        """The answer over the core, with what the theory makes of it; None where it takes long."""
        self._by_whole = False
        self._numbers, self._known = {}, {}
        for _ in range(ROUNDS):
            self._budget.spend(1)
            answer = self._clauses.solve(literals, self._effort // PER_CONFLICT)
            if answer is not True:
                self._core = self._clauses.core() if answer is False else frozenset()
                return answer
            self._model, self._size = self._clauses.model(), self._clauses.size
            clash = self._clash()
            if clash is None:
                return None
            if not clash:
                return True
            for one in clash:
                self._clauses.require([-literal for literal in one])
        return None

    def beside(self, changed: Iterable[Term], *terms: Term) -> bool:
        """Whether `terms` are shown to hold together in a case that differs from the one in the
        last model in these variables only. A no proves nothing."""
        if self._by_whole:
            return False
        free = {(one.kind, one.name) for one in changed}
        kept = self._as_in_model(free)  # first, while the model knows every mark there is
        return self._settle([*kept, *(self._clauses.literal(term) for term in terms)]) is True

    def _as_in_model(self, free: Container[Leaf]) -> list[int]:
        """What keeps every variable but the free ones as it is in the last model.

        Of a number that is tied to none, the cell: the case in the model has a twin with any
        other number of it.
        """
        fixed = [
            literal if self._holds(literal) else -literal
            for name, literal in self._clauses.variables.items()
            if (Kind.CONDITION, name) not in free
        ]
        tied = self._tied()
        grouped = {leaf for group in tied for leaf in group.variables}
        for ladder in self._clauses.ladders.values():
            leaf = ladder.leaves[0][1]
            if not ladder.tied and leaf not in free and leaf not in grouped:
                fixed += ladder.bounds(self._holds)
        exact = []
        for group in tied:
            if any(leaf in free for leaf in group.variables):
                exact += [term for leaf, term in group.variables.items() if leaf not in free]
            else:
                fixed += group.cells(self._holds) + group.conditions(self._holds)
        values = [same(term, literal_of(self.value(term))) for term in exact]
        return fixed + [self._clauses.literal(term) for term in values]

    def possible(self, *terms: Term) -> bool:
        """Whether all of `terms` can hold together; also when that is not decided."""
        return self.ask(*terms) is not False

    def blamed(self, terms: Mapping[str, Term]) -> list[str]:
        """After a no: which of the terms asked about, by their names here, suffice for it."""
        if self._by_whole:
            return self._whole.blamed(terms)
        literals = {name: self._clauses.literal(term) for name, term in terms.items()}
        return [name for name, one in literals.items() if one in self._core or one == -YES]

    def extreme(self, number: Term, lowest: bool) -> Fraction | None:
        """The lowest or highest that a number can be; None if it is not found, or proved.

        Unsatisfiable iff nothing lies beyond it.
        """
        if self._tangled():
            return None
        found = self._whole.extreme(self._assumed, number, lowest)
        if found is None:
            return None
        beyond = compared("<" if lowest else ">", number, constant(found))
        return found if self.ask(beyond) is False else None

    # the last model

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if self._by_whole:
            return self._whole.value(term)
        if term.kind is Kind.CONDITION:
            literal = self._clauses.known(term)
            if literal is not None and literal in range(-self._size, self._size + 1):
                return self._holds(literal)
        return worked_out(term, self._variable, self._known)

    def _holds(self, literal: int) -> bool:
        place = abs(literal) - 1  # what no clause speaks of is left out, and may be anything
        return (place < len(self._model) and self._model[place] > 0) == (literal > 0)

    def _variable(self, term: Term) -> bool | Fraction:
        if term.kind is Kind.CONDITION:
            literal = self._clauses.known(term)
            return literal is not None and self._holds(literal)
        leaf = term.kind, term.name
        if leaf not in self._numbers:
            group = next((one for one in self._tied() if leaf in one.variables), None)
            if group is not None:
                self._numbers |= self._theory.numbers(group, self._holds)
            else:
                ladder = self._clauses.ladders.get((((Fraction(1), leaf),), ()))
                self._numbers[leaf] = ladder.plainest(self._holds) if ladder else Fraction(0)
        return self._numbers[leaf]

    # numbers that are tied to each other

    def _clash(self) -> list[Sequence[int]] | None:
        """The clashes in the last model, group by group; None where that is not decided."""
        found: list[Sequence[int]] = []
        for group in self._tied():
            if group.tangled:
                return None
            before = self._theory.asked
            clash = self._theory.clash(group, self._holds)
            gone_through = len(group.ladders) // LADDERS_A_STEP
            self._budget.spend(BY_THEORY * (self._theory.asked - before) + gone_through)
            if clash is None:
                self._budget.spend(GIVEN_UP)
                return None
            if clash:
                found.append(clash)
        return found

    def _tied(self) -> Sequence[Group]:
        ladders = self._clauses.ladders
        if not self._clauses.tied:
            return ()
        size = len(ladders)
        if self._groups[0] != size:
            self._groups = size, self._theory.groups(ladders.values())
        return self._groups[1]

    @cached_property
    def _theory(self) -> Theory:
        """z3 is imported only where numbers are tied."""
        from .theory import Theory

        return Theory(self._effort, self._clauses.literal, self._lists)

    @cached_property
    def _whole(self) -> Whole:
        from .whole import Whole

        return Whole(self._effort)
