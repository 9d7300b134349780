"""Conditions that are always true or always false where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...diagnostics.codes.proofs import ALWAYS_FALSE, ALWAYS_TRUE
from ...diagnostics.findings import Finding
from ...language.readings import Table, each
from ...language.show import show
from ...language.traverse import descend, is_fixed
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
from ...rulebook.collect import Item
from ...rulebook.model import Rule
from ...solve.logic import Term, both, negation
from ...solve.oracle import Oracle
from ...solve.terms import Condition
from ..space.prover import Prover, undecided
from ..space.space import Space

NEAR = 3
"""A model for one rule also tells about so many rules above it."""


@dataclass
class Part:
    """A part of a rule's condition, and when it is asked at all: left to right.

    `within` is the condition that it is part of; None for the whole.
    """

    rule: Rule | Item
    place: int
    node: Expression
    condition: Condition
    context: Term
    within: Expression | None
    true: bool = False
    false: bool = False

    @property
    def owner(self) -> str:
        return f"{'item' if isinstance(self.rule, Item) else 'rule'} `{self.rule.id}`"

    def look(self, oracle: Oracle) -> None:
        """Note what the last model shows."""
        if (self.true and self.false) or not oracle.value(self.context):
            return
        self.true = self.true or oracle.value(self.condition.true) is True
        self.false = self.false or oracle.value(self.condition.true) is False


@dataclass
class PartsSeen:
    """The parts of all conditions of a flow, and what models have shown of them so far."""

    space: Space
    parts: dict[str, dict[int, list[Part]]] = field(default_factory=dict)

    @classmethod
    def of(cls, space: Space) -> PartsSeen:
        found = cls(space)
        for gate, rules in space.conditions.items():
            found.parts[gate] = {
                place: list(parts_of(space, rule, place))
                for place, (rule, _) in enumerate(rules)
                if rule is not space.book.gates[gate].otherwise and not rule.columns
            }
        return found

    def expected(self, oracle: Oracle) -> None:
        """Tell what models will be looked at for."""
        for rules in self.parts.values():
            for part in (one for parts in rules.values() for one in parts):
                oracle.expect(part.context, part.condition.true)

    def seen(self, gate: str, place: int, oracle: Oracle) -> None:
        """The last model comes to the rule at `place` of a gate."""
        for near in range(max(0, place - NEAR), place + 1):
            for part in self.parts[gate].get(near, ()):
                part.look(oracle)


def parts_of(space: Space, rule: Rule | Item, place: int) -> Iterator[Part]:
    """Its condition and every condition in it, but what is collected, which is asked by itself."""
    yield from _within(space, rule, place, rule.when, both())


def _within(
    space: Space,
    rule: Rule | Item,
    place: int,
    node: Expression,
    context: Term,
    outer: Expression | None = None,
) -> Iterator[Part]:
    if is_fixed(node):
        return
    condition = space.encoder.condition(node)
    yield Part(rule, place, node, condition, context, outer)
    for child, inner in CONDITIONS[type(node)](node, space, context):
        yield from _within(space, rule, place, child, inner, node)


Inside = Iterator[tuple[Expression, Term]]
"""Conditions inside a condition, each with when it matters."""


def _operand(node: Not, _space: Space, context: Term) -> Inside:
    yield node.operand, context


def _while_true(node: And, space: Space, context: Term) -> Inside:
    for operand in node.operands:
        yield operand, context
        context = both(context, space.encoder.condition(operand).true)


def _while_false(node: Or, space: Space, context: Term) -> Inside:
    for operand in node.operands:
        yield operand, context
        context = both(context, space.encoder.condition(operand).false)


def _each(node: Quantified | NumberOf, _space: Space, context: Term) -> Inside:
    yield from ((operand, context) for operand in node.operands if not node.named)


def _counted(node: Compare, space: Space, context: Term) -> Inside:
    for side in (node.left, node.right):
        if isinstance(side, NumberOf):
            yield from _each(side, space, context)


def _smallest(_node: Expression, _space: Space, _context: Term) -> Inside:
    yield from ()


CONDITIONS: Table[Callable[[Any, Space, Term], Inside]] = Table(
    "prove.check.constant",
    "which conditions stand inside it, and when does each matter?",
    {
        Not: _operand,
        And: _while_true,
        Or: _while_false,
        Quantified: _each,
        Compare: _counted,
        **each(_smallest, Member, TextTest, HasAny, IsEmpty, IsKnown, WasDeclined, If, NumberOf),
        **each(_smallest, Truth, Number, Word, Quote, DayOf, Today, Name, Fact, Threshold, Field),
        **each(_smallest, Arithmetic, Negative, Elapsed, Shifted, Aggregate, ShareOf),
    },
)


def constant_parts(
    gate: str, provers: Sequence[Prover], seen: Sequence[PartsSeen], idle: frozenset[str]
) -> Iterator[Finding]:
    """Conditions that come out one way only, whatever case comes to them, in any flow."""
    for place, parts in seen[0].parts[gate].items():
        if not any(part.rule.id in idle for part in parts):
            yield from constant(gate, [one.parts[gate][place] for one in seen], provers)


def constant(
    gate: str, parts: Sequence[Sequence[Part]], provers: Sequence[Prover]
) -> Iterator[Finding]:
    """The same for one condition, of which there are `parts` in each flow."""
    silent: list[Expression] = []
    for part, *others in zip(*parts, strict=True):
        if any(_inside(part.node, one) for one in silent):
            continue
        for finding in _constant(gate, part, [part, *others], provers):
            silent.append(part.node)
            yield finding


def _inside(node: Expression, outer: Expression) -> bool:
    return any(child is node for child in descend(outer))


def _constant(
    gate: str, part: Part, twins: Sequence[Part], provers: Sequence[Prover]
) -> Iterator[Finding]:
    for wanted in (True, False):
        answers = [
            _can(gate, twin, wanted, prover) for twin, prover in zip(twins, provers, strict=True)
        ]
        word = "false" if wanted else "true"
        if True in answers:
            continue
        if None in answers:
            what = f"whether `{show(part.node)}` is always {word} in {part.owner}"
            yield undecided(what, part.rule.place)
            continue
        code = ALWAYS_FALSE if wanted else ALWAYS_TRUE
        message = f"`{show(part.node)}` is always {word} where it stands"
        help_ = f"in {part.owner}{_advice(part, word)}"
        yield Finding(code, message, part.rule.place, help_)
        return


NEEDLESS = {"true": And, "false": Or}
"""Where a part that is always so makes no difference."""


def _advice(part: Part, word: str) -> str:
    if part.within is None:
        return ", which it is the whole condition of"
    return "; it can be left out" if isinstance(part.within, NEEDLESS[word]) else ""


def _can(gate: str, part: Part, wanted: bool, prover: Prover) -> bool | None:
    """Whether a part can hold, or fail to, for a case that comes to its gate.

    It can be true only for cases that the rules above leave; but what these
    rules make certain may be said again, for the reader's sake.
    """
    if part.true if wanted else part.false:
        return True
    arrived = [prover.space.reached[gate], part.context]
    if wanted:
        arrived.append(prover.space.walks.above(gate, part.place))
    true = part.condition.true
    return prover.oracle.ask(*arrived, true if wanted else negation(true))
