"""Which values are too old to lean on without asking again: listed and counted, never dropped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..case.case import Case
from ..language.calendar import shifted
from ..language.values import Value, as_json
from ..rulebook.model import Fact
from ..rulebook.span import Span


@dataclass(frozen=True, slots=True)
class Stale:
    """A value as of `day` that is older than the `span` for which it is fresh, or from before the
    year or day of `change`, a fact that tells when such values changed."""

    fact: str
    day: date | None
    span: Span | None = None
    change: str | None = None
    since: Value | None = None

    def to_dict(self) -> dict[str, Any]:
        told: dict[str, Any] = {"fact": self.fact, "as_of": as_json(self.day)}
        if self.span is not None:
            return told | {"fresh_for": str(self.span)}
        return told | {"stale_after": self.change, "since": as_json(self.since)}


def stale(case: Case, as_of: date) -> Iterator[Stale]:
    """The stale ones among stated and told values, by the newest day each was told."""
    for name, told in case.provenance.items():
        fact, days = case.book.vocabulary.facts[name], sorted(told.days)
        known = name in case.values or name in case.contested
        if known and days:
            found = _too_old(fact, days[-1], as_of) or _overtaken(case, fact, days[-1])
            if found is not None:
                yield found


def _too_old(fact: Fact, day: date, as_of: date) -> Stale | None:
    if fact.fresh_for is None:
        return None
    last = shifted(day, fact.fresh_for.count, fact.fresh_for.unit)
    return Stale(fact.name, day, fact.fresh_for) if last is not None and last < as_of else None


def _overtaken(case: Case, fact: Fact, day: date) -> Stale | None:
    """A year overtakes what was told before it began: within it, nobody can tell."""
    since = case.value(fact.stale_after) if fact.stale_after is not None else None
    before = (isinstance(since, Fraction) and day.year < since) or (
        type(since) is date and day < since
    )
    return Stale(fact.name, day, change=fact.stale_after, since=since) if before else None
