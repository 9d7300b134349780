"""What a flow means as terms: when a walk comes to each node, and by which rules.

The same meaning as `rulebook.reach`, for all cases that an encoder covers at once:
unsatisfiable together with the encoder's assumptions iff no such case goes that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..concurrency import cached_property
from ..language.tree import Expression
from ..rulebook.model import OPEN, Flow, Gate, Rule
from .logic import FALSE, TRUE, Term, both, either, is_true, negation
from .terms import Condition

Decider = tuple[Rule, Condition]


class Walks:
    """The walks through one flow.

    `condition` turns the condition of a rule into terms. Unless `every` rule is wanted,
    those below one that certainly holds are left out, since they never decide.
    """

    def __init__(
        self,
        flow: Flow,
        gates: Mapping[str, Gate],
        condition: Callable[[Expression], Condition],
        every: bool = False,
    ) -> None:
        self.flow = flow
        self.gates = gates
        self._condition = condition
        self._every = every
        self._rules: dict[str, tuple[Decider, ...]] = {}
        self._above: dict[str, tuple[Term, ...]] = {}
        self._decides: dict[str, tuple[Term, ...]] = {}

    def rules(self, gate: str) -> tuple[Decider, ...]:
        """The rules that may decide a gate, in order, with their conditions."""
        if gate not in self._rules:
            self._rules[gate] = tuple(self._encoded(self.gates[gate]))
        return self._rules[gate]

    def _encoded(self, gate: Gate) -> Iterator[Decider]:
        for rule in gate.every_rule:
            condition = self._condition(rule.when)
            yield rule, condition
            if not self._every and is_true(condition.true):
                return

    def above(self, gate: str, place: int) -> Term:
        """When no rule above the one at `place` surely holds."""
        if gate not in self._above:
            found = [TRUE]
            for _, condition in self.rules(gate)[:-1]:
                found.append(both(found[-1], negation(condition.true)))
            self._above[gate] = tuple(found)
        chain = self._above[gate]
        return chain[place] if place < len(chain) else FALSE  # one above always holds

    def decides(self, gate: str, place: int) -> Term:
        """When a rule may decide: it may hold, and none above it surely does."""
        if gate not in self._decides:
            self._decides[gate] = tuple(
                both(self.above(gate, number), negation(condition.false))
                for number, (_, condition) in enumerate(self.rules(gate))
            )
        return self._decides[gate][place]

    def leads(self, gate: str, outcome: str) -> Term:
        """When some rule that may decide the gate leads to `outcome`, or leaves it open."""
        rules = enumerate(self.rules(gate))
        return either(
            *(
                self.decides(gate, place)
                for place, (rule, _) in rules
                if rule.then in (outcome, OPEN)
            )
        )

    @cached_property
    def reached(self) -> Mapping[str, Term]:
        """When a walk may come to each node."""
        ways: dict[str, list[Term]] = {name: [] for name in self.flow.nodes}
        ways[self.flow.start] = [TRUE]
        reached: dict[str, Term] = {}
        for name in self.flow.in_order:
            reached[name] = either(*ways[name])
            gate = self.flow.nodes[name].kind == "gate"
            for outcome, target in self.flow.onward[name].items():
                taken = self.leads(name, outcome) if gate else TRUE
                ways[target].append(both(reached[name], taken))
        return reached

    @cached_property
    def ends(self) -> Mapping[str, Term]:
        """When a walk may end in each verdict, in the order of the flow."""
        found: dict[str, list[Term]] = {verdict: [] for verdict in self.flow.verdicts}
        for node in self.flow.nodes.values():
            if node.verdict is not None:
                found[node.verdict].append(self.reached[node.id])
        return {verdict: either(*terms) for verdict, terms in found.items()}
