"""What texts are asked, and texts that are made to answer as wished: beside trying them all out."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.language import tree
from engine.language.texts import Passed, Sought, possible, text_that, ways
from engine.language.types import Text
from engine.language.values import nfc
from engine.present.phrases_ranges import FAILING
from engine.solve.logic import Term, both, negation, same
from engine.solve.oracle import Oracle
from engine.solve.terms import Quantity
from engine.solve.variables import Variables
from tests.search import trials

LONGEST = 8
"""Two letters, three of a kind of test: `ab` + `c` + `ba` + `c` + `bb` is as long as it takes."""

sought = st.text("ab", min_size=1, max_size=2)
tests = st.lists(
    st.builds(Sought, st.sampled_from(get_args(tree.TextOperator)), sought),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
letters = st.sampled_from("ab-. 0\u0301\u0338\u0327eé가각ᄀ")
strange = st.lists(
    st.builds(
        Sought,
        st.sampled_from(get_args(tree.TextOperator)),
        st.text(letters, min_size=1, max_size=3).map(nfc),
    ),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip


@cache
def every_text() -> list[str]:
    return ["".join(one) for size in range(LONGEST + 1) for one in product("abc", repeat=size)]


def answers(text: str, asked: list[Sought]) -> tuple[bool, ...]:
    return tuple(test.holds(text) for test in asked)


@settings(max_examples=trials(12), deadline=None)
@given(tests)
def test_what_is_possible_is_what_some_text_does(asked: list[Sought]) -> None:
    """Pairs of tests tell, as trying out all texts over one more letter does."""
    found = {answers(text, asked) for text in every_text()}
    for wanted in product((True, False), repeat=len(asked)):
        assert possible(dict(zip(asked, wanted, strict=True))) is (wanted in found)


@settings(max_examples=trials(12), deadline=None)
@given(tests, sought)
def test_a_solver_knows_which_answers_a_text_can_give(asked: list[Sought], named: str) -> None:
    """Of an open text, of one beside it that is equal, and of one that has a name."""
    variables = Variables()
    open_ = [variables.make(name, Text()) for name in ("one", "two")]
    one, two = (found.term for found in open_ if isinstance(found, Quantity))
    code = variables.constant(named)
    wanted = [[variables.tested(test, term) for test in asked] for term in (one, two)]
    solver = Oracle(variables.assumptions)
    for passed in product((True, False), repeat=len(asked)):
        there = answer(wanted[0], passed)
        assert solver.ask(there) is possible(dict(zip(asked, passed, strict=True)))
        assert solver.ask(there, same(one, code)) is (passed == answers(named, asked))
        assert not solver.ask(there, same(one, two), negation(answer(wanted[1], passed)))


def answer(terms: list[Term], passed: tuple[bool, ...]) -> Term:
    return both(*(one if told else negation(one) for one, told in zip(terms, passed, strict=True)))


@settings(max_examples=trials(30), deadline=None)
@given(strange)
def test_a_text_is_made_for_every_answer_that_is_possible(asked: list[Sought]) -> None:
    """In NFC, and as many different ones as one likes; accents and syllables do not join."""
    for passed in ways(asked):
        made: list[str] = []
        for _ in range(3):
            made.append(text_that(passed, made, "a"))
        assert len(set(made)) == 3
        for text in made:
            assert nfc(text) == text
            assert {test: test.holds(text) for test in asked} == passed


@pytest.mark.parametrize(
    ("passed", "text"),
    [
        ({Sought("starts with", "St."): False}, "another"),
        ({Sought("starts with", "St."): True}, "St."),
        ({Sought("starts with", "St."): True, Sought("ends with", "Elm"): True}, "St.Elm"),
        ({Sought("contains", "Elm"): True, Sought("ends with", "Elm"): False}, "-Elm-"),
        ({Sought("starts with", "a"): False, Sought("contains", "a"): True}, "-a-"),
    ],
)
def test_a_text_is_as_plain_as_can_be(passed: Passed, text: str) -> None:
    """What is not asked for is not put in."""
    assert text_that(passed, (), "another") == text


def test_every_question_put_to_texts_has_its_meaning_and_its_failing() -> None:
    assert {*FAILING} == {*get_args(tree.TextOperator)}
    assert all(Sought(one, "a").holds("a") for one in get_args(tree.TextOperator))
