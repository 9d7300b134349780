"""Random conditions and quantities, of the right types, over whatever facts there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Literal, TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.language import tree, types
from engine.language.tree import Expression, Operator
from engine.language.types import Type

WORDS = ("red", "green", "blue")
TEXTS = ("a", "b")
TESTS: tuple[tuple[tree.TextOperator, str], ...] = (
    ("starts with", "a"), ("contains", "a"), ("ends with", "b"), ("ends with", "ab"),
)  # fmt: skip
AS_OF = date(2024, 3, 31)
Sign = Literal["+", "-"]
SHIFTS: tuple[tuple[int, tree.Unit], ...] = ((1, "month"), (30, "day"))
UNITS: tuple[tree.Unit, ...] = get_args(tree.Unit)
DAYS = (date(2024, 2, 29), date(2024, 3, 1))
SHARES = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1))
THRESHOLDS = {"part": Fraction(1, 3), "few": Fraction(2)}

OPERATORS: tuple[Operator, ...] = get_args(Operator)
CALCULATIONS: tuple[tree.Calculation, ...] = get_args(tree.Calculation)
QUANTIFIERS: tuple[tree.Quantifier, ...] = get_args(tree.Quantifier)
FUNCTIONS: tuple[tree.Function, ...] = tuple(
    one for one in get_args(tree.Function) if one != "distinct"
)
"""Not `distinct`: fields left out tell records apart, so that filling them in is no learning."""


@dataclass(frozen=True)
class Scope:
    """The facts, and inside an aggregate the fields, that an expression may name.

    `statuses` lets it ask what is known.
    """

    facts: Mapping[str, Type]
    fields: Mapping[str, Type] = field(default_factory=dict)
    statuses: bool = False

    def leaves(self, kind: type[Type]) -> list[Expression]:
        """The facts and fields of a type."""
        facts: list[Expression] = [
            tree.Fact(name) for name, of in self.facts.items() if type(of) is kind
        ]
        return facts + [tree.Field(name) for name, of in self.fields.items() if type(of) is kind]

    def numbers(self, integer: bool) -> list[Expression]:
        """The facts and fields that hold whole numbers, or the others."""
        return [leaf for leaf in self.leaves(types.Numeric) if self.whole(leaf) is integer]

    def whole(self, leaf: Expression) -> bool:
        of = self.type_of(leaf)
        return isinstance(of, types.Numeric) and of.integer

    def type_of(self, leaf: Expression) -> Type:
        return self.facts[leaf.name] if isinstance(leaf, tree.Fact) else self.fields[_name(leaf)]

    def lists(self) -> list[str]:
        return [name for name, of in self.facts.items() if isinstance(of, types.Records)]

    def inside(self, source: str) -> Scope:
        """The scope of what is asked of each record."""
        of = self.facts[source]
        assert isinstance(of, types.Records)
        return replace(self, fields=of.fields)


def _name(leaf: Expression) -> str:
    assert isinstance(leaf, tree.Field)
    return leaf.name


Choice = TypeVar("Choice")
Builder = Callable[[DrawFn, Scope, int], Expression]


def pick(draw: DrawFn, options: Sequence[Choice]) -> Choice:
    return options[number(draw, 0, len(options) - 1)]


def number(draw: DrawFn, low: int, high: int) -> int:
    return draw(_between(low, high))


_between = cache(st.integers)
"""Made once for each range: every choice of every expression asks for one."""


def perhaps(draw: DrawFn, one_in: int = 2) -> bool:
    return number(draw, 1, one_in) == one_in


def condition(draw: DrawFn, scope: Scope, depth: int = 2) -> Expression:
    """Something true or false."""
    builders = [build for build, able in ATOMS if able(scope)]
    if depth > 0:
        builders += COMPOUNDS
    return pick(draw, builders)(draw, scope, depth)


def several(draw: DrawFn, scope: Scope, depth: int) -> tuple[Expression, ...]:
    return tuple(condition(draw, scope, depth - 1) for _ in range(number(draw, 2, 3)))


# what conditions are made of


def _not(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return tree.Not(condition(draw, scope, depth - 1))


def _and(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return tree.And(several(draw, scope, depth))


def _or(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return tree.Or(several(draw, scope, depth))


def _quantified(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    operands = several(draw, scope, depth)
    quantifier = pick(draw, QUANTIFIERS)
    counts = quantifier in ("at least", "exactly")
    count = number(draw, 1, len(operands)) if counts else None
    return tree.Quantified(quantifier, count, operands)


def _chosen(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    asked, then, otherwise = (condition(draw, scope, depth - 1) for _ in range(3))
    return tree.If(asked, then, otherwise)


def _counted(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    found, other = tree.NumberOf(several(draw, scope, depth)), quantity(draw, scope, 0)
    sides = (found, other) if perhaps(draw) else (other, found)
    return tree.Compare(pick(draw, OPERATORS), *sides)


COMPOUNDS: list[Builder] = [_not, _and, _or, _quantified, _chosen, _counted]


def _boolean(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    leaf, other = (pick(draw, scope.leaves(types.Boolean)) for _ in range(2))
    constant = tree.Truth(perhaps(draw))
    forms: list[Expression] = [
        leaf, leaf, tree.Compare("=", leaf, constant), tree.Compare("!=", leaf, other),
        tree.Member(leaf, (constant,), negated=perhaps(draw)),
    ]  # fmt: skip
    return pick(draw, forms)


def _word(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    leaf, other = (pick(draw, scope.leaves(types.Enumeration)) for _ in range(2))
    listed = _listed_words(draw, scope.type_of(leaf))
    sign: Operator = pick(draw, ("=", "!="))
    forms: list[Expression] = [
        tree.Compare(sign, leaf, listed[0]), tree.Compare(sign, leaf, other),
        tree.Member(leaf, listed, negated=perhaps(draw)),
    ]  # fmt: skip
    return pick(draw, forms)


def _listed_words(draw: DrawFn, of: Type) -> tuple[Expression, ...]:
    assert isinstance(of, types.Enumeration | types.SetOf)
    listed = dict.fromkeys(pick(draw, of.values) for _ in range(number(draw, 1, 2)))
    return tuple(tree.Word(word) for word in listed)


def _set(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    leaf, other = (pick(draw, scope.leaves(types.SetOf)) for _ in range(2))
    listed = _listed_words(draw, scope.type_of(leaf))
    if depth > 0 and perhaps(draw):
        leaf = tree.If(condition(draw, scope, depth - 1), leaf, other)
    return tree.HasAny(leaf, listed) if perhaps(draw) else tree.IsEmpty(leaf)


def _text(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    leaf, quote = pick(draw, scope.leaves(types.Text)), tree.Quote(pick(draw, TEXTS))
    sign: Operator = pick(draw, ("=", "!="))
    if perhaps(draw):
        operator, sought = pick(draw, TESTS)
        return tree.TextTest(operator, leaf, sought)
    if perhaps(draw):
        return tree.Member(leaf, (quote,), negated=sign == "!=")
    return tree.Compare(sign, leaf, quote)


def _day(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    """Open dates stand beside known ones only, so that it is known where that turns."""
    leaf, known = pick(draw, scope.leaves(types.Day)), _known_day(draw)
    amount, unit = pick(draw, SHIFTS)
    sign: Sign = pick(draw, ("+", "-"))
    moved = tree.Shifted(sign, leaf, tree.Number(Fraction(amount)), unit)
    ends = (leaf, known) if perhaps(draw) else (known, leaf)
    passed, limit = tree.Elapsed(unit, *ends), tree.Number(Fraction(pick(draw, (0, amount))))
    forms: list[tuple[Expression, Expression]] = [(leaf, known), (moved, known), (passed, limit)]
    sides = pick(draw, forms)
    return tree.Compare(pick(draw, OPERATORS), *(sides if perhaps(draw) else sides[::-1]))


def _known_day(draw: DrawFn) -> Expression:
    known: list[Expression] = [tree.Today(), *(tree.DayOf(day) for day in DAYS)]
    return pick(draw, known)


def dated(draw: DrawFn, scope: Scope) -> Expression:
    """A condition on dates, open or known, that are reckoned with in any way."""
    if perhaps(draw):
        start, end = (_date(draw, scope) for _ in range(2))
        passed, limit = tree.Elapsed(pick(draw, UNITS), start, end), pick(draw, (0, 1, -1, 12))
        return tree.Compare(pick(draw, OPERATORS), passed, tree.Number(Fraction(limit)))
    return tree.Compare(pick(draw, OPERATORS), _date(draw, scope), _date(draw, scope))


def _date(draw: DrawFn, scope: Scope) -> Expression:
    leaf = pick(draw, [*scope.leaves(types.Day) * 2, _known_day(draw)])
    if perhaps(draw):
        return leaf
    amounts: list[Expression] = [tree.Number(Fraction(one)) for one in (1, -1, 12, 10**7)]
    amounts += [tree.Threshold("few"), *scope.numbers(integer=True)]
    sign: Sign = pick(draw, ("+", "-"))
    return tree.Shifted(sign, leaf, pick(draw, amounts), pick(draw, UNITS))


def _share(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    """Shares stand beside constants and one another only, so that their cells are known."""
    leaf = pick(draw, scope.numbers(integer=False))
    others: list[Expression] = [tree.Threshold("part"), *(tree.Number(one) for one in SHARES)]
    if scope.type_of(leaf) == types.SHARE:
        others += [one for one in scope.numbers(False) if scope.type_of(one) == types.SHARE]
    return tree.Compare(pick(draw, OPERATORS), leaf, pick(draw, others))


def _amount(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    varying = pick(draw, varied(scope))(draw, scope, depth)
    left = varying if perhaps(draw) else quantity(draw, scope, min(depth, 1))
    right = quantity(draw, scope, 0) if left is varying else varying
    numbers = tuple(tree.Number(Fraction(number(draw, 0, 3))) for _ in range(2))
    if perhaps(draw, 5):
        return tree.Member(left, (*numbers, tree.Threshold("few")), negated=perhaps(draw))
    return tree.Compare(pick(draw, OPERATORS), left, right)


ATOMS: list[tuple[Builder, Callable[[Scope], bool]]] = [
    (_boolean, lambda scope: bool(scope.leaves(types.Boolean))),
    (_word, lambda scope: bool(scope.leaves(types.Enumeration))),
    (_set, lambda scope: bool(scope.leaves(types.SetOf))),
    (_text, lambda scope: bool(scope.leaves(types.Text))),
    (_day, lambda scope: bool(scope.leaves(types.Day))),
    (_share, lambda scope: bool(scope.numbers(integer=False))),
    (_amount, lambda scope: bool(varied(scope))),
]


# quantities


def quantity(draw: DrawFn, scope: Scope, depth: int = 1) -> Expression:
    """A number, made of whole ones."""
    builders = [_constant, *varied(scope) * 3]
    if depth > 0:
        builders += [_calculated, _negative, _number_of, _alternative]
    return pick(draw, builders)(draw, scope, depth)


def varied(scope: Scope) -> list[Builder]:
    """What makes numbers that facts have a say in."""
    whole: list[Builder] = [_whole] if scope.numbers(integer=True) else []
    return [*whole, _aggregate] if scope.lists() and not scope.fields else whole


def _constant(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    constants: list[Expression] = [tree.Number(Fraction(one)) for one in range(-1, 5)]
    return pick(draw, [*constants, *(tree.Threshold(name) for name in THRESHOLDS)])


def _whole(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return pick(draw, scope.numbers(integer=True))


def _calculated(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    left, right = (quantity(draw, scope, depth - 1) for _ in range(2))
    return tree.Arithmetic(pick(draw, CALCULATIONS), left, right)


def _negative(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return tree.Negative(quantity(draw, scope, depth - 1))


def _number_of(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    return tree.NumberOf(several(draw, scope, depth))


def _alternative(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    then, otherwise = (quantity(draw, scope, depth - 1) for _ in range(2))
    return tree.If(condition(draw, scope, depth - 1), then, otherwise)


def _aggregate(draw: DrawFn, scope: Scope, depth: int) -> Expression:
    records = selection(draw, scope)
    inside = scope.inside(records.source)
    known = scope.statuses and perhaps(draw)
    if perhaps(draw, 4):
        return tree.ShareOf(condition(draw, inside, 1), records, known)
    function = pick(draw, FUNCTIONS)
    if function == "count":
        return tree.Aggregate(
            function, quantity(draw, inside, 1) if known else None, records, known
        )
    return tree.Aggregate(function, quantity(draw, inside, 1), records, known)


def selection(draw: DrawFn, scope: Scope) -> tree.Selection:
    """Records: all, some, the newest, the oldest or a run."""
    source = pick(draw, scope.lists())
    inside = scope.inside(source)
    asked = condition(draw, inside, 1)
    count = number(draw, 1, 2)
    ends: tuple[tree.Keep, ...] = ("newest", "oldest")
    forms = [
        tree.Selection(source), tree.Selection(source, condition=asked),
        tree.Selection(source, pick(draw, ends), count),
        tree.Selection(source, pick(draw, ends), count, asked),
        tree.Selection(source, "run", condition=asked),
        tree.Selection(source, "run", condition=asked, among=condition(draw, inside, 0)),
    ]  # fmt: skip
    return pick(draw, forms)
