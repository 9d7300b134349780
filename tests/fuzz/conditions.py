"""Conditions over the facts of a workspace: mostly of fitting types, so that they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from engine.language import types
from engine.language.types import Type
from tests.fuzz.mutate import NUMBERS, SCRAPS

ODD = 0.03
"""How often something stands where it does not fit."""


class Conditions:
    """Makes conditions of named facts; `fields` are those of the list that is gone through."""

    def __init__(self, random: Random, facts: Mapping[str, Type]) -> None:
        self.random = random
        self.facts = facts
        self.scopes: list[Mapping[str, Type]] = [facts]

    def of(self, kind: type[Type]) -> list[str]:
        """The names of a type that can be read here."""
        found = [
            name for scope in self.scopes for name, one in scope.items() if isinstance(one, kind)
        ]
        return found or [*self.facts]

    def pick(self, *makers: Callable[[int], str]) -> Callable[[int], str]:
        found: Callable[[int], str] = self.random.choice(makers)
        return found

    def condition(self, depth: int) -> str:
        if self.random.random() < ODD:
            return str(self.random.choice(SCRAPS))
        if depth <= 0:
            return self.random.choice((*self.of(types.Boolean), "true", "false"))
        return self.pick(
            self.compared, self.compared, self.joined, self.joined, self.word, self.sets,
            self.several, self.asked, self.records,
            lambda deep: str(self.random.choice(self.of(types.Boolean))),
        )(depth - 1)  # fmt: skip

    def joined(self, depth: int) -> str:
        one, other = self.condition(depth), self.condition(depth)
        return self.random.choice((f"({one} and {other})", f"({one} or {other})", f"not ({one})"))

    def compared(self, depth: int) -> str:
        sign = self.random.choice(("=", "!=", "<", "<=", ">", ">="))
        return f"{self.number(depth)} {sign} {self.number(depth)}"

    def number(self, depth: int) -> str:
        if depth <= 0 or self.random.random() < 0.4:
            return self.random.choice((*self.of(types.Numeric), self.random.choice(NUMBERS[:-2])))
        one, other = self.number(depth - 1), self.number(depth - 1)
        return self.random.choice((
            f"({one} {self.random.choice('+-*/')} {other})", f"(-{one})",
            f"(if {self.condition(depth - 1)} then {one} else {other})", self.aggregate(depth - 1),
            f"number of ({self.condition(depth - 1)}, {self.condition(depth - 1)})",
        ))  # fmt: skip

    def word(self, depth: int) -> str:
        name = self.random.choice(self.of(types.Enumeration))
        values = self.values(name)
        return self.random.choice(
            (f"{name} = {values[0]}", f"{name} != {values[0]}", f"{name} in [{', '.join(values)}]")
        )

    def sets(self, depth: int) -> str:
        name = self.random.choice(self.of(types.SetOf))
        return self.random.choice(
            (f"{name} has any of [{', '.join(self.values(name))}]", f"{name} is empty")
        )

    def values(self, name: str) -> list[str]:
        kinds = [scope[name] for scope in self.scopes if name in scope]
        known = next(
            (one.values for one in kinds if isinstance(one, types.Enumeration | types.SetOf)),
            ("x",),
        )
        return [self.random.choice(known) for _ in range(self.random.choice((1, 1, 2)))]

    def several(self, depth: int) -> str:
        parts = ", ".join(self.condition(depth) for _ in range(self.random.choice((1, 2, 3))))
        words = ("any of", "all of", "none of", "at least 2 of", "exactly 1 of")
        return f"{self.random.choice(words)} ({parts})"

    def asked(self, depth: int) -> str:
        name = self.random.choice([*self.facts])
        return self.random.choice(
            (f"{name} is known", f"{name} was declined", f'{name} = "x"', f"{name} = {name}")
        )

    def records(self, depth: int) -> str:
        return (
            f"{self.aggregate(depth)} {self.random.choice(('=', '<', '>='))} {self.number(depth)}"
        )

    def aggregate(self, depth: int) -> str:
        name = self.random.choice(self.of(types.Records))
        kind = self.facts.get(name)
        self.scopes.append(kind.fields if isinstance(kind, types.Records) else {})
        condition, value = self.condition(depth - 1), self.number(depth - 1)
        self.scopes.pop()
        among = self.random.choice(
            (name, f"newest 3 of {name}", f"oldest 1 of {name}", f"{name} where {condition}")
        )
        run = f"unbroken run of {name} while {condition}"
        function = self.random.choice(("sum", "min", "max", "mean", "median"))
        return self.random.choice((
            f"count({among})", f"{function}({value} in {among})", f"share({condition} in {among})",
            f"count(distinct {value} in {among})", f"count({run})",
        ))  # fmt: skip
