"""What a mapping says: which column is which fact, and how its cells are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from ..diagnostics.place import UNPLACED, Place
from ..language.types import Records, Type
from ..language.values import nfc
from ..rulebook.model import Fact, Vocabulary

NOT_KNOWN = ("-", "--", "\u2013", "\u2014", "?", "N/A", "NA", "#N/A")
"""Words that mean that nobody asked, where a mapping lists no others."""
ASKED, DECLINED = ("unknown",), ("declined",)
ROW = "{row}"
"""In a key, the number of the row."""
HOLE = re.compile(r"\{([^{}]*)\}")


def folded(text: str) -> str:
    """A word as it is compared: neither case nor spaces tell words apart."""
    return " ".join(nfc(text).split()).casefold()


@dataclass(frozen=True, slots=True)
class Target:
    """What cells are values of: a fact, or a `field` of the records of a list."""

    fact: Fact
    type: Type
    field: str = ""

    @property
    def name(self) -> str:
        return f"{self.fact.name}.{self.field}" if self.field else self.fact.name


def target(vocabulary: Vocabulary, name: str) -> Target | None:
    """The fact, or the field of a list, that a name stands for."""
    fact = vocabulary.facts.get(name)
    if fact is not None:
        return Target(fact, fact.type)
    whole, _, inner = name.rpartition(".")
    fact = vocabulary.facts.get(whole)
    if fact is None or not isinstance(fact.type, Records) or inner not in fact.type.fields:
        return None
    return Target(fact, fact.type.fields[inner], inner)


def targets(vocabulary: Vocabulary) -> Iterator[str]:
    """Every name that `target` knows."""
    for fact in vocabulary.facts.values():
        yield fact.name
        if isinstance(fact.type, Records):
            yield from (f"{fact.name}.{name}" for name in fact.type.fields)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says of one target: a text to read as its value, or that it is not known."""

    target: Target
    text: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How cells are read. Words are folded; `units` are what may stand behind numbers."""

    words: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    not_known: frozenset[str] = frozenset(map(folded, NOT_KNOWN))
    asked: frozenset[str] = frozenset(ASKED)
    declined: frozenset[str] = frozenset(DECLINED)
    comma: bool = False

    @property
    def percent(self) -> bool:
        """Whether bare numbers are parts of a hundred."""
        return "%" in self.units or "percent" in self.units


PLAIN = Reading()


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What the mapping says of columns of one name, or of one pattern of names.

    Without a target its words say everything. `hole` is the field that a pattern has in braces.
    With `drops` a cell that cannot be read is left unasked, and does not cost the row.
    """

    name: str
    target: Target | None
    reading: Reading = PLAIN
    hole: Target | None = None
    place: Place = UNPLACED
    drops: bool = False

    @property
    def facts(self) -> Iterator[Target]:
        """All that its cells can say something of."""
        if self.target is not None:
            yield self.target
        for meanings in self.reading.words.values():
            yield from (one.target for one in meanings)


def held(pattern: str, column: str) -> str | None:
    """What a column has where the pattern has braces; "" for a name without; None: no match."""
    hole = HOLE.search(pattern)
    if hole is None:
        return "" if folded(pattern) == folded(column) else None
    before, after = folded(pattern[: hole.start()] + "|"), folded("|" + pattern[hole.end() :])
    before, after = before[:-1], after[1:]
    name = folded(column)
    fits = name.startswith(before) and name.endswith(after)
    inner = name[len(before) : len(name) - len(after)].strip() if fits else ""
    return inner if fits and len(name) >= len(before) + len(after) and inner else None


@dataclass(frozen=True, slots=True)
class Constant:
    """A fact that every row has; columns named in braces are filled into `text`, once."""

    target: Target
    text: str
    place: Place = UNPLACED

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(HOLE.findall(self.text))


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping; the default is for tables whose columns are named by fact."""

    file: str = ""
    files: tuple[str, ...] = ()
    sheet: str | None = None
    key: tuple[str, ...] = ()
    source: str | None = None
    as_of: str | None = None
    columns: tuple[ColumnRule, ...] = ()
    ignore: tuple[str, ...] = ()
    every_row: tuple[Constant, ...] = ()
    reading: Reading = PLAIN
    places: Mapping[str, Place] = field(default_factory=dict)

    def is_for(self, path: Path) -> bool:
        """Whether it names this file."""
        return any(fnmatchcase(path.name, one) or Path(one) == path for one in self.files)

    def place(self, key: str) -> Place:
        """Where one of its keys stands."""
        return self.places.get(key, Place(self.file))
