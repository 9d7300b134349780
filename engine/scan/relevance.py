"""What a decision reads of each fact: its value, or only in which cell between constants it lies.

Two cases that differ only in what is not read, or in where in a cell a number lies, are decided
alike. A number has cells where every rule, constraint and derivation that reads it holds it
against constants; what is derived is read whole, since it is held against its derivation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ..language import types
from ..language.comparison import constant
from ..language.traverse import children, fact_of, is_fixed
from ..language.tree import Compare, Expression, Fact, IsKnown, Member, Number
from ..rulebook.model import Book, Flow


@dataclass(frozen=True, slots=True)
class Use:
    """How a fact is read: `whole`, or against these constants only."""

    whole: bool
    marks: tuple[Fraction, ...] = ()


def uses(book: Book, flow: Flow) -> Mapping[str, Use]:
    """The facts that a decision by the flow may read, each with how."""
    marks: dict[str, set[Fraction]] = {}
    whole: set[str] = set()
    for tree in _trees(book, flow):
        for name, value in _reads(tree, book):
            marks.setdefault(name, set())
            if value is None:
                whole.add(name)
            else:
                marks[name].add(value)
    facts = book.vocabulary.facts
    for name in _with_their_questions(book, marks):
        marks.setdefault(name, set())
    return {
        name: Use(name in whole or facts[name].derive is not None, tuple(sorted(found)))
        for name, found in marks.items()
    }


def _trees(book: Book, flow: Flow) -> Iterator[Expression]:
    for gate in flow.gates():
        yield from (rule.when for rule in book.gates[gate].every_rule)
    yield from (one.never for one in book.vocabulary.constraints)
    for fact in book.vocabulary.facts.values():
        if fact.derive is not None:
            yield Fact(fact.name)
            yield fact.derive


def _with_their_questions(book: Book, names: Mapping[str, object]) -> list[str]:
    """The questions under which sightings among these are taken as not seen."""
    unders = (book.vocabulary.facts[name].under for name in names)
    return [one for one in unders if one is not None]


def _reads(node: Expression, book: Book) -> Iterator[tuple[str, Fraction | None]]:
    """The facts that are read inside, each with the constant that it is held against, if it is."""
    against = [*_against(node)]
    if against:
        yield from ((name, _number(other, book)) for name, other in against)
        return
    name = fact_of(node)
    if name is not None:
        yield name, None
    for child in children(node):
        yield from _reads(child, book)


NOTHING = Number(Fraction(0))
"""Whether a fact is known is told apart anyway, so that any constant will do."""


def _against(node: Expression) -> Iterator[tuple[str, Expression]]:
    """The fact that a node holds against constants, with each of these; else nothing."""
    if isinstance(node, IsKnown) and isinstance(node.operand, Fact):
        yield node.operand.name, NOTHING
    if isinstance(node, Compare):
        sides = (node.left, node.right), (node.right, node.left)
        yield from ((one.name, to) for one, to in sides if isinstance(one, Fact) and is_fixed(to))
    if isinstance(node, Member) and all(map(is_fixed, node.values)):
        operand = node.operand
        yield from ((operand.name, one) for one in node.values if isinstance(operand, Fact))


def _number(node: Expression, book: Book) -> Fraction | None:
    found = constant(node, book.numbers)
    return found if isinstance(found, Fraction) else None


@dataclass(frozen=True, slots=True)
class Cell:
    """The numbers up to `end`, with or without it, and one that stands for all of them."""

    end: Fraction
    with_end: bool
    sample: Fraction


def cells(use: Use, kind: types.Numeric, low: Fraction, high: Fraction) -> Iterator[Cell]:
    """The cells of a number between two ends, from the lowest up."""
    marks = [one for one in use.marks if low <= one <= high]
    below = low - 1
    for mark in marks:
        yield from _between(below, mark, kind)
        yield Cell(mark, True, mark)
        below = mark
    yield from _between(below, high + 1, kind)


def _between(low: Fraction, high: Fraction, kind: types.Numeric) -> Iterator[Cell]:
    """The cell that lies strictly between two numbers, if any number there can be."""
    tried = [Fraction(floor(low) + 1)] if kind.integer else [(low + high) / 2]
    tried += [one for one in (kind.low, kind.high) if one is not None]
    found = next((one for one in tried if low < one < high and kind.holds(one)), None)
    if found is not None:
        yield Cell(high, False, found)
