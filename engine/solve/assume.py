"""What every completion of a case keeps to: constraints, and derived facts that were given."""

from __future__ import annotations

from ..language.traverse import facts_in
from ..rulebook.model import Constraint
from .encoder import CaseEncoder
from .logic import negation
from .terms import NotEncodable, Row


def assume(encoder: CaseEncoder) -> None:
    """Assume all that binds what is open of the case, as far as `encoder` has met it."""
    constraints = encoder.case.book.vocabulary.constraints
    for constraint in constraints:
        if constraint.each is None:
            _never(encoder, constraint, None)
    _stated(encoder)
    for constraint in constraints:
        for row in _bound_rows(encoder, constraint):
            _never(encoder, constraint, row)


def _bound_rows(encoder: CaseEncoder, constraint: Constraint) -> list[Row]:
    """The records on which a constraint on each can still bind something open."""
    source = constraint.each
    found = encoder.case.value(source) if source is not None else None
    if source is None or not isinstance(found, tuple):
        return []
    if facts_in(constraint.never):
        return [Row(source, place, record) for place, record in enumerate(found)]
    return [row for row in encoder.rows.values() if row.source == source]


def _never(encoder: CaseEncoder, constraint: Constraint, row: Row | None) -> None:
    try:
        broken = encoder.condition(constraint.never, row)
    except NotEncodable:
        return
    encoder.assume(negation(broken.true))


def _stated(encoder: CaseEncoder) -> None:
    """A derived fact given directly agrees with its derivation, once that is known."""
    for name, (given, decimals) in encoder.case.stated.items():
        fact = encoder.case.book.vocabulary.facts[name]
        derive = fact.derive
        assert derive is not None, name
        if not fact.stands and encoder.known(derive, None) is None:
            encoder.agrees(derive, given, decimals)
