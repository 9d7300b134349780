"""The gates of the shipped rulebook for ZEN: a decision table for each, first hit, and a switch.

ZEN knows two truth values, so a condition is exported as when it is true for certain.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from engine.language.traverse import sources
from engine.language.tree import (
    And,
    Arithmetic,
    Compare,
    Expression,
    Fact,
    Member,
    Not,
    Number,
    Operator,
    Or,
    Quantified,
    Threshold,
    Truth,
    Word,
)
from engine.rulebook.model import Book, Flow

OPPOSITE: dict[Operator, Operator] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">",
}  # fmt: skip


class Certain:
    """Conditions as ZEN's own, true where they are certain; `no`: certainly false."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def of(self, node: Expression, no: bool = False) -> str:
        match node:
            case Truth():
                return str(node.value != no).lower()
            case Not():
                return self.of(node.operand, not no)
            case And():
                return self.joined(
                    "or" if no else "and", [self.of(one, no) for one in node.operands]
                )
            case Or():
                return self.joined(
                    "and" if no else "or", [self.of(one, no) for one in node.operands]
                )
            case Quantified():
                return self.counted(node, no)
            case Fact():
                return f"{node.name} == {str(not no).lower()}"
            case Member():
                return self.member(node, no)
            case Compare():
                return self.compared(node, OPPOSITE[node.operator] if no else node.operator)
            case _:
                raise TypeError(node)

    def joined(self, word: str, parts: Sequence[str]) -> str:
        return f"({f' {word} '.join(parts)})"

    def counted(self, node: Quantified, no: bool) -> str:
        if node.quantifier in ("any", "none"):
            return self.of(Or(node.operands), no != (node.quantifier == "none"))
        if node.quantifier == "all":
            return self.of(And(node.operands), no)
        if node.quantifier != "at least" or no:
            raise TypeError(node)
        some = combinations(node.operands, node.count or 0)
        ways = [self.joined("and", [self.of(one) for one in way]) for way in some]
        return self.joined("or", ways)

    def member(self, node: Member, no: bool) -> str:
        assert isinstance(node.operand, Fact)
        name = node.operand.name
        values = ", ".join(repr(one.value) for one in node.values if isinstance(one, Word))
        found = f"{name} in [{values}]"
        return found if node.negated == no else f"({name} != null and not ({found}))"

    def compared(self, node: Compare, operator: Operator) -> str:
        known = [f"{one} != null" for one in sorted(sources(node))]
        sign = "==" if operator == "=" else operator
        told = f"{self.term(node.left)} {sign} {self.term(node.right)}"
        return self.joined("and", [*known, told])

    def term(self, node: Expression) -> str:
        match node:
            case Fact(name=name):
                return name
            case Word(value=word):
                return f"'{word}'"
            case Number(value=value):
                return repr(float(value))
            case Threshold(name=name):
                return repr(float(self.book.numbers[name]))
            case Arithmetic():
                return f"({self.term(node.left)} {node.operator} {self.term(node.right)})"
            case _:
                raise TypeError(node)


def graph(book: Book, flow: Flow, go_on: str = "yes") -> dict[str, Any]:
    """The flow as a graph of ZEN; the walk goes on where a gate says `go_on`."""
    nodes = [_node("in", "inputNode"), _node("end", "outputNode")]
    edges: list[dict[str, Any]] = []
    before: tuple[str, str | None] = ("in", None)
    gates = tuple(flow.gates())
    for gate in gates:
        nodes.append(_node(gate, "decisionTableNode", _table(book, gate)))
        edges.append(_edge(*before, gate))
        if gate == gates[-1]:
            edges.append(_edge(gate, None, "end"))
            continue
        yes = {"id": f"yes {gate}", "condition": f"out.{gate}.outcome == '{go_on}'"}
        no = {"id": f"no {gate}", "condition": "", "isDefault": True}
        switch = {"hitPolicy": "first", "statements": [yes, no]}
        nodes.append(_node(f"after {gate}", "switchNode", switch))
        edges += [_edge(gate, None, f"after {gate}"), _edge(f"after {gate}", no["id"], "end")]
        before = (f"after {gate}", str(yes["id"]))
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _table(book: Book, gate: str) -> dict[str, Any]:
    certain = Certain(book)
    rules = [
        {
            "_id": one.id,
            "c": certain.of(one.when),
            "o": json.dumps(one.then),
            "r": json.dumps(one.id),
        }
        for one in book.gates[gate].rules
    ]
    last = book.gates[gate].otherwise
    rules.append({"_id": last.id, "c": "", "o": json.dumps(last.then), "r": json.dumps(last.id)})
    outputs = [
        {"id": key, "name": name, "type": "expression", "field": f"out.{gate}.{name}"}
        for key, name in (("o", "outcome"), ("r", "rule"))
    ]
    when = {"id": "c", "name": "when", "type": "expression"}
    return {"hitPolicy": "first", "rules": rules, "passThrough": True, "inputs": [when],
            "outputs": outputs}  # fmt: skip


def _node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    found = {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}}
    return found | ({"content": content} if content is not None else {})


def _edge(source: str, handle: object, target: str) -> dict[str, Any]:
    found = {"id": f"{source} {handle} {target}", "sourceId": source, "targetId": target}
    return {**found, "type": "edge"} | ({"sourceHandle": handle} if handle else {})
