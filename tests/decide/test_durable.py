"""durable_rules answers as the interpreter does, whatever the conditions and the facts."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from durable_rules_engine import error
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import matching
from engine.language.interpret import truth
from engine.language.traverse import descend
from engine.language.tree import (
    NODES,
    And,
    Compare,
    Expression,
    Fact,
    HasAny,
    Member,
    Not,
    Number,
    NumberOf,
    Operator,
)
from engine.language.values import Value
from engine.matching import durable
from engine.matching.coding import LARGEST, fits, scaled
from engine.matching.durable import DurableMatcher
from engine.matching.matcher import CompiledMatcher, Matcher, MatcherMaker
from tests.every_node import (
    DAYS,
    EQUALITIES,
    FLAGS,
    NUMBERS,
    OPERATORS,
    THRESHOLDS,
    WORDS,
    Case,
    cases,
    conditions,
)
from tests.search import trials

A, B, C = (Fact(name) for name in FLAGS[:3])
SIZE = Fact("number.a")
MATCHERS: dict[type, MatcherMaker] = {
    DurableMatcher: lambda name, conditions: DurableMatcher(name, conditions, THRESHOLDS)
}
"""Every matcher beside the plain one, and how it is made."""


def test_every_matcher_is_compared_with_the_plain_one() -> None:
    """Whoever writes another one has it tried on all that follows."""
    names = [one.name for one in pkgutil.iter_modules(matching.__path__, "engine.matching.")]
    modules = map(importlib.import_module, names)
    found = {one for module in modules for _, one in inspect.getmembers(module, inspect.isclass)
             if hasattr(one, "match")}  # fmt: skip
    assert found == {Matcher, CompiledMatcher, *MATCHERS}


def agree(asked: Sequence[Expression], on: Sequence[Case]) -> None:
    named = {str(number): condition for number, condition in enumerate(asked)}
    for make in MATCHERS.values():
        matcher = make("a gate", named)
        for case in on:
            expected = {name: truth(condition, case) for name, condition in named.items()}
            assert matcher.match(case) == expected


@settings(max_examples=trials(200), deadline=None)
@given(st.lists(conditions, min_size=1, max_size=3), st.lists(cases, min_size=1, max_size=4))
def test_it_answers_as_the_interpreter_does(asked: list[Expression], on: list[Case]) -> None:
    agree(asked, on)


@pytest.mark.parametrize("constant", NUMBERS, ids=str)
def test_numbers_are_compared_exactly(constant: Fraction) -> None:
    """Equal to every constant, next to it on either side, at any size and in any fraction."""
    tiny, half = Fraction(1, 10**50), Fraction(1, 2)
    pairs = (SIZE, Number(constant)), (Number(constant), SIZE)
    near = [constant - tiny, constant + tiny, constant - half, constant + half, None]
    agree(
        [Compare(operator, *pair) for operator in OPERATORS for pair in pairs],
        [Case({"number.a": value}) for value in (*NUMBERS, *near)],
    )


def test_numbers_that_no_c_integer_holds_are_clamped() -> None:
    assert [scaled(Fraction(sign * 10**30), 3) for sign in (1, -1)] == [LARGEST, -LARGEST]
    assert fits(Fraction(LARGEST // 2, 7))
    assert not fits(Fraction(LARGEST, 2))


@pytest.mark.parametrize(
    ("kind", "values", "operators"),
    [
        ("number", NUMBERS, OPERATORS),
        ("day", DAYS, OPERATORS),
        ("word", WORDS, EQUALITIES),
        ("is", [True, False], EQUALITIES),
    ],
)
def test_two_facts_are_compared(
    kind: str, values: Sequence[Value], operators: Sequence[Operator]
) -> None:
    left, right = f"{kind}.a", f"{kind}.b"
    agree(
        [Compare(operator, Fact(left), Fact(right)) for operator in operators],
        [Case({left: one, right: other}) for one, other in product([*values, None], repeat=2)],
    )


@pytest.mark.parametrize("amount", ["-1", "0", "1", "3/2", "2", "5/2", "3", "4"])
def test_counts_are_compared_within_their_bounds(amount: str) -> None:
    counted, fixed = NumberOf((A, B, C)), Number(Fraction(amount))
    pairs = (counted, fixed), (fixed, counted), (counted, SIZE), (SIZE, counted)
    states = [
        dict(zip(FLAGS, found, strict=False)) for found in product((True, False, None), repeat=3)
    ]
    agree(
        [Compare(operator, *pair) for operator in OPERATORS for pair in pairs],
        [Case(found | {"number.a": Fraction(amount)}) for found in states],
    )


def test_an_empty_list_tells_nothing_before_its_fact_is_known() -> None:
    word, words = Fact("word.a"), Fact("set.a")
    lists = Member(word, (), negated=False), Member(word, (), negated=True), HasAny(words, ())
    agree(lists, [Case(), Case({"word.a": "", "set.a": frozenset("x")})])


def test_every_node_occurs_in_the_conditions_that_are_tried() -> None:
    tried: set[type[Expression]] = set()

    @settings(max_examples=trials(500), deadline=None, derandomize=True)
    @given(conditions)
    def collect(condition: Expression) -> None:
        tried.update(map(type, descend(condition)))

    collect()
    assert tried == set(NODES)


def test_a_value_is_no_condition() -> None:
    with pytest.raises(TypeError, match="Number is no condition"):
        DurableMatcher("gate", {"r": Number(Fraction(1))}, {})


def test_its_name_says_what_matched() -> None:
    assert DurableMatcher("gate", {}, {}).name == "durable_rules"
    assert durable.available()


def test_without_the_extension_it_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    assert not durable.available()


def test_gates_and_rules_may_have_any_name() -> None:
    odd = 'a "gate"\0 \udc80 🏥'
    matcher = DurableMatcher(odd, {odd: A, "": B}, {})
    assert matcher.match(Case({"is.a": True})) == {odd: True, "": None}


def test_there_may_be_no_conditions() -> None:
    assert DurableMatcher("gate", {}, {}).match(Case()) == {}


class Breaking:
    """The extension, except that the action after `left` more of them fails."""

    def __init__(self, left: int) -> None:
        self.extension: Any = sys.modules["durable_rules_engine"]
        self.left = left

    def __getattr__(self, name: str) -> Any:
        if name == "complete_and_start_action":
            self.left -= 1
            if self.left == 0:
                raise error("Could not complete and start action, error code: 307")
        return getattr(self.extension, name)


def test_an_error_is_raised_and_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    extension = Breaking(left=1000)
    monkeypatch.setattr(durable, "_extension", lambda: extension)
    matcher = DurableMatcher("gate", {"a": A, "b": Not(B)}, {})
    extension.left = 1
    with pytest.raises(error, match="error code: 307"):
        matcher.match(Case({"is.a": True, "is.b": False}))
    assert matcher.match(Case({"is.a": False})) == {"a": False, "b": None}


def test_a_fact_on_which_nothing_fires_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = DurableMatcher("gate", {"a": A}, {})
    monkeypatch.setattr(durable, "CATCH_ALL", "never")
    with pytest.raises(RuntimeError, match="lost a fact"):
        matcher.match(Case())


TWELVE = {
    str(number): And((fact, Compare(">=", SIZE, Number(Fraction(number, 3)))))
    for number, fact in enumerate([A, B, C] * 4)
}


STATM = Path("/proc/self/statm")
measured = pytest.mark.skipif(not STATM.exists(), reason="tells memory by Linux's /proc")


def pages() -> int:
    """How much memory this process uses now, in pages of 4 kilobytes."""
    return int(STATM.read_text().split()[1])


@measured
def test_thousands_of_matches_take_no_more_memory() -> None:
    matcher = DurableMatcher("gate", TWELVE, {})
    used = []
    for number in range(6000):
        matcher.match(Case({"number.a": Fraction(number % 13, 3), "is.a": True, "is.b": False}))
        used.append(pages())
    assert used[-1] - used[1000] < 500


@measured
def test_matchers_give_their_memory_back() -> None:
    used = []
    for _ in range(250):
        DurableMatcher("gate", TWELVE, {}).match(Case())
        used.append(pages())
    assert used[-1] - used[50] < 1_000  # kept, they would take more than 25,000


def test_threads_may_share_a_matcher() -> None:
    matcher = DurableMatcher("gate", TWELVE, {})

    def right(number: int) -> bool:
        case = Case({"number.a": Fraction(number % 13, 3), "is.a": number % 2 == 0, "is.b": True})
        return matcher.match(case) == {name: truth(one, case) for name, one in TWELVE.items()}

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(right, range(500)))
