"""And, or, not, counts and questions about what is known: everything made of conditions."""

from __future__ import annotations

from dataclasses import replace

from ...diagnostics.codes.conditions import IMPOSSIBLE_COUNT, NOT_A_FACT
from .. import types
from ..tree import And, Expression, Fact, If, IsKnown, Not, NumberOf, Or, Quantified, WasDeclined
from ..types import Type
from .resolver import BOOLEAN, COUNT, Resolver, Typed


def negation(node: Not, resolver: Resolver, _expected: Type | None) -> Typed:
    return replace(node, operand=resolver.condition(node.operand)), BOOLEAN


def junction(node: And | Or, resolver: Resolver, _expected: Type | None) -> Typed:
    operands = tuple(resolver.condition(operand) for operand in node.operands)
    return replace(node, operands=operands), BOOLEAN


def quantified(node: Quantified, resolver: Resolver, _expected: Type | None) -> Typed:
    settled = replace(node, operands=_counted(node, resolver))
    if settled.operands:
        _possible_count(resolver, settled)
    return settled, BOOLEAN


def number_of(node: NumberOf, resolver: Resolver, _expected: Type | None) -> Typed:
    return replace(node, operands=_counted(node, resolver)), COUNT


def _counted(node: Quantified | NumberOf, resolver: Resolver) -> tuple[Expression, ...]:
    """What is counted; where it is what the gate collects, its conditions are filled in."""
    if not node.named:
        return tuple(resolver.condition(operand) for operand in node.operands)
    found = resolver.collected(node.span)
    return resolver.filled_in(node.span, tuple(found.values())) if found is not None else ()


def _possible_count(resolver: Resolver, node: Quantified) -> None:
    if node.count is not None and node.count > len(node.operands):
        message = f"`{node.quantifier} {node.count}` of {len(node.operands)} can never hold"
        resolver.report(IMPOSSIBLE_COUNT, message, node.span)


def status(node: IsKnown | WasDeclined, resolver: Resolver, _expected: Type | None) -> Typed:
    tree, kind = resolver.resolve(node.operand)
    allowed = resolver.may_ask(node.span)
    declined = isinstance(node, WasDeclined) and kind is not None
    if allowed and declined and not isinstance(tree, Fact):
        resolver.report(NOT_A_FACT, "only a fact can be declined", node.operand.span)
    return replace(node, operand=tree), BOOLEAN


def choice(node: If, resolver: Resolver, expected: Type | None) -> Typed:
    condition = resolver.condition(node.condition)
    then, first = resolver.resolve(node.then, expected)
    otherwise, second = resolver.resolve(node.otherwise, expected or first)
    if first is not None and second is not None and type(first) is not type(second):
        resolver.unlike(node.otherwise.span, second, first)
    tree = replace(node, condition=condition, then=then, otherwise=otherwise)
    return tree, _joined(first, second)


def _joined(first: Type | None, second: Type | None) -> Type | None:
    match first, second:
        case types.Enumeration(left), types.Enumeration(right):
            return types.Enumeration(tuple(dict.fromkeys(left + right)))
        case types.Numeric() as first, types.Numeric() as second:
            return types.Numeric(integer=first.integer and second.integer)
        case _:
            return first if second is not None else None
