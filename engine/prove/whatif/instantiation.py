"""What a way to fill in open facts teaches: the target has to come about for it too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from ...solve import logic
from ...solve.logic import Kind, Term, both, either, implies
from ...solve.oracle import Oracle
from ..space.inquiry import Inquiry


def instance(inquiry: Inquiry, oracle: Oracle, target: str, like: Sequence[str] = ()) -> Term:
    """Unless it is learnt, an open fact may be as in the last model: the target must hold.

    Numbers that equal those of the facts in `like` there are taken to follow these.
    """
    space = inquiry.space
    same = {
        oracle.value(term): term
        for name in like
        for term in space.encoder.variables.by_name.get(name, ())
        if term.kind in (Kind.INTEGER, Kind.REAL)
    }
    variables = [
        (name, term) for name, terms in space.encoder.variables.by_name.items() for term in terms
    ]
    pairs = [
        pair
        for name, term in variables
        for pair in _filled(inquiry, name, term, oracle.value(term), same)
    ]
    stated = inquiry.held
    ties = both(
        *(term for name, term in space.encoder.ties if name not in stated),
        *_underived(inquiry, oracle),
    )
    agreeing = (term for name, term in space.encoder.ties if name in stated)
    defined = frozenset(space.encoder.calendar.definitions)
    pairs += logic.fresh(space.encoder.calendar.helpers)  # settled by dates, whatever these are
    given = (term for term in space.encoder.variables.assumptions if term not in defined)
    allowed = both(*given, *agreeing, *space.constraints)
    return both(
        logic.replaced(both(ties, *defined), pairs),
        implies(logic.replaced(allowed, pairs), logic.replaced(space.verdicts[target], pairs)),
    )


def _filled(
    inquiry: Inquiry,
    name: str,
    term: Term,
    value: bool | Fraction,
    same: Mapping[bool | Fraction, Term],
) -> list[tuple[Term, Term]]:
    """What stands for a variable: itself if the case tells it, else what it was filled with."""
    filled = same.get(value) if term.kind is not Kind.CONDITION else None
    if filled is None or filled is term or (filled.kind, term.kind) == (Kind.REAL, Kind.INTEGER):
        filled = logic.literal(value)
    fact = name.partition("[")[0]
    if inquiry.owner(fact) is not None:
        return []
    if fact in inquiry.learnable:
        switch = inquiry.learnable[fact]
        return [(term, logic.choose(switch, term, _unheard(inquiry, fact, filled)))]
    if any(owner == fact for owner, _ in inquiry.space.encoder.ties):
        return logic.fresh([term])
    return [(term, filled)]


def _unheard(inquiry: Inquiry, fact: str, filled: Term) -> Term:
    """A sighting is as it was filled in, or not seen where its question is learnt."""
    assumed = inquiry.book.vocabulary.facts[fact].assume
    if fact not in inquiry.waiting or assumed is None or isinstance(assumed, frozenset):
        return filled
    if isinstance(assumed, bool | Fraction):
        seen = logic.literal(assumed)
    else:
        seen = inquiry.space.encoder.variables.constant(assumed)
    return logic.choose(inquiry.waiting[fact], seen, filled)


def _underived(inquiry: Inquiry, oracle: Oracle) -> Iterator[Term]:
    """Derived facts without a value, such as a share of none, are as in the last model."""
    encoder = inquiry.space.encoder
    for name, derivable in encoder.derivable.items():
        if inquiry.owner(name) is None and derivable is not logic.TRUE:
            for term in encoder.variables.by_name.get(name, ()):
                yield either(derivable, logic.same(term, logic.literal(oracle.value(term))))
