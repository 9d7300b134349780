"""Terms of logic: conditions and numbers that z3 understands, and how they are made.

z3's own Python operators look at the types of everything they are given, which takes
longer than solving does here. Terms therefore carry their kind and are built by calls to
z3's C functions; constants are worked out on the way. Importing this module imports z3.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from enum import Enum
from fractions import Fraction
from typing import Any

import z3

from .context import Made, current


class Kind(Enum):
    """What a term stands for."""

    CONDITION = "condition"
    INTEGER = "integer"
    REAL = "real"


class Term:
    """A condition, a whole number or a real number. `constant` is its value, where it has one.

    Ordering two numbers makes a condition; `same` and `unlike` ask whether two terms have one
    value, so that `==` stays what it is: whether this is the same object.
    """

    __slots__ = ("_owner", "constant", "kind", "made")

    def __init__(self, made: Made, kind: Kind, constant: bool | Fraction | None = None) -> None:
        self._owner = owner = current()
        z3.Z3_inc_ref(owner.ref, made)
        self.made = made
        self.kind = kind
        self.constant = constant

    def __del__(self, release: Callable[..., None] = z3.Z3_dec_ref) -> None:
        self._owner.release(self.made, release)

    def __repr__(self) -> str:
        return str(z3.Z3_ast_to_string(current().ref, self.made))

    def __lt__(self, other: Term | int) -> Term:
        return _compared(operator.lt, z3.Z3_mk_lt, self, other)

    def __le__(self, other: Term | int) -> Term:
        return _compared(operator.le, z3.Z3_mk_le, self, other)

    def __gt__(self, other: Term | int) -> Term:
        return _compared(operator.gt, z3.Z3_mk_gt, self, other)

    def __ge__(self, other: Term | int) -> Term:
        return _compared(operator.ge, z3.Z3_mk_ge, self, other)

    def __add__(self, other: Term | int) -> Term:
        return _combined(operator.add, z3.Z3_mk_add, self, other)

    def __sub__(self, other: Term | int) -> Term:
        return _combined(operator.sub, z3.Z3_mk_sub, self, other)

    def __mul__(self, other: Term | int) -> Term:
        return _combined(operator.mul, z3.Z3_mk_mul, self, other)

    def __rmul__(self, other: int) -> Term:
        return self * other

    def __neg__(self) -> Term:
        if self.constant is not None:
            return constant(-self.constant)
        return Term(z3.Z3_mk_unary_minus(current().ref, self.made), self.kind)


# constants and variables


class _Truth(Term):
    """True or false: the same object in every context."""

    __slots__ = ()

    def __init__(self, value: bool) -> None:
        self.kind = Kind.CONDITION
        self.constant = value

    def __del__(self, release: Callable[..., None] = z3.Z3_dec_ref) -> None:
        """Nothing is held."""

    @property
    def made(self) -> Made:
        here = current()
        return here.true if self.constant else here.false


TRUE: Term = _Truth(True)
FALSE: Term = _Truth(False)


def truth(value: bool) -> Term:
    return TRUE if value else FALSE


def is_true(term: Term) -> bool:
    """Whether a term is the constant true."""
    return term is TRUE


def constant(value: Fraction | int) -> Term:
    """An exact number."""
    exact = Fraction(value)
    return _number(exact, Kind.INTEGER if exact.denominator == 1 else Kind.REAL)


def _number(value: Fraction, kind: Kind) -> Term:
    return Term(z3.Z3_mk_numeral(current().ref, str(value), _sort(kind)), kind, value)


def literal(value: bool | int | Fraction) -> Term:
    """A value of a model as a term."""
    return truth(value) if isinstance(value, bool) else constant(value)


def _sort(kind: Kind) -> Made:
    here = current()
    match kind:
        case Kind.CONDITION:
            return here.boolean
        case Kind.INTEGER:
            return here.integer
        case Kind.REAL:
            return here.real


def integer(name: str) -> Term:
    return _variable(name, Kind.INTEGER)


def real(name: str) -> Term:
    return _variable(name, Kind.REAL)


def boolean(name: str) -> Term:
    return _variable(name, Kind.CONDITION)


def _variable(name: str, kind: Kind) -> Term:
    symbol = z3.Z3_mk_string_symbol(current().ref, name)
    return Term(z3.Z3_mk_const(current().ref, symbol, _sort(kind)), kind)


def fresh(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Each variable with a new one of its kind."""
    return [
        (term, Term(z3.Z3_mk_fresh_const(current().ref, "new", _sort(term.kind)), term.kind))
        for term in terms
    ]


# conditions


def both(*terms: Term) -> Term:
    """Conjunction, simplified where a part is constant."""
    if any(term is FALSE for term in terms):
        return FALSE
    left = [term for term in terms if term is not TRUE]
    return left[0] if len(left) == 1 else _many(z3.Z3_mk_and, left) if left else TRUE


def either(*terms: Term) -> Term:
    """Disjunction, simplified where a part is constant."""
    if any(term is TRUE for term in terms):
        return TRUE
    left = [term for term in terms if term is not FALSE]
    return left[0] if len(left) == 1 else _many(z3.Z3_mk_or, left) if left else FALSE


def negation(term: Term) -> Term:
    if term.constant is not None:
        return truth(not term.constant)
    return Term(z3.Z3_mk_not(current().ref, term.made), Kind.CONDITION)


def implies(premise: Term, conclusion: Term) -> Term:
    return either(negation(premise), conclusion)


def differ(left: Term, right: Term) -> Term:
    """One true and one false."""
    return negation(alike(left, right))


def alike(left: Term, right: Term) -> Term:
    """Both true or both false."""
    for one, other in ((left, right), (right, left)):
        if one.constant is not None:
            return other if one.constant else negation(other)
    return Term(z3.Z3_mk_iff(current().ref, left.made, right.made), Kind.CONDITION)


def at_most(terms: Sequence[Term], count: int) -> Term:
    """At most so many of the conditions hold."""
    if count >= len(terms):
        return TRUE
    made = z3.Z3_mk_atmost(current().ref, len(terms), _array(terms), count)
    return Term(made, Kind.CONDITION)


def same(left: Term, right: Term | int) -> Term:
    """Whether two terms of one kind have the same value."""
    if left.kind is not Kind.CONDITION:
        return _compared(operator.eq, z3.Z3_mk_eq, left, right)
    assert isinstance(right, Term), right
    return alike(left, right)


def unlike(left: Term, right: Term | int) -> Term:
    """Whether two terms of one kind have different values."""
    return negation(same(left, right))


# numbers


def choose(condition: Term, then: Term, otherwise: Term) -> Term:
    """One of two terms of like kinds."""
    if condition.constant is not None:
        return then if condition.constant else otherwise
    first, second = _alike(then, otherwise)
    return Term(z3.Z3_mk_ite(current().ref, condition.made, first.made, second.made), first.kind)


def total(terms: Iterable[Term]) -> Term:
    """The sum of numbers; 0 of none."""
    fixed, loose = Fraction(0), []
    for term in terms:
        if term.constant is None:
            loose.append(term)
        else:
            fixed += Fraction(term.constant)
    if not loose:
        return constant(fixed)
    parts = [*loose, constant(fixed)] if fixed else loose
    if any(term.kind is Kind.REAL for term in parts):
        parts = [_as_real(term) for term in parts]
    return parts[0] if len(parts) == 1 else _many(z3.Z3_mk_add, parts)


def how_many(terms: Iterable[Term]) -> Term:
    """How many of the conditions hold."""
    one, none = constant(1), constant(0)
    return total(choose(term, one, none) for term in terms)


def quotient(left: Term, right: Term) -> Term:
    """Exact division; the caller sees to it that `right` is not zero."""
    if left.constant is not None and right.constant:
        return constant(Fraction(left.constant) / Fraction(right.constant))
    first, second = _as_real(left), _as_real(right)
    return Term(z3.Z3_mk_div(current().ref, first.made, second.made), Kind.REAL)


def compared(sign: str, left: Term, right: Term) -> Term:
    """Two numbers, or two codes, side by side: `sign` is that of the language."""
    match sign:
        case "=":
            return same(left, right)
        case "!=":
            return unlike(left, right)
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case _:
            raise ValueError(sign)


def _compared(
    compare: Callable[[Any, Any], bool], make: Callable[..., Made], left: Term, right: object
) -> Term:
    first, second = _alike(left, _term(right))
    if first.constant is not None and second.constant is not None:
        return truth(compare(first.constant, second.constant))
    return Term(make(current().ref, first.made, second.made), Kind.CONDITION)


def _combined(
    combine: Callable[[Any, Any], Fraction], make: Callable[..., Made], left: Term, right: object
) -> Term:
    first, second = _alike(left, _term(right))
    if first.constant is not None and second.constant is not None:
        return constant(combine(first.constant, second.constant))
    return Term(make(current().ref, 2, _array((first, second))), first.kind)


def _term(value: object) -> Term:
    if isinstance(value, Term):
        return value
    assert isinstance(value, bool | int | Fraction), value
    return literal(value)


def _alike(left: Term, right: Term) -> tuple[Term, Term]:
    """Two terms of one kind: a whole number beside a real one becomes real."""
    if left.kind is right.kind:
        return left, right
    return _as_real(left), _as_real(right)


def _as_real(term: Term) -> Term:
    match term.kind:
        case Kind.REAL:
            return term
        case Kind.INTEGER if term.constant is not None:
            return _number(Fraction(term.constant), Kind.REAL)
        case Kind.INTEGER:
            return Term(z3.Z3_mk_int2real(current().ref, term.made), Kind.REAL)
        case Kind.CONDITION:
            raise TypeError(f"not a number: {term!r}")


# any terms


def replaced(term: Term, pairs: Sequence[tuple[Term, Term]]) -> Term:
    """A term with others in place of its variables."""
    if not pairs or term.constant is not None:
        return term
    new = [_as_real(to) if of.kind is Kind.REAL else to for of, to in pairs]
    made = z3.Z3_substitute(
        current().ref, term.made, len(pairs), _array([of for of, _ in pairs]), _array(new)
    )
    return Term(made, term.kind)


def identity(term: Term) -> int:
    """Equal for the same term, whoever holds it."""
    return int(z3.Z3_get_ast_id(current().ref, term.made))


def _many(make: Callable[..., Made], terms: Sequence[Term]) -> Term:
    return Term(make(current().ref, len(terms), _array(terms)), terms[0].kind)


def _array(terms: Sequence[Term]) -> Made:
    return (z3.Ast * len(terms))(*(term.made for term in terms))
