"""Where the two sides of a comparison meet, while one number moves and all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ...case.case import Case
from ...language import types
from ...language.interpret import evaluate
from ...language.resolve.resolver import COUNT
from ...language.traverse import children
from ...language.tree import (
    Aggregate,
    Arithmetic,
    Compare,
    Expression,
    Fact,
    Field,
    If,
    Member,
    Negative,
    Number,
    NumberOf,
    ShareOf,
    Threshold,
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
            found = self._kind(side, book)
            if found is not None:
                yield found

    def _kind(self, node: Expression, book: Book) -> types.Numeric | None:
        match node:
            case Fact() | Field():
                found = self._declared(node, book)
                return found if isinstance(found, types.Numeric) else None
            case NumberOf() | Aggregate(function="count" | "distinct"):
                return COUNT
            case ShareOf():
                return types.SHARE
            case Number(value=value):
                return types.Numeric(value.denominator == 1)
            case Aggregate(function="sum" | "min" | "max", value=value) if value is not None:
                inner = Comparison(self.node, node.records.source)._kind(value, book)
                return types.Numeric(inner is not None and inner.integer)
            case Negative() | Arithmetic() | If():
                return types.Numeric(self._whole(node, book))
            case _:
                return None

    def _whole(self, node: Expression, book: Book) -> bool:
        parts = (node.then, node.otherwise) if isinstance(node, If) else children(node)
        kinds = [self._kind(one, book) for one in parts if not isinstance(one, Threshold)]
        divides = isinstance(node, Arithmetic) and node.operator == "/"
        return not divides and all(kind is not None and kind.integer for kind in kinds)

    def _declared(self, node: Fact | Field, book: Book) -> types.Type | None:
        facts = book.vocabulary.facts
        if isinstance(node, Fact):
            return facts[node.name].type
        of = facts[self.source].type if self.source is not None else None
        return of.fields[node.name] if isinstance(of, types.Records) else None


def comparisons(book: Book) -> dict[Comparison, None]:
    """Every comparison of a rulebook, each once."""
    found = [one for tree in trees(book) for one in _within(tree, None)]
    found += [one for constraint in book.vocabulary.constraints
              for one in _within(constraint.never, constraint.each)]  # fmt: skip
    return dict.fromkeys(found)


def _within(tree: Expression, source: str | None) -> Iterator[Comparison]:
    match tree:
        case Compare():
            yield Comparison(tree, source)
        case Member():
            yield from (Comparison(Compare("=", tree.operand, one), source) for one in tree.values)
    inner = tree.records.source if isinstance(tree, Aggregate | ShareOf) else source
    for child in children(tree):
        yield from _within(child, inner)


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
    gaps = [_gap(node, case, record) if case is not None else None for _, case in points]
    (first, one), (second, two), (third, three) = (
        (at, found) for (at, _), found in zip(points, gaps, strict=True)
    )
    if one is None or two is None or three is None or one == two:
        return None
    slope = (two - one) / (second - first)
    if three - two != slope * (third - second):
        return None
    return first - one / slope


def _gap(node: Compare, case: Case, record: Record | None) -> Fraction | None:
    """How much the left side is above the right."""
    left, right = evaluate(node.left, case, record), evaluate(node.right, case, record)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left - right
    return None
