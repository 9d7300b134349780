"""A gate as a decision table: rules as rows, facts as columns, cells in the S-FEEL style."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import combinations, product

from ..language.show import show
from ..language.traverse import facts_in
from ..language.tree import (
    And,
    Compare,
    Expression,
    Fact,
    HasAny,
    IsEmpty,
    Member,
    Not,
    Number,
    Or,
    Quantified,
    Threshold,
    Truth,
    Word,
)
from ..language.values import number, quote
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
    """The rules of a gate in order; a rule with alternatives has a row for each."""
    rows = [(rule, cells) for rule in gate.every_rule for cells in alternatives(rule, book)]
    used = {name for _, cells in rows for name in cells if name != REST}
    facts = [name for name in book.vocabulary.facts if name in used]
    rest = [REST] if any(REST in cells for _, cells in rows) else []
    head = ("rule", *facts, *rest, "outcome")
    return Table(head, tuple(_row(rule, cells, head) for rule, cells in rows))


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
    match node:
        case Truth(value=True):
            return [()]
        case Or():
            return [way for operand in node.operands for way in disjuncts(operand)]
        case And():
            return _together(node.operands)
        case Quantified(quantifier="any"):
            return [way for operand in node.operands for way in disjuncts(operand)]
        case Quantified(quantifier="all"):
            return _together(node.operands)
        case Quantified(quantifier="none"):
            return _together([Not(operand) for operand in node.operands])
        case Quantified(quantifier="at least", count=int(count)):
            chosen = combinations(node.operands, count)
            return [way for operands in chosen for way in _together(operands)]
        case _:
            return [(node,)]


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


def _cell(part: Expression, book: Book) -> tuple[str, str]:
    """The column of a part and its entry; what fits no column is a further condition."""
    match part:
        case Fact():
            return part.name, "true"
        case Not(operand=Fact(name=name)):
            return name, "false"
        case Compare(left=Fact(name=name)) if (entry := _comparison(part, book)) is not None:
            return name, entry
        case Member(operand=Fact(name=name)):
            listed = ",".join(_constant(value, book) or show(value) for value in part.values)
            return name, f"not({listed})" if part.negated else listed
        case HasAny(operand=Fact(name=name)):
            return name, "any of " + ",".join(
                _constant(value, book) or show(value) for value in part.values
            )
        case IsEmpty(operand=Fact(name=name)):
            return name, "empty"
        case Not(operand=IsEmpty(operand=Fact(name=name))):
            return name, "not(empty)"
        case _:
            return REST, show(part)


def _comparison(part: Compare, book: Book) -> str | None:
    constant = _constant(part.right, book)
    if constant is None:
        return part.operator + " " + show(part.right) if facts_in(part.right) else None
    if part.operator == "=":
        return constant
    return f"not({constant})" if part.operator == "!=" else f"{part.operator} {constant}"


def _constant(node: Expression, book: Book) -> str | None:
    match node:
        case Number():
            return number(node.value)
        case Threshold():
            return number(book.thresholds[node.name].value)
        case Word():
            return quote(node.value)  # in a cell of S-FEEL every word is in quotes
        case Truth():
            return show(node)
        case _:
            return None


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
