"""Whether derivations are sound: the order to work them out in, circles, and chains too long."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, assert_never

from ..diagnostics.codes.vocabulary import BAD_QUESTION, DERIVATION_CYCLE, DERIVATION_TOO_LONG
from ..language.readings import Table, each
from ..language.traverse import children, facts_in
from ..language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Calculation,
    Compare,
    DayOf,
    Elapsed,
    Expression,
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
from ..language.tree import Fact as FactNode
from .document import YamlNode
from .model import Fact
from .shape import Shape

MOST_IN_A_ROW = 150
"""Derived facts, each derived from the one before."""
MOST_FACTORS = 64
Degrees = tuple[int, int]
"""A number of factors above the line of a fraction, and one below it."""
ONE = (1, 0)


def derivation_order(
    shape: Shape,
    facts: dict[str, Fact],
    derivations: Mapping[str, YamlNode],
    questions: Mapping[str, YamlNode],
) -> tuple[str, ...]:
    """Derived facts, each after those it is derived from; a sighting comes after its question."""
    needs = {
        name: facts_in(fact.derive) if fact.derive is not None else ()
        for name, fact in facts.items()
    }
    heard = {
        name: (*needs[name], fact.under)
        for name, fact in facts.items()
        if fact.under in facts and fact.under != name
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        name = next(one for one in derivations if one in error.args[1])
        path = " from ".join(f"`{one}`" for one in reversed(error.args[1]))
        shape.report(DERIVATION_CYCLE, f"derived from itself: {path}", derivations[name])
        return ()
    try:
        order = tuple(TopologicalSorter(needs | heard).static_order())
    except CycleError as error:
        waiting = next(one for one in heard if one in error.args[1])
        message = f"whether `{waiting}` is assumed decides what it is heard under"
        help_ = "name a question that does not depend on it"
        shape.report(BAD_QUESTION, message, questions[waiting], help_)
        return ()
    derived = tuple(name for name in order if facts[name].derive is not None)
    for name in _too_far(derived, needs):
        message = f"`{name}` is the last of more than {MOST_IN_A_ROW} facts derived in a row"
        help_ = "derive it from facts that are stated, or from a list of records"
        shape.report(DERIVATION_TOO_LONG, message, derivations[name], help_)
    for name in _too_many_factors(derived, facts):
        message = f"`{name}` comes to a product of more than {MOST_FACTORS} factors"
        help_ = "its digits would be without end; derive it from fewer facts"
        shape.report(DERIVATION_TOO_LONG, message, derivations[name], help_)
    return derived


def _too_many_factors(derived: Iterable[str], facts: Mapping[str, Fact]) -> list[str]:
    """The first facts whose numbers could grow without bound: squares of squares of squares."""
    known, found = dict[str, Degrees](), []
    for name in derived:
        derive = facts[name].derive
        assert derive is not None  # it is in the order because it has one
        known[name] = factors(derive, known)
        if sum(known[name]) > MOST_FACTORS:
            found.append(name)
            known[name] = ONE
    return found


def factors(node: Expression, known: Mapping[str, Degrees]) -> Degrees:
    """How many facts and fields are multiplied, at most, above and below the line of the
    fraction that an expression comes to: its degrees as a rational function."""
    return FACTORS[type(node)](node, known)


Factors = Callable[[Any, Mapping[str, Degrees]], Degrees]


def _of_fact(node: FactNode, known: Mapping[str, Degrees]) -> Degrees:
    return known.get(node.name, ONE)


def _single(_node: Field, _known: Mapping[str, Degrees]) -> Degrees:
    return ONE


def _calculated(node: Arithmetic, known: Mapping[str, Degrees]) -> Degrees:
    return _combined(node.operator, factors(node.left, known), factors(node.right, known))


def _most_inside(node: Expression, known: Mapping[str, Degrees]) -> Degrees:
    inside = [(0, 0), *(factors(one, known) for one in children(node))]
    return max(one[0] for one in inside), max(one[1] for one in inside)


FACTORS: Table[Factors] = Table(
    "rulebook.derivations.factors",
    "how many numbers does it multiply with each other, at most?",
    {
        FactNode: _of_fact,
        Field: _single,
        Arithmetic: _calculated,
        **each(_most_inside, Truth, Number, Word, Quote, DayOf, Today, Threshold, Name),
        **each(_most_inside, Not, And, Or, Quantified, NumberOf, If, Negative, Elapsed, Shifted),
        **each(_most_inside, Compare, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_most_inside, Aggregate, ShareOf),
    },
)


def _combined(operator: Calculation, one: Degrees, other: Degrees) -> Degrees:
    (above, below), (above_other, below_other) = one, other
    match operator:
        case "*":
            return above + above_other, below + below_other
        case "/":
            return above + below_other, below + above_other
        case "+" | "-":
            return max(above + below_other, above_other + below), below + below_other
        case _:
            assert_never(operator)


def _too_far(derived: Iterable[str], needs: Mapping[str, Iterable[str]]) -> list[str]:
    """The first fact of each chain that is one too many; what follows from it is not told."""
    far, found = dict[str, int](), []
    for name in derived:
        far[name] = 1 + max((far.get(one, 0) for one in needs[name]), default=0)
        if far[name] == MOST_IN_A_ROW + 1:
            found.append(name)
    return found
