"""A case that was filled in by guessing is one that can be true; what cannot has no example."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from engine.case.example import has_example
from engine.case.intake import read_mapping
from engine.diagnostics.invalid import Invalid
from engine.solve.completions import Completions
from tests.domain.program import rulebook
from tests.search import trials
from tests.strategies import World, worlds


@settings(max_examples=trials(15), deadline=None)
@given(worlds())
def test_what_has_an_example_can_be_true(world: World) -> None:
    """Of any rulebook, as the solver has it."""
    if has_example(world.case):
        assert Completions(world.case, world.flow).consistent()


ONE = {"match_year": 2025, "class_size": 10, "img_count": 5}
TWO = {"match_year": 2024, "class_size": 10}
PART = {"match_year": 2024, "class_size": 10, "us_img": 3}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"history": {"img_share": 0.4, "non_us_share": 0.1}}, True),
        ({"history": {"intake": [ONE, TWO]}}, True),
        ({"history": {"intake": [ONE, PART]}, "selection": {"step2_low": 230}}, True),
        ({"outcomes": {"img_n": 0}, "program": {"has_imgs": True}}, True),
        ({"history": {"intake": [ONE, TWO], "img_share": 0.9}}, False),
        ({"history": {"intake": [ONE, TWO], "img_share": 0}}, False),
        ({"outcomes": {"img_n": 20, "us_n": 20, "img_fellowship_share": 0.45,
                       "fellowship_gap": 0.7}}, False),
    ],
)  # fmt: skip
def test_what_tables_hold_is_settled_without_a_solver(
    facts: dict[str, Any], expected: bool
) -> None:
    """And where a share cannot fit the years that are known, no example is told of."""
    book, flow = rulebook().book, rulebook().evaluator.flow
    case = read_mapping(facts, book)
    assert has_example(case) is expected
    assert Completions(case, flow).consistent() is expected


def test_a_check_refuses_what_a_decision_refuses() -> None:
    """In the same words."""
    book = rulebook().book
    case = read_mapping({"history": {"intake": [ONE, TWO], "img_share": 0.9}}, book)
    with pytest.raises(Invalid) as checked:
        rulebook().check(case)
    with pytest.raises(Invalid) as decided:
        rulebook().decide(case)
    assert checked.value.findings == decided.value.findings
    assert checked.value.findings[0].code == "contradiction"
    rulebook().check(read_mapping({"history": {"intake": [ONE, TWO], "img_share": 0.3}}, book))
