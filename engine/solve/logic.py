"""Terms of logic: conditions and numbers that z3 understands, and how they are made.

z3's own Python operators look at the types of everything they are given, which takes
longer than solving does here. Terms therefore carry their kind and are built by calls to
z3's C functions. Constants are worked out on the way; z3 only hears of those that meet
something open, so that a constant belongs to no context and to every thread. Importing
this module imports z3.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

import z3

from .context import Context, Made, current
from .context import Kind as Kind


class Term:
    """A condition, a whole number or a real number. `constant` is its value, where it has one.

    Anything else was `made` in a context. Ordering two numbers makes a condition; `same` and
    `unlike` ask whether two terms have one value, so that `==` stays what it is: whether this
    is the same object.
    """

    __slots__ = ("_spelled", "constant", "context", "kind", "made")

    def __init__(
        self,
        kind: Kind,
        made: Made = None,
        context: Context | None = None,
        constant: bool | Fraction | None = None,
    ) -> None:
        self.kind = kind
        self.made = made
        self.context = context
        self.constant = constant

    def __del__(self) -> None:
        if self.context is not None:
            self.context.drop(self.made)

    def within(self, context: Context) -> Term:
        """The term as `context` has it, to be held on to while it is used there."""
        if self.context is context:
            return self
        found: Term | None = getattr(self, "_spelled", None)
        if found is None or found.context is not context:
            found = self._spelled = _spelled(self, context)
        return found

    def __repr__(self) -> str:
        context = self.context or current()
        made = self.within(context).made
        with context.lock:
            return str(z3.Z3_ast_to_string(context.handle, made))

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
        return _made(z3.Z3_mk_unary_minus, self.kind, self)


# constants and variables


TRUE = Term(Kind.CONDITION, constant=True)
FALSE = Term(Kind.CONDITION, constant=False)


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
    return Term(kind, constant=value)


def literal(value: bool | int | Fraction) -> Term:
    """A value of a model as a term."""
    return truth(value) if isinstance(value, bool) else constant(value)


def integer(name: str) -> Term:
    return _variable(name, Kind.INTEGER)


def real(name: str) -> Term:
    return _variable(name, Kind.REAL)


def boolean(name: str) -> Term:
    return _variable(name, Kind.CONDITION)


def _variable(name: str, kind: Kind) -> Term:
    context = current()
    with context.lock:
        symbol = z3.Z3_mk_string_symbol(context.handle, name)
    return Term(kind, context.make(z3.Z3_mk_const, symbol, context.sorts[kind]), context)


def fresh(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Each variable with a new one of its kind."""
    return [(term, _fresh(home(term), term.kind)) for term in terms]


def _fresh(context: Context, kind: Kind) -> Term:
    return Term(kind, context.make(z3.Z3_mk_fresh_const, "new", context.sorts[kind]), context)


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
    return _made(z3.Z3_mk_not, Kind.CONDITION, term)


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
    return _made(z3.Z3_mk_iff, Kind.CONDITION, left, right)


def at_most(terms: Sequence[Term], count: int) -> Term:
    """At most so many of the conditions hold."""
    if count >= len(terms):
        return TRUE
    return _many(z3.Z3_mk_atmost, terms, count)


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
    return _made(z3.Z3_mk_ite, first.kind, condition, first, second)


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
    return _made(z3.Z3_mk_div, Kind.REAL, first, second)


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
    return _made(make, Kind.CONDITION, first, second)


def _combined(
    combine: Callable[[Any, Any], Fraction], make: Callable[..., Made], left: Term, right: object
) -> Term:
    first, second = _alike(left, _term(right))
    if first.constant is not None and second.constant is not None:
        return constant(combine(first.constant, second.constant))
    return _many(make, (first, second))


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
            return _made(z3.Z3_mk_int2real, Kind.REAL, term)
        case Kind.CONDITION:
            raise TypeError(f"not a number: {term!r}")


# any terms


def replaced(term: Term, pairs: Sequence[tuple[Term, Term]]) -> Term:
    """A term with others in place of its variables."""
    if not pairs or term.constant is not None:
        return term
    context = home(term)
    old = [of.within(context) for of, _ in pairs]
    new = [(_as_real(to) if of.kind is Kind.REAL else to).within(context) for of, to in pairs]
    made = context.make(z3.Z3_substitute, term.made, len(pairs), _array(old), _array(new))
    return Term(term.kind, made, context)


def home(*terms: Term) -> Context:
    """The context that terms belong to; constants alone are at home in this thread's."""
    return next((term.context for term in terms if term.context is not None), None) or current()


def identity(term: Term) -> int:
    """Equal for the same term, whoever holds it, within one context."""
    context = home(term)
    held = term.within(context)
    with context.lock:
        return int(z3.Z3_get_ast_id(context.handle, held.made))


def _array(terms: Sequence[Term]) -> Made:
    """Terms of one context as z3 takes several; they have to be held on to meanwhile."""
    return (z3.Ast * len(terms))(*[term.made for term in terms])


def _made(make: Callable[..., Made], kind: Kind, *terms: Term) -> Term:
    context = terms[0].context or home(*terms)
    held = [term if term.context is context else term.within(context) for term in terms]
    return Term(kind, context.make(make, *[term.made for term in held]), context)


def _many(make: Callable[..., Made], terms: Sequence[Term], *more: int) -> Term:
    context = terms[0].context or home(*terms)
    held = [term if term.context is context else term.within(context) for term in terms]
    made = context.make(make, len(held), _array(held), *more)
    return Term(terms[0].kind, made, context)


def _spelled(term: Term, context: Context) -> Term:
    """A constant in a context; anything else belongs to one only."""
    match term.constant:
        case True:
            made = context.make(z3.Z3_mk_true)
        case False:
            made = context.make(z3.Z3_mk_false)
        case Fraction() as value:
            made = context.make(z3.Z3_mk_numeral, str(value), context.sorts[term.kind])
        case None:
            raise RuntimeError("a term was used with those of another thread")
    return Term(term.kind, made, context)
