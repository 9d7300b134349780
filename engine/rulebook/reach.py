"""What a flow means, given the truth of every rule: who may decide, and where a walk may go.

The first rule that holds decides its gate. While a rule is unknown (Kleene), it may decide
or not, so several may; a rule that opens its gate leads on to all of its edges. The same
meaning as logic terms, over all completions of a case at once, is `solve.walks`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from ..language.interpret import Kleene
from .model import OPEN, Flow, Gate, Rule

Truth = Callable[[str, Rule], Kleene]
"""Whether a rule of a gate holds."""


def candidates(gate: Gate, truth: Truth) -> tuple[Rule, ...]:
    """The rules that may decide a gate: those not false, up to the first that surely holds."""
    found: list[Rule] = []
    for rule in gate.rules:
        holds = truth(gate.id, rule)
        if holds is not False:
            found.append(rule)
        if holds is True:
            return tuple(found)
    return (*found, gate.otherwise)


def leads(thens: Container[str], outcomes: Iterable[str]) -> tuple[str, ...]:
    """The outcomes that rules may give which lead there; one that opens its gate gives any."""
    return tuple(one for one in outcomes if OPEN in thens or one in thens)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where walks may come: the rules that may decide each gate on the way, and the nodes.

    `surely` are the nodes that every walk passes because one rule alone may decide
    each gate before them.
    """

    rules: Mapping[str, tuple[Rule, ...]]
    nodes: frozenset[str]
    surely: frozenset[str]


def reach(flow: Flow, gates: Mapping[str, Gate], truth: Truth) -> Reach:
    """Follow every edge that may be taken, in topological order."""
    rules: dict[str, tuple[Rule, ...]] = {}
    reached, surely = {flow.start}, {flow.start}
    for name in flow.in_order:
        if name not in reached:
            continue
        ways, alone = flow.onward[name], True
        taken: Iterable[str] = ways
        if flow.nodes[name].kind == "gate":
            rules[name] = candidates(gates[name], truth)
            thens = {rule.then for rule in rules[name]}
            taken, alone = leads(thens, ways), len(rules[name]) == 1
        targets = {ways[outcome] for outcome in taken}
        reached |= targets
        surely |= targets if alone and name in surely else set()
    return Reach(rules, frozenset(reached), frozenset(surely))


def ends(flow: Flow, nodes: Iterable[str]) -> frozenset[str]:
    """The verdicts among these nodes."""
    found = (flow.nodes[name].verdict for name in nodes)
    return frozenset(verdict for verdict in found if verdict is not None)
