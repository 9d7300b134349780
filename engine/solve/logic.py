"""Terms of logic: conditions and numbers, how they are made, and what they mean.

A term is a node of a directed graph without circles: it holds its parts, and constants are
worked out on the way. Nothing in it belongs to a solver, so terms may be shared by threads;
what each solver makes of them stands in `clauses` and `theory`. Whoever goes through terms
does so by `nodes.through`, parts first: chains of rules are deeper than Python may recurse.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from itertools import count
from typing import Any


class Kind(Enum):
    """What a term stands for."""

    CONDITION = "condition"
    INTEGER = "integer"
    REAL = "real"


class Form(Enum):
    """How a term is made of its parts."""

    CONSTANT = "constant"
    VARIABLE = "variable"
    AND = "and"
    NOT = "not"
    ALIKE = "alike"
    AT_MOST = "at most"
    SAME = "="
    BELOW = "<"
    UP_TO = "<="
    CHOICE = "if"
    SUM = "+"
    PRODUCT = "*"
    QUOTIENT = "/"


COMPARISONS = frozenset({Form.SAME, Form.BELOW, Form.UP_TO})


class Term:
    """A condition, a whole number or a real number. `constant` is its value, where it has one.

    Ordering two numbers makes a condition; `same` and `unlike` ask whether two terms have one
    value, so that `==` stays what it is: whether this is the same object. `name` is that of a
    variable, and two variables of one name and kind are one; `limit` is that of `AT_MOST`.
    """

    __slots__ = ("constant", "form", "kind", "limit", "name", "parts")

    def __init__(
        self,
        form: Form,
        kind: Kind,
        parts: tuple[Term, ...] = (),
        *,
        constant: bool | Fraction | None = None,
        name: str = "",
        limit: int = 0,
    ) -> None:
        self.form = form
        self.kind = kind
        self.parts = parts
        self.constant = constant
        self.name = name
        self.limit = limit

    def __repr__(self) -> str:
        if self.form in (Form.CONSTANT, Form.VARIABLE):
            return self.name or str(self.constant)
        return f"({' '.join([self.form.value, *map(repr, self.parts)])})"

    def __lt__(self, other: Term | int) -> Term:
        return compared_by(Form.BELOW, self, _term(other))

    def __le__(self, other: Term | int) -> Term:
        return compared_by(Form.UP_TO, self, _term(other))

    def __gt__(self, other: Term | int) -> Term:
        return compared_by(Form.BELOW, _term(other), self)

    def __ge__(self, other: Term | int) -> Term:
        return compared_by(Form.UP_TO, _term(other), self)

    def __add__(self, other: Term | int) -> Term:
        return combined(Form.SUM, self, _term(other))

    def __sub__(self, other: Term | int) -> Term:
        return self + -_term(other)

    def __mul__(self, other: Term | int) -> Term:
        return combined(Form.PRODUCT, self, _term(other))

    def __rmul__(self, other: int) -> Term:
        return self * other

    def __neg__(self) -> Term:
        return constant(-1) * self


# constants and variables


TRUE = Term(Form.CONSTANT, Kind.CONDITION, constant=True)
FALSE = Term(Form.CONSTANT, Kind.CONDITION, constant=False)


def truth(value: bool) -> Term:
    return TRUE if value else FALSE


def is_true(term: Term) -> bool:
    """Whether a term is the constant true."""
    return term is TRUE


def constant(value: Fraction | int) -> Term:
    """An exact number."""
    exact = Fraction(value)
    kind = Kind.INTEGER if exact.denominator == 1 else Kind.REAL
    return Term(Form.CONSTANT, kind, constant=exact)


def literal(value: bool | int | Fraction) -> Term:
    """A value of a model as a term."""
    return truth(value) if isinstance(value, bool) else constant(value)


def integer(name: str) -> Term:
    return Term(Form.VARIABLE, Kind.INTEGER, name=name)


def real(name: str) -> Term:
    return Term(Form.VARIABLE, Kind.REAL, name=name)


def boolean(name: str) -> Term:
    return Term(Form.VARIABLE, Kind.CONDITION, name=name)


_numbers = count(1)


def fresh(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Each variable with a new one of its kind."""
    return [
        (term, Term(Form.VARIABLE, term.kind, name=f"{term.name} ({next(_numbers)})"))
        for term in terms
    ]


def twins(terms: Sequence[Term]) -> list[tuple[Term, Term]]:
    """Each variable with another of its kind, for one question: the next gets the same ones.

    z3 keeps every name for ever, so that new ones would fill the memory case by case.
    """
    return [(term, Term(Form.VARIABLE, term.kind, name=f"{term.name} (0)")) for term in terms]


# conditions


def both(*terms: Term) -> Term:
    """Conjunction, simplified where a part is constant."""
    if any(term is FALSE for term in terms):
        return FALSE
    left = tuple(term for term in terms if term is not TRUE)
    if len(left) < 2:
        return left[0] if left else TRUE
    return Term(Form.AND, Kind.CONDITION, left)


def either(*terms: Term) -> Term:
    """Disjunction, simplified where a part is constant."""
    return negation(both(*map(negation, terms)))


def negation(term: Term) -> Term:
    if term.constant is not None:
        return truth(not term.constant)
    if term.form is Form.NOT:
        return term.parts[0]
    return Term(Form.NOT, Kind.CONDITION, (term,))


def implies(premise: Term, conclusion: Term) -> Term:
    return either(negation(premise), conclusion)


def differ(left: Term, right: Term) -> Term:
    """One true and one false."""
    return negation(alike(left, right))


def alike(left: Term, right: Term) -> Term:
    """Both true or both false."""
    if left is right:
        return TRUE
    for one, other in ((left, right), (right, left)):
        if one.constant is not None:
            return other if one.constant else negation(other)
    return Term(Form.ALIKE, Kind.CONDITION, (left, right))


def at_most(terms: Sequence[Term], limit: int) -> Term:
    """At most so many of the conditions hold."""
    if limit >= len(terms):
        return TRUE
    return Term(Form.AT_MOST, Kind.CONDITION, tuple(terms), limit=limit)


def same(left: Term, right: Term | int) -> Term:
    """Whether two terms of one kind have the same value."""
    other = _term(right)
    return (
        alike(left, other) if left.kind is Kind.CONDITION else compared_by(Form.SAME, left, other)
    )


def unlike(left: Term, right: Term | int) -> Term:
    """Whether two terms of one kind have different values."""
    return negation(same(left, right))


# numbers


def choose(condition: Term, then: Term, otherwise: Term) -> Term:
    """One of two terms of like kinds."""
    if condition.constant is not None:
        return then if condition.constant else otherwise
    if then is otherwise:
        return then
    if then.kind is Kind.CONDITION:
        return either(both(condition, then), both(negation(condition), otherwise))
    return Term(Form.CHOICE, _kind((then, otherwise)), (condition, then, otherwise))


def total(terms: Iterable[Term]) -> Term:
    """The sum of numbers; 0 of none."""
    fixed, loose = Fraction(0), []
    for term in terms:
        if term.constant is None:
            loose.append(term)
        else:
            fixed += Fraction(term.constant)
    parts = (*loose, constant(fixed)) if fixed or not loose else tuple(loose)
    return parts[0] if len(parts) == 1 else Term(Form.SUM, _kind(parts), parts)


def how_many(terms: Iterable[Term]) -> Term:
    """How many of the conditions hold."""
    one, none = constant(1), constant(0)
    return total(choose(term, one, none) for term in terms)


def quotient(left: Term, right: Term) -> Term:
    """Exact division; the caller sees to it that `right` is not zero."""
    if right.constant:
        return left * constant(1 / Fraction(right.constant))
    return Term(Form.QUOTIENT, Kind.REAL, (left, right))


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


HOLDS: Mapping[Form, Callable[[Any, Any], bool]] = {
    Form.SAME: operator.eq,
    Form.BELOW: operator.lt,
    Form.UP_TO: operator.le,
}
"""When a comparison holds."""


def compared_by(form: Form, left: Term, right: Term) -> Term:
    """Two numbers, as one of `COMPARISONS`."""
    if left.constant is not None and right.constant is not None:
        return truth(HOLDS[form](left.constant, right.constant))
    return Term(form, Kind.CONDITION, (left, right))


def combined(form: Form, left: Term, right: Term) -> Term:
    """A sum or a product of two numbers."""
    if left.constant is not None and right.constant is not None:
        combine = operator.add if form is Form.SUM else operator.mul
        return constant(combine(Fraction(left.constant), Fraction(right.constant)))
    return Term(form, _kind((left, right)), (left, right))


def _kind(numbers: Sequence[Term]) -> Kind:
    """A whole number beside a real one becomes real."""
    return Kind.REAL if any(one.kind is Kind.REAL for one in numbers) else Kind.INTEGER


def _term(value: object) -> Term:
    if isinstance(value, Term):
        return value
    assert isinstance(value, bool | int | Fraction), value
    return literal(value)
