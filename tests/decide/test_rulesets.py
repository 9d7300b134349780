"""Rulesets never reach a limit of durable_rules, however large a condition is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language.interpret import truth
from engine.language.tree import (
    And,
    Compare,
    Expression,
    Fact,
    Member,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Truth,
    Word,
)
from engine.matching.coding import terms
from engine.matching.conditions import sides
from engine.matching.durable import DurableMatcher
from engine.matching.rulesets import CATCH_ALL, Plan, plan
from tests.search import trials


@dataclass(frozen=True)
class Case:
    """Conditions `0`, `1`, ... as given, and one word."""

    states: Sequence[bool | None]

    @property
    def as_of(self) -> None:
        return None

    def value(self, fact: str) -> bool | str | None:
        return "299" if fact == "word" else self.states[int(fact) % len(self.states)]

    def declined(self, fact: str) -> bool:
        return False

    def disputed(self, fact: str) -> bool:
        return False

    def threshold(self, name: str) -> Fraction:
        raise KeyError(name)

    def key(self, fact: str) -> None:
        return None


def flag(number: int) -> Expression:
    return Fact(str(number))


def ladder(rungs: int) -> Expression:
    made = flag(0)
    for number in range(1, rungs):
        made = (And if number % 2 else Or)((flag(number), made))
    return made


FLAGS = tuple(map(flag, range(200)))
PAIRS = tuple(zip(FLAGS[:80:2], FLAGS[1:80:2], strict=True))
CLAUSES = tuple(map(Or, PAIRS))
OVERSIZE: dict[str, Expression] = {
    "an `or` of 200": Or(FLAGS),
    "an `and` of 200": And(FLAGS),
    "an `or` of 40 pairs": Or(tuple(map(And, PAIRS))),
    "an `and` of 40 pairs, which holds in 2 ** 40 ways": And(CLAUSES),
    "a count over 40 pairs": Compare(">=", NumberOf(CLAUSES), Number(Fraction(7))),
    "at least 100 of 200": Quantified("at least", 100, FLAGS),
    "at least 3 of 5, four times over": And(tuple(
        Quantified("at least", 3, FLAGS[at : at + 5]) for at in range(0, 20, 5)
    )),
    "100 levels": ladder(100),
    "a word of 300": Member(Fact("word"), tuple(Word(str(n)) for n in range(300)), negated=False),
}  # fmt: skip
STATES: list[list[bool | None]] = [
    [True], [False], [None], [True, False], [True, False, None], [True, True, True, None],
    [False, False, False, None],
]  # fmt: skip


def agree(conditions: Sequence[Expression], cases: Sequence[Case]) -> None:
    matcher = DurableMatcher("g", {str(n): one for n, one in enumerate(conditions)}, {})
    for case in cases:
        assert list(matcher.match(case).values()) == [truth(one, case) for one in conditions]


@pytest.mark.parametrize("condition", OVERSIZE.values(), ids=OVERSIZE.keys())
def test_conditions_beyond_the_limits_of_durable_rules_are_matched(condition: Expression) -> None:
    agree([condition, Not(condition)], list(map(Case, STATES)))


comparisons = st.builds(
    Compare, st.sampled_from(["=", "!="]), st.sampled_from(FLAGS[:40]), st.just(Truth(True))
)


def wide(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    lists = st.lists(inner, min_size=2, max_size=14).map(tuple)
    counts = st.builds(
        Quantified, st.sampled_from(["at least", "exactly"]), st.integers(1, 9), lists
    )
    return st.one_of(lists.map(And), lists.map(Or), inner.map(Not), counts)


@settings(max_examples=trials(75), deadline=None)
@given(st.recursive(comparisons, wide, max_leaves=150), st.randoms(use_true_random=False))
def test_deep_and_wide_conditions_are_matched_whatever_is_known(
    condition: Expression, random: Any
) -> None:
    agree([condition], [Case(random.choices(choices, k=40)) for choices in STATES])


def planned(conditions: Sequence[Expression]) -> Plan:
    among = terms(conditions, {})
    return plan([sides(condition, among) for condition in conditions])


def branches(pattern: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The operands of every `$and` and `$or` in a rule's pattern, outermost first."""
    parts = pattern.get("$and", pattern.get("$or"))
    return [] if parts is None else [parts, *(one for part in parts for one in branches(part))]


def ways(pattern: dict[str, Any]) -> int:
    if "$or" in pattern:
        return sum(map(ways, pattern["$or"]))
    return prod(map(ways, pattern.get("$and", ())))


@pytest.mark.parametrize(
    "ruleset", planned([*OVERSIZE.values(), *map(flag, range(30))]).rulesets, ids=lambda _: ""
)
def test_a_ruleset_stays_within_the_limits_and_can_always_fire(ruleset: Any) -> None:
    rules = json.loads(ruleset.text)
    assert rules.pop(CATCH_ALL)["all"] == [{"m": {"k": 1}}]
    assert 0 < len(rules) <= 20
    checks = 0
    for rule in rules.values():
        pattern = rule["all"][0]["m"]
        assert pattern["$and"][0] == {"k": 1}
        assert 2 * len(branches(pattern)) <= 31
        assert ways(pattern) <= rule["cap"] <= 64
        checks += sum(not branches(part) for parts in branches(pattern) for part in parts) - 1
    assert len(ruleset.names) <= checks < 64


def test_more_than_24_conditions_are_split_over_rulesets() -> None:
    assert len(planned([flag(0)]).rulesets) == 1
    assert len(planned([flag(number) for number in range(25)]).rulesets) == 3


def test_a_piece_that_occurs_twice_is_one_auxiliary_rule() -> None:
    def auxiliary(conditions: Sequence[Expression]) -> int:
        rules = [name for one in planned(conditions).rulesets for name in json.loads(one.text)]
        return sum(name.startswith("a") for name in rules)

    large = Or(tuple(map(And, PAIRS)))
    assert 0 < auxiliary([large]) == auxiliary([large, Or((large, flag(99)))])


def test_names_of_properties_differ_in_the_hash_that_durable_rules_knows_them_by() -> None:
    def fnv1a(text: str) -> int:
        found = 0x811C9DC5
        for byte in text.encode():
            found = (found ^ byte) * 16777619 & 0xFFFFFFFF
        return found

    names = [f"{letter}{number}" for letter in "ap" for number in range(10_000)]
    names += ["k", "id", "sid", "$s", "$forward"]
    assert len({fnv1a(name) for name in names}) == len(names)
