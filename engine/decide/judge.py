"""Judging gates: Kleene's logic first; all completions only where it leaves several answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..case.case import Case
from ..case.coherence import bound, entangled, tied
from ..concurrency import cached_property
from ..language.interpret import Kleene
from ..rulebook.collect import Item
from ..rulebook.model import OPEN, Flow, Rule
from ..rulebook.reach import Reach, candidates, ends, leads, reach

if TYPE_CHECKING:
    from ..solve.completions import Completions

Truths = Mapping[str, Mapping[str, Kleene]]
"""By gate and rule: what the matcher found."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a gate comes out.

    `rule` is the first that holds in every completion, if it leads to `outcome`:
    what is unknown above it then leads there as well, or leaves the gate open.
    `outcomes` are those that completions really give it, in the flow's order.
    """

    gate: str
    outcome: str
    rule: Rule | None
    outcomes: tuple[str, ...]


class Judge:
    """Judges the gates of one flow for one case; by Kleene's logic alone where not `exact`.

    `complete` makes the completions of a case, which are asked only where that is not enough.
    """

    def __init__(
        self,
        case: Case,
        flow: Flow,
        truths: Truths,
        complete: Callable[[Case, Flow], Completions],
        exact: bool = True,
    ) -> None:
        self.exact = exact
        self._complete = complete
        self.case = case
        self.flow = flow
        self.truths = truths
        self._judged: dict[str, Judgement] = {}

    @cached_property
    def completions(self) -> Completions:
        """The exact reading; solvers are imported only when it is needed."""
        return self._complete(self.case, self.flow)

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that completions come to, in the flow's order."""
        kleene = ends(self.flow, self._reach.nodes)
        settled = len(kleene) == 1 or not self.exact
        found = kleene if settled else frozenset(self.completions.verdicts)
        return tuple(verdict for verdict in self.flow.verdicts if verdict in found)

    @cached_property
    def _tied(self) -> frozenset[str]:
        return tied(self.case)

    @property
    def consistent(self) -> bool:
        """Whether some way to fill in what is open fits all that is known."""
        possible = bool(self.verdicts)
        return possible and (not entangled(self.case) or self.completions.consistent())

    @cached_property
    def _reach(self) -> Reach:
        """Where Kleene's logic leaves a walk to come."""
        return reach(self.flow, self.case.book.gates, self._truth)

    def _truth(self, gate: str, rule: Rule) -> Kleene:
        return self.truths[gate][rule.id]

    def candidates(self, gate: str) -> tuple[Rule, ...]:
        """The rules that may decide a gate by Kleene's logic: up to the first that surely holds."""
        return candidates(self.case.book.gates[gate], self._truth)

    def waits(self, gate: str) -> str | None:
        """The first rule that is not sure to hold, unless it is shown that it never decides."""
        open_ = (rule for rule in self.candidates(gate) if not self._surely_holds(gate, rule))
        if self.exact:
            open_ = (rule for rule in open_ if self.completions.may_decide(gate, rule))
        return next((rule.id for rule in open_), None)

    def _is_otherwise(self, gate: str, rule: Rule) -> bool:
        return rule is self.case.book.gates[gate].otherwise

    def _surely_holds(self, gate: str, rule: Rule) -> bool:
        """By Kleene's logic; what is said otherwise always holds, and is not among the truths."""
        return self._is_otherwise(gate, rule) or self.truths[gate][rule.id] is True

    def judge(self, gate: str) -> Judgement:
        """The outcome of a gate over all completions that come to it."""
        if gate not in self._judged:
            rules = self.candidates(gate)
            thens = frozenset(rule.then for rule in rules)
            if len(rules) > 1 and self.exact:
                thens = self.completions.thens(gate) or thens
            self._judged[gate] = self._judgement(gate, rules, thens)
        return self._judged[gate]

    def _judgement(self, gate: str, rules: tuple[Rule, ...], thens: frozenset[str]) -> Judgement:
        outcome = next(iter(thens)) if len(thens) == 1 else OPEN
        rule = rules[0] if len(rules) == 1 else self._certain(gate, outcome)
        if rule is not None and rule.then != outcome:
            rule = None
        return Judgement(gate, outcome, rule, leads(thens, self.flow.outcomes(gate)))

    def holds(self, gate: str, rule: Rule | Item) -> bool:
        """Whether the condition of a rule certainly holds, wherever the walk goes."""
        truth = self.truths[gate][rule.id]
        if truth is None and bound(rule.when, self.case, self._tied):
            return self.completions.certain(rule.when)
        return truth is True

    def _certain(self, gate: str, outcome: str) -> Rule | None:
        """The first rule whose condition holds in every completion that comes to the gate.

        For an outcome it also has to decide in some: then not always one above it does.
        """
        if not self.exact:
            last = self.candidates(gate)[-1]
            return None if self._is_otherwise(gate, last) else last
        first = self.completions.first_certain(gate)
        if first is None or self._is_otherwise(gate, first):
            alone = first is not None and self.completions.decides_alone(gate, first)
            return first if alone else None
        decides = outcome == OPEN or self.completions.may_decide(gate, first)
        return first if decides else None
