"""Where the two sides of a comparison meet, while one number moves and all else stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from ...case.case import Case
from ...language import types
from ...language.comparison import comparisons_of
from ...language.interpret import evaluate
from ...language.readings import Table, each
from ...language.resolve.resolver import COUNT
from ...language.traverse import children, selection_of
from ...language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Elapsed,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Quote,
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)
from ...language.values import Record
from ...rulebook.model import Book
from .cells import trees

Point = tuple[Fraction, Case | None]
"""A value of the number that moves, and the case with it; None where that is refused."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides; `source` is the list whose records they are about, if they are."""

    node: Compare
    source: str | None = None

    def kinds(self, book: Book) -> Iterator[types.Numeric]:
        """The types of the two sides, where these are numbers; a threshold alone has none."""
        for side in (self.node.left, self.node.right):
            found = _numeric(side, self, book)
            if found is not None:
                yield found

    def declared(self, node: Fact | Field, book: Book) -> types.Type | None:
        """The type that the vocabulary gives a fact, or a field of these records."""
        facts = book.vocabulary.facts
        if isinstance(node, Fact):
            return facts[node.name].type
        of = facts[self.source].type if self.source is not None else None
        return of.fields[node.name] if isinstance(of, types.Records) else None


Numeric = types.Numeric | None


def _numeric(node: Expression, within: Comparison, book: Book) -> Numeric:
    return NUMERIC[type(node)](node, within, book)


def _declared(node: Fact | Field, within: Comparison, book: Book) -> Numeric:
    found = within.declared(node, book)
    return found if isinstance(found, types.Numeric) else None


def _count(_node: NumberOf, _within: Comparison, _book: Book) -> Numeric:
    return COUNT


def _share(_node: ShareOf, _within: Comparison, _book: Book) -> Numeric:
    return types.SHARE


def _number(node: Number, _within: Comparison, _book: Book) -> Numeric:
    return types.Numeric(node.value.denominator == 1)


def _aggregate(node: Aggregate, within: Comparison, book: Book) -> Numeric:
    """A sum or an extreme is as whole as what it is of; a mean or a median may be anything."""
    if node.value is None or node.function in ("count", "distinct"):
        return COUNT
    if node.function in ("mean", "median"):
        return None
    inner = _numeric(node.value, replace(within, source=node.records.source), book)
    return types.Numeric(inner is not None and inner.integer)


def _elapsed(_node: Elapsed, _within: Comparison, _book: Book) -> Numeric:
    return types.Numeric(integer=True)


def _negative(node: Negative, within: Comparison, book: Book) -> Numeric:
    return _whole((node.operand,), within, book)


def _arithmetic(node: Arithmetic, within: Comparison, book: Book) -> Numeric:
    if node.operator == "/":
        return types.Numeric()
    return _whole((node.left, node.right), within, book)


def _if(node: If, within: Comparison, book: Book) -> Numeric:
    return _whole((node.then, node.otherwise), within, book)


def _whole(parts: Sequence[Expression], within: Comparison, book: Book) -> Numeric:
    """A whole number if all parts are; a threshold is as whole as what it goes with."""
    kinds = [_numeric(one, within, book) for one in parts if not isinstance(one, Threshold)]
    return types.Numeric(all(kind is not None and kind.integer for kind in kinds))


def _no_number(_node: Expression, _within: Comparison, _book: Book) -> None:
    return None


NUMERIC: Table[Callable[[Any, Comparison, Book], Numeric]] = Table(
    "prove.space.intersections",
    "which numbers can it be, as far as its form tells?",
    {
        **each(_declared, Fact, Field),
        Number: _number,
        NumberOf: _count,
        Aggregate: _aggregate,
        ShareOf: _share,
        Negative: _negative,
        Elapsed: _elapsed,
        Arithmetic: _arithmetic,
        If: _if,
        **each(_no_number, Threshold),  # its own number says nothing about others
        **each(
            _no_number, Truth, Word, Quote, DayOf, Today, Shifted, Name, Not, And, Or, Quantified
        ),
        **each(_no_number, Compare, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
    },
)


def comparisons(book: Book) -> dict[Comparison, None]:
    """Every comparison of a rulebook, each once."""
    found = [one for tree in trees(book) for one in _within(tree, None)]
    found += [
        one
        for constraint in book.vocabulary.constraints
        for one in _within(constraint.never, constraint.each)
    ]
    return dict.fromkeys(found)


def _within(tree: Expression, source: str | None) -> Iterator[Comparison]:
    yield from (Comparison(pair, source) for pair in comparisons_of(tree))
    records = selection_of(tree)
    for child in children(tree):
        yield from _within(child, records.source if records is not None else source)


def crossings(compared: Comparison, points: Sequence[Point]) -> Iterator[Fraction]:
    """The values at which both sides are equal; for records, those of each."""
    first = next((case for _, case in points if case is not None), None)
    found = first.value(compared.source) if first is not None and compared.source else None
    if compared.source is None:
        records: Sequence[Record | None] = (None,)
    else:
        records = found if isinstance(found, tuple) else ()
    for record in records:
        at = _crossing(compared.node, points, record)
        if at is not None:
            yield at


def _crossing(node: Compare, points: Sequence[Point], record: Record | None) -> Fraction | None:
    """Three points tell, as long as the sides move linearly."""
    gaps = [gap(node, case, record) if case is not None else None for _, case in points]
    (first, one), (second, two), (third, three) = (
        (at, found) for (at, _), found in zip(points, gaps, strict=True)
    )
    if one is None or two is None or three is None or one == two:
        return None
    slope = (two - one) / (second - first)
    if three - two != slope * (third - second):
        return None
    return first - one / slope


def gap(node: Compare, case: Case, record: Record | None) -> Fraction | None:
    """How much the left side is above the right; of dates, by how many days it is later."""
    left, right = evaluate(node.left, case, record), evaluate(node.right, case, record)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left - right
    if isinstance(left, date) and isinstance(right, date):
        return Fraction((left - right).days)
    return None
