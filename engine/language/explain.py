"""Which parts of a condition made it come out as it did."""

from __future__ import annotations

from collections.abc import Iterable

from .interpret import Facts, Kleene, negate, truth
from .tree import And, Compare, Expression, Not, NumberOf, Or, Quantified, atoms, children


def deciding_atoms(node: Expression, facts: Facts) -> tuple[Expression, ...]:
    """The smallest conditions that suffice for the truth of `node`, in order.

    Of a true `or` those parts that are true, of a false `and` those that are
    false, of an unknown condition those that are unknown.
    """
    return tuple(dict.fromkeys(_support(node, facts, truth(node, facts))))


def _support(node: Expression, facts: Facts, wanted: Kleene) -> Iterable[Expression]:
    match node:
        case Not():
            return _support(node.operand, facts, negate(wanted))
        case And():
            return _all(node, facts, wanted) if wanted is True else _alike(node, facts, wanted)
        case Or():
            return _all(node, facts, wanted) if wanted is False else _alike(node, facts, wanted)
        case Quantified():
            return _quantified(node, facts, wanted)
        case NumberOf():
            return _every(node, facts)
        case Compare() if isinstance(node.left, NumberOf) or isinstance(node.right, NumberOf):
            return _every(node, facts)
        case _:
            return atoms(node)


def _quantified(node: Quantified, facts: Facts, wanted: Kleene) -> Iterable[Expression]:
    """What counted for or against; a count that falls short is made up of the false ones."""
    if node.quantifier == "exactly" or wanted is None:
        return _alike(node, facts, None) if wanted is None else _every(node, facts)
    return _alike(node, facts, wanted if node.quantifier != "none" else not wanted)


def _all(node: Expression, facts: Facts, wanted: Kleene) -> Iterable[Expression]:
    return [atom for child in children(node) for atom in _support(child, facts, wanted)]


def _alike(node: Expression, facts: Facts, wanted: Kleene) -> Iterable[Expression]:
    """Support from those parts whose truth is the wanted one."""
    return [
        atom
        for child in children(node)
        if truth(child, facts) is wanted
        for atom in _support(child, facts, wanted)
    ]


def _every(node: Expression, facts: Facts) -> Iterable[Expression]:
    return [
        atom
        for child in children(node)
        if atoms(child)
        for atom in _support(child, facts, truth(child, facts))
    ]
