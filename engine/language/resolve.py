"""Settle what every name in a tree is, and check that types go together.

A bare word beside an enumeration or a set is one of its values, inside `where`
a field of the record, and elsewhere a threshold. Facts are dotted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..diagnostics.code import Code
from ..diagnostics.codes.conditions import (
    DIVISION_BY_ZERO,
    IMPOSSIBLE_COUNT,
    NOT_A_CONDITION,
    NOT_A_FACT,
    RECORDS_WITHOUT_KEY,
    STATUS_IN_RULE,
    THRESHOLD_OUT_OF_RANGE,
    UNKNOWN_FACT,
    UNKNOWN_NAME,
    UNKNOWN_THRESHOLD,
    UNKNOWN_VALUE,
    UNLIKE_TYPES,
    VALUE_OUT_OF_RANGE,
)
from ..diagnostics.findings import Mistake
from ..diagnostics.place import Span
from ..diagnostics.suggestion import did_you_mean
from . import types
from .tree import (
    Aggregate,
    And,
    Arithmetic,
    Compare,
    DayOf,
    Expression,
    Fact,
    Field,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Member,
    Name,
    Negative,
    Not,
    Number,
    NumberOf,
    Or,
    Quantified,
    Quote,
    Selection,
    ShareOf,
    Threshold,
    Truth,
    WasDeclined,
    Word,
)
from .types import Type
from .values import number


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name, and what it may ask.

    `statuses` allows `is known` and `was declined`; `fields` are those of the
    record at hand, inside an aggregate or a constraint on each record.
    """

    facts: Mapping[str, Type]
    thresholds: Mapping[str, Fraction]
    statuses: bool = False
    fields: Mapping[str, Type] | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A tree without `Name`s, its type (None after a mistake), and all mistakes in it."""

    tree: Expression
    type: Type | None
    problems: tuple[Mistake[Span], ...]


def resolve(tree: Expression, scope: Scope, expected: Type | None = None) -> Resolved:
    """Resolve `tree`; with `expected`, also check that it yields that type."""
    resolver = _Resolver(scope)
    if isinstance(expected, types.Boolean):
        settled = resolver.condition(tree)
        return Resolved(settled, None if resolver.problems else BOOLEAN, tuple(resolver.problems))
    settled, kind = resolver.resolve(tree, expected)
    if expected is not None and kind is not None and not compatible(kind, expected):
        resolver.unlike(tree.span, kind, expected)
    return Resolved(settled, kind, tuple(resolver.problems))


def compatible(kind: Type, expected: Type) -> bool:
    """Whether values of `kind` may stand where `expected` is asked for."""
    match kind, expected:
        case types.Enumeration(values), types.Enumeration(allowed):
            return set(values) <= set(allowed)
        case types.SetOf(values), types.SetOf(allowed):
            return set(values) <= set(allowed)
        case _:
            return type(kind) is type(expected)


Typed = tuple[Expression, Type | None]
BOOLEAN = types.Boolean()
NUMBER = types.Numeric()
COUNT = types.Numeric(integer=True, low=Fraction(0))
TRUTHS = {"yes": "true", "no": "false", "true": "true", "false": "false"}


class _Resolver:
    """Carries the scope down the tree and collects the problems."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.problems: list[Mistake[Span]] = []

    def report(self, code: Code, message: str, span: Span, help_: str | None = None) -> None:
        self.problems.append(Mistake(code, message, span, help_))

    def unlike(self, span: Span, kind: Type, expected: Type) -> None:
        found, wanted = types.type_names[type(kind)], types.describe(expected)
        self.report(UNLIKE_TYPES, f"this is {found}, where {wanted} is expected", span)

    def resolve(self, node: Expression, expected: Type | None = None) -> Typed:
        match node:
            case Name():
                return self.name(node, expected)
            case Quote():
                return self.quote(node, expected)
            case Truth():
                return node, BOOLEAN
            case Number():
                return node, types.Numeric(integer=node.value.denominator == 1)
            case Not() | And() | Or() | Quantified() | NumberOf():
                return self.logical(node)
            case Compare() | Member() | HasAny() | IsEmpty():
                return self.comparing(node)
            case IsKnown() | WasDeclined():
                return self.status(node)
            case Arithmetic() | Negative():
                return self.calculation(node)
            case If():
                return self.choice(node, expected)
            case Aggregate() | ShareOf():
                return self.over_records(node)
            case _:
                return node, None

    # names and values

    def name(self, node: Name, expected: Type | None) -> Typed:
        fields = self.scope.fields or {}
        if isinstance(expected, types.Enumeration | types.SetOf) and "." not in node.value:
            expected_word = node.value not in fields or node.value in expected.values
            if expected_word:
                return self.word(node.value, node.span, expected)
        if node.value in fields:
            return Field(node.value, node.span), fields[node.value]
        if node.value in self.scope.facts:
            return Fact(node.value, node.span), self.scope.facts[node.value]
        if node.value in self.scope.thresholds:
            return Threshold(node.value, node.span), NUMBER
        if isinstance(expected, types.Boolean) and node.value.lower() in TRUTHS:
            help_ = f"write `{TRUTHS[node.value.lower()]}`"
            message = f"`{node.value}` is neither true nor false"
            self.report(UNKNOWN_VALUE, message, node.span, help_)
            return node, None
        return self.unknown(node)

    def word(self, value: str, span: Span, expected: types.Enumeration | types.SetOf) -> Typed:
        if expected.values and value not in expected.values:
            listed = ", ".join(expected.values)
            help_ = did_you_mean(value, expected.values) or f"it can be: {listed}"
            self.report(UNKNOWN_VALUE, f"`{value}` is not one of its values", span, help_)
            return Word(value, span), None
        return Word(value, span), types.Enumeration((value,))

    def unknown(self, node: Name) -> Typed:
        if "." in node.value:
            self.unknown_fact(node.value, node.span)
        elif self.scope.fields is not None:
            known = [*self.scope.fields, *self.scope.thresholds]
            help_ = did_you_mean(node.value, known)
            self.report(UNKNOWN_NAME, f"no field or threshold `{node.value}`", node.span, help_)
        else:
            self.unknown_threshold(node)
        return node, None

    def unknown_fact(self, name: str, span: Span) -> None:
        help_ = did_you_mean(name, self.scope.facts) or "name it under `facts:` in facts.yaml"
        self.report(UNKNOWN_FACT, f"unknown fact `{name}`", span, help_)

    def unknown_threshold(self, node: Name) -> None:
        facts = [name for name in self.scope.facts if name.endswith("." + node.value)]
        owner = next((name for name in self.scope.facts if self.has_value(name, node.value)), None)
        help_ = did_you_mean(node.value, self.scope.thresholds)
        if facts:
            help_ = f"did you mean `{facts[0]}`?"
        elif owner is not None:
            help_ = f"it is a value of `{owner}`: write `{owner} in [.., {node.value}]`"
        default = "name it under `thresholds:`, or quote it if it is a value"
        self.report(
            UNKNOWN_THRESHOLD, f"unknown threshold `{node.value}`", node.span, help_ or default
        )

    def has_value(self, fact: str, value: str) -> bool:
        kind = self.scope.facts[fact]
        return isinstance(kind, types.Enumeration) and value in kind.values

    def quote(self, node: Quote, expected: Type | None) -> Typed:
        match expected:
            case types.Enumeration() | types.SetOf():
                return self.word(node.value, node.span, expected)
            case types.Day():
                return self.day(node)
            case _:
                return node, types.Text()

    def day(self, node: Quote) -> Typed:
        try:
            return DayOf(date.fromisoformat(node.value), node.span), types.Day()
        except ValueError:
            self.report(
                UNKNOWN_VALUE, f"`{node.value}` is no date", node.span, "write it as YYYY-MM-DD"
            )
            return node, None

    # logic

    def logical(self, node: Not | And | Or | Quantified | NumberOf) -> Typed:
        if isinstance(node, Not):
            return replace(node, operand=self.condition(node.operand)), BOOLEAN
        operands = tuple(self.condition(operand) for operand in node.operands)
        if isinstance(node, Quantified):
            self.possible_count(node)
        kind = COUNT if isinstance(node, NumberOf) else BOOLEAN
        return replace(node, operands=operands), kind

    def possible_count(self, node: Quantified) -> None:
        if node.count is not None and node.count > len(node.operands):
            message = f"`{node.quantifier} {node.count}` of {len(node.operands)} can never hold"
            self.report(IMPOSSIBLE_COUNT, message, node.span)

    def condition(self, node: Expression) -> Expression:
        """Resolve a part that has to be true or false."""
        tree, kind = self.resolve(node, BOOLEAN)
        if kind is not None and not isinstance(kind, types.Boolean):
            name = types.type_names[type(kind)]
            help_ = (
                "compare it with something"
                if not isinstance(kind, types.SetOf)
                else ("write `has any of [..]` or `is empty`")
            )
            self.report(NOT_A_CONDITION, f"this is {name}, not true or false", node.span, help_)
        return tree

    def status(self, node: IsKnown | WasDeclined) -> Typed:
        tree, kind = self.resolve(node.operand)
        if not self.scope.statuses:
            help_ = "learning a fact must never turn one verdict into another; notes may ask this"
            message = "a gate rule may not ask whether a fact is known or was declined"
            self.report(STATUS_IN_RULE, message, node.span, help_)
        elif isinstance(node, WasDeclined) and kind is not None and not isinstance(tree, Fact):
            self.report(NOT_A_FACT, "only a fact can be declined", node.operand.span)
        return replace(node, operand=tree), BOOLEAN

    # comparisons

    def comparing(self, node: Compare | Member | HasAny | IsEmpty) -> Typed:
        match node:
            case Compare():
                return self.compare(node), BOOLEAN
            case Member():
                return self.member(node), BOOLEAN
            case HasAny():
                return self.has_any(node), BOOLEAN
            case IsEmpty():
                operand = self.set_operand(node.operand)[0]
                return replace(node, operand=operand), BOOLEAN

    def compare(self, node: Compare) -> Compare:
        if self.is_bare(node.left) and not self.is_bare(node.right):
            right, right_type = self.resolve(node.right)
            left, left_type = self.beside(node.left, right_type)
        else:
            left, left_type = self.resolve(node.left)
            right, right_type = self.beside(node.right, left_type)
        settled = replace(node, left=left, right=right)
        if left_type is not None and right_type is not None:
            self.check_comparison(settled, left_type, right_type)
        return settled

    def beside(self, node: Expression, kind: Type | None) -> Typed:
        """The other side of a comparison; beside a mistake the value of some fact is no mistake."""
        if kind is None and isinstance(node, Name) and self.is_value(node.value):
            return node, None
        return self.resolve(node, kind)

    def is_value(self, word: str) -> bool:
        return any(self.has_value(fact, word) for fact in self.scope.facts)

    def is_bare(self, node: Expression) -> bool:
        match node:
            case Name():
                fields = self.scope.fields or {}
                return "." not in node.value and node.value not in fields
            case Quote() | Number() | Truth():
                return True
            case _:
                return False

    def check_comparison(self, node: Compare, left: Type, right: Type) -> None:
        names = types.type_names[type(left)], types.type_names[type(right)]
        both = {type(left), type(right)}
        if both & {types.SetOf, types.Records}:
            self.not_comparable(
                node, left if isinstance(left, types.SetOf | types.Records) else right
            )
        elif len(both) > 1:
            quoted = both == {types.Numeric, types.Text}
            help_ = "write the number without quotes" if quoted else None
            message = f"{names[0]} cannot be compared with {names[1]}"
            self.report(UNLIKE_TYPES, message, node.span, help_)
        elif node.operator not in ("=", "!=") and not both & {types.Numeric, types.Day}:
            message = f"`{node.operator}` needs numbers or dates; this is {names[0]}"
            self.report(UNLIKE_TYPES, message, node.span)
        else:
            self.check_range(left, node.right)
            self.check_range(right, node.left)

    def not_comparable(self, node: Compare, kind: Type) -> None:
        help_ = "write `has any of [..]` or `is empty`"
        if isinstance(kind, types.Records):
            help_ = "use `count(..)`, `sum(..)`, `share(..)` or another aggregate"
        message = f"{types.type_names[type(kind)]} cannot be compared"
        self.report(UNLIKE_TYPES, message, node.span, help_)

    def check_range(self, kind: Type, other: Expression) -> None:
        """A constant that the type beside it can never reach is a slip: a share of 30."""
        match kind, other:
            case types.Numeric(), Number(value=value) if kind.below(value) or kind.above(value):
                told = f"`{number(value)}`"
                self.out_of_range(VALUE_OUT_OF_RANGE, told, kind, value, other.span)
            case types.Numeric(), Threshold(name=name):
                value = self.scope.thresholds[name]
                if kind.below(value) or kind.above(value):
                    told = f"threshold `{name}` of {number(value)}"
                    self.out_of_range(THRESHOLD_OUT_OF_RANGE, told, kind, value, other.span)
            case _:
                pass

    def out_of_range(
        self, code: Code, told: str, kind: types.Numeric, value: Fraction, span: Span
    ) -> None:
        message = f"{told} is out of range here"
        percent = kind == types.SHARE and 1 < value <= 100 and value.denominator == 1
        meant = f"; write {number(value)} % as `{number(value / 100)}`" if percent else ""
        help_ = f"it is compared with {types.describe(kind)}{meant}"
        self.report(code, message, span, help_)

    def member(self, node: Member) -> Member:
        operand, kind = self.resolve(node.operand)
        if isinstance(kind, types.SetOf):
            help_ = "write `has any of [..]` for a set"
            self.report(UNLIKE_TYPES, "`in` needs a single value", node.span, help_)
            return replace(node, operand=operand)
        return replace(node, operand=operand, values=self.listed(node.values, kind))

    def listed(self, values: tuple[Expression, ...], kind: Type | None) -> tuple[Expression, ...]:
        return tuple(self.one_of(value, kind) for value in values)

    def one_of(self, value: Expression, kind: Type | None) -> Expression:
        if kind is None:
            return value
        tree, found = self.resolve(value, kind)
        if found is not None and isinstance(tree, Fact | Field):
            self.report(UNLIKE_TYPES, "only fixed values can be listed", value.span)
        elif found is not None and type(found) is not type(kind):
            self.unlike(value.span, found, kind)
        elif found is not None:
            self.check_range(kind, tree)
        return tree

    def has_any(self, node: HasAny) -> HasAny:
        operand, kind = self.set_operand(node.operand)
        single = types.Enumeration(kind.values) if isinstance(kind, types.SetOf) else None
        return replace(node, operand=operand, values=self.listed(node.values, single))

    def set_operand(self, node: Expression) -> Typed:
        tree, kind = self.resolve(node)
        if kind is not None and not isinstance(kind, types.SetOf):
            found = types.type_names[type(kind)]
            self.report(UNLIKE_TYPES, f"this is {found}, not a set", node.span)
            return tree, None
        return tree, kind

    # numbers

    def calculation(self, node: Arithmetic | Negative) -> Typed:
        if isinstance(node, Negative):
            return replace(node, operand=self.number(node.operand)), NUMBER
        left, right = self.number(node.left), self.number(node.right)
        if node.operator == "/" and right == Number(Fraction(0)):
            self.report(DIVISION_BY_ZERO, "this divides by zero", node.span)
        return replace(node, left=left, right=right), NUMBER

    def number(self, node: Expression) -> Expression:
        tree, kind = self.resolve(node, NUMBER)
        if kind is not None and not isinstance(kind, types.Numeric):
            self.unlike(node.span, kind, NUMBER)
        return tree

    def choice(self, node: If, expected: Type | None) -> Typed:
        condition = self.condition(node.condition)
        then, first = self.resolve(node.then, expected)
        otherwise, second = self.resolve(node.otherwise, expected or first)
        if first is not None and second is not None and type(first) is not type(second):
            self.unlike(node.otherwise.span, second, first)
        tree = replace(node, condition=condition, then=then, otherwise=otherwise)
        return tree, _joined(first, second)

    # records

    def over_records(self, node: Aggregate | ShareOf) -> Typed:
        records, kind = self.selection(node.records)
        inside = _Resolver(replace(self.scope, fields=kind.fields if kind else None))
        inside.problems = self.problems
        if isinstance(node, ShareOf):
            condition = inside.condition(node.condition) if kind else node.condition
            return replace(node, records=records, condition=condition), types.SHARE
        if node.value is None:
            return replace(node, records=records), COUNT
        if node.function == "distinct":
            value = inside.resolve(node.value)[0] if kind else node.value
            return replace(node, records=records, value=value), COUNT
        value = inside.number(node.value) if kind else node.value
        return replace(node, records=records, value=value), NUMBER

    def selection(self, node: Selection) -> tuple[Selection, types.Records | None]:
        kind = self.scope.facts.get(node.source)
        if not isinstance(kind, types.Records):
            self.not_records(node, kind)
            return node, None
        if node.keep != "all" and kind.key is None:
            message = f"`{node.source}` has no key to order its records by"
            self.report(RECORDS_WITHOUT_KEY, message, node.span, "add `key:` to the fact")
        inside = _Resolver(replace(self.scope, fields=kind.fields))
        inside.problems = self.problems
        condition = inside.condition(node.condition) if node.condition is not None else None
        among = inside.condition(node.among) if node.among is not None else None
        return replace(node, condition=condition, among=among), kind

    def not_records(self, node: Selection, kind: Type | None) -> None:
        if not node.source:
            message, help_ = "this names no field of a list", "write `sum(group.list.field)`"
            self.report(UNKNOWN_FACT, message, node.span, help_)
        elif kind is None:
            self.unknown_fact(node.source, node.span)
        else:
            found = types.type_names[type(kind)]
            message = f"`{node.source}` is {found}, not a list of records"
            self.report(UNLIKE_TYPES, message, node.span)


def _joined(first: Type | None, second: Type | None) -> Type | None:
    match first, second:
        case types.Enumeration(left), types.Enumeration(right):
            return types.Enumeration(tuple(dict.fromkeys(left + right)))
        case types.Numeric(), types.Numeric():
            return NUMBER
        case _:
            return first if second is not None else None
