"""Which rules can decide their gates; why the others never do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...case.case import Case
from ...diagnostics.codes.proofs import (
    NEVER_FIRES,
    SAME_MEANING,
    SHADOWED,
    UNREACHABLE_RULE,
    UNUSED_OTHERWISE,
)
from ...diagnostics.findings import Finding
from ...language.interpret import truth
from ...rulebook.model import OPEN, OTHERWISE, Gate, Rule
from ...solve import logic
from ...solve.cores import Cores
from ...solve.logic import both, negation
from ...solve.terms import Condition
from ..space.prover import Prover, named, undecided
from .constant import PartsSeen

Answer = bool | None
Decided = Mapping[tuple[str, int], Answer]
"""By gate and place of the rule: whether some case is decided by it."""


def decided(prover: Prover, parts_seen: PartsSeen) -> Decided:
    """Ask for every rule of a flow; what the models show of conditions goes to `parts_seen`."""
    found: dict[tuple[str, int], Answer] = {}
    parts_seen.expected(prover.oracle)
    for gate, rules in prover.space.conditions.items():
        for place, (_, condition) in enumerate(rules):
            term = both(
                prover.space.reached[gate], prover.space.walks.above(gate, place), condition.true
            )
            found[gate, place] = prover.oracle.ask(term)
            if found[gate, place]:
                parts_seen.seen(gate, place, prover.oracle)
    return found


def idle_rules(
    gate: Gate, provers: Sequence[Prover], answers: Sequence[Decided]
) -> Iterator[Finding]:
    """Rules that decide in no flow, each with the nearest reason."""
    for place, rule in enumerate(gate.every_rule):
        found = {answer[gate.id, place] for answer in answers}
        if True in found:
            continue
        if None in found:
            yield undecided(f"whether rule `{rule.id}` can decide", rule.place)
        elif rule is gate.otherwise:
            yield from _unused(gate, provers[0])
        else:
            yield _Idle(gate, place, rule, provers[0]).reason()


def _unused(gate: Gate, prover: Prover) -> Iterator[Finding]:
    """Unsatisfiable iff every case that comes to the gate is decided by one of its rules."""
    name = f"`{gate.otherwise.id}` of gate `{gate.id}`"
    name = f"the {name}" if gate.otherwise.id == OTHERWISE else name
    help_ = f"every {prover.book.vocabulary.case.one} that comes here is decided by a rule"
    yield Finding(UNUSED_OTHERWISE, f"{name} is never used", gate.otherwise.place, help_)


@dataclass(frozen=True)
class _Idle:
    """A rule that never decides."""

    gate: Gate
    place: int
    rule: Rule
    prover: Prover

    @property
    def rules(self) -> Sequence[tuple[Rule, Condition]]:
        return self.prover.space.conditions[self.gate.id]

    def reason(self) -> Finding:
        condition = self.rules[self.place][1]
        able = self.prover.oracle.ask(condition.true)
        if able is None:
            return undecided(f"whether rule `{self.rule.id}` can fire", self.rule.place)
        if not able:
            message = f"rule `{self.rule.id}` can never fire"
            help_ = "nothing within ranges, constraints and derivations meets its condition"
            return Finding(NEVER_FIRES, message, self.rule.place, help_)
        cover = self._cover(condition)
        if cover is None:
            return self._unreached(condition)
        return self._same(condition, cover) or self._shadowed(condition, cover)

    def _cover(self, condition: Condition) -> tuple[int, ...] | None:
        """The fewest rules above, by one order of leaving out, that take all its cases."""
        spared = {place: negation(one.true) for place, (_, one) in self._above()}
        if self.prover.oracle.ask(condition.true, *spared.values()) is not False:
            return None
        names = {str(place): term for place, term in spared.items()}
        cores = Cores(self.prover.oracle, names, [condition.true])
        return tuple(int(name) for name in cores.minimal(self.prover.oracle.blamed(names)))

    def _above(self) -> list[tuple[int, tuple[Rule, Condition]]]:
        return list(enumerate(self.rules[: self.place]))

    def _same(self, condition: Condition, cover: tuple[int, ...]) -> Finding | None:
        """Unsatisfiable iff no case tells the two conditions apart."""
        if len(cover) != 1:
            return None
        other, twin = self.rules[cover[0]]
        if self.prover.oracle.ask(logic.differ(condition.true, twin.true)) is not False:
            return None
        message = f"rule `{self.rule.id}` has the same meaning as `{other.id}`"
        help_ = f"`{other.id}` stands above it and always decides; take one of them out"
        return Finding(SAME_MEANING, message, self.rule.place, help_, self._witness(condition))

    def _shadowed(self, condition: Condition, cover: tuple[int, ...]) -> Finding:
        names = [self.rules[place][0].id for place in cover]
        together = "together take" if len(names) > 1 else "takes"
        message = f"rule `{self.rule.id}` never decides: {named(names)} above {together} its cases"
        help_ = "move it up, or take it out"
        return Finding(SHADOWED, message, self.rule.place, help_, self._witness(condition))

    def _unreached(self, condition: Condition) -> Finding:
        message = f"rule `{self.rule.id}` never decides"
        noun = self.prover.book.vocabulary.case.one
        help_ = f"no {noun} that meets its condition comes to it at gate `{self.gate.id}`"
        witness = self._witness(condition)
        return Finding(UNREACHABLE_RULE, message, self.rule.place, help_, witness)

    def _witness(self, condition: Condition) -> dict[str, object] | None:
        """A case that meets the condition, and yet is not decided here."""
        if not self.prover.possible(condition.true):
            return None

        def met(case: Case) -> bool:
            return truth(self.rule.when, case) is True

        found = self.prover.witness(met)
        return dict(found) if found is not None else None


def taken(prover: Prover, answers: Decided, gate: str, outcome: str) -> Answer:
    """Whether some rule that decides leads along an edge."""
    rules = prover.space.conditions[gate]
    found = {
        answers[gate, place]
        for place, (rule, _) in enumerate(rules)
        if rule.then in (outcome, OPEN)
    }
    return True if True in found else None if None in found else False
