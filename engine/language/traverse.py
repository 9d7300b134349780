"""What stands inside a node, and what a whole tree reads: for all that treat nodes alike.

Pre-order traversal over `children`. Whoever needs no more than this knows every node that
`children` and `reads` know, and cannot forget one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .comparison import counts
from .readings import Table, each
from .remembered import remembered
from .tree import (
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
    Selection,
    ShareOf,
    Shifted,
    TextTest,
    Threshold,
    Today,
    Truth,
    WasDeclined,
    Word,
)

Expressions = tuple[Expression, ...]


def children(node: Expression) -> Expressions:
    """The expressions directly inside `node`, in the order they are written."""
    return CHILDREN[type(node)](node)


def _none(_node: Expression) -> Expressions:
    return ()


def _operand(node: Not | TextTest | IsEmpty | IsKnown | WasDeclined | Negative) -> Expressions:
    return (node.operand,)


def _operands(node: And | Or | Quantified | NumberOf) -> Expressions:
    return node.operands


def _sides(node: Compare | Arithmetic) -> Expressions:
    return (node.left, node.right)


def _dates(node: Elapsed) -> Expressions:
    return (node.start, node.end)


def _date_and_amount(node: Shifted) -> Expressions:
    return (node.operand, node.amount)


def _operand_and_values(node: Member | HasAny) -> Expressions:
    return (node.operand, *node.values)


def _branches(node: If) -> Expressions:
    return (node.condition, node.then, node.otherwise)


def _summarized(node: Aggregate) -> Expressions:
    return _present(node.value, node.records.condition, node.records.among)


def _shared(node: ShareOf) -> Expressions:
    return _present(node.condition, node.records.condition, node.records.among)


def _present(*nodes: Expression | None) -> Expressions:
    return tuple(node for node in nodes if node is not None)


CHILDREN: Table[Callable[[Any], Expressions]] = Table(
    "language.traverse.children",
    "which expressions stand directly inside it?",
    {
        **each(_none, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_operand, Not, TextTest, IsEmpty, IsKnown, WasDeclined, Negative),
        **each(_operands, And, Or, Quantified, NumberOf),
        **each(_sides, Compare, Arithmetic),
        **each(_operand_and_values, Member, HasAny),
        Elapsed: _dates,
        Shifted: _date_and_amount,
        If: _branches,
        Aggregate: _summarized,
        ShareOf: _shared,
    },
)


def descend(node: Expression) -> list[Expression]:
    """`node` and everything below it, outermost first."""
    found = [node]
    for child in children(node):
        found += descend(child)
    return found


def depth(node: Expression) -> int:
    """How many nodes stand inside each other, at most; 1 for a name."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        one, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(child, level + 1) for child in children(one)]
    return deepest


# what a tree reads

Read = Fact | Threshold | Field | Selection | Today


def reads(node: Expression) -> Read | None:
    """What `node` itself, leaving out its children, takes from the case or the rulebook."""
    return READ[type(node)](node)


def _itself(node: Fact | Threshold | Field | Today) -> Read:
    return node


def _records(node: Aggregate | ShareOf) -> Read:
    return node.records


def _nothing(_node: Expression) -> None:
    return None


READ: Table[Callable[[Any], Read | None]] = Table(
    "language.traverse.reads",
    "what does it take from the case or the rulebook by itself?",
    {
        **each(_itself, Fact, Threshold, Field, Today),
        **each(_records, Aggregate, ShareOf),
        **each(_nothing, Truth, Number, Word, Quote, DayOf, Name),
        **each(_nothing, Not, And, Or, Quantified, NumberOf, If),
        **each(_nothing, Compare, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined),
        **each(_nothing, Arithmetic, Negative, Elapsed, Shifted),
    },
)


def fact_of(node: Expression) -> str | None:
    """The name of the fact whose value or records `node` itself reads."""
    match reads(node):
        case Fact(name=name) | Selection(source=name):
            return name
        case Threshold() | Field() | Today() | None:
            return None


@remembered
def facts_in(node: Expression) -> tuple[str, ...]:
    """The names of the facts that `node` reads, each once, in order of appearance."""
    found = (fact_of(part) for part in descend(node))
    return tuple(dict.fromkeys(name for name in found if name is not None))


@remembered
def reads_today(node: Expression) -> bool:
    """Whether `node` or something inside it reads the day as of which a case is looked at."""
    return any(isinstance(reads(part), Today) for part in descend(node))


@remembered
def is_fixed(node: Expression) -> bool:
    """Whether the value of `node` is the same for every case on every day."""
    return not facts_in(node) and not reads_today(node)


@remembered
def thresholds_in(node: Expression) -> tuple[str, ...]:
    """The names of the thresholds that `node` reads, each once."""
    found = (part.name for part in map(reads, descend(node)) if isinstance(part, Threshold))
    return tuple(dict.fromkeys(found))


@remembered
def fields_in(node: Expression) -> tuple[str, ...]:
    """The names of the fields of records that `node` reads, each once."""
    found = (part.name for part in map(reads, descend(node)) if isinstance(part, Field))
    return tuple(dict.fromkeys(found))


def selection_of(node: Expression) -> Selection | None:
    """The records that `node` itself goes over."""
    found = reads(node)
    return found if isinstance(found, Selection) else None


def lists_in(node: Expression) -> tuple[str, ...]:
    """The lists whose records `node` goes over, each once."""
    found = (selection_of(part) for part in descend(node))
    return tuple(dict.fromkeys(one.source for one in found if one is not None))


# questions about what is known


def asked_about(node: Expression) -> Expression | None:
    """The expression of which `node` itself asks whether it is known, rather than what it is."""
    return STATUS[type(node)](node)


def asks(node: Expression) -> bool:
    """Whether `node` itself asks what is known, so that learning may turn it."""
    return asked_about(node) is not None


def asked_in(node: Expression) -> bool:
    """Whether `node` or something inside it asks what is known."""
    return any(map(asks, descend(node)))


@remembered
def sources(node: Expression) -> tuple[str, ...]:
    """The facts whose values an expression reads; those it only asks about do not count."""
    own = fact_of(node)
    if own is None and asks(node):
        return ()
    found = {} if own is None else {own: None}
    for child in children(node):
        found |= dict.fromkeys(sources(child))
    return tuple(found)


def _asks(node: IsKnown | WasDeclined) -> Expression:
    return node.operand


def _skips(node: Aggregate) -> Expression | None:
    return node.value if node.known else None


def _parts_known(node: ShareOf) -> Expression | None:
    return node.condition if node.known else None


def _takes(_node: Expression) -> None:
    return None


STATUS: Table[Callable[[Any], Expression | None]] = Table(
    "language.traverse.asked_about",
    "of what does it ask whether that is known, so that learning may turn it?",
    {
        **each(_asks, IsKnown, WasDeclined),
        Aggregate: _skips,
        ShareOf: _parts_known,
        **each(_takes, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_takes, Not, And, Or, Quantified, NumberOf, If),
        **each(_takes, Compare, Member, TextTest, HasAny, IsEmpty),
        **each(_takes, Arithmetic, Negative, Elapsed, Shifted),
    },
)


# the smallest conditions


@remembered
def atoms(node: Expression) -> Expressions:
    """The smallest conditions that `node` is made of: those without and, or, not inside."""
    return ATOMS[type(node)](node)


def _inside(node: Expression) -> Expressions:
    return tuple(atom for child in children(node) for atom in atoms(child))


def _compared(node: Compare) -> Expressions:
    return _inside(node) if counts(node) else (node,)


def _whole(node: Expression) -> Expressions:
    return (node,)


ATOMS: Table[Callable[[Any], Expressions]] = Table(
    "language.traverse.atoms",
    "which smallest conditions is it made of?",
    {
        **each(_inside, Not, And, Or, Quantified, NumberOf),
        Compare: _compared,
        **each(_whole, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined, If),
        **each(_whole, Truth, Word, Quote, DayOf, Today, Name, Fact, Field),
        **each(_whole, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
        **each(_none, Number, Threshold),  # what a count is compared with
    },
)
