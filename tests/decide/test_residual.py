"""What an edit leaves the same of a case comes to the same verdict: a law, on random rulebooks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import event, given, reject, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from engine.case.case import Case
from engine.decide.evaluate import Evaluator
from engine.decide.residual import alike, frame, residual
from engine.diagnostics.invalid import Invalid
from engine.language.tree import Not
from engine.matching.matcher import compiled
from engine.rulebook.model import Book
from tests.rulebooks import FLOW
from tests.search import trials
from tests.strategies import World, worlds


def edited(book: Book, data: DataObject) -> Book:
    """The same with another threshold; or a rule left out, or with another outcome or condition."""
    kind = data.draw(st.sampled_from(["threshold", "left out", "outcome", "condition"]))
    if kind == "threshold":
        name = data.draw(st.sampled_from([*book.thresholds]))
        more = data.draw(st.sampled_from([Fraction(-1), Fraction(1, 2), Fraction(1)]))
        changed = replace(book.thresholds[name], value=book.thresholds[name].value + more)
        return replace(book, thresholds={**book.thresholds, name: changed})
    gate = data.draw(st.sampled_from([one for one in book.gates.values() if one.rules]))
    rules = list(gate.rules)
    place = data.draw(st.integers(0, len(rules) - 1))
    match kind:
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


def verdict(case: Case) -> str:
    try:
        return Evaluator(case.book, FLOW, compiled).verdict(case)
    except Invalid:
        return "refused"


@settings(max_examples=trials(30))
@given(worlds(), st.data())
def test_an_equal_residual_is_an_equal_verdict(world: World, data: DataObject) -> None:
    """Of cases that are alike to rulebooks which differ in rules, numbers and derivations."""
    new_book = edited(world.book, data)
    frames = [frame(one, one.flows[FLOW]) for one in (world.book, new_book)]
    changed = frames[0].changed(frames[1])
    try:
        old, new = world.case, replace(world, book=new_book).case
    except Invalid:
        reject()
    left, right = (residual(one, one.book.flows[FLOW]) for one in (old, new))
    same = changed is not None and alike(old, new, changed) and left == right
    event(f"the same: {same}, facts changed: {bool(changed)}")
    if same:
        assert verdict(old) == verdict(new)
