"""Text to expression tree. Names stay `Name`; `resolve` settles what they are."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from lark import Lark, Token, UnexpectedInput, v_args
from lark.exceptions import VisitError
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive

from ..diagnostics.codes.conditions import CONDITION_TOO_LARGE, SYNTAX
from ..diagnostics.findings import Mistake
from ..diagnostics.place import Span
from .slips import explained
from .traverse import depth
from .tree import (
    COLLECTED,
    Aggregate,
    And,
    Arithmetic,
    Calculation,
    Compare,
    Elapsed,
    Expression,
    Function,
    HasAny,
    If,
    IsEmpty,
    IsKnown,
    Keep,
    Member,
    Name,
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
    Truth,
    Unit,
    WasDeclined,
)

LONGEST = 4_000
DEEPEST = 60


class NotAnExpression(Exception):  # noqa: N818 - reads as what the text is
    """The text is no expression; `problem` says where and why."""

    def __init__(self, problem: Mistake[Span]) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse(text: str) -> Expression:
    """Read one expression; raises NotAnExpression at the first thing that does not fit."""
    if len(text) > LONGEST:
        raise NotAnExpression(_too_long(text))
    try:
        tree = _Build().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise NotAnExpression(explained(text, error)) from None
    except VisitError as error:
        raise error.orig_exc from None
    if depth(tree) > DEEPEST:
        raise NotAnExpression(_too_deep(text))
    return tree


@cache
def _parser() -> Lark:
    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True)


def _too_long(text: str) -> Mistake[Span]:
    message = f"a condition of {len(text)} characters; at most {LONGEST} are read"
    return Mistake(CONDITION_TOO_LARGE, message, Span(0, 1), "split it into several rules")


def _too_deep(text: str) -> Mistake[Span]:
    message = f"a condition nested more than {DEEPEST} deep"
    return Mistake(CONDITION_TOO_LARGE, message, Span(0, len(text)), "split it into several rules")


def _at(meta: Meta) -> Span:
    return Span(meta.start_pos, meta.end_pos) if not meta.empty else Span()


def _of(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


Parts = list[Any]


@v_args(meta=True)
class _Build(Transformer_NonRecursive[Token, Expression]):
    """Turns what lark recognises into nodes, bottom up: one small method for each form."""

    def name(self, _meta: Meta, parts: Parts) -> Name:
        return Name(str(parts[0]), _of(parts[0]))

    def quote(self, _meta: Meta, parts: Parts) -> Quote:
        return Quote(_unquoted(parts[0]), _of(parts[0]))

    def unsigned(self, _meta: Meta, parts: Parts) -> Number:
        return Number(Fraction(str(parts[0])), _of(parts[0]))

    def number(self, meta: Meta, parts: Parts) -> Number:
        sign = -1 if str(parts[0]) == "-" else 1
        return Number(sign * Fraction(str(parts[-1])), _at(meta))

    def signed(self, meta: Meta, parts: Parts) -> Expression:
        sign, operand = parts
        if sign == "+":
            return cast("Expression", operand)
        if isinstance(operand, Number):
            return Number(-operand.value, _at(meta))
        return Negative(operand, _at(meta))

    def true(self, meta: Meta, _parts: Parts) -> Truth:
        return Truth(True, _at(meta))

    def false(self, meta: Meta, _parts: Parts) -> Truth:
        return Truth(False, _at(meta))

    def group(self, _meta: Meta, parts: Parts) -> Expression:
        return cast("Expression", parts[0])

    def values(self, _meta: Meta, parts: Parts) -> tuple[Expression, ...]:
        return tuple(part for part in parts if part is not None)

    def operands(self, _meta: Meta, parts: Parts) -> tuple[Expression, ...]:
        return tuple(parts)

    def collected(self, _meta: Meta, _parts: Parts) -> None:
        """What is counted is not written here; `resolve` knows it."""

    def choice(self, meta: Meta, parts: Parts) -> If:
        condition, then, otherwise = parts
        return If(condition, then, otherwise, _at(meta))

    def disjunction(self, meta: Meta, parts: Parts) -> Or:
        return Or(tuple(parts), _at(meta))

    def conjunction(self, meta: Meta, parts: Parts) -> And:
        return And(tuple(parts), _at(meta))

    def negated(self, meta: Meta, parts: Parts) -> Not:
        return Not(parts[0], _at(meta))

    def compare(self, meta: Meta, parts: Parts) -> Compare:
        left, operator, right = parts
        return Compare(cast("Operator", str(operator)), left, right, _at(meta))

    def member(self, meta: Meta, parts: Parts) -> Member:
        return Member(parts[0], parts[2], False, _at(meta))

    def not_member(self, meta: Meta, parts: Parts) -> Member:
        return Member(parts[0], parts[2], True, _at(meta))

    def has_any(self, meta: Meta, parts: Parts) -> HasAny:
        return HasAny(parts[0], parts[2], _at(meta))

    def text_test(self, meta: Meta, parts: Parts) -> TextTest:
        operand, operator, text = parts
        words = cast("TextOperator", " ".join(str(operator).split()))
        return TextTest(words, operand, _unquoted(text), _at(meta))

    def is_empty(self, meta: Meta, parts: Parts) -> IsEmpty:
        return IsEmpty(parts[0], _at(meta))

    def is_known(self, meta: Meta, parts: Parts) -> IsKnown:
        return IsKnown(parts[0], _at(meta))

    def was_declined(self, meta: Meta, parts: Parts) -> WasDeclined:
        return WasDeclined(parts[0], _at(meta))

    def calculate(self, meta: Meta, parts: Parts) -> Arithmetic:
        left, operator, right = parts
        return Arithmetic(cast("Calculation", str(operator)), left, right, _at(meta))

    def shifted(self, meta: Meta, parts: Parts) -> Shifted:
        day, operator, amount, unit = parts
        sign: Literal["+", "-"] = "+" if operator == "+" else "-"
        return Shifted(sign, day, amount, _unit(unit), _at(meta))

    def elapsed(self, meta: Meta, parts: Parts) -> Elapsed:
        words, start, end = parts
        return Elapsed(_unit(words.split()[0]), start, end, _at(meta))

    def number_of(self, meta: Meta, parts: Parts) -> NumberOf:
        return NumberOf(parts[1] or (), _at(meta), _named(parts[1]))

    def quantifier(self, _meta: Meta, parts: Parts) -> tuple[Quantifier, int | None]:
        words = " ".join(str(parts[0]).split()).removesuffix(" of")
        return cast("Quantifier", words), _whole(parts[1]) if len(parts) > 1 else None

    def quantified(self, meta: Meta, parts: Parts) -> Quantified:
        (quantifier, count), operands = parts
        return Quantified(quantifier, count, operands or (), _at(meta), _named(operands))

    def count(self, meta: Meta, parts: Parts) -> Aggregate:
        return Aggregate("count", None, parts[1], span=_at(meta))

    def distinct(self, meta: Meta, parts: Parts) -> Aggregate:
        _count, _distinct, known, value, records = parts
        return Aggregate("distinct", value, records, known is not None, _at(meta))

    def count_known(self, meta: Meta, parts: Parts) -> Aggregate:
        return Aggregate("count", parts[2], parts[3], True, _at(meta))

    def share(self, meta: Meta, parts: Parts) -> ShareOf:
        _share, known, condition, records = parts
        return ShareOf(condition, records, known is not None, _at(meta))

    def aggregate(self, meta: Meta, parts: Parts) -> Aggregate:
        function, known, value, records = parts
        return Aggregate(
            cast("Function", str(function)), value, records, known is not None, _at(meta)
        )

    def aggregate_field(self, meta: Meta, parts: Parts) -> Aggregate:
        function, known, name = parts
        source, _, field = str(name).rpartition(".")
        value = Name(field, Span(_of(name).end - len(field), _of(name).end))
        records = Selection(source, span=_of(name))
        return Aggregate(
            cast("Function", str(function)), value, records, known is not None, _at(meta)
        )

    def all_records(self, _meta: Meta, parts: Parts) -> Selection:
        return Selection(str(parts[0]), "all", None, parts[1], span=_of(parts[0]))

    def some_records(self, _meta: Meta, parts: Parts) -> Selection:
        keep, count, name, condition = parts
        of = cast("Keep", str(keep))
        return Selection(str(name), of, _whole(count), condition, span=_of(name))

    def run(self, _meta: Meta, parts: Parts) -> Selection:
        _run, name, among, condition = parts
        return Selection(str(name), "run", None, condition, among, _of(name))


def _named(operands: tuple[Expression, ...] | None) -> str:
    return COLLECTED if operands is None else ""


def _unit(word: str) -> Unit:
    return cast("Unit", str(word).removesuffix("s"))


def _unquoted(token: Token) -> str:
    return str(token)[1:-1].replace('""', '"')


def _whole(token: Token) -> int:
    if "." in token:
        problem = Mistake(
            SYNTAX, f"`{token}` is no whole number", _of(token), "count in whole numbers"
        )
        raise NotAnExpression(problem)
    return int(token)
