"""What an edit leaves the same of a case comes to the same verdict: a law, on random rulebooks."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from engine.case.case import Case
from engine.decide.evaluate import Evaluator
from engine.decide.residual import comparable, frame, residual
from engine.diagnostics.invalid import Invalid
from engine.language.tree import Not
from engine.matching.matcher import plain
from engine.rulebook.model import Book
from tests.rulebooks import FLOW
from tests.search import trials
from tests.strategies import World, worlds


def edited(book: Book, data: DataObject) -> Book:
    """The same with one rule left out, or with another outcome or condition."""
    gate = data.draw(st.sampled_from([one for one in book.gates.values() if one.rules]))
    rules = list(gate.rules)
    place = data.draw(st.integers(0, len(rules) - 1))
    match data.draw(st.sampled_from(["left out", "outcome", "condition"])):
        case "left out":
            del rules[place]
        case "outcome":
            then = data.draw(st.sampled_from([one.then for one in gate.every_rule]))
            rules[place] = replace(rules[place], then=then)
        case _:
            when = data.draw(
                st.sampled_from([one.when for one in rules] + [Not(rules[place].when)])
            )
            rules[place] = replace(rules[place], when=when)
    return replace(book, gates={**book.gates, gate.id: replace(gate, rules=tuple(rules))})


def verdict(book: Book, case: Case) -> str:
    try:
        return Evaluator(book, FLOW, plain).verdict(replace(case, book=book))
    except Invalid:
        return "refused"


@settings(max_examples=trials(40))
@given(worlds(), st.data())
def test_an_equal_residual_is_an_equal_verdict(world: World, data: DataObject) -> None:
    old, new, case = world.book, edited(world.book, data), world.case
    assert frame(old, old.flows[FLOW]) == frame(new, new.flows[FLOW])
    left = [residual(replace(case, book=one), one.flows[FLOW]) for one in (old, new)]
    event(f"equal: {left[0] == left[1]}")
    if comparable(case) and left[0] == left[1]:
        assert verdict(old, case) == verdict(new, case)
