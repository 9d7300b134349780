"""A question as it is put: a fact, what would come up under it, and the answers to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..language import types
from ..language.naming import group_of, lettered
from ..rulebook.model import Book, Fact

TRUTHS = ("true", "false")


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for, and the sightings under it that are still open."""

    fact: Fact
    sightings: tuple[Fact, ...] = ()

    @property
    def topic(self) -> str:
        """What the talk is about: the group of the fact."""
        return group_of(self.fact.name)

    @property
    def choices(self) -> Sequence[str]:
        """The answers that have a number, from 1; none where any number or text may be given."""
        return choices(self.fact)

    @property
    def labels(self) -> dict[str, Fact]:
        """The sightings by the letters that they are written down with: a, b, .., z, aa, ab .."""
        return {lettered(place): fact for place, fact in enumerate(self.sightings)}


def choices(fact: Fact) -> Sequence[str]:
    match fact.type:
        case types.Boolean():
            return TRUTHS
        case types.Enumeration(values) | types.SetOf(values):
            return values
        case _:
            return ()


def question(book: Book, name: str, known: Iterable[str]) -> Question:
    """The question for a fact, with the sightings under it of which nothing is known."""
    facts, told = book.vocabulary.facts, set(known)
    heard = (facts[one] for one in book.vocabulary.heard_under.get(name, ()) if one not in told)
    return Question(facts[name], tuple(heard))
