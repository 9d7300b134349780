"""A gate as a decision table: rules as rows, facts as columns, cells in the S-FEEL style."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from io import StringIO
from itertools import combinations, product
from typing import Any

from ..language import readings
from ..language.comparison import constant
from ..language.readings import each
from ..language.show import show
from ..language.traverse import is_fixed
from ..language.tree import (
    COLLECTED,
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
from ..language.values import number
from ..rulebook.collect import Item
from ..rulebook.model import Book, Gate, Rule

ANY = "-"
REST = "further condition"
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Table:
    """Head and rows of one width, as plain text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(gate: Gate, book: Book) -> Table:
    """The rules of a gate in order; a rule with alternatives has a row for each.

    What the gate collects stands above them, and has no outcome.
    """
    every = [*(_as_rule(item) for item in gate.collect), *gate.every_rule]
    rows = [(rule, cells) for rule in every for cells in alternatives(rule, book)]
    used = {name for _, cells in rows for name in cells if name != REST}
    facts = [name for name in book.vocabulary.facts if name in used]
    rest = [REST] if any(REST in cells for _, cells in rows) else []
    head = ("rule", *facts, *rest, "outcome")
    return Table(head, tuple(_row(rule, cells, head) for rule, cells in rows))


def _as_rule(item: Item) -> Rule:
    return Rule(f"{COLLECTED}.{item.id}", item.when, COLLECTED, item.because)


def _row(rule: Rule, cells: dict[str, str], head: Sequence[str]) -> tuple[str, ...]:
    return (rule.id, *(cells.get(name, ANY) for name in head[1:-1]), rule.then)


def alternatives(rule: Rule, book: Book) -> list[dict[str, str]]:
    """One mapping of fact to cell for each way in which the rule's condition can hold."""
    if rule.columns:
        return [{REST: "most of: " + "; ".join(show(column) for column in rule.columns)}]
    ways = disjuncts(rule.when)
    if len(ways) > MOST_ROWS:
        return [{REST: show(rule.when)}]
    return [_cells(way, book) for way in ways]


Way = tuple[Expression, ...]


def disjuncts(node: Expression) -> list[Way]:
    """The ways in which a condition can hold, each a conjunction of parts."""
    return WAYS[type(node)](node)


def _truth(node: Truth) -> list[Way]:
    return [()] if node.value else [(node,)]


def _or(node: Or) -> list[Way]:
    return [way for operand in node.operands for way in disjuncts(operand)]


def _and(node: And) -> list[Way]:
    return _together(node.operands)


def _quantified(node: Quantified) -> list[Way]:
    if node.named:
        return [(node,)]
    match node.quantifier:
        case "any":
            return disjuncts(Or(node.operands))
        case "all":
            return _together(node.operands)
        case "none":
            return _together([Not(operand) for operand in node.operands])
        case "at least":
            chosen = combinations(node.operands, node.count or 0)
            return [way for operands in chosen for way in _together(operands)]
        case "exactly":
            return [(node,)]


def _as_it_is(node: Expression) -> list[Way]:
    return [(node,)]


WAYS: readings.Table[Callable[[Any], list[Way]]] = readings.Table(
    "author.tables.disjuncts",
    "in which ways can it hold, a row of a table for each?",
    {
        Truth: _truth,
        Or: _or,
        And: _and,
        Quantified: _quantified,
        **each(_as_it_is, Not, NumberOf, If, Compare, Member, TextTest, HasAny, IsEmpty),
        **each(_as_it_is, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_as_it_is, Elapsed, Shifted),
        **each(_as_it_is, IsKnown, WasDeclined, Arithmetic, Negative, Aggregate, ShareOf),
    },
)


def _together(operands: Iterable[Expression]) -> list[Way]:
    parts = product(*(disjuncts(operand) for operand in operands))
    return [tuple(part for way in ways for part in way) for ways in parts]


def _cells(way: Way, book: Book) -> dict[str, str]:
    cells: dict[str, str] = {}
    for part in way:
        fact, cell = _cell(part, book)
        if fact in cells and fact != REST:
            fact, cell = REST, show(part)
        joined = f"{cells[fact]} and {cell}" if fact in cells else cell
        cells[fact] = joined
    return cells


Cell = tuple[str, str]


def _cell(part: Expression, book: Book) -> Cell:
    """The column of a part and its entry; what fits no column is a further condition."""
    return CELLS[type(part)](part, book) or (REST, show(part))


def _fact(part: Fact, _book: Book) -> Cell:
    return part.name, "true"


def _not(part: Not, _book: Book) -> Cell | None:
    match part.operand:
        case Fact(name=name):
            return name, "false"
        case IsEmpty(operand=Fact(name=name)):
            return name, "not(empty)"
        case TextTest(operand=Fact(name=name)) as test:
            return name, f"not({_matching(test)})"
    return None


def _compare(part: Compare, book: Book) -> Cell | None:
    entry = _comparison(part, book)
    return (part.left.name, entry) if isinstance(part.left, Fact) and entry is not None else None


def _member(part: Member, book: Book) -> Cell | None:
    listed = _listed(part.values, book)
    cell = f"not({listed})" if part.negated else listed
    return (part.operand.name, cell) if isinstance(part.operand, Fact) else None


def _has_any(part: HasAny, book: Book) -> Cell | None:
    cell = f"any of {_listed(part.values, book)}"
    return (part.operand.name, cell) if isinstance(part.operand, Fact) else None


def _text_test(part: TextTest, _book: Book) -> Cell | None:
    return (part.operand.name, _matching(part)) if isinstance(part.operand, Fact) else None


def _matching(part: TextTest) -> str:
    """A test of a text as FEEL has it; `?` stands for the value of the column."""
    return f"{part.operator}(?, {_string(part.text)})"


def _string(text: str) -> str:
    """A text as FEEL quotes it."""
    inside = text.replace("\\", r"\\").replace('"', r"\"")
    return f'"{inside}"'


def _is_empty(part: IsEmpty, _book: Book) -> Cell | None:
    return (part.operand.name, "empty") if isinstance(part.operand, Fact) else None


def _no_column(_part: Expression, _book: Book) -> None:
    return None


def _listed(values: Iterable[Expression], book: Book) -> str:
    return ",".join(_constant(value, book) or show(value) for value in values)


def _comparison(part: Compare, book: Book) -> str | None:
    found = _constant(part.right, book)
    if found is None:
        return part.operator + " " + show(part.right) if not is_fixed(part.right) else None
    if part.operator == "=":
        return found
    return f"not({found})" if part.operator == "!=" else f"{part.operator} {found}"


def _constant(node: Expression, book: Book) -> str | None:
    match constant(node, book.numbers):
        case bool():
            return show(node)
        case Fraction() as value:
            return number(value)
        case str() as value if isinstance(node, Word):
            return _string(value)  # in a cell of S-FEEL every word is in quotes
        case str() | date() | None:
            return None


CELLS: readings.Table[Callable[[Any, Book], Cell | None]] = readings.Table(
    "author.tables.cell",
    "in which column does it stand, and how?",
    {
        Fact: _fact,
        Not: _not,
        Compare: _compare,
        Member: _member,
        HasAny: _has_any,
        TextTest: _text_test,
        IsEmpty: _is_empty,
        **each(_no_column, And, Or, Quantified, NumberOf, If, IsKnown, WasDeclined),
        **each(_no_column, Truth, Number, Word, Quote, DayOf, Today, Name, Threshold, Field),
        **each(_no_column, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)


def as_csv(found: Table) -> str:
    """The table as CSV text."""
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows([found.head, *found.rows])
    return stream.getvalue()


def as_markdown(found: Table) -> str:
    """The table as Markdown text."""
    lines = [found.head, tuple("---" for _ in found.head), *found.rows]
    return "".join(f"| {' | '.join(map(_escaped, line))} |\n" for line in lines)


def _escaped(cell: str) -> str:
    return cell.replace("|", "\\|")
