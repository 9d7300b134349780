"""Where the two sides of a comparison meet, while one number moves and all else stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from engine.language import types
from engine.language.interpret import Record, evaluate
from engine.language.tree import (
    Aggregate,
    Compare,
    Expression,
    Fact,
    Field,
    ShareOf,
    children,
    descend,
)  # fmt: skip
from engine.prove.cells import trees
from engine.rulebook.model import Book
from engine.solve.case import Case

Point = tuple[Fraction, Case | None]
"""A value of the number that moves, and the case with it; None where that is refused."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides; `source` is the list whose records they are about, if they are."""

    node: Compare
    source: str | None = None

    def types(self, book: Book) -> Iterator[types.Type]:
        """The types of the facts and fields on both sides."""
        facts = book.vocabulary.facts
        for part in descend(self.node):
            if isinstance(part, Fact):
                yield facts[part.name].type
            elif isinstance(part, Field) and self.source is not None:
                of = facts[self.source].type
                assert isinstance(of, types.Records)
                yield of.fields[part.name]


def comparisons(book: Book) -> dict[Comparison, None]:
    """Every comparison of a rulebook, each once."""
    found = [one for tree in trees(book) for one in _within(tree, None)]
    found += [one for constraint in book.vocabulary.constraints
              for one in _within(constraint.never, constraint.each)]  # fmt: skip
    return dict.fromkeys(found)


def _within(tree: Expression, source: str | None) -> Iterator[Comparison]:
    if isinstance(tree, Compare):
        yield Comparison(tree, source)
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
