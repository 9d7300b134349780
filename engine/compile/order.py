"""In which order a diagram asks for its variables: as the flow comes to them, by question.

What one answer settles stands together (a question with its sightings, a list with what is
derived from it), so that a talk follows the diagram from above.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..rulebook.model import Book
from .atoms import Key
from .cells import Variable


def ordered(book: Book, found: Iterable[tuple[Key, Variable]]) -> list[tuple[Key, Variable]]:
    """Variables by the first of their question, then as they came."""
    facts = book.vocabulary.facts
    places: dict[str, int] = {}
    ranked = []
    for place, (key, variable) in enumerate(found):
        name = variable.facts[0]
        group = facts[name].under or name
        ranked.append((places.setdefault(group, place), place, key, variable))
    ranked.sort(key=lambda one: one[:2])
    return [(key, variable) for *_, key, variable in ranked]
