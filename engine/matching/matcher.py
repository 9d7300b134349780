"""Deciding which rules fire: the contract, and the compiled matcher that keeps it by definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from ..language.interpret import Facts, Kleene, meaning
from ..language.tree import Expression

Conditions = Mapping[str, Expression]


class Matcher(Protocol):
    """Matches one fixed set of conditions, by id, against the facts of any number of cases.

    Threads may share it.
    """

    name: str

    def match(self, facts: Facts) -> Mapping[str, Kleene]:
        """For each condition: True when it certainly holds, False when it cannot, else None."""


class CompiledMatcher:
    """Asks the three-valued interpreter; the reference for every other matcher.

    What conditions mean is compiled to functions of the facts, so it is the fastest as well.
    """

    name = "compiled"

    def __init__(self, conditions: Conditions) -> None:
        self._meanings = [(name, meaning(condition)) for name, condition in conditions.items()]

    def match(self, facts: Facts) -> dict[str, Kleene]:
        return {name: holds(facts, None) for name, holds in self._meanings}


MatcherMaker = Callable[[str, Conditions], Matcher]
"""Makes the matcher of a set of conditions, given a name that tells it from others."""


def compiled(_name: str, conditions: Conditions) -> Matcher:
    """Makes compiled matchers."""
    return CompiledMatcher(conditions)
