"""More planted faults, across gates, derivations and constraints: each found, nothing else said."""

# ruff: noqa: E501 - a fault reads best on its own line
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.prove.books import FACTS, book, gate, told
from tests.prove.test_faults import Fault, one, two

MORE = """\
  x.twice: {type: integer, range: [0, 40], ask: Twice?, derive: x.sum * 2}
  x.total: {type: integer, range: [0, 20], ask: In all?, derive: x.m + x.n}
  x.double: {type: integer, range: [0, 20], ask: Doubled?, derive: x.n + x.n}
  x.top: {type: integer, range: [0, 10], ask: The larger?, derive: if x.n > x.m then x.n else x.m}
  x.gap: {type: number, ask: How far apart?, derive: x.s - x.t}
  x.seen: {type: integer, range: [0, 9], ask: How many seen?, derive: "number of (x.a, x.b, x.c)"}
  x.size: {type: enumeration, values: [small, large], ask: How large?, derive: if x.sum > 20 then large else small}
"""
FURTHER = """\
flow: flow
title: A flow
start: first
nodes:
  - {id: first, kind: gate, title: First, to: {yes: second, no: down}}
  - {id: second, kind: gate, title: Second, to: {yes: third, no: down}}
  - {id: third, kind: gate, title: Third, to: {yes: up, no: down}}
  - {id: up, kind: verdict, title: Up, verdict: high}
  - {id: down, kind: verdict, title: Down, verdict: low}
"""
TWO_WAYS = FURTHER.replace("to: {yes: second, no: down}", "to: {yes: second, no: third}")


def derived(name: str, rules: str, *said: str, constraints: str = "", more: str = MORE) -> Fault:
    return replace(one(name, rules, *said, constraints=constraints), facts=FACTS + more)


def three(name: str, flow: str, rules: tuple[str, str, str], *said: str) -> Fault:
    gates = (gate(*one) for one in zip(("first", "second", "third"), rules, strict=True))
    return Fault(name, tuple(gates), said, flow=flow)


FAULTS = (
    # derivations
    derived("beyond twice a sum", "never: x.twice > 40 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    derived("an odd double", "never: x.double = 7 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    derived("less than the larger of two", "never: x.top < x.m -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    derived("beyond a difference of shares", "never: x.gap > 1 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    derived("four of three", "never: x.seen = 4 -> yes\nok: x.c -> yes",
        "never-fires: rule `never` can never fire"),
    derived("a word that is never derived", "never: x.size = large -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    derived("one sum under two names", "first-way: x.sum > 3 -> no\nsecond-way: x.total > 3 -> no\nok: x.b -> yes",
        "same-meaning: rule `second-way` has the same meaning as `first-way`"),
    derived("shadowed through a chain", "sum: x.sum >= 4 -> no\ntwice: x.twice >= 8 and x.a -> yes\nok: x.b -> yes",
        "shadowed: rule `twice` never decides: `sum` above takes its cases"),
    derived("always true of what is derived", "ok: x.a and x.twice >= x.sum -> yes",
        "always-true: `x.twice >= x.sum` is always true where it stands"),
    derived("always false beside what is derived", "ok: x.a or x.seen = 3 and not x.b -> yes",
        "always-false: `x.seen = 3 and not x.b` is always false where it stands"),
    derived("beyond its range", "ok: x.a -> yes",
        "never-derived: fact `x.high` can never have the value that is derived for it", more="  x.high: {type: integer, range: [0, 5], ask: High?, derive: x.n + 6}\n"),
    # constraints
    one("excluded by a constraint on a derived fact", "never: x.n > 5 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire",
        constraints="- {id: few, never: x.sum > 5, because: No.}\n"),
    one("excluded by a constraint on shares", "never: x.s > 0.6 and x.t > 0.5 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire",
        constraints="- {id: whole, never: x.s + x.t > 1, because: No.}\n"),
    one("excluded by a constraint on a product", "never: x.n >= 5 and x.m >= 5 -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire",
        constraints="- {id: area, never: x.n * x.m > 20, because: No.}\n"),
    one("one meaning by two constraints", "first-way: x.a -> no\nsecond-way: x.b -> no\nok: x.c -> yes",
        "same-meaning: rule `second-way` has the same meaning as `first-way`",
        constraints="- {id: one, never: x.a and not x.b, because: No.}\n- {id: two, never: x.b and not x.a, because: No.}\n"),
    one("an otherwise that a constraint leaves nothing", "first-way: x.a -> no\nsecond-way: x.b -> yes",
        "unused-otherwise: the `otherwise` of gate `first` is never used",
        constraints="- {id: some, never: not x.a and not x.b, because: No.}\n"),
    one("always false by a constraint", "ok: x.a and (x.word = red or x.b) -> yes",
        "always-false: `x.word = red` is always false where it stands",
        constraints="- {id: never, never: x.a and x.word = red, because: No.}\n"),
    one("constraints that chase each other", "ok: x.a -> yes",
        "constraints-exclude: constraints `less` and `more` exclude each other",
        constraints="- {id: less, never: x.n < x.m, because: No.}\n- {id: more, never: x.m < x.n + 1, because: No.}\n"),
    two("a gap that a constraint leaves across two gates", "big: x.n >= 6 -> yes", "ok: x.b -> yes",
        "untaken-edge: no case takes the edge `yes` of gate `second` in flow `flow`",
        "unreachable-verdict: no case comes to verdict `high` in flow `flow`",
        "unreachable-rule: rule `ok` never decides",
        constraints="- {id: never, never: x.n >= 6 and x.b, because: No.}\n"),
    # gates
    two("the same question twice", "ok: x.a -> yes", "again: x.a -> yes",
        "untaken-edge: no case takes the edge `no` of gate `second` in flow `flow`",
        "unused-otherwise: the `otherwise` of gate `second` is never used",
        "always-true: `x.a` is always true where it stands"),
    three("never after three gates", FURTHER, ("a: x.n > x.m -> yes", "b: x.m > 5 -> yes", "ok: x.a -> yes\nnever: x.n < 7 and x.b -> yes"),
        "unreachable-rule: rule `never` never decides"),
    three("never on either way to a gate", TWO_WAYS, ("a: x.n >= 5 -> yes", "b: x.a -> yes", "ok: x.a and x.b -> yes\nnever: x.n >= 5 and not x.a and x.c -> yes"),
        "unreachable-rule: rule `never` never decides"),
    one("shadowed by a rule that leaves it open", "wide: x.n >= 3 -> open\nnarrow: x.n >= 5 -> yes\nok: x.b -> yes",
        "shadowed: rule `narrow` never decides: `wide` above takes its cases"),
    one("a truth and its contrary", "never: at least 2 of (x.a, not x.a) -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
    one("two texts at once", 'never: x.text = "one" and x.text = "two" -> yes\nok: x.b -> yes',
        "never-fires: rule `never` can never fire"),
    one("something of nothing", "never: x.set is empty and x.set has any of [p] -> yes\nok: x.b -> yes",
        "never-fires: rule `never` can never fire"),
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_planted_fault_is_found_and_nothing_else(fault: Fault, tmp_path: Path) -> None:
    found = book(
        tmp_path, *fault.gates, constraints=fault.constraints, flow=fault.flow, facts=fault.facts
    )
    assert told(found) == list(fault.said)
