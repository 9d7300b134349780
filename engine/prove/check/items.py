"""What gates collect: conditions that come out one way only, and items that change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from ...diagnostics.codes.collecting import IDLE_ITEM
from ...diagnostics.findings import Finding
from ...language.tree import NODES, Expression, NumberOf, Quantified, Truth
from ...rulebook.collect import Item
from ...rulebook.model import Gate, Rule
from ...solve.logic import TRUE, Term, both, differ, either, negation
from ...solve.terms import Condition
from ..space.prover import Prover, undecided
from .constant import constant, parts_of

NEVER = Truth(False)


def idle_items(gate: Gate, provers: Sequence[Prover]) -> Iterator[Finding]:
    """Of each item that a gate collects, the nearest reason why it could be left out."""
    for item in gate.collect:
        found = list(_constant(gate, item, provers))
        yield from found
        if not any(one.place == item.place for one in found):
            yield from _idle(gate, item, provers)


def _constant(gate: Gate, item: Item, provers: Sequence[Prover]) -> Iterator[Finding]:
    """An item stands before the rules of its gate."""
    parts = [list(parts_of(one.space, item, 0)) for one in provers]
    yield from constant(gate.id, parts, provers)


def _idle(gate: Gate, item: Item, provers: Sequence[Prover]) -> Iterator[Finding]:
    """Unsatisfiable iff every case that comes to the gate has its outcome without the item too."""
    answers = [_matters(gate, item, prover) for prover in provers]
    if True in answers:
        return
    if None in answers:
        yield undecided(f"whether item `{item.id}` changes an outcome", item.place)
        return
    help_ = f"gate `{gate.id}` always comes out as it would without it"
    yield Finding(IDLE_ITEM, f"item `{item.id}` changes no outcome", item.place, help_)


def _matters(gate: Gate, item: Item, prover: Prover) -> bool | None:
    space = prover.space
    fewer = [
        (rule, space.encoder.condition(without(rule.when, gate, item)))
        for rule in space.book.gates[gate.id].every_rule
    ]
    before, after = _outcomes(space.conditions[gate.id]), _outcomes(fewer)
    told = either(*(differ(before[then], after[then]) for then in before))
    return prover.oracle.ask(*space.assumptions, space.reached[gate.id], told)


def _outcomes(rules: Sequence[tuple[Rule, Condition]]) -> Mapping[str, Term]:
    """When some rule that may decide leads to each outcome."""
    found: dict[str, list[Term]] = {}
    above = TRUE
    for rule, condition in rules:
        found.setdefault(rule.then, []).append(both(above, negation(condition.false)))
        above = both(above, negation(condition.true))
    return {then: either(*terms) for then, terms in found.items()}


def without(node: Any, gate: Gate, item: Item) -> Any:
    """An expression in which one of the items that its gate collects never holds."""
    if isinstance(node, tuple):
        return tuple(without(one, gate, item) for one in node)
    if not isinstance(node, NODES):
        return node
    if isinstance(node, Quantified | NumberOf) and node.named:
        return _never(node, gate, item)
    parts = {one.name: without(getattr(node, one.name), gate, item) for one in fields(node)}
    return replace(node, **parts)


def _never(node: Quantified | NumberOf, gate: Gate, item: Item) -> Expression:
    ids = (
        [node.item]
        if isinstance(node, Quantified) and node.item
        else [one.id for one in gate.collect]
    )
    kept = zip(ids, node.operands, strict=True)
    return replace(node, operands=tuple(NEVER if one == item.id else when for one, when in kept))
