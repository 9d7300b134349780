"""Single cases in which a law of deciding was once broken, each as small as it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from engine.case.intake import read_mapping
from engine.decide.decision import Decision
from engine.decide.evaluate import Evaluator
from engine.diagnostics.invalid import Invalid
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.tree import Expression, Truth
from engine.language.types import SHARE, Boolean, Enumeration, Numeric, Records, SetOf, Type
from engine.matching.matcher import CompiledMatcher
from engine.rulebook import model
from engine.rulebook.model import Book, Constraint, Fact, Flow, Gate, Node, Rule, Vocabulary

SMALL, SIGNED = Numeric(True, Fraction(0), Fraction(4)), Numeric(True, Fraction(-4), Fraction(4))
COLOURS, LETTERS = Enumeration(("red", "green")), SetOf(("p", "q"))
CLASSES = Records({"year": SMALL, "size": SMALL}, "year")
FLAG = Boolean()
Facts = Mapping[str, Type | tuple[Type, str]]
"""Types by name; of a derived fact also its derivation."""


def rulebook(facts: Facts, high: str, never: Mapping[str | None, str] = {}) -> Book:
    """One gate: the verdict is high if the condition `high` holds, and else low."""
    kinds = {name: of[0] if isinstance(of, tuple) else of for name, of in facts.items()}
    derived = {
        name: settled(of[1], kinds, of[0]) for name, of in facts.items() if isinstance(of, tuple)
    }
    vocabulary = Vocabulary(
        {name: Fact(name, "", kinds[name], "?", derive=derived.get(name)) for name in kinds},
        tuple(
            Constraint(f"never-{each}", settled(text, kinds, FLAG, each), "It cannot be.", each)
            for each, text in never.items()
        ),
        None, {}, {}, tuple(derived),
    )  # fmt: skip
    return Book(
        vocabulary, {}, {"gate": gate(settled(high, kinds, FLAG))}, (), None, {"flow": FLOW}
    )


def settled(
    text: str, kinds: Mapping[str, Type], expected: Type, each: str | None = None
) -> Expression:
    of = kinds[each] if each is not None else None
    scope = Scope(kinds, {}, fields=of.fields if isinstance(of, Records) else None)
    found = resolve(parse(text), scope, expected)
    assert not found.problems
    return found.tree


def gate(high: Expression) -> Gate:
    otherwise = Rule(model.OTHERWISE, Truth(True), "no", ("No.",))
    return Gate("gate", "Is it?", (Rule("yes", high, "yes", ("Yes.",)),), otherwise)


FLOW = Flow.of(
    "flow",
    "Flow",
    "gate",
    [
        (Node("gate", "gate", "Gate"), {"yes": "high", "no": "low"}),
        (Node("high", "verdict", "High", verdict="high"), {}),
        (Node("low", "verdict", "Low", verdict="low"), {}),
    ],
)


def decide(book: Book, **facts: Any) -> Decision:
    case = read_mapping({"is": facts}, book)
    return Evaluator(book, "flow", lambda name, conditions: CompiledMatcher(conditions)).decide(
        case
    )


REFUSED = {"contradiction", "value-out-of-range"}


def learnt(book: Book, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """What was possible shrinks when more is known, or what is known is a contradiction."""
    possible = decide(book, **before).possible
    try:
        assert set(decide(book, **before, **after).possible) <= set(possible)
    except Invalid as error:
        assert {finding.code for finding in error.findings} <= REFUSED


def test_a_rounded_share_stays_what_it_was_when_its_parts_become_known() -> None:
    """`0.33` agrees with 1 of 3, but is below a third; the verdict may not turn on that."""
    parts: Facts = {"is.part": SMALL, "is.whole": SMALL}
    book = rulebook({**parts, "is.share": (SHARE, "is.part / is.whole")}, "is.share >= 1/3")
    learnt(book, {"share": Decimal("0.33")}, {"part": 1, "whole": 3})


@pytest.mark.parametrize(
    ("of", "derive", "high", "after"),
    [
        (SMALL, "is.a - is.b", "is.c >= 0", {"a": 0, "b": 1}),
        (SHARE, "is.a / 2", "is.c <= 1", {"a": 3}),
        (SMALL, "is.a / 2", "is.c = 0.5", {"a": 1}),
    ],
)
def test_a_derived_fact_is_never_outside_its_type(
    of: Type, derive: str, high: str, after: Mapping[str, Any]
) -> None:
    """Completions keep to the range of what is derived, so the facts of a case have to as well."""
    learnt(rulebook({"is.a": SMALL, "is.b": SMALL, "is.c": (of, derive)}, high), {}, after)


def test_a_constraint_on_each_record_binds_open_facts() -> None:
    """A class of 3 rules out that the largest has 2, whether or not a record lacks fields."""
    facts: Facts = {"is.classes": CLASSES, "is.largest": SMALL}
    book = rulebook(facts, "is.largest >= 3", {"is.classes": "size > is.largest"})
    assert decide(book, classes=[{"year": 1, "size": 3}]).possible == ("high",)


def test_a_choice_over_an_open_list_is_open() -> None:
    """A number that depends on records nobody has given yet is unknown, and no crash."""
    facts: Facts = {"is.flag": FLAG, "is.classes": CLASSES}
    book = rulebook(facts, "(if is.flag then count(is.classes) else 0) > 1")
    assert decide(book).possible == ("high", "low")


def test_a_choice_between_sets_is_read_exactly() -> None:
    """Both sets hold the letter, so which one it is does not matter."""
    facts: Facts = {"is.flag": FLAG, "is.first": LETTERS, "is.second": LETTERS}
    book = rulebook(facts, "(if is.flag then is.first else is.second) has any of [p]")
    assert decide(book, first=["p"], second=["p", "q"]).possible == ("high",)
    assert decide(book, first=["p"]).possible == ("high", "low")


def test_a_derived_set_is_what_it_is_derived_from() -> None:
    """Either way the letter is in it."""
    facts: Facts = {
        "is.flag": FLAG, "is.first": LETTERS, "is.second": LETTERS,
        "is.chosen": (LETTERS, "if is.flag then is.first else is.second"),
    }  # fmt: skip
    book = rulebook(facts, "is.chosen has any of [p]")
    assert decide(book, first=["p"], second=["p", "q"]).possible == ("high",)


def test_what_follows_from_an_assumption_is_known() -> None:
    """A sighting that nobody mentioned counts as not seen, and so does what is derived from it."""
    seen = Fact("is.seen", "", FLAG, "?", assume=False)
    book = rulebook({"is.seen": FLAG, "is.unseen": (FLAG, "not is.seen")}, "is.unseen")
    facts = {**book.vocabulary.facts, "is.seen": seen}
    assuming = replace(book, vocabulary=replace(book.vocabulary, facts=facts))
    assert read_mapping({}, assuming).values == {"is.seen": False, "is.unseen": True}


def test_a_derived_set_may_be_given_directly() -> None:
    """What it is derived from then has to come to the same."""
    facts: Facts = {"is.first": LETTERS, "is.chosen": (LETTERS, "is.first")}
    assert decide(rulebook(facts, "is.first has any of [p]"), chosen=[]).possible == ("low",)


def test_a_choice_between_sets_may_be_undefined() -> None:
    """With 0 the condition chooses neither set, so the rule may fire or not."""
    facts: Facts = {"is.number": SMALL, "is.first": LETTERS, "is.second": LETTERS}
    book = rulebook(facts, "(if 1 / is.number > 0 then is.first else is.second) has any of [p]")
    assert decide(book, first=["p"], second=["p", "q"]).possible == ("high", "low")


def test_a_rule_that_may_hold_for_ever_is_never_passed_over() -> None:
    """The least of no numbers is in no completion known, so no rule below it decides alone."""
    kinds: dict[str, Type] = {"is.colour": COLOURS, "is.share": SHARE, "is.classes": CLASSES}
    book = rulebook(kinds, "true", {None: "is.colour = red and is.share = 0"})
    conditions = ("min(size in is.classes) = count(is.classes)", "is.colour = red")
    rules = tuple(
        Rule(f"rule{place}", settled(text, kinds, FLAG), "yes", ("Yes.",))
        for place, text in enumerate(conditions)
    )
    otherwise = replace(book.gates["gate"].otherwise, then="yes")
    gates = {"gate": replace(book.gates["gate"], rules=rules, otherwise=otherwise)}
    decision = decide(replace(book, gates=gates), share=0, classes=[])
    assert (decision.verdict, decision.rule) == ("high", None)
