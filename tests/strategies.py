"""Random cases of random rulebooks, small enough to try out every completion."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn
from hypothesis.vendor.pretty import RepresentationPrinter

from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.diagnostics.invalid import Invalid
from engine.language import types
from engine.language.types import Type
from engine.language.values import Record
from engine.rulebook.model import Book, Fact, Flow
from tests.brute_force import cells, domain, size
from tests.expressions import AS_OF, number, perhaps, pick
from tests.rulebooks import FLOW, RECORDS, books, described

MOST_COMPLETIONS = 200

Data = Mapping[str, Mapping[str, Any]]
Flat = Mapping[str, Any]
Hole = tuple[str, int, str]
"""A thing that may be left open: a fact, or a field of one of its records."""


@dataclass(frozen=True)
class World:
    """A rulebook and the facts of one case, by their dotted names."""

    book: Book
    stated: Flat

    @property
    def case(self) -> Case:
        return read_mapping(grouped(self.stated), self.book, as_of=AS_OF)

    @property
    def flow(self) -> Flow:
        return self.book.flows[FLOW]

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """What a person needs to follow a failing example."""
        printer.text("\n".join(["", *described(self.book), f"stated: {dict(self.stated)}"]))


def grouped(flat: Flat) -> Data:
    """Facts as a fact file has them: by group."""
    groups: dict[str, dict[str, Any]] = {}
    for name, value in flat.items():
        group, _, short = name.partition(".")
        groups.setdefault(group, {})[short] = value
    return groups


@st.composite
def worlds(
    draw: DrawFn, keyless: bool = False, most: int = MOST_COMPLETIONS, lists: bool = True
) -> World:
    """A rulebook and a case whose facts do not contradict one another at first sight.

    With `keyless`, records may lack their key too, which the exact reading approximates;
    `most` is about how many completions there may be; without `lists` there are no records.
    """
    book = draw(books(lists))
    world = World(book, _stated(draw, book, keyless, most))
    try:
        assert world.case
    except Invalid:
        assume(False)
    return world


def _stated(draw: DrawFn, book: Book, keyless: bool, most: int) -> Flat:
    """Some facts; the others are open, but no more than can be tried out."""
    facts = book.vocabulary.facts
    full = {name: _value(draw, fact, book) for name, fact in facts.items() if fact.derive is None}
    holes = _holes(book, full, keyless)
    opened = _opened(draw, holes, cells(book, full.values()), most)
    stated = {name: _without(name, value, opened) for name, value in full.items()}
    for name, fact in facts.items():
        if fact.derive is not None:
            stated[name] = _directly(draw, fact, book) if perhaps(draw, 4) else None
        elif (name, 0, "") in opened:
            stated[name] = pick(draw, silences(fact))
        elif fact.assume is not None and perhaps(draw):
            stated[name] = None
    return {name: value for name, value in stated.items() if value is not None}


def _value(draw: DrawFn, fact: Fact, book: Book) -> Any:
    """What a person states of a fact."""
    if isinstance(fact.type, types.Records):
        first = number(draw, 1, 3)
        years = range(first, number(draw, first, 4) + 1)
        return [_record(draw, year) for year in years if not perhaps(draw, 4)]
    return pick(draw, domain(fact.type, cells(book, ())))


def _directly(draw: DrawFn, fact: Fact, book: Book) -> Any:
    """A derived fact that is given all the same; shares perhaps rounded."""
    found = _value(draw, fact, book)
    if isinstance(found, Fraction) and found.denominator != 1 and perhaps(draw):
        return round(Decimal(found.numerator) / found.denominator, number(draw, 1, 2))
    return found


def _record(draw: DrawFn, year: int) -> Record:
    of = RECORDS.fields
    others = {name: pick(draw, domain(of[name], frozenset())) for name in of if name != "year"}
    return {"year": Fraction(year), **others}


def _opened(
    draw: DrawFn, holes: Mapping[Hole, Type], constants: frozenset[Fraction], most: int
) -> dict[Hole, Type]:
    """What to leave open, at random, until there are too many completions."""
    opened: dict[Hole, Type] = {}
    for hole, of in draw(st.permutations(list(holes.items()))):
        if not perhaps(draw, 4) and size([*opened.values(), of], constants) <= most:
            opened[hole] = of
    return opened


def _holes(book: Book, full: Flat, keyless: bool) -> dict[Hole, Type]:
    found: dict[Hole, Type] = {}
    for name, value in full.items():
        of = book.vocabulary.facts[name].type
        if isinstance(of, types.Records):
            fields = [one for one in of.fields if keyless or one != of.key]
            found |= {(name, at, one): of.fields[one] for at in range(len(value)) for one in fields}
        else:
            found[name, 0, ""] = of
    return found


def _without(name: str, value: Any, opened: Container[Hole]) -> Any:
    """A list without the fields that are left open; any other value as it is."""
    if not isinstance(value, list):
        return value
    return [
        {one: part for one, part in record.items() if (name, at, one) not in opened}
        for at, record in enumerate(value)
    ]


def silences(fact: Fact) -> list[Any]:
    """Ways to leave a fact open; a sighting that nobody mentions would count as not seen."""
    asked = [{"status": "unknown"}, {"status": "declined"}]
    return asked if fact.assume is not None else [None, *asked]


@st.composite
def beside(draw: DrawFn, world: World, count: int) -> list[Case]:
    """Cases with the same facts open as another, but other values for some that are known."""
    found = []
    for _ in range(count):
        stated = dict(world.stated)
        for name, value in world.stated.items():
            if not isinstance(value, dict | list) and perhaps(draw):
                stated[name] = _directly(draw, world.book.vocabulary.facts[name], world.book)
        try:
            found.append(World(world.book, stated).case)
        except Invalid:
            continue
    return found
