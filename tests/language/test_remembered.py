"""What is kept with a node changes neither its value nor how it travels."""

from __future__ import annotations

import pickle
from copy import deepcopy
from dataclasses import replace

from engine.language.remembered import remembered
from engine.language.traverse import facts_in
from engine.language.tree import And, Expression, Fact


def both(*names: str) -> And:
    return And(tuple(Fact(name) for name in names))


def test_an_answer_is_worked_out_once_for_a_node() -> None:
    asked: list[Expression] = []

    @remembered
    def width(node: Expression) -> int:
        asked.append(node)
        return len(facts_in(node))

    one, same = both("a.x", "a.y"), both("a.x", "a.y")
    assert [width(one), width(one), width(same)] == [2, 2, 2]
    assert [id(node) for node in asked] == [id(one), id(same)]


def test_what_is_kept_is_no_part_of_the_node() -> None:
    asked, fresh = both("a.x"), both("a.x")
    assert facts_in(asked) == ("a.x",)
    assert asked == fresh and hash(asked) == hash(fresh) and repr(asked) == repr(fresh)
    assert facts_in(replace(asked, operands=(Fact("b.z"),))) == ("b.z",)
    for copied in (pickle.loads(pickle.dumps(asked)), deepcopy(asked)):
        assert copied == asked and facts_in(copied) == ("a.x",)
