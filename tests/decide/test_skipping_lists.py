"""Facts derived from what is known of a list: the list is asked for, what is skipped is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from engine.case.bases import bases, open_bases
from engine.case.intake import read_mapping
from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.matching.matcher import CompiledMatcher
from engine.rulebook.model import Book
from tests.prove.books import book, gate, told

FACTS = """\
  x.factor: {type: integer, range: [0, 9], ask: What factor?}
  h.list:
    type: records
    ask: What each year?
    key: year
    fields:
      year: {type: integer, range: [1, 99]}
      n: {type: integer, range: [0, 9]}
      good: {type: boolean}
  h.mean: {type: number, ask: How many?, derive: mean(known n in h.list where good)}
  h.sum: {type: integer, ask: How many?, derive: sum(known n * x.factor in h.list)}
  h.cover: {type: integer, ask: How many known?, derive: count(known n in newest 2 of h.list)}
"""
RULES = gate("first", """
    few: h.cover < 1 -> no
    much: h.sum > 20 -> no
    enough: h.mean >= 3 -> yes
""")  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> Book:
    return book(tmp_path, RULES, facts=FACTS)


def decided(facts: dict[str, Any], rules: Book) -> Decision:
    evaluator = Evaluator(rules, "flow", lambda _, found: CompiledMatcher(found))
    return evaluator.decide(read_mapping(facts, rules))


def rows(*sizes: int | None, good: bool | None = True) -> dict[str, Any]:
    flag = {} if good is None else {"good": good}
    return {
        "list": [
            {"year": year, **flag, **({} if size is None else {"n": size})}
            for year, size in enumerate(sizes, 1)
        ]
    }


def test_a_gap_leaves_its_gate_decided(rules: Book) -> None:
    assert told(rules) == []
    found = decided({"h": rows(4, None, 2)}, rules)
    assert (found.verdict, found.rule) == ("high", "enough")
    found = decided({"h": rows(4, None, None)}, rules)
    assert (found.verdict, found.rule) == ("low", "few")
    found = decided({"x": {"factor": 9}, "h": rows(4, None, 2)}, rules)
    assert (found.verdict, found.rule) == ("low", "much")


def test_the_list_is_what_they_rest_on_and_what_is_asked_for(rules: Book) -> None:
    case = read_mapping({}, rules)
    assert bases(case, "h.mean") == open_bases(case, "h.mean") == ("h.list",)
    assert bases(case, "h.sum") == ("h.list", "x.factor")
    partly = read_mapping({"h": rows(4, None, good=None)}, rules)
    assert open_bases(partly, "h.mean") == ("h.list",), "which of the known ones are good?"
    found = decided({}, rules)
    assert [one.fact for one in found.missing] == ["x.factor", "h.list"]
