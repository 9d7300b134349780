"""The printer and the parser are each other's inverse, for every node of the tree."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.language import tree as t
from engine.language import types
from engine.language.parse import parse
from engine.language.resolve import Scope, resolve
from engine.language.show import show
from engine.language.traverse import descend
from engine.language.types import Type
from engine.language.values import number

WORDS = ("red", "none", "any", "not", "true", "count", "is", "in stock", "3rd", "of")
FIELDS: dict[str, Type] = {
    "year": types.Numeric(integer=True),
    "size": types.Numeric(),
    "good": types.Boolean(),
    "tint": types.Enumeration(WORDS),
}
FACTS: dict[str, Type] = {
    "a.flag": types.Boolean(),
    "a.size": types.Numeric(),
    "a.tint": types.Enumeration(WORDS),
    "a.tags": types.SetOf(WORDS),
    "a.name": types.Text(),
    "a.day": types.Day(),
    "a.rows": types.Records(FIELDS, key="year"),
}
COLLECTED: dict[str, t.Expression] = {"one": t.Fact("a.flag"), "two-b": t.Not(t.Fact("a.flag"))}
SCOPE = Scope(FACTS, {"limit": Fraction(3)}, statuses=True, collected=COLLECTED)
ROWS = t.Selection("a.rows")
FLAG, SIZE, TINT = t.Fact("a.flag"), t.Fact("a.size"), t.Fact("a.tint")

ONE = t.Number(Fraction(1))
THREE = t.Number(Fraction(3))
TOMORROW = t.Shifted("+", t.Today(), ONE, "day")
SIX = t.Arithmetic("*", t.Number(Fraction(2)), t.Number(Fraction(3)))

OUT_OF_RANGE = {"value-out-of-range", "threshold-out-of-range"}


def settled(text: str, expected: Type | None = None) -> t.Expression:
    """The tree of a text, all names resolved; at most, numbers are compared that never meet."""
    resolved = resolve(parse(text), SCOPE, expected)
    assert {problem.code for problem in resolved.problems} <= OUT_OF_RANGE, text
    return resolved.tree


EXAMPLES: dict[type[t.Expression], tuple[str, t.Expression]] = {
    t.Truth: ("false", t.Truth(False)),
    t.Number: ("a.size = -0.25", t.Compare("=", SIZE, t.Number(Fraction(-1, 4)))),
    t.Word: ('a.tint = "in stock"', t.Compare("=", TINT, t.Word("in stock"))),
    t.Quote: ('a.name = "x y"', t.Compare("=", t.Fact("a.name"), t.Quote("x y"))),
    t.DayOf: (
        'a.day < "2024-02-29"', t.Compare("<", t.Fact("a.day"), t.DayOf(date(2024, 2, 29))),
    ),
    t.Today: ("a.day <= today", t.Compare("<=", t.Fact("a.day"), t.Today())),
    t.Elapsed: ("months from a.day to (today + 1 day) > 3",
                t.Compare(">", t.Elapsed("month", t.Fact("a.day"), TOMORROW), THREE)),
    t.Shifted: ("a.day - 2 * 3 years < today",
                t.Compare("<", t.Shifted("-", t.Fact("a.day"), SIX, "year"), t.Today())),
    t.Fact: ("a.flag", FLAG),
    t.Threshold: ("a.size > limit", t.Compare(">", SIZE, t.Threshold("limit"))),
    t.Field: ("sum(a.rows.size)", t.Aggregate("sum", t.Field("size"), ROWS)),
    t.Not: ("not a.flag", t.Not(FLAG)),
    t.And: ("a.flag and (a.flag or true)", t.And((FLAG, t.Or((FLAG, t.Truth(True)))))),
    t.Or: ("a.flag or a.flag and true", t.Or((FLAG, t.And((FLAG, t.Truth(True)))))),
    t.Compare: ("a.tint != any", t.Compare("!=", TINT, t.Word("any"))),
    t.Member: ('a.tint not in [red, "not"]', t.Member(TINT, (t.Word("red"), t.Word("not")), True)),
    t.HasAny: ("a.tags has any of [red]", t.HasAny(t.Fact("a.tags"), (t.Word("red"),))),
    t.TextTest: ('a.name starts with "St. "', t.TextTest("starts with", t.Fact("a.name"), "St. ")),
    t.IsEmpty: ("a.tags is empty", t.IsEmpty(t.Fact("a.tags"))),
    t.IsKnown: ("a.size + 1 is known", t.IsKnown(t.Arithmetic("+", SIZE, t.Number(Fraction(1))))),
    t.WasDeclined: ("a.size was declined", t.WasDeclined(SIZE)),
    t.Quantified: ("at least 1 of (a.flag, true)",
                   t.Quantified("at least", 1, (FLAG, t.Truth(True)))),
    t.NumberOf: ("number of (a.flag) = 1",
                 t.Compare("=", t.NumberOf((FLAG,)), t.Number(Fraction(1)))),
    t.Arithmetic: ("a.size - (a.size - a.size)",
                   t.Arithmetic("-", SIZE, t.Arithmetic("-", SIZE, SIZE))),
    t.Negative: ("-(a.size + 1)", t.Negative(t.Arithmetic("+", SIZE, t.Number(Fraction(1))))),
    t.If: ("if a.flag then a.size else limit", t.If(FLAG, SIZE, t.Threshold("limit"))),
    t.Aggregate: ("max(size in newest 2 of a.rows where good)",
                  t.Aggregate("max", t.Field("size"),
                              t.Selection("a.rows", "newest", 2, t.Field("good")))),
    t.ShareOf: ("share(good in unbroken run of a.rows while good)",
                t.ShareOf(t.Field("good"), t.Selection("a.rows", "run", None, t.Field("good")))),
}  # fmt: skip


@pytest.mark.parametrize("node", t.NODES)
def test_every_node_has_a_spelling_a_meaning_and_a_place_in_the_tree(
    node: type[t.Expression],
) -> None:
    """Each reading of the language knows each class; a new node fails here until all do."""
    text, tree = EXAMPLES[node]
    assert settled(text) == tree and show(tree) == text
    assert any(isinstance(part, node) for part in descend(tree))


def test_the_list_of_nodes_is_complete() -> None:
    """`NODES` names every class of the union, but for the names that resolving settles."""
    assert set(t.NODES) == set(get_args(t.Leaf)) | set(get_args(t.Inner))
    assert not any(issubclass(node, t.Name) for node in t.NODES)


@pytest.mark.parametrize(
    ("exact", "spelt"),
    [
        (Fraction(3), "3"),
        (Fraction(-3), "-3"),
        (Fraction(1, 2), "0.5"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 10**9), "0.000000001"),
        (Fraction(12345, 100), "123.45"),
        (Fraction(1, 3), "1/3"),
    ],
)
def test_a_number_is_spelt_exactly(exact: Fraction, spelt: str) -> None:
    """A decimal where there is one, else a quotient."""
    assert number(exact) == spelt and Fraction(spelt) == exact


# random trees, of the shapes that parsing can give

Trees = st.SearchStrategy[t.Expression]
numerals: Trees = st.fractions(-50, 50, max_denominator=1).map(lambda whole: t.Number(whole / 4))
words: Trees = st.sampled_from(WORDS).map(t.Word)
texts = st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs"]), max_size=5)
days = st.dates().map(t.DayOf)
wholes: Trees = st.integers(-50, 50).map(lambda whole: t.Number(Fraction(whole)))
units: st.SearchStrategy[t.Unit] = st.sampled_from(get_args(t.Unit))
calculations = st.sampled_from(get_args(t.Calculation))
operators: st.SearchStrategy[t.Operator] = st.sampled_from(get_args(t.Operator))
alike: st.SearchStrategy[t.Operator] = st.sampled_from(["=", "!="])


leaves: Trees = st.sampled_from([t.Fact("a.day"), t.Today()])
amounts: Trees = st.one_of(
    wholes, st.just(t.Threshold("limit")),
    st.builds(t.Arithmetic, st.sampled_from("+-*"), wholes, wholes),
    st.builds(t.Elapsed, units, leaves, leaves),
)  # fmt: skip
dates: Trees = st.recursive(
    leaves,
    lambda inner: st.builds(t.Shifted, st.sampled_from("+-"), inner, amounts, units),
    max_leaves=2,
)
elapsed: Trees = st.builds(t.Elapsed, units, dates, dates)


@st.composite
def quantities(draw: DrawFn, inside: bool, depth: int) -> t.Expression:
    """Something that is a number."""
    named: list[t.Expression] = [SIZE, t.Threshold("limit")]
    leaf: Trees = st.sampled_from([*named, t.Field("size")] if inside else named)
    if not depth:
        return draw(leaf | numerals)
    number_ = quantities(inside, depth - 1)
    condition = conditions(inside, depth - 1)
    built: Trees = st.one_of(
        st.builds(t.Arithmetic, calculations, number_, number_.filter(_no_zero)),
        st.builds(t.Negative, number_.filter(lambda node: not isinstance(node, t.Number))),
        st.builds(t.If, condition, number_, number_),
        st.builds(t.NumberOf, _several(condition, 1)) if inside else numbers_collected,
        st.builds(t.NumberOf, _several(condition, 1)),
        st.builds(t.Aggregate, st.just("count"), st.none(), selections(depth - 1)),
        st.builds(
            t.Aggregate, st.sampled_from(["sum", "min", "max", "mean", "median"]),
            quantities(True, depth - 1), selections(depth - 1), st.booleans(),
        ),
        st.builds(
            t.Aggregate, st.just("count"),
            conditions(True, depth - 1) | quantities(True, depth - 1),
            selections(depth - 1), st.just(True),
        ),
        st.builds(
            t.Aggregate, st.just("distinct"), quantities(True, depth - 1), selections(depth - 1),
            st.booleans(),
        ),
        st.builds(t.ShareOf, conditions(True, depth - 1), selections(depth - 1), st.booleans()),
    )  # fmt: skip
    return draw(st.one_of(leaf, numerals, built, built))


def _no_zero(node: t.Expression) -> bool:
    return node != t.Number(Fraction(0))


def _several(parts: Trees, least: int) -> st.SearchStrategy[tuple[t.Expression, ...]]:
    return st.lists(parts, min_size=least, max_size=3).map(tuple)


@st.composite
def selections(draw: DrawFn, depth: int) -> t.Selection:
    """Records of the one list."""
    keep = draw(st.sampled_from(get_args(t.Keep)))
    count = draw(st.integers(1, 9)) if keep in ("newest", "oldest") else None
    needed = keep == "run" or draw(st.booleans())
    return t.Selection("a.rows", keep, count, draw(conditions(True, depth)) if needed else None)


@st.composite
def comparisons(draw: DrawFn, inside: bool, depth: int) -> t.Expression:
    """The smallest conditions."""
    number_ = quantities(inside, depth)
    tint = st.sampled_from([t.Field("tint"), TINT] if inside else [TINT])
    tags, name = t.Fact("a.tags"), t.Fact("a.name")
    every: Trees = st.one_of(
        st.builds(t.Compare, operators, number_, number_),
        st.builds(t.Compare, alike, tint, words),
        st.builds(t.Compare, alike, words, tint),
        st.builds(t.Compare, alike, st.just(name), texts.map(t.Quote)),
        st.builds(t.Compare, operators, dates, days | dates),
        st.builds(t.Compare, operators, elapsed, number_),
        st.builds(t.Member, tint, _several(words, 1), st.booleans()),
        st.builds(t.Member, number_, _several(numerals, 0), st.booleans()),
        st.builds(t.HasAny, st.just(tags), _several(words, 0)),
        st.builds(
            t.TextTest, st.sampled_from(get_args(t.TextOperator)), st.just(name), texts.filter(bool)
        ),
        st.builds(t.IsEmpty, st.just(tags)),
        st.builds(t.IsKnown, number_),
        st.builds(t.WasDeclined, st.sampled_from([TINT, tags, name])),
    )
    return draw(every)


@st.composite
def quantified(draw: DrawFn, inside: bool, depth: int) -> t.Expression:
    """Any, all, none, at least or exactly so many of some conditions."""
    named = "" if inside or draw(st.booleans()) else t.COLLECTED
    operands = tuple(COLLECTED.values()) if named else draw(_several(conditions(inside, depth), 1))
    quantifier: t.Quantifier = draw(st.sampled_from(get_args(t.Quantifier)))
    counting = quantifier in ("at least", "exactly")
    count = draw(st.integers(0, len(operands))) if counting else None
    return t.Quantified(quantifier, count, operands, named=named)


def one_collected(name: str) -> t.Expression:
    return t.Quantified("all", None, (COLLECTED[name],), named=f"{t.COLLECTED}.{name}")


numbers_collected = st.just(t.NumberOf(tuple(COLLECTED.values()), named=t.COLLECTED))


@st.composite
def conditions(draw: DrawFn, inside: bool, depth: int) -> t.Expression:
    """Something that is true or false."""
    leaves: list[t.Expression] = [FLAG, t.Truth(True), t.Truth(False)]
    named = [one_collected(name) for name in COLLECTED]
    leaf: Trees = st.sampled_from([*leaves, *([t.Field("good")] if inside else named)])
    if not depth:
        return draw(leaf)
    part = conditions(inside, depth - 1)
    built: Trees = st.one_of(
        comparisons(inside, depth - 1),
        st.builds(t.Not, part),
        st.builds(t.And, _several(part, 2)),
        st.builds(t.Or, _several(part, 2)),
        st.builds(t.Compare, alike, part, part),
        quantified(inside, depth - 1),
        st.builds(t.If, part, part, part),
    )
    return draw(st.one_of(leaf, built, built, built))


@given(conditions(False, 3))
def test_a_printed_condition_reads_back_as_the_same_tree(tree: t.Expression) -> None:
    """parse and resolve undo show, whatever the condition."""
    again = settled(show(tree), types.Boolean())
    assert again == tree and show(again) == show(tree)


@given(quantities(False, 2))
def test_a_printed_quantity_reads_back_as_the_same_tree(tree: t.Expression) -> None:
    """The same for anything that is a number."""
    assert settled(show(tree), types.Numeric()) == tree


@given(st.builds(t.If, conditions(False, 1), words, st.builds(t.If, st.just(FLAG), words, words)))
def test_a_printed_choice_of_words_reads_back_as_the_same_tree(tree: t.Expression) -> None:
    """The same for a derivation that picks a word."""
    assert settled(show(tree), types.Enumeration(WORDS)) == tree
