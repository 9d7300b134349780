"""The only door to z3: typed helpers over its terms. Importing this module imports z3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import z3

Term = Any
"""A z3 expression; the library ships no types."""

TRUE: Term = z3.BoolVal(True)
FALSE: Term = z3.BoolVal(False)
MILLISECONDS = 2_000


def constant(value: Fraction) -> Term:
    """An exact number."""
    whole = value.denominator == 1
    return z3.IntVal(value.numerator) if whole else z3.RealVal(str(value))


def truth(value: bool) -> Term:
    return TRUE if value else FALSE


def is_true(term: Term) -> bool:
    """Whether a term is the constant true."""
    return bool(z3.is_true(term))


def integer(name: str) -> Term:
    return z3.Int(name)


def real(name: str) -> Term:
    return z3.Real(name)


def boolean(name: str) -> Term:
    return z3.Bool(name)


def both(*terms: Term) -> Term:
    """Conjunction, simplified where a part is constant."""
    left = [term for term in terms if not z3.is_true(term)]
    if any(z3.is_false(term) for term in left):
        return FALSE
    return left[0] if len(left) == 1 else z3.And(left) if left else TRUE


def either(*terms: Term) -> Term:
    """Disjunction, simplified where a part is constant."""
    left = [term for term in terms if not z3.is_false(term)]
    if any(z3.is_true(term) for term in left):
        return TRUE
    return left[0] if len(left) == 1 else z3.Or(left) if left else FALSE


def negation(term: Term) -> Term:
    if z3.is_true(term):
        return FALSE
    return TRUE if z3.is_false(term) else z3.Not(term)


def implies(premise: Term, conclusion: Term) -> Term:
    return either(negation(premise), conclusion)


def differ(left: Term, right: Term) -> Term:
    return z3.Xor(left, right)


def alike(left: Term, right: Term) -> Term:
    """Both true or both false."""
    return negation(z3.Xor(left, right))


def choose(condition: Term, then: Term, otherwise: Term) -> Term:
    if z3.is_true(condition):
        return then
    return otherwise if z3.is_false(condition) else z3.If(condition, then, otherwise)


def total(terms: Iterable[Term]) -> Term:
    return z3.Sum([z3.IntVal(0), *terms])


def how_many(terms: Iterable[Term]) -> Term:
    """How many of the conditions hold."""
    return total(z3.If(term, z3.IntVal(1), z3.IntVal(0)) for term in terms)


def quotient(left: Term, right: Term) -> Term:
    """Exact division; the caller sees to it that `right` is not zero."""
    return _as_real(left) / _as_real(right)


def _as_real(term: Term) -> Term:
    return z3.ToReal(term) if z3.is_int(term) else term


def fresh(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Each variable with a new one of its kind."""
    return [(term, z3.FreshConst(term.sort())) for term in terms]


def replaced(term: Term, pairs: Sequence[tuple[Term, Term]]) -> Term:
    return z3.substitute(term, *pairs) if pairs else term


class Solver:
    """Asks whether conditions can hold together; not deciding in time counts as yes."""

    def __init__(self, assumptions: Iterable[Term]) -> None:
        self._solver = z3.Solver()
        self._solver.set("timeout", MILLISECONDS)
        self._solver.add(*assumptions)

    def possible(self, *terms: Term) -> bool:
        """Whether all `terms` can hold; also when that is not decided in time."""
        self._solver.push()
        self._solver.add(*terms)
        answer = self._solver.check()
        self._solver.pop()
        return bool(answer != z3.unsat)


class Oracle:
    """Asks one question after another about the same assumptions, and keeps the last model.

    Every answer is yes (True), no (False) or not decided in time (None).
    """

    def __init__(self, assumptions: Iterable[Term], milliseconds: int = MILLISECONDS) -> None:
        self._solver = z3.Solver()
        self._solver.set("timeout", milliseconds)
        self._solver.add(*assumptions)
        self._model: Term = None

    def add(self, *terms: Term) -> None:
        """Assume more from now on."""
        self._solver.add(*terms)

    def ask(self, *terms: Term) -> bool | None:
        """Whether all of `terms` can hold together.

        Goes straight to the library: its wrapper takes longer to check types than to solve.
        """
        listed = (z3.Ast * len(terms))(*(term.as_ast() for term in terms))
        context, solver = self._solver.ctx.ref(), self._solver.solver
        found = z3.Z3_solver_check_assumptions(context, solver, len(terms), listed)
        self._model = None
        if found == z3.Z3_L_TRUE:
            return True
        return False if found == z3.Z3_L_FALSE else None

    def core(self) -> tuple[Term, ...]:
        """After a no: those of the terms asked about that suffice for it."""
        return tuple(self._solver.unsat_core())

    def value(self, term: Term) -> bool | Fraction:
        """What a term is in the last model."""
        if self._model is None:
            self._model = self._solver.model()
        found = self._model.eval(term, model_completion=True)
        if z3.is_bool(found):
            return bool(z3.is_true(found))
        if z3.is_algebraic_value(found):
            found = found.approx(12)
        return Fraction(found.as_fraction() if z3.is_rational_value(found) else found.as_long())


def at_most(terms: Sequence[Term], count: int) -> Term:
    """At most so many of the conditions hold."""
    return z3.AtMost(*terms, count) if count < len(terms) else TRUE


def same(left: Term, right: Term) -> Term:
    """Whether two terms of one kind have the same value."""
    return left == right


def identity(term: Term) -> int:
    """Equal for the same term, whoever holds it."""
    return int(term.get_id())


def unlike(left: Term, right: Term) -> Term:
    """Whether two terms of one kind have different values."""
    return left != right


def literal(value: bool | Fraction) -> Term:
    """A value of a model as a term."""
    return truth(value) if isinstance(value, bool) else constant(value)
