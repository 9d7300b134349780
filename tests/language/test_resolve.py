"""Names and types: what a word means where it stands, and what is said when it means nothing."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from engine.diagnostics.findings import Mistake
from engine.diagnostics.place import Span
from engine.language import types
from engine.language.parse import parse
from engine.language.resolve import Resolved, Scope, resolve
from engine.language.tree import (
    Aggregate,
    Compare,
    DayOf,
    Expression,
    Fact,
    Field,
    If,
    Member,
    Number,
    Selection,
    Threshold,
    Word,
)
from engine.language.types import Type

SHARE = types.SHARE
FACTS: dict[str, Type] = {
    "visa.handler": types.Enumeration(("gme", "program", "lead")),
    "visa.lines": types.SetOf(("clear", "vague")),
    "visa.fought": types.Boolean(),
    "visa.months": types.Numeric(integer=True, low=Fraction(0), high=Fraction(60)),
    "visa.share": SHARE,
    "visa.note": types.Text(),
    "visa.filed": types.Day(),
    "visa.years": types.Records(
        {"year": types.Numeric(integer=True), "lead": types.Numeric(), "good": types.Boolean()},
        key="year",
    ),
    "visa.people": types.Records({"good": types.Boolean(), "on": types.Day()}),
}
SCOPE = Scope(FACTS, {"lead": Fraction(3), "many": Fraction(99), "half": Fraction(1, 2)})
NOTES = Scope(FACTS, SCOPE.thresholds, statuses=True)


def read(text: str, scope: Scope = SCOPE, expected: Type | None = None) -> Resolved:
    return resolve(parse(text), scope, expected)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("visa.handler = lead", Compare("=", Fact("visa.handler"), Word("lead"))),
        ("lead = visa.handler", Compare("=", Word("lead"), Fact("visa.handler"))),
        ('visa.handler = "lead"', Compare("=", Fact("visa.handler"), Word("lead"))),
        ("visa.months >= lead", Compare(">=", Fact("visa.months"), Threshold("lead"))),
        ("lead <= visa.months", Compare("<=", Threshold("lead"), Fact("visa.months"))),
        ("sum(visa.years.lead) > lead",
         Compare(">", Aggregate("sum", Field("lead"), Selection("visa.years")), Threshold("lead"))),
        ('visa.filed < "2025-01-31"',
         Compare("<", Fact("visa.filed"), DayOf(date(2025, 1, 31)))),
        ("visa.months in [lead, 4]",
         Member(Fact("visa.months"), (Threshold("lead"), Number(Fraction(4))), False)),
    ],
)  # fmt: skip
def test_a_word_means_what_its_place_asks_for(text: str, tree: Expression) -> None:
    """Beside an enumeration a value, inside `where` a field, elsewhere a threshold."""
    resolved = read(text)
    assert resolved.problems == () and resolved.tree == tree
    assert resolved.type == types.Boolean()


def test_a_choice_of_words_has_the_type_of_them_all() -> None:
    """`if` joins the values of its branches, which then have to be allowed where it stands."""
    handler = FACTS["visa.handler"]
    resolved = read("if visa.fought then gme else program", SCOPE, handler)
    assert resolved.type == types.Enumeration(("gme", "program"))
    assert resolved.tree == If(Fact("visa.fought"), Word("gme"), Word("program"))


def test_a_note_may_ask_what_a_rule_may_not() -> None:
    """`is known` and `was declined` belong to notes, constraints and derivations."""
    assert read("visa.months is known and visa.note was declined", NOTES).problems == ()
    told = ["a gate rule may not ask whether a fact is known or was declined"] * 2
    asked = read("visa.months is known and visa.note was declined").problems
    assert [problem.message for problem in asked] == told


def only(text: str, scope: Scope = SCOPE, expected: Type | None = None) -> Mistake[Span]:
    """The one problem of a text, which is a condition unless something else is expected."""
    (problem,) = read(text, scope, expected or types.Boolean()).problems
    return problem


@pytest.mark.parametrize(
    ("text", "at", "message", "help_"),
    [
        ("visa.fougt", "visa.fougt", "unknown fact `visa.fougt`", "did you mean `visa.fought`?"),
        ("visa.x > 1", "visa.x", "unknown fact `visa.x`", "name it under `facts:` in facts.yaml"),
        ("fought", "fought", "unknown threshold `fought`", "did you mean `visa.fought`?"),
        ("visa.months > mani", "mani", "unknown threshold `mani`", "did you mean `many`?"),
        ("visa.months > x", "x", "unknown threshold `x`",
         "name it under `thresholds:`, or quote it if it is a value"),
        ("visa.handler = gme or program", "program", "unknown threshold `program`",
         "it is a value of `visa.handler`: write `visa.handler in [.., program]`"),
        ("visa.handler = progam", "progam", "`progam` is not one of its values",
         "did you mean `program`?"),
        ("visa.handler = 3", "visa.handler = 3", "a word cannot be compared with a number", None),
        ("visa.handler > gme", "visa.handler > gme", "`>` needs numbers or dates; this is a word",
         None),
        ('visa.months = "3"', 'visa.months = "3"', "a number cannot be compared with text",
         "write the number without quotes"),
        ('visa.handler starts with "g"', 'visa.handler starts with "g"',
         "`starts with` needs a text; this is a word", "for a word of a list write `in [..]`"),
        ('visa.months contains "3"', 'visa.months contains "3"',
         "`contains` needs a text; this is a number", None),
        ('visa.note ends with ""', 'visa.note ends with ""',
         'every text passes `ends with ""`', "write what is sought between the quotes"),
        ("visa.filed <= now", "now", "unknown threshold `now`",
         "for the day as of which a case is looked at write `today`"),
        ("today - visa.filed > 60", "today - visa.filed", "`-` does not go between dates",
         "write `days from visa.filed to today`"),
        ("visa.filed + 60 < today", "visa.filed + 60", "`+` needs numbers; this is a date",
         "write `visa.filed + 60 days`, or months, or years"),
        ("visa.months + 2 days > 3", "visa.months", "days go with a date; this is a number",
         "write the number without its unit"),
        ("visa.filed + 1.5 months < today", "1.5",
         "`1.5` need not be a whole number of months", "count in whole ones"),
        ("visa.filed + 6 / 2 months < today", "6 / 2",
         "`6 / 2` need not be a whole number of months", "count in whole ones"),
        ("visa.filed + half months < today", "half",
         "`half` need not be a whole number of months", "count in whole ones"),
        ("days from visa.months to today > 3", "visa.months",
         "this is a number, where a date is expected", None),
        ("visa.filed > 20", "visa.filed > 20", "a date cannot be compared with a number",
         'a date stands in quotes: "2026-11-01"'),
        ("visa.fought = no", "no", "`no` is neither true nor false", "write `false`"),
        ("visa.months > many", "many", "threshold `many` of 99 is out of range here",
         "it is compared with a whole number from 0 to 60"),
        ("30 < visa.share", "30", "`30` is out of range here",
         "it is compared with a number from 0 to 1; write 30 % as `0.3`"),
        ("visa.share in [0.5, 1.5]", "1.5", "`1.5` is out of range here",
         "it is compared with a number from 0 to 1"),
        ("visa.months in [visa.months]", "visa.months", "only fixed values can be listed", None),
        ("visa.lines = clear", "visa.lines = clear", "a set of words cannot be compared",
         "write `has any of [..]` or `is empty`"),
        ("visa.handler has any of [gme]", "visa.handler", "this is a word, not a set", None),
        ("visa.months", "visa.months", "this is a number, not true or false",
         "compare it with something"),
        ("not visa.lines", "visa.lines", "this is a set of words, not true or false",
         "write `has any of [..]` or `is empty`"),
        ("visa.fought + 1 > 2", "visa.fought",
         "this is true or false, where a number is expected", None),
        ("visa.months / 0 > 2", "visa.months / 0", "this divides by zero", None),
        ("exactly 3 of (visa.fought)", "exactly 3 of (visa.fought)",
         "`exactly 3` of 1 can never hold", None),
        ('visa.filed > "soon"', '"soon"', "`soon` is no date", "write it as YYYY-MM-DD"),
        ('visa.filed > "20260203"', '"20260203"', "`20260203` is no date",
         "write it as YYYY-MM-DD"),
        ('visa.filed > "2026-02-30"', '"2026-02-30"', "`2026-02-30` is no date",
         "there is no such day"),
        ('sum(visa.people.on) > "2026-02-03"', "on", "`sum` needs numbers; this is a date",
         "of dates there are `min`, the earliest, and `max`, the latest"),
        ("count(visa.months) > 1", "visa.months",
         "`visa.months` is a number, not a list of records", None),
        ("count(newest 2 of visa.people) > 1", "visa.people",
         "`visa.people` has no key to order its records by", "add `key:` to the fact"),
        ("count(visa.years where god) > 1", "god", "no field or threshold `god`",
         "did you mean `good`?"),
        ("share(lead in visa.years) > half", "lead", "this is a number, not true or false",
         "compare it with something"),
        ("sum(lead) > 1", "lead", "this names no field of a list",
         "write `sum(group.list.field)`"),
        ("(if visa.fought then 1 else visa.note) > 2", "visa.note",
         "this is text, where a whole number is expected", None),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named_with_its_remedy(
    text: str, at: str, message: str, help_: str | None
) -> None:
    """One slip is one problem, which underlines the part that is wrong."""
    problem = only(text)
    assert (problem.message, problem.help) == (message, help_)
    assert text[problem.at.start : problem.at.end] == at


def test_every_mistake_of_a_condition_is_told_at_once() -> None:
    """One mistake hides no other."""
    resolved = read("visa.x and visa.handler = progam and visa.months > mani")
    told = [problem.code for problem in resolved.problems]
    assert told == ["unknown-fact", "unknown-value", "unknown-threshold"]


def test_only_a_fact_can_be_declined() -> None:
    """Nobody is asked for a sum."""
    assert only("visa.months + 1 was declined", NOTES).message == "only a fact can be declined"


def test_a_derivation_has_to_yield_the_type_of_its_fact() -> None:
    """What is expected is said in full."""
    problem = only("visa.fought", SCOPE, FACTS["visa.months"])
    assert problem.message == (
        "this is true or false, where a whole number from 0 to 60 is expected"
    )


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (types.Numeric(), "a number"),
        (types.Numeric(low=Fraction(1, 2)), "a number, at least 0.5"),
        (types.Numeric(True, None, Fraction(9)), "a whole number, at most 9"),
        (SHARE, "a number from 0 to 1"),
        (types.Enumeration(("a", "b")), "one of a, b"),
        (types.SetOf(("a", "b")), "a set of a, b"),
        (types.Day(), "a date"),
    ],
)
def test_a_type_is_told_in_words(kind: Type, told: str) -> None:
    """Messages never name a class."""
    assert types.describe(kind) == told
