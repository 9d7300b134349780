"""Planted faults: each is found, and nothing else is said."""

# ruff: noqa: E501 - a fault reads best on its own line
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from engine.prove.check.findings import prove
from engine.rulebook.load import load
from engine.rulebook.workspace import shipped
from tests.prove.books import FACTS, book, gate, told


@dataclass(frozen=True)
class Fault:
    """Gates with one fault, and everything then said."""

    name: str
    gates: tuple[str, ...]
    said: tuple[str, ...]
    constraints: str = ""
    flow: str | None = field(default=None)
    facts: str = FACTS

    def __str__(self) -> str:
        return self.name


def one(name: str, rules: str, *said: str, constraints: str = "", otherwise: str = "no") -> Fault:
    return Fault(name, (gate("first", rules, otherwise),), said, constraints)


def two(name: str, first: str, second: str, *said: str, constraints: str = "") -> Fault:
    return Fault(name, (gate("first", first), gate("second", second)), said, constraints)


LABELS = """\
flow: flow
title: A flow
start: first
nodes:
  - {id: first, kind: gate, title: First, to: {yes: up, no: down, maybe: middle}}
  - {id: up, kind: verdict, title: Up, verdict: high}
  - {id: middle, kind: verdict, title: Middle, verdict: middling}
  - {id: down, kind: verdict, title: Down, verdict: low}
"""

FAULTS = (
    one("contradiction", "never: x.a and not x.a -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("two numbers at once", "never: x.n > 7 and x.n < 7 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("nothing between whole numbers", "never: x.n > 6 and x.n < 7 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("two words at once", "never: x.word = red and x.word = blue -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("beyond a sum of ranges", "never: x.n + x.m > 20 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("beyond a derived sum", "never: x.sum < x.n -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("more than all of them", "never: number of (x.a, x.b) > 2 -> yes\nok: x.c -> yes",
        "never-fires: rule `never` can never fire"),
    one("excluded by a constraint", "never: x.n > 5 and x.m > 5 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire",
        constraints="- {id: few, never: x.n + x.m > 10, because: No.}\n"),
    one("excluded by two constraints", "never: x.a and x.c -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire",
        constraints="- {id: one, never: x.a and not x.b, because: No.}\n"
                    "- {id: two, never: x.b and x.c, because: No.}\n"),
    one("arithmetic over two facts", "wide: x.n + x.m >= 10 -> no\nnever: x.n >= 6 and x.m >= 5 -> yes"
        "\nok: x.b -> yes",
        "shadowed: rule `never` never decides: `wide` above takes its cases"),
    one("shadowed by one", "wide: x.n >= 3 -> no\nnarrow: x.n >= 5 -> yes\nok: x.b -> yes",
        "shadowed: rule `narrow` never decides: `wide` above takes its cases"),
    one("shadowed by two", "low: x.n < 5 -> no\nhigh: x.n > 5 -> no\nmost: x.n != 5 and x.a -> yes"
        "\nok: x.b -> yes",
        "shadowed: rule `most` never decides: `low` and `high` above together take its cases"),
    one("shadowed by three", "red: x.word = red and x.a -> no\ngreen: x.word = green and x.a -> no\n"
        "blue: x.word = blue and x.a -> no\nany: x.a and x.b -> yes\nok: x.c -> yes",
        "shadowed: rule `any` never decides: `red`, `green` and `blue` above together take its cases"),
    one("shadowed through a constraint", "some: x.a -> no\nmore: x.b and x.n > 2 -> yes\nok: x.c -> yes",
        "shadowed: rule `more` never decides: `some` above takes its cases",
        constraints="- {id: both, never: x.b and not x.a, because: No.}\n"),
    one("shadowed through a derivation", "sum: x.sum >= 4 -> no\nparts: x.n >= 2 and x.m >= 2 -> yes"
        "\nok: x.b -> yes",
        "shadowed: rule `parts` never decides: `sum` above takes its cases"),
    one("one meaning", "first-way: not (x.a and x.b) -> no\nsecond-way: not x.a or not x.b -> no\n"
        "ok: x.c -> yes",
        "same-meaning: rule `second-way` has the same meaning as `first-way`"),
    one("one meaning in numbers", "first-way: x.n > 3 -> no\nsecond-way: x.n >= 4 -> no\nok: x.c -> yes",
        "same-meaning: rule `second-way` has the same meaning as `first-way`"),
    one("one meaning in words", "first-way: x.word != red -> no\n"
        "second-way: x.word in [green, blue] -> no\nok: x.c -> yes",
        "same-meaning: rule `second-way` has the same meaning as `first-way`"),
    two("never reached that way", "few: x.n < 5 -> no\nmore: x.a -> yes",
        "never: x.n < 3 and x.b -> no\nok: x.b -> yes",
        "unreachable-rule: rule `never` never decides"),
    two("a gap across two gates", "big: x.n >= 6 -> yes", "small: x.n < 6 and x.b -> yes",
        "untaken-edge: no case takes the edge `yes` of gate `second` in flow `flow`",
        "unreachable-verdict: no case comes to verdict `high` in flow `flow`",
        "unreachable-rule: rule `small` never decides"),
    two("a gap in arithmetic across two gates", "big: x.n > x.m -> yes",
        "small: x.m > x.n and x.b -> yes",
        "untaken-edge: no case takes the edge `yes` of gate `second` in flow `flow`",
        "unreachable-verdict: no case comes to verdict `high` in flow `flow`",
        "unreachable-rule: rule `small` never decides"),
    two("a gate nobody comes to", "big: x.sum > 20 -> yes", "small: x.b -> yes",
        "untaken-edge: no case takes the edge `yes` of gate `first` in flow `flow`",
        "unreachable-gate: no case comes to gate `second` in flow `flow`",
        "unreachable-verdict: no case comes to verdict `high` in flow `flow`",
        "never-fires: rule `big` can never fire"),
    Fault("an edge nobody takes", (gate("first", "few: x.n < 5 -> no\nmore: x.n >= 5 -> yes\n"
        "rest: x.a -> maybe"),),
        ("untaken-edge: no case takes the edge `maybe` of gate `first` in flow `flow`",
         "unreachable-verdict: no case comes to verdict `middling` in flow `flow`",
         "shadowed: rule `rest` never decides: `few` and `more` above together take its cases",
         "unused-otherwise: the `otherwise` of gate `first` is never used"), flow=LABELS),
    one("an otherwise nobody needs", "few: x.n < 5 -> no\nmore: x.n >= 5 -> yes",
        "unused-otherwise: the `otherwise` of gate `first` is never used"),
    one("always true by its range", "ok: x.a and x.n >= 0 -> yes",
        "always-true: `x.n >= 0` is always true where it stands"),
    one("always true beside another", "ok: x.n > 5 and x.n > 3 -> yes",
        "always-true: `x.n > 3` is always true where it stands"),
    one("always true by a constraint", "ok: x.a and x.b -> yes",
        "always-true: `x.b` is always true where it stands",
        constraints="- {id: both, never: x.a and not x.b, because: No.}\n"),
    two("always true after a gate", "big: x.n >= 6 -> yes", "ok: x.n >= 4 and x.b -> yes",
        "always-true: `x.n >= 4` is always true where it stands"),
    one("always false beside another", "ok: x.a or x.n > 5 and x.n < 3 -> yes",
        "always-false: `x.n > 5 and x.n < 3` is always false where it stands"),
    one("always false after a rule", "few: x.n < 5 -> no\nok: x.a or x.n < 3 -> yes",
        "always-false: `x.n < 3` is always false where it stands"),
    one("constraints that exclude each other", "ok: x.a -> yes",
        "constraints-exclude: constraints `few` and `many` exclude each other",
        constraints="- {id: few, never: x.n < 5, because: No.}\n"
                    "- {id: other, never: x.a and x.b, because: No.}\n"
                    "- {id: many, never: x.n >= 5, because: No.}\n"),
    one("a constraint that nothing keeps", "ok: x.a -> yes",
        "constraints-exclude: constraint `all` can never be kept",
        constraints="- {id: all, never: x.n >= 0, because: No.}\n"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_found_and_nothing_else(fault: Fault, tmp_path: Path) -> None:
    found = book(tmp_path, *fault.gates, constraints=fault.constraints, flow=fault.flow)
    assert told(found) == list(fault.said)


def test_the_shipped_rulebook_has_no_fault_and_keeps_its_promises() -> None:
    shipped_book = load(shipped())
    assert prove(shipped_book) == []
    assert len(shipped_book.promises) >= 8
