"""The laws of deciding: what a decision has to be, whatever the rulebook and the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.matching.durable import DurableMatcher
from engine.matching.matcher import CompiledMatcher, Conditions, Matcher, MatcherMaker
from engine.rulebook.model import INCOMPLETE, Book
from tests.brute_force import completions, walk_through
from tests.expected import Expected
from tests.search import trials
from tests.strategies import World, worlds


def plain(name: str, conditions: Conditions) -> Matcher:
    return CompiledMatcher(conditions)


def with_durable_rules(world: World) -> MatcherMaker:
    return lambda name, conditions: DurableMatcher(name, conditions, world.book.numbers)


def decide(world: World, make_matcher: MatcherMaker = plain) -> Decision:
    return Evaluator(world.book, world.flow.name, make_matcher).decide(world.case)


def expected_of(world: World) -> Expected:
    expected = Expected(world.case, world.flow)
    assume(expected.walked)
    return expected


# exactness


@settings(max_examples=trials(30), deadline=None)
@given(worlds())
def test_a_decision_is_what_all_completions_together_say(world: World) -> None:
    """`possible` is the union of their verdicts, and a verdict is settled when there is one."""
    expected, decision = expected_of(world), decide(world)
    settled = len(expected.possible) == 1
    assert decision.possible == expected.possible
    assert decision.verdict == (expected.possible[0] if settled else INCOMPLETE)


@settings(max_examples=trials(30), deadline=None)
@given(worlds())
def test_the_path_shows_each_gate_over_the_completions_that_arrive(world: World) -> None:
    """Outcome and rule of every gate passed, and the gate and rule that decided."""
    path, decision = list(expected_of(world).path()), decide(world)
    gates = [stop for stop in path if stop[1] is not None]
    assert [(stop.node, stop.outcome, stop.rule) for stop in decision.path] == path
    assert (decision.decided_at, decision.rule) == (gates[-1][0], gates[-1][2])


@settings(max_examples=trials(30), deadline=None)
@given(worlds())
def test_missing_are_the_facts_that_can_still_change_the_verdict(world: World) -> None:
    """Each once, at a gate that some completion reaches; none when the verdict is settled."""
    expected, decision = expected_of(world), decide(world)
    facts = [missing.fact for missing in decision.missing]
    assert len(facts) == len(set(facts))
    assert set(facts) == (set() if decision.settled else expected.missing())
    assert all(expected.arriving(missing.gate) for missing in decision.missing)


@settings(max_examples=trials(30), deadline=None)
@given(worlds())
def test_contradictory_facts_never_settle_a_verdict_of_their_own(world: World) -> None:
    """Without any completion the facts are invalid, or every way to fill them in agrees anyway."""
    if completions(world.case):
        assert decide(world).possible
        return
    try:
        decision = decide(world)
    except Invalid as error:
        assert [finding.code for finding in error.findings] == ["contradiction"]
    else:
        assert ignoring_contradictions(world) == set(decision.possible)


def ignoring_contradictions(world: World) -> set[str]:
    """The verdicts of all ways to fill in what is open, whatever fits what."""
    case = replace(world.case, book=without_checks(world.book, world.case.stated), stated={})
    ways = [walk_through(one, world.flow) for one in completions(case)]
    return {verdict for walked in ways for verdict in walked.verdicts}


def without_checks(book: Book, stated: Container[str]) -> Book:
    """A rulebook without constraints, in which these facts are not derived."""
    facts = {
        name: replace(fact, derive=None) if name in stated else fact
        for name, fact in book.vocabulary.facts.items()
    }
    derived = tuple(name for name in book.vocabulary.derived_in_order if name not in stated)
    vocabulary = replace(book.vocabulary, facts=facts, constraints=(), derived_in_order=derived)
    return replace(book, vocabulary=vocabulary)


@settings(max_examples=trials(20), deadline=None)
@given(worlds(keyless=True))
def test_records_without_a_key_only_ever_err_towards_open(world: World) -> None:
    """Of records whose order is open, nothing is ruled out that some completion comes to."""
    expected, decision = expected_of(world), decide(world)
    assert set(expected.possible) <= set(decision.possible)


# learning


@settings(max_examples=trials(30), deadline=None)
@given(worlds(), st.data())
def test_learning_open_facts_never_changes_a_settled_verdict(
    world: World, data: DataObject
) -> None:
    """Whatever part of whichever completion becomes known, `possible` can only shrink."""
    ways = completions(world.case)
    assume(ways)
    learned = data.draw(learnings(world, data.draw(st.sampled_from(ways)).values))
    before, after = decide(world), decide(learned)
    assert set(after.possible) <= set(before.possible)
    assert not before.settled or after.verdict == before.verdict


@st.composite
def learnings(draw: st.DrawFn, world: World, truth: Mapping[str, Any]) -> World:
    """The world with some of its open facts and fields as they truly are."""
    known = world.case.values
    stated = dict(world.stated)
    for name, value in truth.items():
        before = known.get(name)
        if isinstance(before, tuple):
            pairs = zip(before, value, strict=True)
            stated[name] = [draw(partly(one, full)) for one, full in pairs]
        elif before is None and draw(st.booleans()):
            stated[name] = value
    return World(world.book, stated)


@st.composite
def partly(draw: st.DrawFn, known: Mapping[str, Any], full: Mapping[str, Any]) -> dict[str, Any]:
    learned = {name: full[name] for name in full if name not in known and draw(st.booleans())}
    return {**known, **learned}


@settings(max_examples=trials(20), deadline=None)
@given(worlds())
def test_learning_a_list_of_records_never_changes_a_settled_verdict(world: World) -> None:
    """What is possible with the list was possible before there was any."""
    assume("h.list" in world.stated)
    assume(completions(world.case))
    without = {name: value for name, value in world.stated.items() if name != "h.list"}
    before, after = decide(World(world.book, without)), decide(world)
    assert set(after.possible) <= set(before.possible)
    assert not before.settled or after.verdict == before.verdict


# order


@settings(max_examples=trials(20), deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_in_which_anything_arrives_never_matters(world: World, luck: Random) -> None:
    """Facts, records, gates, notes and thresholds in another order give the same decision."""
    assert told(World(shuffled_book(world.book, luck), shuffled(world.stated, luck))) == told(world)


def shuffled(mapping: Mapping[str, Any], luck: Random) -> dict[str, Any]:
    """The same mapping in another order, and so for lists of records and what is in them."""
    items = [(name, _reordered(value, luck)) for name, value in mapping.items()]
    return dict(luck.sample(items, len(items)))


def _reordered(value: Any, luck: Random) -> Any:
    if isinstance(value, list):
        return luck.sample([shuffled(record, luck) for record in value], len(value))
    return value


def shuffled_book(book: Book, luck: Random) -> Book:
    return replace(
        book,
        gates=shuffled(book.gates, luck),
        thresholds=shuffled(book.thresholds, luck),
        notes=tuple(luck.sample(book.notes, len(book.notes))),
    )


def told(world: World) -> object:
    """A decision, notes in no order and records by their keys, or why there is none."""
    try:
        decision = decide(world)
    except Invalid as error:
        return error.findings
    groups = (decision.cautions, decision.strengths, decision.ignored)
    bare = replace(decision, rulebook="", cautions=(), strengths=(), ignored=(), missing=())
    fields = [Counter((one.key, one.field) for one in each.fields) for each in decision.missing]
    missing = [replace(each, fields=()) for each in decision.missing]
    return bare, missing, fields, [frozenset(group) for group in groups]


# matchers


@settings(max_examples=trials(20), deadline=None)
@given(worlds())
def test_durable_rules_and_the_interpreter_give_the_same_decision(world: World) -> None:
    """The whole decision, trace and remarks included, does not depend on the matcher."""
    assume(completions(world.case))
    assert decide(world, with_durable_rules(world)) == decide(world)
