"""What is known of one case, as every reading above the rulebook sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..language.values import Value
from ..rulebook.model import Book
from .provenance import Provenance

TODAY = "$as_of"
"""The key of a fact file that says which day is today for it."""


@dataclass(frozen=True)
class Case:
    """The known facts of one case: stated, derived and assumed ones. All others are open.

    `asked` and `declines` name what was asked in vain, and what of it was dodged;
    `stated` gives, for each derived fact that was also given directly, the value
    as given and its decimal places; `assumed` names the facts taken as not seen;
    `loose` names thresholds whose numbers are left open too; `as_of` is the day that is today
    for the case, None where it may be any; `provenance` says of stated
    facts where they come from.
    """

    book: Book
    values: Mapping[str, Value]
    declines: frozenset[str] = frozenset()
    assumed: Mapping[str, Value] = field(default_factory=dict)
    stated: Mapping[str, tuple[Value, int]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    as_of: date | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)

    def value(self, fact: str) -> Value | None:
        """The value of a fact; None while it is open."""
        return self.values.get(fact)

    def declined(self, fact: str) -> bool:
        """Whether the question was asked and dodged."""
        return fact in self.declines

    def threshold(self, name: str) -> Fraction | None:
        """The value of a threshold of the rulebook; None while it is left open."""
        return None if name in self.loose else self.book.numbers[name]

    def key(self, fact: str) -> str | None:
        """The field that orders the records of a fact."""
        return self.book.vocabulary.key(fact)
