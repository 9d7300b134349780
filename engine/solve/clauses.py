"""The finite core: terms as clauses for a SAT solver, numbers by the cells they are in.

Conditions become literals by Tseitin's transformation, each gate once however often it is met.
A comparison becomes a mark on the ladder of the sum that it is about (`ladder`). A count of
conditions becomes a chain of choices, one for each number that may still be needed (Eén and
Sörensson, "Translating Pseudo-Boolean Constraints into SAT", 2006). What several numbers have
to do with each other is not said here: that is theory (`theory`).

Unsatisfiable only if no case is so; for terms without ladders that are tied, iff.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from pysat.solvers import Cadical195

from .ladder import Ladder
from .linear import Leaf, Sum, Sums
from .logic import FALSE, TRUE, Form, Kind, Term
from .nodes import through

MOST_NODES = 20_000
"""Counts that would take more choices than this are left to the theory."""

MOST_ARMS = 400
"""So many ways a choice between numbers may come out to be gone through one by one."""

YES = 1
"""The literal that always holds."""

Weighed = Sequence[tuple[Fraction, int]]
Weights = tuple[tuple[Fraction, int], ...]


class Clauses:
    """A SAT solver and what each term met so far is in it."""

    def __init__(self) -> None:
        self._solver = Cadical195()
        self._last = YES
        self._solver.add_clause([YES])
        self._literals: dict[Term, int] = {TRUE: YES, FALSE: -YES}
        self.variables: dict[str, int] = {}
        self._gates: dict[object, int] = {}
        self._sums = Sums()
        self._numbered: dict[Leaf, int] = {}
        self.ladders: dict[object, Ladder] = {}
        self.tied = False

    def __del__(self) -> None:
        self._solver.delete()

    # solving

    def require(self, literals: Iterable[int]) -> None:
        """One of these has to hold."""
        self._solver.add_clause([*literals])

    def solve(self, literals: Sequence[int], conflicts: int) -> bool | None:
        """Whether these can hold together; None if that takes more conflicts."""
        self._solver.conf_budget(conflicts)
        found: bool | None = self._solver.solve_limited(assumptions=[*literals])
        return found

    def model(self) -> Sequence[int]:
        """After a yes: each variable, negative where it does not hold."""
        found: Sequence[int] = self._solver.get_model()
        return found

    def core(self) -> frozenset[int]:
        """After a no: those of the literals asked about that suffice for it."""
        return frozenset(self._solver.get_core() or ())

    # conditions

    @property
    def size(self) -> int:
        """How many variables there are."""
        return self._last

    def known(self, term: Term) -> int | None:
        """The literal of a condition that was met before."""
        return self._literals.get(term)

    def literal(self, term: Term) -> int:
        """The literal that holds iff the condition does."""
        for node in through(term, self._literals):
            is_condition = node.kind is Kind.CONDITION
            self._literals[node] = self._condition(node) if is_condition else 0
        return self._literals[term]

    def _condition(self, node: Term) -> int:
        parts = [self._literals[part] for part in node.parts]
        match node.form:
            case Form.AND:
                return self._all(parts)
            case Form.NOT:
                return -parts[0]
            case Form.ALIKE:
                return self._choice(parts[0], parts[1], -parts[1])
            case Form.AT_MOST:
                found = self._weighs([(Fraction(1), part) for part in parts], node.limit + 1)
                return -found
            case Form.SAME | Form.BELOW | Form.UP_TO:
                return self._compared(node.form, self._sums.difference(*node.parts))
            case _:
                return self._variable(node.name)

    def _variable(self, name: str) -> int:
        if name not in self.variables:
            self.variables[name] = self._new()
        return self.variables[name]

    def _new(self) -> int:
        self._last += 1
        return self._last

    # gates

    def _gate(self, key: object, define: Callable[[int], Iterable[Sequence[int]]]) -> int:
        found = self._gates.get(key)
        if found is None:
            found = self._gates[key] = self._new()
            for clause in define(found):
                self._solver.add_clause(clause)
        return found

    def _all(self, literals: Iterable[int]) -> int:
        """All of these."""
        parts = frozenset(literals) - {YES}
        if -YES in parts or any(-part in parts for part in parts):
            return -YES
        if len(parts) < 2:
            return next(iter(parts), YES)
        ordered = sorted(parts)
        return self._gate(
            parts,
            lambda made: [
                *([-made, part] for part in ordered),
                [made, *(-part for part in ordered)],
            ],
        )

    def _any(self, literals: Iterable[int]) -> int:
        return -self._all(-one for one in literals)

    def _choice(self, condition: int, then: int, otherwise: int) -> int:
        """One of two conditions."""
        if condition < 0:
            condition, then, otherwise = -condition, otherwise, then
        if then == otherwise or condition == YES:
            return then
        if then in (YES, -YES) or otherwise in (YES, -YES):
            return self._all((self._any((-condition, then)), self._any((condition, otherwise))))
        if then < 0:
            return -self._choice(condition, -then, -otherwise)
        return self._gate(
            (condition, then, otherwise),
            lambda made: (
                [-made, -condition, then],
                [-made, condition, otherwise],
                [made, -condition, -then],
                [made, condition, -otherwise],
            ),
        )

    # comparisons

    def _compared(self, form: Form, found: Sum) -> int:
        """Whether a sum is zero, below it, or up to it."""
        if not found.leaves:
            return self._counted(form, found)
        chosen = [leaf for leaf in found.leaves if isinstance(leaf, Term)]
        if len(chosen) == 1 and chosen[0].form is Form.CHOICE:
            arms = self._arms(chosen[0])
            if arms is not None:
                return self._by_arm(form, found, chosen[0], arms)
        return self._on_ladder(form, found)

    def _arms(self, choice: Term) -> list[tuple[list[int], Term]] | None:
        """The ways a choice between numbers may come out, each with when it does."""
        arms: list[tuple[list[int], Term]] = []
        waiting: list[tuple[list[int], Term]] = [([], choice)]
        while waiting:
            given, node = waiting.pop()
            if node.form is not Form.CHOICE:
                arms.append((given, node))
            elif len(arms) + len(waiting) > MOST_ARMS:
                return None
            else:
                condition, then, otherwise = node.parts
                chosen = self._literals[condition]
                waiting += [([*given, -chosen], otherwise), ([*given, chosen], then)]
        return arms

    def _by_arm(
        self, form: Form, found: Sum, choice: Term, arms: Iterable[tuple[list[int], Term]]
    ) -> int:
        times, _ = found.leaves[choice]
        leaves = {leaf: one for leaf, one in found.leaves.items() if leaf is not choice}
        rest = Sum(found.fixed, leaves, found.weighed)
        ways = []
        for given, arm in arms:
            if self._all(given) != -YES:
                here = self._compared(form, rest.plus(self._sums.of(arm).times(times)))
                ways.append(self._all([*given, here]))
        return self._any(ways)

    def _counted(self, form: Form, found: Sum) -> int:
        """The same where only conditions count."""
        weights = [(weight, self._literals[term]) for weight, term in found.weighed]

        def over(strict: bool) -> int:
            return self._over(weights, -found.fixed, strict)

        try:
            if form is Form.SAME:
                return self._all((over(False), -over(True)))
            return -over(form is Form.UP_TO)
        except OverflowError:
            return self._on_ladder(form, found)

    def _over(self, weights: Weighed, bound: Fraction, strict: bool) -> int:
        """Whether the weights of those that hold come to a bound, or above it."""
        scale = lcm(1, *(weight.denominator for weight, _ in weights))
        scaled = bound * scale
        need = floor(scaled) + 1 if strict else ceil(scaled)
        return self._weighs([(weight * scale, one) for weight, one in weights], need)

    def _weighs(self, weights: Weighed, need: int) -> int:
        """Whether whole weights of those that hold come to `need`; raises OverflowError if
        telling takes too many choices."""
        merged: dict[int, int] = {}
        for weight, literal in weights:
            amount, variable = int(weight), abs(literal)
            if literal < 0:
                need, amount = need - amount, -amount
            merged[variable] = merged.get(variable, 0) + amount
        need -= merged.pop(YES, 0)
        parts = []
        for variable, amount in merged.items():
            if amount < 0:
                need -= amount
            if amount:
                parts.append((abs(amount), variable if amount > 0 else -variable))
        return self._chain(sorted(parts, key=lambda one: -one[0]), need)

    def _chain(self, parts: Sequence[tuple[int, int]], need: int) -> int:
        left = [0]  # what the parts from each place on come to
        for weight, _ in reversed(parts):
            left.append(left[-1] + weight)
        left.reverse()
        needs: list[set[int]] = [{need}]
        for place, (weight, _) in enumerate(parts):
            ahead = {one for n in needs[-1] for one in (n - weight, n)}
            needs.append({one for one in ahead if 0 < one <= left[place + 1]})
            if sum(map(len, needs)) > MOST_NODES:
                raise OverflowError
        found: dict[int, int] = {}
        for place in reversed(range(len(parts))):
            weight, literal = parts[place]

            def after(n: int, found: dict[int, int] = found) -> int:
                return YES if n <= 0 else found.get(n, -YES)

            here = {n for n in needs[place] if 0 < n <= left[place]}
            found = {n: self._choice(literal, after(n - weight), after(n)) for n in here}
        return YES if need <= 0 else found.get(need, -YES)

    # ladders

    def _on_ladder(self, form: Form, found: Sum) -> int:
        ladder, bound, mirrored = self._ladder(found)
        if form is Form.SAME:
            return self._all(
                (self._at_least(ladder, bound, False), -self._at_least(ladder, bound, True))
            )
        strict = (form is Form.UP_TO) != mirrored  # not above, not at least; or, the other way
        passed = self._at_least(ladder, bound, strict)
        return passed if mirrored else -passed

    def _at_least(self, ladder: Ladder, value: Fraction, strict: bool) -> int:
        literal, clauses = ladder.literal(ladder.mark(value, strict), lambda: -self._new())
        for clause in clauses:
            self._solver.add_clause(clause)
        return literal

    def _ladder(self, found: Sum) -> tuple[Ladder, Fraction, bool]:
        """The ladder of a sum, what its number is compared with where the sum is compared
        with zero, and whether it grows while the sum falls."""
        if len(found.leaves) == 1 and not found.weighed:  # as nearly always
            ((leaf, (times, term)),) = found.leaves.items()
            ladder = self._ladder_of(((Fraction(1), leaf, term),), (), term.kind is Kind.INTEGER)
            return ladder, -found.fixed / times, times < 0
        leaves = sorted(
            ((times, leaf, term) for leaf, (times, term) in found.leaves.items()),
            key=lambda one: self._numbered.setdefault(one[1], len(self._numbered)),
        )
        weights: dict[int, Fraction] = {}
        fixed = found.fixed
        for weight, term in found.weighed:
            literal = self._literals[term]
            if literal < 0:
                fixed, weight, literal = fixed + weight, -weight, -literal
            weights[literal] = weights.get(literal, Fraction(0)) + weight
        fixed += weights.pop(YES, Fraction(0))
        numbers = [times for times, *_ in leaves] + [one for one in weights.values() if one]
        scale = Fraction(lcm(*(n.denominator for n in numbers)))
        scale /= gcd(*(int(n * scale) for n in numbers))
        if numbers[0] < 0:
            scale = -scale
        whole = all(term.kind is Kind.INTEGER for *_, term in leaves)
        scaled = tuple((times * scale, leaf, term) for times, leaf, term in leaves)
        weighed = tuple((w * scale, one) for one, w in sorted(weights.items()) if w)
        return self._ladder_of(scaled, weighed, whole), -fixed * scale, scale < 0

    def _ladder_of(
        self, leaves: tuple[tuple[Fraction, Leaf, Term], ...], weighed: Weights, whole: bool
    ) -> Ladder:
        key = tuple((times, leaf) for times, leaf, _ in leaves), weighed
        ladder = self.ladders.get(key)
        if ladder is None:
            ladder = self.ladders[key] = Ladder(leaves, weighed, whole)
            self.tied = self.tied or ladder.tied
        return ladder
