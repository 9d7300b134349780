"""Going through terms: what stands in them, what they are with other parts, what they come to."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from .logic import (
    HOLDS,
    Form,
    Term,
    alike,
    at_most,
    both,
    choose,
    combined,
    compared_by,
    negation,
    quotient,
    total,
)


def through(
    term: Term, done: Container[Term], inside: Callable[[Term], Iterable[Term]] | None = None
) -> Iterator[Term]:
    """The nodes of a term that are not `done` yet, parts before what they are parts of.

    The caller adds each to `done` before it takes the next. `inside` tells the parts to go into,
    by default all.
    """
    waiting = [term]
    while waiting:
        node = waiting[-1]
        parts = node.parts if inside is None else inside(node)
        left = () if node in done else [part for part in parts if part not in done]
        if left:
            waiting += left
            continue
        waiting.pop()
        if node not in done:
            yield node


def replaced(term: Term, pairs: Sequence[tuple[Term, Term]]) -> Term:
    """A term with others in place of its variables."""
    return replaced_all([term], pairs)[0]


def replaced_all(
    terms: Sequence[Term],
    pairs: Sequence[tuple[Term, Term]],
    nodes: Iterable[Term] | None = None,
) -> list[Term]:
    """The same for several terms; what they share is made once.

    Whoever replaces in the same terms again and again keeps `nodes`, their `nodes_of`.
    """
    new = {(of.kind, of.name): to for of, to in pairs}
    changed: dict[Term, Term] = {}
    for node in nodes_of(terms) if nodes is None else nodes:
        if node.form is Form.VARIABLE:
            if (node.kind, node.name) in new:
                changed[node] = new[node.kind, node.name]
        elif not changed.keys().isdisjoint(node.parts):
            changed[node] = remade(node, tuple(changed.get(part, part) for part in node.parts))
    return [changed.get(term, term) for term in terms]


def nodes_of(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Everything in some terms, each once, parts before what they are parts of."""
    found: dict[Term, None] = {}
    for term in terms:
        for node in through(term, found):
            found[node] = None
    return tuple(found)


def multiplies(terms: Iterable[Term]) -> bool:
    """Whether a number that is not known is multiplied by another, or divides."""
    return any(
        node.form is Form.QUOTIENT
        or (node.form is Form.PRODUCT and all(part.constant is None for part in node.parts))
        for node in nodes_of(terms)
    )


def remade(node: Term, parts: tuple[Term, ...]) -> Term:
    """A term of the same form with other parts."""
    match node.form:
        case Form.CONSTANT | Form.VARIABLE:
            return node
        case Form.AND:
            return both(*parts)
        case Form.NOT:
            return negation(*parts)
        case Form.ALIKE:
            return alike(*parts)
        case Form.AT_MOST:
            return at_most(parts, node.limit)
        case Form.SAME | Form.BELOW | Form.UP_TO:
            return compared_by(node.form, *parts)
        case Form.CHOICE:
            return choose(*parts)
        case Form.SUM:
            return total(parts)
        case Form.PRODUCT:
            return combined(node.form, *parts)
        case Form.QUOTIENT:
            return quotient(*parts)


def worked_out(
    term: Term, variable: Callable[[Term], bool | Fraction], known: dict[Term, bool | Fraction]
) -> bool | Fraction:
    """The value of a term, given those of its variables; division by zero gives zero.

    What was worked out on the way is added to `known`.
    """
    for node in through(term, known):
        if node.constant is not None:
            known[node] = node.constant
        elif node.form is Form.VARIABLE:
            known[node] = variable(node)
        else:
            known[node] = _value(node, [known[part] for part in node.parts])
    return known[term]


def _value(node: Term, parts: Sequence[Any]) -> bool | Fraction:
    match node.form:
        case Form.AND:
            return all(parts)
        case Form.NOT:
            return not parts[0]
        case Form.ALIKE:
            return bool(parts[0] == parts[1])
        case Form.AT_MOST:
            return bool(sum(parts) <= node.limit)
        case Form.SAME | Form.BELOW | Form.UP_TO:
            return bool(HOLDS[node.form](*parts))
        case Form.CHOICE:
            return Fraction(parts[1] if parts[0] else parts[2])
        case Form.SUM:
            return Fraction(sum(parts))
        case Form.PRODUCT:
            return Fraction(parts[0] * parts[1])
        case Form.QUOTIENT:
            return Fraction(parts[0] / parts[1]) if parts[1] else Fraction(0)
        case Form.CONSTANT | Form.VARIABLE:
            raise ValueError(node)
