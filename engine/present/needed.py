"""How much of what an open gate waits for is there: `Known: 2 of 5 years.`"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..decide.decision import Condition, Station
from ..language.values import say
from ..rulebook.model import OPEN, Book
from . import phrases_ranking as words

TOO_FEW = "<"


def needed(gate: Station, book: Book) -> str:
    """Of a gate that a rule leaves open since a number is too small: that number, and which one
    would do. Empty where it is open for another reason."""
    if gate.outcome != OPEN or gate.rule is None:
        return ""
    return " ".join(told for one in gate.conditions if (told := " ".join(_told(one, book))))


def _told(condition: Condition, book: Book) -> Iterator[str]:
    limit = condition.limit
    if limit is None or limit.operator != TOO_FEW or condition.truth is not True:
        return
    value, fact = condition.values.get(limit.fact), book.vocabulary.facts[limit.fact]
    if isinstance(value, Fraction):
        threshold = book.thresholds.get(limit.threshold or "")
        unit = (threshold.unit if threshold is not None else None) or fact.unit or ""
        yield words.so_far(say(value, fact.kind), say(limit.value, fact.kind), unit)
