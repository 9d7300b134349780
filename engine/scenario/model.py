"""What a scenario test is, and what came of it. All of it immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..case.case import Case
from ..decide.decision import Decision
from ..diagnostics.place import Place

Facts = Mapping[str, Mapping[str, Any]]
"""Groups of facts with their values, as in a fact file."""

Expected = Mapping[str, Any]
"""What a test says must come out, by key; about other keys it says nothing."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One test: facts, the flow to walk with them, and what has to come out.

    `as_of` is the day that is today for it, where its rules read that; `trouble` is where to
    tell what is wrong with its facts, when nothing points closer.
    """

    name: str
    flow: str
    facts: Facts
    expected: Expected
    place: Place
    trouble: Place
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a test; `wrong` names the keys of `expected` that did not come out."""

    scenario: Scenario
    case: Case
    decision: Decision
    got: Mapping[str, Any]
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.wrong

    def to_dict(self) -> dict[str, Any]:
        """The form that `--format json` prints."""
        place = self.scenario.place
        return {
            "name": self.scenario.name,
            "file": place.file,
            "line": place.line,
            "passed": self.passed,
            "expected": dict(self.scenario.expected),
            "got": dict(self.got),
        }
