"""What a comparison means: its operator from the other side and negated, its pairs, its limit."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import get_args

import pytest

from engine.language.comparison import RELATIONS, Bounded, Limit, comparisons_of, constant, limit_of
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.show import show
from engine.language.traverse import asked_in, facts_in, fields_in, lists_in, thresholds_in
from engine.language.tree import Compare, Expression, Member, Operator
from engine.language.types import Enumeration, Numeric, Records

SCOPE = Scope(
    {
        "a.number": Numeric(),
        "a.word": Enumeration(("red", "green")),
        "a.rows": Records({"size": Numeric(), "year": Numeric()}, "year"),
    },
    {"few": Fraction(3)},
    statuses=True,
)


def settled(text: str) -> Expression:
    found = resolve(parse(text), SCOPE)
    assert found.problems == ()
    return found.tree


def test_every_operator_is_there() -> None:
    """An operator that is added has its words, its mirror and its contrary."""
    assert set(RELATIONS) == set(get_args(Operator))


@pytest.mark.parametrize("sign", RELATIONS)
def test_an_operator_agrees_with_its_mirror_and_its_contrary(sign: Operator) -> None:
    """`a < b` is `b > a`, and never holds together with `a >= b`."""
    relation = RELATIONS[sign]
    for left, right in product(range(3), repeat=2):
        holds = relation.holds(left, right)
        assert RELATIONS[relation.mirrored].holds(right, left) is holds
        assert RELATIONS[relation.contrary].holds(left, right) is not holds


@pytest.mark.parametrize("sign", RELATIONS)
def test_at_least_is_enough_to_say_every_operator(sign: Operator) -> None:
    """Between sides that are known the bounded form is the ordinary one."""
    bounded: Bounded[int, bool] = Bounded(
        lambda left, right: left >= right, lambda one: not one, lambda one, other: one and other
    )
    for left, right in product(range(3), repeat=2):
        assert bounded.compare(sign, left, right) is RELATIONS[sign].holds(left, right)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("a.number >= few", ["a.number >= few"]),
        ("a.number in [1, few]", ["a.number = 1", "a.number = few"]),
        ("a.number not in [1]", ["a.number = 1"]),
        ("a.number is known", []),
        ("not a.number = 1", []),
    ],
)
def test_a_node_tells_which_pairs_it_compares(text: str, pairs: list[str]) -> None:
    """Where both sides of a pair are equal, the condition may turn."""
    assert [show(one) for one in comparisons_of(settled(text))] == pairs


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("a.number >= few", Limit("a.number", ">=", Fraction(3), "few")),
        ("a.number < 0.5", Limit("a.number", "<", Fraction(1, 2))),
        ("few <= a.number", None),
        ("a.number + 1 > few", None),
        ("a.word = red", None),
        ("a.number in [1]", None),
    ],
)
def test_a_limit_is_a_fact_alone_beside_a_number(text: str, limit: Limit | None) -> None:
    """Only the plainest form can be told as `at least 3`."""
    assert limit_of(settled(text), SCOPE.thresholds) == limit


def test_a_constant_is_the_same_in_every_case() -> None:
    """Thresholds count as constants; what reads a fact does not, however it is written."""
    member, compare = settled("a.number in [few, 2]"), settled("a.word = red")
    assert isinstance(member, Member) and isinstance(compare, Compare)
    values = [constant(one, SCOPE.thresholds) for one in (*member.values, compare.right)]
    assert values == [Fraction(3), Fraction(2), "red"]
    assert constant(compare.left, SCOPE.thresholds) is None
    assert constant(compare, SCOPE.thresholds) is None


def test_what_a_tree_reads_is_told_by_kind() -> None:
    """Facts, lists, fields and thresholds, each once, also inside a selection."""
    text = "sum(size in newest 2 of a.rows where year > few) > a.number and a.number > few"
    tree = settled(text)
    assert facts_in(tree) == ("a.rows", "a.number")
    assert lists_in(tree) == ("a.rows",)
    assert fields_in(tree) == ("size", "year")
    assert thresholds_in(tree) == ("few",)
    assert not asked_in(tree)
    assert asked_in(settled("not (a.number is known or a.word = red)"))
