"""Which parts of a condition made it come out as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .comparison import counts
from .interpret import Facts, Kleene, negate, truth
from .readings import Table, each
from .traverse import atoms, children
from .tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Elapsed,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Quote,
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)


def deciding_atoms(node: Expression, facts: Facts) -> Iterable[Expression]:
    """The smallest conditions that suffice for the truth of `node`, in order, each as it stands
    in `atoms(node)`; one may come more than once.

    Of a true `or` those parts that are true, of a false `and` those that are
    false, of an unknown condition those that are unknown.
    """
    return _support(node, facts, truth(node, facts))


Support = Iterable[Expression]


def _support(node: Expression, facts: Facts, wanted: Kleene) -> Support:
    return SUPPORT[type(node)](node, facts, wanted)


def _not(node: Not, facts: Facts, wanted: Kleene) -> Support:
    return _support(node.operand, facts, negate(wanted))


def _and(node: And, facts: Facts, wanted: Kleene) -> Support:
    return _all(node, facts, wanted) if wanted is True else _alike(node, facts, wanted)


def _or(node: Or, facts: Facts, wanted: Kleene) -> Support:
    return _all(node, facts, wanted) if wanted is False else _alike(node, facts, wanted)


def _number_of(node: NumberOf, facts: Facts, _wanted: Kleene) -> Support:
    return _every(node, facts)


def _compare(node: Compare, facts: Facts, _wanted: Kleene) -> Support:
    return _every(node, facts) if counts(node) else atoms(node)


def _atom(node: Expression, _facts: Facts, _wanted: Kleene) -> Support:
    return atoms(node)


def _quantified(node: Quantified, facts: Facts, wanted: Kleene) -> Support:
    """What counted for or against; a count that falls short is made up of the false ones."""
    if node.quantifier == "exactly" or wanted is None:
        return _alike(node, facts, None) if wanted is None else _every(node, facts)
    return _alike(node, facts, wanted if node.quantifier != "none" else not wanted)


def _all(node: Expression, facts: Facts, wanted: Kleene) -> Support:
    return [atom for child in children(node) for atom in _support(child, facts, wanted)]


def _alike(node: Expression, facts: Facts, wanted: Kleene) -> Support:
    """Support from those parts whose truth is the wanted one."""
    return [
        atom
        for child in children(node)
        if truth(child, facts) is wanted
        for atom in _support(child, facts, wanted)
    ]


def _every(node: Expression, facts: Facts) -> Support:
    return [
        atom
        for child in children(node)
        if atoms(child)
        for atom in _support(child, facts, truth(child, facts))
    ]


SUPPORT: Table[Callable[[Any, Facts, Kleene], Support]] = Table(
    "language.explain",
    "which parts of it suffice for its truth?",
    {
        Not: _not,
        And: _and,
        Or: _or,
        Quantified: _quantified,
        NumberOf: _number_of,
        Compare: _compare,
        **each(_atom, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined, If),
        **each(_atom, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_atom, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)
