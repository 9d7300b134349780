"""Facts that a ranking shows beside its rows: those that are asked for, or a few that tell most."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ..decide.known import Ends, Known
from ..decide.ranking import Order, Ranked
from ..language.naming import group_of
from ..language.types import Records, Text
from ..language.values import Value, as_json, ends, number, say
from ..rulebook.model import Fact
from .phrases import with_unit
from .phrases_ranking import STATES
from .phrases_testimony import between
from .words import shown

FROM_A_RATING = 2
"""So many of the facts that show what is rated are taken of each group,"""
WORD = re.compile(r"[^\W_]+")
AT_MOST = 4
"""and so many columns are chosen where none is asked for."""


def chosen(found: Sequence[Ranked], order: Order) -> tuple[Fact, ...]:
    """The facts that are known of half of the cases and are not the same of all: how they can be
    told apart (their state), then what ranks them (visas, shares), a few of each."""
    facts = order.book.vocabulary.facts
    telling = [one for one in _candidates(order) if _tells(facts[one], found)]
    taken: list[str] = []
    for name in telling:
        alike = [one for one in taken if group_of(one) == group_of(name)]
        if len(alike) < FROM_A_RATING:
            taken.append(name)
    return tuple(facts[name] for name in taken[:AT_MOST])


def _candidates(order: Order) -> Iterator[str]:
    vocabulary = order.book.vocabulary
    subject = vocabulary.subject
    for name, fact in vocabulary.facts.items():
        beside = subject is not None and group_of(name) == group_of(subject)
        if beside and name != subject and isinstance(fact.type, Text):
            yield name
    yield from order.showing()


def _tells(fact: Fact, found: Sequence[Ranked]) -> bool:
    """Whether it sorts the cases: known of half of them, not one value, nor each its own text."""
    values = [one.entry.known.least(fact.name) for one in found]
    known = [one for one in values if one is not None]
    several = len({*known})
    names_each = isinstance(fact.type, Text) and several == len(known) > 1
    return 2 * len(known) >= len(values) > 0 and several > 1 and not names_each


def label(fact: Fact) -> str:
    """A short name of a fact, for the head of a column: what tables call it, as near to its own
    name as there is; else its name inside its group, spelt as in its question."""
    own = fact.name.partition(".")[2].split("_")
    if fact.headers:
        return max(fact.headers, key=lambda one: len({*own} & _parts(one)))
    asked = {one.casefold(): one for one in WORD.findall(fact.ask)}
    return " ".join(_spelt(one, asked) for one in own)


def _parts(header: str) -> set[str]:
    """The words of a header, those with hyphens as one word and as several."""
    plain = header.casefold()
    return {*plain.replace("-", "").split(), *plain.replace("-", " ").split()}


def _spelt(word: str, asked: Mapping[str, str]) -> str:
    """A word as it is spelt in a question, but for one that only begins it."""
    found = asked.get(word) or asked.get(f"{word}s", word)[: len(word)]
    return found if found.isupper() else word


def in_words(known: Known, fact: Fact) -> str:
    """What is known of a fact as a person says it; where voices differ, the ends of a range or
    that they do; empty where nothing is known."""
    value, found = known.values.get(fact.name), known.ranges.get(fact.name)
    if value is not None:
        return shown(say(value, fact.kind))
    if found is not None:
        return between(tuple(dict.fromkeys(_ends(found, fact))), ordered=True)
    return STATES["contested"] if fact.name in known.differing else ""


def _ends(found: Ends, fact: Fact) -> tuple[str, str]:
    """Both as they were said where that tells them apart, else rounded outwards."""
    low, high = (say(one, fact.kind) for one in found)
    if low == high and isinstance(found[0], Fraction) and isinstance(found[1], Fraction):
        return ends(found[0], found[1], fact.kind)
    return low, high


def to_read(known: Known, fact: Fact) -> str:
    """The same with its unit."""
    unit = fact.unit if isinstance(known.least(fact.name), Fraction) else None
    return with_unit(in_words(known, fact), unit)


def exactly(known: Known, fact: Fact) -> str:
    """The same exactly, as tables are read: `0.35`; of a range both ends, which no table reads."""
    found = known.ranges.get(fact.name)
    if found is None:
        return as_cell(known.values.get(fact.name))
    return between([as_cell(one) for one in found], ordered=True)


def as_data(known: Known, fact: Fact) -> Any:
    """The same for JSON; of a range both ends."""
    found = known.ranges.get(fact.name)
    if found is None:
        return as_json(known.values.get(fact.name))
    return {"from": as_json(found[0]), "to": as_json(found[1])}


def as_cell(value: Value | None) -> str:
    """A value exactly, as tables are read: `yes`, `0.35`, `one; another`; else empty."""
    match value:
        case None | tuple():
            return ""
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return number(value)
        case str():
            return value
        case date():
            return value.isoformat()
        case frozenset():
            return "; ".join(sorted(value))


def line(facts: Iterable[Fact], known: Known) -> str:
    """What is known of some facts in one line: `state: NY; img share: 62 %`."""
    told = ((fact, to_read(known, fact)) for fact in facts)
    return "; ".join(f"{label(fact)}: {said}" for fact, said in told if said)


def is_plain(fact: Fact) -> bool:
    """Whether a fact has one value, as lists of records have not."""
    return not isinstance(fact.type, Records)
