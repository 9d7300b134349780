"""What would have come up under a question, and what of it nobody mentioned, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..language import types
from ..language.values import Value
from ..rulebook.model import Book, Fact


@dataclass(frozen=True, slots=True)
class Unmentioned:
    """A question that has an answer (None: nobody has to be asked), and what did not come up."""

    question: Fact | None
    sightings: tuple[Fact, ...]


def listen_for(book: Book, fact: str) -> tuple[str, ...]:
    """What to listen for when a question is asked: its sightings in words."""
    names = book.vocabulary.heard_under.get(fact, ())
    return tuple(sighting(book.vocabulary.facts[name]) for name in names)


def sighting(fact: Fact) -> str:
    """What somebody would mention: what true means, or the values that are not assumed."""
    match fact.type:
        case types.Boolean():
            return fact.means.get("true", fact.ask)
        case types.Enumeration(values):
            told = [fact.means[one] for one in values if one != fact.assume and one in fact.means]
            return ", or ".join(told) or fact.ask
        case _:
            return fact.means.get("", fact.ask)


def unmentioned(book: Book, assumed: Mapping[str, Value] | Iterable[str]) -> list[Unmentioned]:
    """The assumed facts by the question under which they would have come up."""
    facts = book.vocabulary.facts
    grouped: dict[str | None, list[Fact]] = {}
    for name in assumed:
        grouped.setdefault(facts[name].under, []).append(facts[name])
    order = [*facts, None]
    return [
        Unmentioned(facts[under] if under is not None else None, tuple(grouped[under]))
        for under in sorted(grouped, key=order.index)
    ]


def means(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Each value with what it means, in the order of the vocabulary."""
    if isinstance(fact.type, types.Boolean):
        return (("true", fact.means["true"]),) if "true" in fact.means else ()
    return tuple(fact.means.items())
