"""Random conditions made of every node of the language, over the most awkward values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from engine.language.tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Elapsed,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Negative,
    Not,
    Number,
    NumberOf,
    Operator,
    Or,
    Quantified,
    Quantifier,
    Quote,
    Selection,
    ShareOf,
    Shifted,
    TextOperator,
    TextTest,
    Threshold,
    Today,
    Truth,
    Unit,
    WasDeclined,
    Word,
)
from engine.language.values import Value

THRESHOLDS = {"few": Fraction(3), "third": Fraction(1, 3)}
OPERATORS: tuple[Operator, ...] = get_args(Operator)
EQUALITIES: tuple[Operator, ...] = ("=", "!=")
NUMBERS = [
    *(Fraction(one) for one in (0, 1, -1, 2, 3, "1/3", "-1/3", "3/10", "1/7919", 2**62, -(2**63))),
    *(Fraction(2**31 - 1, 2) * sign + more for sign in (-1, 1) for more in (-1, 0, 1)),
    Fraction(1, 10) + Fraction(2, 10), Fraction(4, 12), Fraction(10**30), Fraction(1, 10**40),
    1 + Fraction(1, 10**30),
]  # fmt: skip
DAYS = [date(2024, 2, 29), date(1, 1, 1), date(9999, 12, 31)]
WORDS = ["gme", "none", "", 'a"b', "žluťoučký 🏥", "\udc80", "x\0y", "\u2028"]
FLAGS = [f"is.{letter}" for letter in "abcdef"]


@dataclass(frozen=True)
class Case:
    """Facts by name; all others are open."""

    values: Mapping[str, Value | None] = field(default_factory=dict)
    declines: frozenset[str] = frozenset()
    as_of: date | None = None

    def value(self, fact: str) -> Value | None:
        return self.values.get(fact)

    def declined(self, fact: str) -> bool:
        return fact in self.declines

    def disputed(self, fact: str) -> bool:
        return False

    def threshold(self, name: str) -> Fraction:
        return THRESHOLDS[name]

    def key(self, fact: str) -> str | None:
        return "year"


Nodes = SearchStrategy[Expression]


def anyone(*nodes: Nodes) -> Nodes:
    return st.one_of(*nodes)


def among(*nodes: Expression) -> Nodes:
    return st.sampled_from(nodes)


def facts(kind: str) -> Nodes:
    return among(Fact(f"{kind}.a"), Fact(f"{kind}.b"))


def many(nodes: Nodes, least: int = 1) -> SearchStrategy[tuple[Expression, ...]]:
    return st.lists(nodes, min_size=least, max_size=4).map(tuple)


def compared(left: Nodes, right: Nodes, *operators: Operator) -> Nodes:
    """The two beside one another, either way round."""
    either = st.one_of(st.tuples(left, right), st.tuples(right, left))
    return st.builds(lambda one, pair: Compare(one, *pair), st.sampled_from(operators), either)


flags = among(*map(Fact, FLAGS))
truths = st.booleans().map(Truth)
constants = among(*map(Number, NUMBERS), Threshold("few"), Threshold("third"))
words, quotes = among(*map(Word, WORDS)), among(*map(Quote, WORDS))
days = among(*map(DayOf, DAYS))
spans = among(
    *(Number(Fraction(one)) for one in (0, 1, -1, 30, 2**62)), Threshold("few"), Fact("number.a")
)
dated: Nodes = st.recursive(
    anyone(facts("day"), among(Today())),
    lambda inner: st.builds(
        Shifted, st.sampled_from("+-"), inner, spans, st.sampled_from(get_args(Unit))
    ),
    max_leaves=2,
)

selections = st.sampled_from([
    Selection("rows.a"), Selection("rows.a", condition=Field("img")),
    Selection("rows.a", "newest", 2), Selection("rows.a", "oldest", 2, Field("img")),
    Selection("rows.a", "run", condition=Field("img")),
])  # fmt: skip
summaries = st.sampled_from(["sum", "min", "max", "mean", "median"])
quantities: Nodes = st.recursive(
    anyone(
        facts("number"), constants, selections.map(lambda one: Aggregate("count", None, one)),
        st.builds(Elapsed, st.sampled_from(get_args(Unit)), dated, anyone(days, dated)),
        st.builds(Aggregate, summaries, st.just(Field("size")), selections, st.booleans()),
        st.builds(
            Aggregate, st.sampled_from(["count", "distinct"]),
            among(Field("size"), Field("img")), selections, st.just(True),
        ),
        st.builds(ShareOf, st.just(Field("img")), selections, st.booleans()),
    ),
    lambda inner: anyone(
        st.builds(Arithmetic, st.sampled_from("+-*/"), inner, inner), inner.map(Negative)
    ),
    max_leaves=3,
)  # fmt: skip

atoms = anyone(
    flags, truths, flags.map(WasDeclined), facts("set").map(IsEmpty),
    compared(facts("number"), constants, *OPERATORS), compared(quantities, quantities, *OPERATORS),
    compared(dated, anyone(days, dated), *OPERATORS),
    compared(facts("word"), anyone(words, facts("word")), *EQUALITIES),
    compared(facts("text"), anyone(quotes, facts("text")), *EQUALITIES),
    compared(flags, anyone(truths, flags), *EQUALITIES),
    st.builds(Member, quantities, many(constants), st.booleans()),
    st.builds(Member, facts("word"), many(words), st.booleans()),
    st.builds(Member, facts("text"), many(quotes), st.booleans()),
    st.builds(
        TextTest, st.sampled_from(get_args(TextOperator)), facts("text"), st.sampled_from(WORDS)
    ),
    st.builds(Member, dated, many(anyone(days, among(Today()))), st.booleans()),
    st.builds(Member, flags, many(truths), st.booleans()),
    st.builds(HasAny, facts("set"), many(words)),
    anyone(quantities, flags, facts("set"), facts("word"), among(Fact("rows.a"))).map(IsKnown),
)  # fmt: skip


def logic(inner: Nodes) -> Nodes:
    """What conditions can be put together to."""
    counts = many(inner).map(NumberOf)
    return anyone(
        inner.map(Not), many(inner, 0).map(And), many(inner, 0).map(Or), inner.map(IsKnown),
        st.builds(If, inner, inner, inner),
        st.builds(
            Quantified, st.sampled_from(get_args(Quantifier)), st.integers(0, 5), many(inner, 0)
        ),
        compared(counts, anyone(counts, constants, facts("number")), *OPERATORS),
        compared(st.builds(If, inner, quantities, quantities), constants, *OPERATORS),
        compared(st.builds(If, inner, words, facts("word")), words, *EQUALITIES),
        compared(inner, anyone(inner, truths), *EQUALITIES),
    )  # fmt: skip


conditions = st.recursive(atoms, logic, max_leaves=8)


def known(values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return st.one_of(st.none(), values)


sizes = known(st.sampled_from(NUMBERS))
records = st.lists(
    st.fixed_dictionaries({"img": known(st.booleans()), "size": sizes}), max_size=3
).map(lambda rows: tuple({"year": Fraction(2020 + at)} | row for at, row in enumerate(rows)))
KINDS: dict[str, SearchStrategy[Any]] = {
    "number": sizes, "day": known(st.sampled_from(DAYS)), "word": known(st.sampled_from(WORDS)),
    "text": known(st.sampled_from(WORDS)),
    "set": known(st.frozensets(st.sampled_from(WORDS), max_size=3)),
}  # fmt: skip
values = st.fixed_dictionaries(
    {name: known(st.booleans()) for name in FLAGS}
    | {f"{kind}.{letter}": found for kind, found in KINDS.items() for letter in "ab"}
    | {"rows.a": known(records)}
)
cases = st.builds(
    Case, values, st.frozensets(st.sampled_from(FLAGS)), st.none() | st.sampled_from(DAYS)
)
