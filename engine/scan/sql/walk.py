"""The walk of a flow as SQL: each gate takes its first rule, each edge follows the outcome.

A gate is decided where the first rule that is not false is true; where one before it is unknown,
where that rule opens its gate, or where the walk does not come, its number is NULL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...rulebook.model import OPEN, Flow, Gate, Rule
from . import words
from .layers import Layers
from .reading import condition
from .unsayable import Unsayable
from .value import Names
from .words import Sql


@dataclass(frozen=True, slots=True)
class Walked:
    """The outputs of the walk, as columns. `outcomes` are by gate, in the order of the flow."""

    verdict: Sql
    decided_at: Sql
    rule: Sql
    outcomes: Mapping[str, Sql]


def walked(
    flow: Flow, gates: Mapping[str, Gate], names: Names, layers: Layers, coded: bool = False
) -> Walked:
    """Follow every edge of the flow, in topological order."""
    work = _Walk(flow, gates, names, layers, coded)
    reached: dict[str, list[Sql]] = {flow.start: [words.truth(True)]}
    for name in flow.in_order:
        here = layers.add(f"at {name}", words.some(reached.get(name, [])))
        work.here[name] = here
        for outcome, target in flow.onward[name].items():
            left = work.gate(name, here, outcome) if outcome else here
            reached.setdefault(target, []).append(left)
    return work.ended()


class _Walk:
    """What has been written of a walk so far: where it is, and which rule each gate took."""

    def __init__(
        self, flow: Flow, gates: Mapping[str, Gate], names: Names, layers: Layers, coded: bool
    ) -> None:
        self.flow, self.gates, self.names, self.layers = flow, gates, names, layers
        self.coded = coded
        self.here: dict[str, Sql] = {}
        self.taken: dict[str, Sql] = {}

    def gate(self, name: str, here: Sql, outcome: str) -> Sql:
        """When the walk leaves a gate by an outcome."""
        if name not in self.taken:
            self.taken[name] = self.layers.add(f"rule of {name}", self._first(name, here))
        places = [n for n, rule in self._rules(name) if rule.then == outcome]
        return self._among(self.taken[name], places)

    def _rules(self, gate: str) -> list[tuple[int, Rule]]:
        return list(enumerate(self.gates[gate].every_rule, 1))

    def _first(self, name: str, here: Sql) -> Sql:
        """The place of the rule that decides; NULL where none surely does."""
        gate = self.gates[name]
        branches: list[tuple[Sql, Sql]] = [(words.not_true(here), words.null())]
        for place, rule in enumerate(gate.rules, 1):
            holds = self._truth(name, rule)
            told = words.null() if rule.then == OPEN else words.whole(place)
            # reckoned twice only where it decides: seldom
            branches.append((words.not_false(holds), words.case([(holds, told)])))
        last = len(gate.rules) + 1
        otherwise = words.null() if gate.otherwise.then == OPEN else words.whole(last)
        return words.case(branches, otherwise)

    def _truth(self, gate: str, rule: Rule) -> Sql:
        try:
            return self.layers.add(f"rule {gate}.{rule.id}", condition(rule.when, self.names))
        except Unsayable:
            return words.null()

    def _among(self, number: Sql, places: Sequence[int]) -> Sql:
        """Whether a number is one of these; unknown where it is."""
        found = [words.whole(one) for one in places]
        if not found:
            return words.truth(False)
        if len(found) == 1:
            return words.compared("=", number, found[0])
        if self.coded and max(places) <= words.MOST_BITS:
            return words.is_bit_of(number, sum(1 << one for one in places))
        return words.one_of(number, found)

    # outputs

    def ended(self) -> Walked:
        """The verdict, and the gate and the rule that decided it."""
        nodes = self.flow.nodes
        verdicts = [
            (self.here[name], node.verdict)
            for name, node in nodes.items()
            if node.verdict is not None
        ]
        last = {gate: self._last(gate) for gate in self.taken}
        return Walked(
            self._told(verdicts),
            self._by_place({gate: [(n, gate) for n, _ in rules] for gate, rules in last.items()}),
            self._by_place(
                {gate: [(n, rule.id) for n, rule in rules] for gate, rules in last.items()}
            ),
            self._outcomes(),
        )

    def _last(self, gate: str) -> list[tuple[int, Rule]]:
        """The rules of a gate that end the walk, each with its place."""
        ends = {outcome for outcome, to in self.flow.onward[gate].items() if self._ends(to)}
        return [(place, rule) for place, rule in self._rules(gate) if rule.then in ends]

    def _told(self, ways: Sequence[tuple[Sql, str]]) -> Sql:
        """The text of the first way that is taken."""
        values = [*dict.fromkeys(text for _, text in ways)]
        return words.case((condition, self._spelt(one, values)) for condition, one in ways)

    def _spelt(self, text: str, values: Sequence[str]) -> Sql:
        return words.coded(words.text(text), values) if self.coded else words.text(text)

    def _by_place(self, texts: Mapping[str, Sequence[tuple[int, str]]]) -> Sql:
        """The text that stands at the place of the rule that some gate took, gate by gate."""
        values = [*dict.fromkeys(text for found in texts.values() for _, text in found)]
        if self.coded:
            listed = {gate: dict(found) for gate, found in texts.items() if found}
            return words.first_known(
                *(self._listed(gate, found, values) for gate, found in listed.items())
            )
        by_text = (
            (gate, text, [n for n, one in found if one == text])
            for gate, found in texts.items()
            for text in dict.fromkeys(one for _, one in found)
        )
        return self._told(
            [(self._among(self.taken[g], places), text) for g, text, places in by_text]
        )

    def _listed(self, gate: str, texts: Mapping[int, str], values: Sequence[str]) -> Sql:
        """A look into a list is faster than as many comparisons."""
        places = range(1, len(self.gates[gate].every_rule) + 1)
        listed = [self._spelt(texts[n], values) if n in texts else words.null() for n in places]
        return words.at_place(listed, self.taken[gate])

    def _ends(self, node: str) -> bool:
        """Whether no gate comes before the verdict."""
        while self.flow.nodes[node].kind == "step":
            node = self.flow.onward[node][""]
        return self.flow.nodes[node].kind == "verdict"

    def _outcomes(self) -> Mapping[str, Sql]:
        return {gate: self._outcome(gate) for gate in self.flow.gates()}

    def _outcome(self, gate: str) -> Sql:
        """Its edges by the rules that lead there."""
        ways = self.flow.onward[gate]
        return self._by_place(
            {gate: [(n, rule.then) for n, rule in self._rules(gate) if rule.then in ways]}
        )
