"""The facts of one case while conclusions are drawn from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from ..language.values import Value
from ..rulebook.model import Book
from .case import Told
from .provenance import Provenance
from .testimony.combine import Combined
from .testimony.statement import Contested
from .values import Reader


@dataclass
class Work:
    """The facts of one case while conclusions are drawn. `quoted` are known by testimony alone;
    `clashes` say of such facts why they cannot be true."""

    book: Book
    told: Told
    reader: Reader
    values: dict[str, Value]
    digits: dict[str, int]
    asked: set[str]
    declined: set[str]
    provenance: dict[str, Provenance]
    stated: dict[str, tuple[Value, int]] = field(default_factory=dict)
    quoted: dict[str, Combined] = field(default_factory=dict)
    contested: dict[str, Contested] = field(default_factory=dict)
    clashes: dict[str, str] = field(default_factory=dict)
    following: dict[str, Value] = field(default_factory=dict)

    @property
    def settled(self) -> Mapping[str, Contested]:
        """What is contested between values that can be true."""
        if self.told.strict:
            return {}
        return {name: one for name, one in self.contested.items() if one.impossible is None}


class SoFar:
    """What is known while conclusions are drawn, as conditions ask about it."""

    __slots__ = ("_work", "as_of", "value")

    def __init__(self, work: Work, values: Mapping[str, Value]) -> None:
        self._work = work
        self.as_of = work.told.as_of
        self.value = values.get

    def declined(self, fact: str) -> bool:
        return fact in self._work.declined

    def disputed(self, fact: str) -> bool:
        return fact in self._work.settled or fact in self._work.following

    def threshold(self, name: str) -> Fraction:
        return self._work.book.numbers[name]

    def key(self, fact: str) -> str | None:
        return self._work.book.vocabulary.key(fact)
