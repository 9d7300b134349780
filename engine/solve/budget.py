"""How much work a search may take, counted and never timed: the same on any machine."""

from __future__ import annotations

import math
from dataclasses import dataclass

BY_THEORY = 4
"""What a question to z3 counts: it takes about as long as so many of the SAT solver's answers."""

LADDERS_A_STEP = 50
"""To go through so many ladders of numbers that are tied together takes about as long as a step."""

ABOUT_A_CASE, ABOUT_RULES = 15_000, 200_000
"""Steps that are enough for most questions about one case, and about a whole rulebook."""

GIVEN_UP = 1_000
"""What a question counts that z3 gave up: as many steps as take about as long."""


@dataclass(slots=True)
class Budget:
    """So many steps may still be taken, by all who share it. A step is an answer of the SAT
    solver; one took 0.4 to 1.5 ms of CPU on the shipped rulebook (2026-11-27)."""

    left: float = math.inf
    ran_out: bool = False

    @property
    def spent(self) -> bool:
        """Whether nothing is left; what is not settled by then stays undecided."""
        return self.left <= 0

    def spend(self, steps: int) -> None:
        self.left -= steps

    def take(self) -> bool:
        """Spend one step, if there is one."""
        self.left -= 1
        return self.left >= 0

    def extend(self, steps: int) -> None:
        """At least so many more, for what has to be told even so; that it ran out is kept."""
        self.ran_out = self.was_spent
        self.left = max(self.left, steps)

    @property
    def was_spent(self) -> bool:
        """Whether nothing is left, or was at some time."""
        return self.ran_out or self.spent
