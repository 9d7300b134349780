"""What to ask for an open fact: itself, or the question under which a sighting comes up."""

from __future__ import annotations

from .case import Case


def to_ask(case: Case, fact: str) -> str:
    """The question that settles an open fact: for a sighting not asked in vain, its own."""
    under = case.book.vocabulary.facts[fact].under
    waits = under is not None and fact not in case.asked and fact not in case.contested
    return under if waits and under is not None else fact
