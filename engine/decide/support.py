"""What a verdict rests on: how many voices, how old the values, whose numbers, what was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..case.case import Case
from ..language.traverse import facts_in, thresholds_in
from ..language.values import as_json, score_json
from ..rulebook.following import behind
from ..rulebook.model import Book, Rule


@dataclass(frozen=True, slots=True)
class Support:
    """`informants` and `private` are None where they are not known; days are those of used values.

    `own_thresholds` are the numbers of the rulebook's authors, not of its source, that the
    deciding rules read.
    """

    informants: int | None
    private: int | None
    oldest: date | None
    newest: date | None
    own_thresholds: tuple[str, ...]
    assumed: int

    def to_dict(self) -> dict[str, Any]:
        return {
            "informants": self.informants,
            "private": self.private,
            "oldest": as_json(self.oldest),
            "newest": as_json(self.newest),
            "house_thresholds": list(self.own_thresholds),
            "assumed": self.assumed,
        }


def support(case: Case, deciding: Iterable[Rule], used: Iterable[str], assumed: int) -> Support:
    """What the rules that decided rest on; `used` are the facts that were read on the way."""
    rests_on = case.book.vocabulary.rests_on
    days = sorted(day for name in used for day in _days(case, name))
    counted = rests_on is not None
    return Support(
        _count(case, rests_on.informants) if counted and rests_on is not None else None,
        _count(case, rests_on.private) if rests_on is not None else None,
        days[0] if days else None,
        days[-1] if days else None,
        tuple(_own(case, deciding)),
        assumed,
    )


def _count(case: Case, fact: str) -> int | None:
    found = case.value(fact)
    return int(found) if isinstance(found, Fraction) else None


def _days(case: Case, fact: str) -> Iterator[date]:
    """The day as of which a value was stated, and those that its records carry."""
    stated = case.provenance.get(fact)
    if stated is not None:
        yield from stated.days
    value = case.value(fact)
    for record in value if isinstance(value, tuple) else ():
        yield from (part for part in record.values() if isinstance(part, date))


def _own(case: Case, deciding: Iterable[Rule]) -> dict[str, None]:
    """Thresholds of our own that these rules read, also through derived facts."""
    rests_on = case.book.vocabulary.rests_on
    if rests_on is None:
        return {}
    found: dict[str, None] = {}
    for rule in deciding:
        names = [*thresholds_in(rule.when), *_in_derivations(case, facts_in(rule.when))]
        found |= dict.fromkeys(
            name for name in names if case.book.thresholds[name].source == rests_on.own
        )
    return found


def _in_derivations(case: Case, names: Iterable[str]) -> Iterator[str]:
    facts = case.book.vocabulary.facts
    for name in behind(facts, names, ends=case.stated):
        derive = facts[name].derive
        if derive is not None and name not in case.stated:
            yield from thresholds_in(derive)


@dataclass(frozen=True, slots=True)
class Drivers:
    """The user's own ratings in one number that orders cases of equal verdict."""

    score: Fraction | None
    rated: int

    def to_dict(self) -> dict[str, Any]:
        score = score_json(self.score) if self.score is not None else None
        return {"score": score, "rated": self.rated}


def drivers(case: Case) -> Drivers:
    """Each known rating times its weight, over the weights of those known."""
    weighed = list(_ratings(case.book, case.values))
    total = sum(weight for _, weight in weighed)
    if not total:
        return Drivers(None, 0)
    return Drivers(
        sum((value * weight for value, weight in weighed), Fraction(0)) / total, len(weighed)
    )


def _ratings(book: Book, values: Mapping[str, Any]) -> Iterator[tuple[Fraction, int]]:
    for name, fact in book.vocabulary.facts.items():
        value = values.get(name)
        if fact.weight is not None and isinstance(value, Fraction):
            yield value, fact.weight
