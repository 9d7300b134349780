"""What is carried down a tree while it is resolved: the scope, and the problems found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from ...diagnostics.code import Code
from ...diagnostics.codes.collecting import NOTHING_COLLECTED
from ...diagnostics.codes.conditions import (
    CONDITION_TOO_LARGE,
    NOT_A_CONDITION,
    STATUS_IN_RULE,
    UNLIKE_TYPES,
)
from ...diagnostics.findings import Mistake
from ...diagnostics.place import Span
from .. import types
from ..readings import Table
from ..traverse import descend
from ..tree import Expression
from ..types import Type

MOST_FILLED = 4_000
"""So many parts of what a gate collects may stand in one condition."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name, and what it may ask.

    `statuses` allows `is known` and `was declined`; `fields` are those of the
    record at hand, inside an aggregate or a constraint on each record. `collected` are the
    conditions that the gate at hand collects, by id; None where `collected` means nothing.
    """

    facts: Mapping[str, Type]
    thresholds: Mapping[str, Fraction]
    statuses: bool = False
    fields: Mapping[str, Type] | None = None
    collected: Mapping[str, Expression] | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tree without `Name`s, its type (None after a mistake), and all mistakes in it."""

    tree: Expression
    type: Type | None
    problems: tuple[Mistake[Span], ...]


Typed = tuple[Expression, Type | None]
BOOLEAN = types.Boolean()
NUMBER = types.Numeric()
DAY = types.Day()
COUNT = types.Numeric(integer=True, low=Fraction(0))


@dataclass(frozen=True, slots=True)
class Resolver:
    """Resolves through a table, with a function for each node, and collects the problems."""

    scope: Scope
    table: Table[Resolve]
    problems: list[Mistake[Span]]
    filled: list[int] = field(default_factory=list)

    def inside(self, records: types.Records) -> Resolver:
        """The same for one record of a list: its fields can be named."""
        return replace(self, scope=replace(self.scope, fields=records.fields, collected=None))

    def report(self, code: Code, message: str, span: Span, help_: str | None = None) -> None:
        self.problems.append(Mistake(code, message, span, help_))

    def unlike(self, span: Span, kind: Type, expected: Type) -> None:
        found, wanted = types.type_names[type(kind)], types.describe(expected)
        self.report(UNLIKE_TYPES, f"this is {found}, where {wanted} is expected", span)

    def collected(self, span: Span) -> Mapping[str, Expression] | None:
        """What the gate at hand collects; reported where there is no such gate."""
        if self.scope.collected is None:
            help_ = "it stands for what a gate has under `collect`, in the `when` of its rules"
            self.report(NOTHING_COLLECTED, "`collected` has no meaning here", span, help_)
        return self.scope.collected

    def filled_in(self, span: Span, operands: tuple[Expression, ...]) -> tuple[Expression, ...]:
        """What stands in place of `collected`; none, and reported once, where that is too much."""
        before = sum(self.filled)
        self.filled.append(sum(len(descend(one)) for one in operands))
        if sum(self.filled) <= MOST_FILLED:
            return operands
        if before <= MOST_FILLED:
            message = f"`collected` makes this a condition of more than {MOST_FILLED} parts"
            self.report(CONDITION_TOO_LARGE, message, span, "collect less, or count it once only")
        return ()

    def may_ask(self, span: Span) -> bool:
        """Whether this may ask what is known; reports it where it may not."""
        if not self.scope.statuses:
            help_ = "learning a fact must never turn one verdict into another; notes may ask this"
            message = "a gate rule may not ask whether a fact is known or was declined"
            self.report(STATUS_IN_RULE, message, span, help_)
        return self.scope.statuses

    def resolve(self, node: Expression, expected: Type | None = None) -> Typed:
        """A node without names, and its type; None after a mistake."""
        return self.table[type(node)](node, self, expected)

    def condition(self, node: Expression) -> Expression:
        """Resolve a part that has to be true or false."""
        tree, kind = self.resolve(node, BOOLEAN)
        if kind is not None and not isinstance(kind, types.Boolean):
            name = types.type_names[type(kind)]
            help_ = (
                "compare it with something"
                if not isinstance(kind, types.SetOf)
                else ("write `has any of [..]` or `is empty`")
            )
            self.report(NOT_A_CONDITION, f"this is {name}, not true or false", node.span, help_)
        return tree

    def number(self, node: Expression) -> Expression:
        """Resolve a part that has to be a number."""
        return self.amount(node)[0]

    def amount(self, node: Expression) -> tuple[Expression, types.Numeric | None]:
        """The same with its type."""
        tree, kind = self.resolve(node, NUMBER)
        return tree, self.numeric(node, kind)

    def numeric(self, node: Expression, kind: Type | None) -> types.Numeric | None:
        """The type of a part, which has to be that of a number."""
        if kind is None or isinstance(kind, types.Numeric):
            return kind
        self.unlike(node.span, kind, NUMBER)
        return None

    def day(self, node: Expression) -> Expression:
        """Resolve a part that has to be a date."""
        tree, kind = self.resolve(node, DAY)
        if kind is not None and not isinstance(kind, types.Day):
            self.unlike(node.span, kind, DAY)
        return tree


Resolve = Callable[[Any, Resolver, Type | None], Typed]
"""How one kind of node is resolved; the type is the expected one, where there is one."""
