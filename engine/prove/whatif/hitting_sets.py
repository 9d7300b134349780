"""Guessing which facts could be changed: the smallest sets that no obstacle rules out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...solve import logic
from ...solve.logic import Term, either, negation
from ...solve.oracle import Oracle


class HittingSets:
    """Sets of facts that meet every obstacle known so far, the smallest first.

    An obstacle is a set of facts of which at least one has to change.
    """

    def __init__(self, switches: Mapping[str, Term], wanted: Iterable[str]) -> None:
        self.switches = switches
        self.single = dict.fromkeys(switches)
        self.oracle = Oracle()
        self.meet(wanted)

    def next(self, size: int) -> frozenset[str] | None:
        """A set of at most `size` facts; a single fact is the first of the vocabulary that does."""
        if size == 1:
            return next((frozenset([name]) for name in self.single), None)
        bound = logic.at_most(list(self.switches.values()), size)
        if not self.oracle.ask(bound):
            return None
        value = self.oracle.value
        return frozenset(name for name, term in self.switches.items() if value(term) is True)

    def meet(self, obstacle: Iterable[str]) -> None:
        names = tuple(obstacle)
        self.single = {name: None for name in self.single if name in names}
        self.oracle.add(either(*(self.switches[name] for name in names)))

    def give_up(self, chosen: frozenset[str]) -> None:
        """Neither these facts again, nor these and others."""
        self._drop(chosen)
        self.oracle.add(either(*(negation(self.switches[name]) for name in sorted(chosen))))

    def not_these(self, chosen: frozenset[str]) -> None:
        """Not exactly these facts again."""
        self._drop(chosen)
        others = (term for name, term in self.switches.items() if name not in chosen)
        same = (negation(self.switches[name]) for name in sorted(chosen))
        self.oracle.add(either(*same, *others))

    def _drop(self, chosen: frozenset[str]) -> None:
        self.single = {name: None for name in self.single if {name} != chosen}
