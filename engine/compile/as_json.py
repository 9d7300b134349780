"""A compiled flow as JSON, for hosts without Python: nodes, what they ask, and the words for it.

A node is `[variable, [way, ..]]` with a way for each cell; a way is the place of a node, or of a
terminal where it is negative: -1 is the first. Which cells are tied to each other stands in
`tied`: a path through several of these may be none that any case takes, so that a host without
the theory may call open what is settled, never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from ..language import types
from ..language.values import as_json
from ..rulebook.model import Fact
from ..solve.ladder import Mark
from ..solve.linear import Leaf
from ..solve.logic import Kind, Term
from .build import Compiled
from .cells import Cell, Others, Point, Range, Variable
from .diagram import BOTTOM, Node
from .tied import Tied


def to_dict(flow: Compiled) -> dict[str, Any]:
    """Everything that it takes to ask on: the diagram, its variables, questions and verdicts."""
    tied = Tied(flow).levels
    return {
        "flow": flow.flow.name,
        "rulebook": flow.book.fingerprint,
        "verdicts": list(flow.flow.verdicts),
        "variables": [
            variable_to_dict(flow, variable) | {"tied": level in tied}
            for level, variable in enumerate(flow.variables)
        ],
        "questions": {name: _question(flow.book.vocabulary.facts[name]) for name in _asked(flow)},
        "diagram": _diagram(flow, flow.root),
        "gates": {gate: _diagram(flow, root) for gate, root in flow.gates.items()},
    }


def _asked(flow: Compiled) -> Iterator[str]:
    """The facts of variables, and the questions under which sightings come up."""
    facts = flow.book.vocabulary.facts
    read = {name for variable in flow.variables for name in variable.facts}
    read |= {under for name in read if (under := facts[name].under) is not None}
    return (name for name in facts if name in read)


def _question(fact: Fact) -> dict[str, Any]:
    assumed = {} if fact.assume is None else {"assume": as_json(fact.assume)}
    under = {} if fact.under is None else {"under": fact.under}
    return {"ask": fact.ask, "whom": list(fact.whom), "means": dict(fact.means)} | assumed | under


Spell = Callable[[Fraction], Any]


def variable_to_dict(flow: Compiled, variable: Variable, spell: Spell = as_json) -> dict[str, Any]:
    """What a variable is read from, and its cells; `spell` writes numbers."""
    sums = [{"times": spell(times), "of": _leaf(flow, leaf)} for times, leaf in variable.leaves]
    cells = [_cell(flow, variable, cell, spell) for cell in variable.cells]
    return {"facts": list(variable.facts), "sum": sums, "cells": cells}


def _leaf(flow: Compiled, leaf: Leaf) -> dict[str, Any]:
    """A fact, or what is asked of one: whether a word is in it, or how its text goes."""
    assert not isinstance(leaf, Term)
    fact, name = flow.leaves.facts[leaf], leaf[1]
    if name in flow.leaves.tests:
        sought = flow.leaves.tests[name][1]
        return {"fact": fact, "test": sought.operator, "text": sought.text}
    if leaf[0] is Kind.CONDITION and name != fact:
        return {"fact": fact, "word": name.rpartition(":")[2]}
    return {"fact": fact}


def _cell(flow: Compiled, variable: Variable, cell: Cell, spell: Spell) -> Any:
    """A value, `{"not": [..]}`, or the ends of a range: `{"from", "above", "below", "to"}`."""
    match cell:
        case Point(value):
            return _value(flow, variable, value, spell)
        case Others(but):
            return {"not": [_value(flow, variable, one, spell) for one in but]}
        case Range(low, high, _):
            return _end(low, "from", "above", spell) | _end(high, "below", "to", spell)


def _value(flow: Compiled, variable: Variable, value: Any, spell: Spell) -> Any:
    (_, leaf), *more = variable.leaves
    if not more and not isinstance(leaf, Term):
        if leaf[0] is Kind.CONDITION:
            return bool(value)
        kind = flow.book.vocabulary.facts[variable.facts[0]].type
        if isinstance(kind, types.Enumeration | types.Text):
            return flow.leaves.word(value)
    return spell(value)


def _end(mark: Mark | None, at: str, past: str, spell: Spell) -> dict[str, Any]:
    if mark is None:
        return {}
    return {past if mark[1] else at: spell(mark[0])}


def _diagram(flow: Compiled, root: Node) -> Mapping[str, Any]:
    diagrams = flow.diagrams
    found = [*diagrams.below(root)]
    inner = [node for node in found if diagrams.levels[node] < BOTTOM]
    ends = [node for node in found if diagrams.levels[node] == BOTTOM]
    places = {node: place for place, node in enumerate(inner)}
    places |= {node: -1 - place for place, node in enumerate(ends)}
    nodes = [
        [diagrams.levels[node], [places[way] for way in diagrams.ways[node]]] for node in inner
    ]
    return {"root": places[root], "nodes": nodes, "terminals": [_terminal(flow, n) for n in ends]}


def _terminal(flow: Compiled, node: Node) -> list[str]:
    told = flow.diagrams.values[node]
    assert isinstance(told, frozenset)
    return sorted(told)
