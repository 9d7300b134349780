"""Formulas to rulesets that durable_rules can hold, whatever the facts turn out to be.

Its limits are in its C sources, and most of them only show while a fact is matched,
so a ruleset is built such that no fact can reach them. What is too much for one rule
becomes auxiliary rules, and each of their firings a property for the next stage.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from .coding import Property
from .formula import (
    FALSE,
    Auxiliary,
    Check,
    Every,
    Formula,
    Sides,
    Some,
    branchings,
    checks,
    properties,
    ways,
)

OPEN = 60  # events.c holds 64 partly matched branches per fact: at worst, one for each check
NESTED = 14  # rete.c lays a rule out in 31 entries: two per and/or, the one with the tag included
FIRINGS = 60  # a rule fires once for each way in which it holds; nested ones multiply
TOGETHER = 20  # rules per ruleset

TAG = {"k": 1}  # in every rule: without it, `$nex` also matches the engine's own facts
CATCH_ALL = "z"  # always fires: a session in which nothing ever has cannot be deleted safely
TESTS = {
    "!=": "$neq",
    "<": "$lt",
    "<=": "$lte",
    ">": "$gt",
    ">=": "$gte",
    "present": "$ex",
    "absent": "$nex",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the stage that it belongs to, after those of its auxiliary rules."""

    name: str
    formula: Formula
    stage: int


@dataclass(frozen=True, slots=True)
class Ruleset:
    """The text that durable_rules takes, and the properties that its rules name."""

    text: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Properties by name and rulesets in the order they run in.

    A rule's firing is a property of the same name. Condition `i` certainly holds
    when rule `h<i>` fires and certainly fails when rule `f<i>` does.
    """

    properties: tuple[tuple[str, Property], ...]
    rulesets: tuple[Ruleset, ...]


def plan(conditions: Sequence[Sides]) -> Plan:
    """Rulesets for `conditions`, each within the limits of durable_rules."""
    cutter = _Cutter()
    rules = [
        cutter.rule(f"{side}{number}", formula)
        for number, one in enumerate(conditions)
        for side, formula in (("h", one.holds), ("f", one.fails))
        if formula != FALSE
    ]
    batches = list(batched(cutter.auxiliary + rules))
    named = _named(chain.from_iterable(properties(rule.formula) for rule in chain(*batches)))
    return Plan(
        tuple((name, of) for of, name in named.items() if not isinstance(of, Auxiliary)),
        tuple(_ruleset(batch, named) for batch in batches),
    )


@dataclass
class _Cutter:
    """Cuts formulas to size; the pieces, each of them once, are the auxiliary rules."""

    auxiliary: list[Rule] = field(default_factory=list)
    known: dict[Formula, Check] = field(default_factory=dict)

    def rule(self, name: str, formula: Formula) -> Rule:
        cut = self.cut(formula)
        return Rule(name, cut, stage_of(cut))

    def cut(self, formula: Formula) -> Formula:
        """`formula`, small enough for a rule: its largest parts move out until the rest fits."""
        if isinstance(formula, Check):
            return formula
        kind, parts = type(formula), [self.cut(part) for part in formula.parts]
        while not within_limits(kind(tuple(parts))):
            largest = max(range(len(parts)), key=lambda index: checks(parts[index]))
            if isinstance(parts[largest], Check):
                groups = [tuple(parts[at : at + OPEN]) for at in range(0, len(parts), OPEN)]
                parts = [self.moved_out(kind(group)) for group in groups]
            else:
                parts[largest] = self.moved_out(parts[largest])
        return kind(tuple(parts))

    def moved_out(self, formula: Formula) -> Check:
        """The check that stands for `formula`, now an auxiliary rule."""
        if formula not in self.known:
            stage = stage_of(formula)
            name = f"a{len(self.auxiliary)}"
            self.auxiliary.append(Rule(name, formula, stage))
            self.known[formula] = Check(Auxiliary(name, stage), "=", 1)
        return self.known[formula]


def within_limits(formula: Formula) -> bool:
    """Whether a rule can test `formula` as a whole."""
    return checks(formula) <= OPEN and ways(formula) <= FIRINGS and branchings(formula) <= NESTED


def stage_of(formula: Formula) -> int:
    """The first stage in which everything that `formula` checks is there."""
    found = (of.stage + 1 for of in properties(formula) if isinstance(of, Auxiliary))
    return max(found, default=0)


def batched(rules: Iterable[Rule]) -> Iterator[list[Rule]]:
    """Rules by stage, in batches that one ruleset can hold."""
    batch: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.stage):
        if batch and not _joins(rule, batch):
            yield batch
            batch = []
        batch.append(rule)
    yield batch


def _joins(rule: Rule, batch: Sequence[Rule]) -> bool:
    room = OPEN - sum(checks(one.formula) for one in batch)
    same = rule.stage == batch[0].stage
    return same and len(batch) < TOGETHER and checks(rule.formula) <= room


def _named(found: Iterable[Property | Auxiliary]) -> dict[Property | Auxiliary, str]:
    """A short name for each property: durable_rules knows names by a hash of 32 bits only."""
    distinct = dict.fromkeys(found)
    return {
        of: of.name if isinstance(of, Auxiliary) else f"p{number}"
        for number, of in enumerate(distinct)
    }


def _ruleset(rules: Sequence[Rule], named: Mapping[Property | Auxiliary, str]) -> Ruleset:
    text = {rule.name: _written(rule.formula, named) for rule in rules}
    used = chain.from_iterable(properties(rule.formula) for rule in rules)
    return Ruleset(
        json.dumps(text | {CATCH_ALL: _rule(TAG)}), tuple(dict.fromkeys(named[of] for of in used))
    )


def _written(formula: Formula, named: Mapping[Property | Auxiliary, str]) -> object:
    parts = formula.parts if isinstance(formula, Every) else (formula,)
    return _rule({"$and": [TAG, *(_pattern(part, named) for part in parts)]})


def _rule(pattern: object) -> object:
    return {"all": [{"m": pattern}], "cap": FIRINGS}  # `cap`: all its firings as one action


def _pattern(formula: Formula, named: Mapping[Property | Auxiliary, str]) -> object:
    match formula:
        case Check(of, test, number):
            compared = {named[of]: number}
            return compared if test == "=" else {TESTS[test]: compared}
        case Every(parts):
            return {"$and": [_pattern(part, named) for part in parts]}
        case Some(parts):
            return {"$or": [_pattern(part, named) for part in parts]}
