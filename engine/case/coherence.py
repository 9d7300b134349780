"""When single checks are not enough to say that the known facts can all be true together."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import combinations

from ..language.interpret import evaluate
from ..language.traverse import facts_in, sources
from ..language.tree import Expression
from ..rulebook.following import behind
from .bases import bases_of
from .case import Case


def entangled(case: Case) -> bool:
    """Whether undecided constraints hang together through open facts.

    One constraint on its own can always be kept by what is open; two that share
    an open fact may leave it no value, and neither says so by itself. So may one and
    the few values that were said of a contested fact.
    """
    if _disputed(case) or any(_half_known(tree, case) for tree in _stated(case)):
        return True
    opens = [frozenset(found) for found in _undecided(case)]
    return any(left & right for left, right in combinations(opens, 2))


def _disputed(case: Case) -> bool:
    """Whether something ties what voices differ on, so that no choice may be left."""
    facts = case.book.vocabulary.facts
    if any(facts[name].derive is not None for name in case.choices):
        return True
    constraints = (one.never for one in case.book.vocabulary.constraints if one.each is None)
    ties = [*_stated(case), *(tree for tree in constraints if evaluate(tree, case) is None)]
    return any(name in case.choices for tree in ties for name in bases_of(case, facts_in(tree)))


def tied(case: Case) -> frozenset[str]:
    """The open facts that constraints tie to something known, or that are one of a few values
    that were said."""
    return frozenset(name for found in _undecided(case) for name in found) | {*case.choices}


def bound(node: Expression, case: Case, tied: frozenset[str]) -> bool:
    """Whether all that is open of what an expression reads is `tied`, itself or by what it
    follows from."""
    opens = [name for name in sources(node) if case.value(name) is None]
    return bool(tied if opens else case.choices) and _follow(case, opens, tied)


def _follow(case: Case, opens: Iterable[str], tied: Container[str]) -> bool:
    """Whether open facts are tied themselves, or follow from facts that all are."""

    def read(derive: Expression) -> Iterator[str]:
        return (one for one in sources(derive) if case.value(one) is None)

    facts = case.book.vocabulary.facts
    found = behind(facts, opens, read, ends=tied)
    return all(name in tied or facts[name].derive is not None for name in found)


def _stated(case: Case) -> Iterator[Expression]:
    facts = case.book.vocabulary.facts
    found = (facts[name] for name in case.stated if not facts[name].stands)
    return (fact.derive for fact in found if fact.derive is not None)


def _half_known(derivation: Expression, case: Case) -> bool:
    """A value given directly may leave no room for the rest of its derivation."""
    some = any(case.value(name) is not None for name in sources(derivation))
    return some and evaluate(derivation, case) is None


def _undecided(case: Case) -> Iterator[list[str]]:
    """The open facts of each constraint that is not decided yet but in part known."""
    for constraint in case.book.vocabulary.constraints:
        if constraint.each is None and evaluate(constraint.never, case) is None:
            read = sources(constraint.never)
            found = [name for name in read if case.value(name) is None]
            if len(found) < len(read):
                yield found
