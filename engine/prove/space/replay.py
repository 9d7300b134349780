"""Running a fact file through the ordinary evaluation, and a quick look that needs no proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...case.case import TODAY, Case
from ...case.intake import read_mapping
from ...decide.evaluate import Evaluator
from ...diagnostics.invalid import Invalid
from ...language.interpret import truth
from ...language.values import Value
from ...matching.matcher import compiled
from ...rulebook.model import INCOMPLETE, OPEN, Book, Flow, Rule
from ...rulebook.reach import ends, reach

Facts = Mapping[str, Value]
"""Facts by their dotted names."""

Data = dict[str, Any]
"""Facts by group, as a fact file has them, and perhaps the day that it is for."""


def grouped(facts: Mapping[str, Any]) -> Data:
    """Facts as a fact file has them: by group."""
    groups: dict[str, dict[str, Any]] = {}
    for name, value in facts.items():
        group, _, short = name.partition(".")
        groups.setdefault(group, {})[short] = value
    return groups


@dataclass(frozen=True, slots=True)
class Quick:
    """What Kleene's logic alone says of a case: the rules that may decide each gate reached.

    `sure` are the gates to which certain rules alone lead.
    """

    rules: Mapping[str, tuple[Rule, ...]]
    sure: Mapping[str, Rule]
    verdict: str | None


class Replay:
    """Evaluates facts by one flow of a book."""

    def __init__(self, book: Book, flow: Flow) -> None:
        self.book = book
        self.flow = flow

    @cached_property
    def _evaluator(self) -> Evaluator:
        return Evaluator(self.book, self.flow.name, compiled)

    def case(self, facts: Mapping[str, Any]) -> Case | None:
        """The case, of those facts the book knows; None where they contradict each other.

        What stands under TODAY is the day as of which it is looked at.
        """
        known = {name: value for name, value in facts.items() if name in self.book.vocabulary.facts}
        try:
            return read_mapping(grouped(known), self.book, as_of=facts.get(TODAY))
        except Invalid:
            return None

    def verdict(self, case: Case) -> str | None:
        """The verdict of the ordinary evaluation; None for a contradiction."""
        try:
            return self._evaluator.verdict(case)
        except Invalid:
            return None

    def quick(self, case: Case) -> Quick:
        """Walk by Kleene's logic, through every gate that may be reached."""
        found = reach(self.flow, self.book.gates, lambda _, rule: truth(rule.when, case))
        certain = {
            gate: rules[0]
            for gate, rules in found.rules.items()
            if gate in found.surely and len(rules) == 1
        }
        verdicts = ends(self.flow, found.nodes)
        verdict = next(iter(verdicts)) if len(verdicts) == 1 else None
        if verdict is None and any(rule.then == OPEN for rule in certain.values()):
            verdict = INCOMPLETE
        return Quick(found.rules, certain, verdict)

    def confirms(self, case: Case) -> bool:
        """Whether the ordinary evaluation says what Kleene's logic says, if that says anything."""
        expected = self.quick(case).verdict
        return expected is None or self.verdict(case) == expected

    def path(self, case: Case) -> tuple[tuple[str, Rule], ...]:
        """The gates that certain rules lead to, each with the rule that decides it."""
        return tuple(self.quick(case).sure.items())
