"""Which parts of a condition are named as the reason for how it came out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pytest

from engine.language import types
from engine.language.explain import deciding_atoms
from engine.language.interpret import truth
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.show import show
from engine.language.values import Value

NAMES = ("a.t", "a.t2", "a.f", "a.f2", "a.u", "a.u2")
SCOPE = Scope(
    {name: types.Boolean() for name in NAMES} | {"a.x": types.Numeric()}, {"least": Fraction(2)}
)


@dataclass(frozen=True)
class Known:
    """`t` and `t2` hold, `f` and `f2` do not, `u` and `u2` are open; `x` is 3."""

    values: Mapping[str, Value]

    @property
    def as_of(self) -> None:
        return None

    def value(self, fact: str) -> Value | None:
        return self.values.get(fact)

    def declined(self, fact: str) -> bool:
        return False

    def disputed(self, fact: str) -> bool:
        return False

    def threshold(self, name: str) -> Fraction:
        return SCOPE.thresholds[name]

    def key(self, fact: str) -> str | None:
        return None


FACTS = Known({"a.t": True, "a.t2": True, "a.f": False, "a.f2": False, "a.x": Fraction(3)})


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("a.t", ["a.t"]),
        ("a.t and a.t2", ["a.t", "a.t2"]),
        ("a.t and a.f and a.u", ["a.f"]),
        ("a.t and a.u", ["a.u"]),
        ("a.f or a.t or a.u", ["a.t"]),
        ("a.f or a.f2", ["a.f", "a.f2"]),
        ("a.f or a.u", ["a.u"]),
        ("not (a.f or a.f2)", ["a.f", "a.f2"]),
        ("not (a.t and a.f)", ["a.f"]),
        ("not not a.t", ["a.t"]),
        ("a.t or a.t", ["a.t"]),
        ("any of (a.f, a.t, a.u)", ["a.t"]),
        ("none of (a.f, a.f2)", ["a.f", "a.f2"]),
        ("none of (a.f, a.t, a.u)", ["a.t"]),
        ("all of (a.t, a.t2)", ["a.t", "a.t2"]),
        ("all of (a.t, a.f, a.u)", ["a.f"]),
        ("at least 2 of (a.t, a.f, a.t2)", ["a.t", "a.t2"]),
        ("at least 2 of (a.t, a.f, a.f2)", ["a.f", "a.f2"]),
        ("at least 2 of (a.t, a.u, a.f)", ["a.u"]),
        ("exactly 1 of (a.t, a.f)", ["a.t", "a.f"]),
        ("number of (a.t, a.f) >= 1", ["a.t", "a.f"]),
        ("a.x > least and a.t", ["a.x > least", "a.t"]),
        ("a.x > least or a.u", ["a.x > least"]),
        ("if a.t then a.f else a.u", ["if a.t then a.f else a.u"]),
        ("(a.t or a.u) and (a.f or a.u or a.t2)", ["a.t", "a.t2"]),
    ],
)
def test_only_the_parts_that_matter_are_named(text: str, reasons: list[str]) -> None:
    """What held of a true `or`, what failed of a false `and`, what is open of an open one."""
    tree = resolve(parse(text), SCOPE, types.Boolean()).tree
    assert [*dict.fromkeys(map(show, deciding_atoms(tree, FACTS)))] == reasons


@pytest.mark.parametrize(
    "text",
    [
        "a.t and a.t2", "a.t and a.f", "a.f or a.u or a.t", "any of (a.f, a.t)",
        "at least 2 of (a.t, a.t2, a.f)", "not (a.t and a.f)", "none of (a.f, a.u, a.t)",
    ],
)  # fmt: skip
def test_the_parts_named_suffice(text: str) -> None:
    """With nothing but these parts known, the condition comes out the same."""
    tree = resolve(parse(text), SCOPE).tree
    named = {show(atom) for atom in deciding_atoms(tree, FACTS)}
    alone = Known({name: value for name, value in FACTS.values.items() if name in named})
    assert truth(tree, alone) is truth(tree, FACTS) is not None
