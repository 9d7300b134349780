"""What to ask for an open fact: what it follows from, or the question under which it comes up."""

from __future__ import annotations

from .bases import open_bases
from .case import Case


def to_ask(case: Case, fact: str) -> str:
    """The question that settles an open fact: for a sighting not asked in vain, its own."""
    under = case.book.vocabulary.facts[fact].under
    waits = under is not None and fact not in case.asked and fact not in case.contested
    return under if waits and under is not None else fact


def open_parts(case: Case, fact: str) -> tuple[str, ...]:
    """The open facts that settle a fact; a list of records that lacks fields is one itself."""
    return (fact,) if isinstance(case.value(fact), tuple) else tuple(open_bases(case, fact))
