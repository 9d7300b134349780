"""The laws of testimony: what is told of voices is what trying out each choice by hand comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.case.intake import read_mapping
from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.language import types
from engine.matching.matcher import CompiledMatcher, Conditions, Matcher
from engine.rulebook.model import INCOMPLETE, Book, Fact
from tests.expressions import AS_OF
from tests.rulebooks import FLOW
from tests.search import trials
from tests.strategies import World, grouped, worlds

TALKS = Fact(
    "t.talks",
    "records",
    types.Records({"who": types.Text(), "on": types.Day(), "private": types.Boolean()}),
    "Whom did you hear?",
    testimony=True,
)
MOST_TRIED = 60
Flat = Mapping[str, Any]


def plain(name: str, conditions: Conditions) -> Matcher:
    return CompiledMatcher(conditions)


@dataclass(frozen=True)
class Heard:
    """A case of which the user states some facts, and voices say others: by name, then by fact."""

    book: Book
    stated: Flat
    said: Mapping[str, Flat]

    def decided(self) -> Decision:
        return decide(self.book, self.facts())

    def verdict(self, without: frozenset[str]) -> str:
        """What a file comes to in which the voices in `without` did not know what they told."""
        case = read_mapping(grouped(self.facts(without)), self.book, as_of=AS_OF)
        return Evaluator(self.book, FLOW, plain).verdict(case)

    def facts(self, without: frozenset[str] = frozenset()) -> Flat:
        talks = [
            {"who": who, "said": grouped(_unknown(told) if who in without else told)}
            for who, told in self.said.items()
        ]
        return {**self.stated, TALKS.name: talks}


def _unknown(told: Flat) -> Flat:
    return {name: {"status": "unknown"} for name in told}


def decide(book: Book, stated: Flat) -> Decision:
    case = read_mapping(grouped(stated), book, as_of=AS_OF)
    return Evaluator(book, FLOW, plain).decide(case)


def with_talks(book: Book) -> Book:
    facts = {**book.vocabulary.facts, TALKS.name: TALKS}
    return replace(book, vocabulary=replace(book.vocabulary, facts=facts))


def sayable(world: World) -> list[str]:
    """Facts that are stated plainly, of types with few values, or lists."""
    facts = world.book.vocabulary.facts
    few = (types.Boolean, types.Enumeration, types.Numeric, types.Records)
    return [
        name
        for name, value in world.stated.items()
        if name in facts
        and isinstance(facts[name].type, few)
        and (facts[name].derive is None or facts[name].stands)
        and (not isinstance(facts[name].type, types.Numeric) or isinstance(value, int))
        and value is not None
        and not isinstance(value, dict)
    ]


def others(fact: Fact, value: Any) -> st.SearchStrategy[Any]:
    """What somebody else might say of a fact."""
    match fact.type:
        case types.Boolean():
            return st.booleans()
        case types.Enumeration(values):
            return st.sampled_from(values)
        case types.Numeric(low=Fraction() as low, high=Fraction() as high):
            return st.integers(int(low), int(high))
        case _:
            return st.sampled_from([value[1:], value[:-1], value]) if value else st.just(value)


@st.composite
def two_voices(draw: DrawFn) -> Heard:
    """A says some of what is known, and B the same or something else of part of it."""
    world = draw(worlds())
    names = sayable(world)
    assume(names)
    mine = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    shared = [name for name in mine if draw(st.booleans())]
    facts = world.book.vocabulary.facts
    told = {
        "A": {name: world.stated[name] for name in mine},
        "B": {name: draw(others(facts[name], world.stated[name])) for name in shared},
    }
    left = {name: value for name, value in world.stated.items() if name not in mine}
    return Heard(with_talks(world.book), left, told)


def between(fact: Fact, first: Any, second: Any) -> list[Any]:
    """Everything that a contested fact may be."""
    if isinstance(fact.type, types.Numeric):
        low, high = sorted((first, second))
        return [*range(low, high + 1)]
    return [first] if first == second else [first, second]


def choices(heard: Heard) -> dict[str, list[Any]]:
    facts, (first, second) = heard.book.vocabulary.facts, heard.said.values()
    return {
        name: between(facts[name], value, second.get(name, value)) for name, value in first.items()
    }


def by_hand(heard: Heard) -> Iterator[tuple[Flat, Decision]]:
    """Every choice that can be, stated by the user, with its decision."""
    every = choices(heard)
    for values in product(*every.values()):
        chosen = dict(zip(every, values, strict=True))
        try:
            yield chosen, decide(heard.book, {**heard.stated, **chosen})
        except Invalid:
            continue


def tried(heard: Heard) -> tuple[Decision, list[tuple[Flat, Decision]]]:
    """The decision, and those by hand; not where somebody contradicts himself, or all of it."""
    size = 1
    for values in choices(heard).values():
        size *= len(values)
    assume(size <= MOST_TRIED)
    found = [*by_hand(heard)]
    assume(found)
    try:
        decision = heard.decided()
    except Invalid:
        assume(False)
    assume(all(one.impossible is None for one in decision.testimony.contested))
    return decision, found


@settings(max_examples=trials(20), deadline=None)
@given(two_voices())
def test_a_contested_case_comes_to_what_its_choices_come_to(heard: Heard) -> None:
    """Possible is what some choice leaves possible; a verdict is settled that all come to."""
    decision, found = tried(heard)
    possible = {verdict for _, one in found for verdict in one.possible}
    assert set(decision.possible) == possible
    assert decision.verdict == (next(iter(possible)) if len(possible) == 1 else INCOMPLETE)


@settings(max_examples=trials(20), deadline=None)
@given(two_voices())
def test_the_fork_says_what_each_choice_comes_to(heard: Heard) -> None:
    """Whatever a choice comes to, each branch that fits it says so; none is larger than needed."""
    decision, found = tried(heard)
    fork = decision.testimony.fork
    told = {name: set(map(str, (a, b))) for name, a, b in _both(heard)}
    for branch in fork.branches:
        given_ = branch.given
        fitting = [(chosen, one) for chosen, one in found if _fits(heard, given_, chosen)]
        verdicts = {one.verdict for chosen, one in fitting if _was_said(told, chosen)}
        assert verdicts <= {branch.verdict}
        if branch.verdict != INCOMPLETE:
            assert {verdict for _, one in fitting for verdict in one.possible} == {branch.verdict}
            assert all(_open(heard, found, given_, name) for name in given_)
    if fork.branches:
        for chosen, one in found:
            fits = [branch for branch in fork.branches if _fits(heard, branch.given, chosen)]
            assert fits or not _was_said(told, chosen), one.verdict


def _both(heard: Heard) -> Iterator[tuple[str, Any, Any]]:
    first, second = heard.said.values()
    yield from ((name, value, second.get(name, value)) for name, value in first.items())


def _was_said(told: Mapping[str, set[str]], chosen: Flat) -> bool:
    return all(str(value) in told[name] for name, value in chosen.items())


def _fits(heard: Heard, given_: Flat, chosen: Flat) -> bool:
    return all(_same(heard, name, value, chosen[name]) for name, value in given_.items())


def _same(heard: Heard, name: str, value: Any, raw: Any) -> bool:
    """A value of the engine, and one as it was stated."""
    if isinstance(raw, list):
        return len(value) == len(raw)  # lists that differ here differ in length
    return bool(value == raw)


def _open(heard: Heard, found: list[tuple[Flat, Decision]], given_: Flat, name: str) -> bool:
    """Whether a branch without one of its facts leaves more than one verdict."""
    less = {key: value for key, value in given_.items() if key != name}
    fitting = [one for chosen, one in found if _fits(heard, less, chosen)]
    return len({verdict for one in fitting for verdict in one.possible}) > 1


@st.composite
def three_voices(draw: DrawFn) -> Heard:
    """Each fact is told by some of three, firsthand or not, alike or not."""
    world = draw(worlds())
    names = sayable(world)
    assume(names)
    facts = world.book.vocabulary.facts
    said: dict[str, dict[str, Any]] = {"A": {}, "B": {}, "C": {}}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)):
        for who in draw(st.sets(st.sampled_from("ABC"), min_size=1)):
            value = draw(
                st.one_of(st.just(world.stated[name]), others(facts[name], world.stated[name]))
            )
            said[who][name] = {"value": value, "firsthand": draw(st.booleans())}
    left = {
        name: value
        for name, value in world.stated.items()
        if not any(name in told for told in said.values())
    }
    return Heard(with_talks(world.book), left, {who: told for who, told in said.items() if told})


@settings(max_examples=trials(25), deadline=None)
@given(three_voices())
def test_voices_and_coalitions_are_as_files_without_them(heard: Heard) -> None:
    """Each voice and each coalition, taken out of the file by hand: they did not know."""
    try:
        decision = heard.decided()
    except Invalid:
        assume(False)
    told = decision.testimony
    assert heard.verdict(frozenset()) == decision.verdict
    without = {who: heard.verdict(frozenset({who})) for who in heard.said}
    assert dict(told.voices) == without
    assert told.stands_unless == smallest(heard, decision.verdict)


@st.composite
def agreeing_voices(draw: DrawFn) -> Heard:
    """Facts are each told alike by two of three at least, so that none of them is needed."""
    world = draw(worlds())
    names = sayable(world)
    assume(names)
    said: dict[str, dict[str, Any]] = {"A": {}, "B": {}, "C": {}}
    for name in names:
        for who in draw(st.sets(st.sampled_from("ABC"), min_size=2)):
            said[who][name] = world.stated[name]
    left = {name: value for name, value in world.stated.items() if name not in names}
    return Heard(with_talks(world.book), left, said)


@settings(max_examples=trials(40), deadline=None)
@given(agreeing_voices())
def test_coalitions_of_those_who_agree_are_as_files_without_them(heard: Heard) -> None:
    """Where one alone shakes nothing, two or three may."""
    try:
        decision = heard.decided()
    except Invalid:
        assume(False)
    assume(decision.settled)
    assert decision.testimony.stands_unless == smallest(heard, decision.verdict)


def smallest(heard: Heard, held: str) -> tuple[str, ...] | None:
    """By size and then by name, the first coalition without which it is another verdict."""
    if held == INCOMPLETE:
        return None
    people = sorted(heard.said)
    for size in range(1, len(people) + 1):
        for coalition in combinations(people, size):
            if heard.verdict(frozenset(coalition)) != held:
                return coalition
    return None


@settings(max_examples=trials(20), deadline=None)
@given(two_voices())
def test_strict_is_a_case_in_which_the_contested_facts_are_open(heard: Heard) -> None:
    """As if they had been asked in vain."""
    try:
        found = heard.decided()
    except Invalid:
        assume(False)
    assume(all(one.impossible is None for one in found.testimony.contested))
    contested = {one.fact for one in found.testimony.contested}
    agreed = {name: value for name, value in heard.said["A"].items() if name not in contested}
    talks = [{"who": who, "said": grouped(told)} for who, told in heard.said.items()]
    stated = {**heard.stated, TALKS.name: talks}
    strict = Evaluator(heard.book, FLOW, plain).decide(
        read_mapping(grouped(stated), heard.book, as_of=AS_OF, strict=True)
    )
    by_hand_ = decide(heard.book, {**heard.stated, **agreed, **_unknown(dict.fromkeys(contested))})
    assert strict.possible == by_hand_.possible
    assert strict.testimony.contested == found.testimony.contested
