"""The reader in JavaScript never settles what brute force and evaluation leave open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from engine.diagnostics.invalid import Invalid
from engine.facade import Rulebook
from engine.rulebook.model import INCOMPLETE
from tests.expressions import AS_OF
from tests.search import trials
from tests.strategies import World, grouped, worlds
from tests.test_python_facts import written
from tests.web.under_node import Node, lacking

pytestmark = pytest.mark.skipif(lacking(), reason="left out, not checked: there is no node")


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    found = Node()
    yield found
    found.end()


def plain(value: Any) -> Any:
    """Facts as JSON has them; numbers that it cannot say exactly are not tried."""
    match value:
        case Mapping():
            return {name: plain(one) for name, one in value.items()}
        case list() | tuple():
            return [plain(one) for one in value]
        case set() | frozenset():
            return sorted(value)
        case date():
            return value.isoformat()
        case Fraction():
            assume(Fraction(str(float(value))) == value)
            return int(value) if value.denominator == 1 else float(value)
        case _:
            return value


@settings(max_examples=trials(12), deadline=None)
@given(world=worlds())
def test_random_rulebooks_are_never_settled_beyond_evaluation(world: World, node: Node) -> None:
    """Possible verdicts, the verdict, what is refused; and where it is sure, that it is right."""
    facts = plain(grouped(world.stated)) | {"$as_of": AS_OF.isoformat()}
    told = node.ask(world.book, world.flow.name, facts)["decision"]
    assume("mistakes" not in told)
    try:
        expected = Rulebook(world.book, world.flow.name).evaluate(facts)
    except Invalid:
        assert not told["checked"]
        return
    assert {*expected.possible} <= {*told["possible"]}
    assert told["verdict"] in (INCOMPLETE, expected.verdict)


@settings(max_examples=trials(6), deadline=None)
@given(world=worlds(lists=False))
def test_what_the_reader_refuses_is_contradictory(world: World, node: Node) -> None:
    """No completion keeps to all constraints of what it refuses."""
    from tests.brute_force import completions

    facts = plain(grouped(world.stated)) | {"$as_of": AS_OF.isoformat()}
    told = node.ask(world.book, world.flow.name, facts)["decision"]
    assert "mistakes" not in told or not [*completions(world.case)]


TWO_WORDS = """facts:
  a.one: {type: enumeration, ask: One?, values: [red, green]}
  a.other: {type: enumeration, ask: Other?, values: [red, green]}
"""
ALIKE = """gate: g
question: Q?
rules:
  - {id: alike, when: a.one = a.other, then: yes, because: Yes.}
otherwise: {then: no, because: No.}
"""


def test_two_words_of_which_none_is_known_leave_both_ways_open(node: Node, tmp_path: Path) -> None:
    """Once the page took the code of a word for a word, and settled it."""
    book = written(tmp_path, TWO_WORDS, ALIKE)
    for facts, possible in (
        ({}, ["good", "bad"]),
        ({"a": {"one": "red"}}, ["good", "bad"]),
        ({"a": {"one": "red", "other": "red"}}, ["good"]),
        ({"a": {"one": "red", "other": "green"}}, ["bad"]),
    ):
        assert node.ask(book, "f", facts)["decision"]["possible"] == possible
