"""What expressions become in logic: conditions, quantities and sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..case.case import Case
from ..language.tree import Expression
from ..language.values import Record
from .logic import FALSE, TRUE, Term


@dataclass(frozen=True, slots=True)
class Condition:
    """When a condition is true, and when it is false."""

    true: Term
    false: Term

    @property
    def negated(self) -> Condition:
        return Condition(self.false, self.true)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or the code of a word, text or date; meaningful while `defined`."""

    term: Term
    defined: Term = TRUE


@dataclass(frozen=True, slots=True)
class Bag:
    """A set: for each of its words, whether it is in; meaningful while `defined`."""

    members: Mapping[str, Term]
    defined: Term = TRUE

    def has(self, word: str) -> Term:
        """Whether a word is in; one that was never heard of is not."""
        return self.members.get(word, FALSE)


@dataclass(frozen=True, slots=True)
class Row:
    """A record of a list that may lack fields: its place tells its variables apart."""

    source: str
    place: int
    record: Record


class Encodes(Protocol):
    """What aggregates ask of an encoder: the facts of the case, and the terms of what is inside."""

    case: Case

    def condition(self, node: Expression, row: Row | None = None) -> Condition:
        """When a condition is true, and when it is false."""

    def quantity(self, node: Expression, row: Row | None) -> Quantity:
        """A number, and when it is defined."""

    def told(self, node: Expression, row: Row | None) -> Term:
        """When an expression is known, where something asks whether it is."""


class NotEncodable(Exception):  # noqa: N818 - reads as what the expression is
    """Beyond this reading; the value counts as free, which errs towards open."""


Encoded = Condition | Quantity | Bag
