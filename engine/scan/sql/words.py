"""The words of SQL, as small functions that make trees of sqlglot, which writes each dialect.

Names and texts go in as they are: sqlglot quotes them, and nothing of them is read as SQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce

from sqlglot import exp

from ...language.tree import Operator

Sql = exp.Expr
"""A piece of a query."""

_COMPARED: dict[Operator, type[exp.Binary]] = {
    "=": exp.EQ,
    "!=": exp.NEQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}


def own(sql: Sql) -> Sql:
    """A piece that may be put somewhere: what stands somewhere already is copied."""
    return sql.copy() if sql.parent is not None else sql


def _inner(sql: Sql) -> Sql:
    """A piece as an operand, in parentheses where it needs them."""
    piece = own(sql)
    binds = exp.Binary | exp.Not | exp.In | exp.Is | exp.Between
    return exp.Paren(this=piece) if isinstance(piece, binds) else piece


# constants and columns

TRUE, FALSE, NULL = exp.true(), exp.false(), exp.null()


def truth(value: bool) -> Sql:
    return exp.true() if value else exp.false()


def null() -> Sql:
    return exp.null()


def is_constant(sql: Sql, value: bool | None) -> bool:
    """Whether a piece is that constant itself."""
    if value is None:
        return isinstance(sql, exp.Null)
    return isinstance(sql, exp.Boolean) and sql.this is value


def text(value: str) -> Sql:
    return exp.Literal.string(value)


def whole(value: int) -> Sql:
    found = exp.Literal.number(abs(value))
    return exp.Neg(this=found) if value < 0 else found


def decimal(value: int, scale: int, width: int) -> Sql:
    """The number `value` / 10^`scale`, of that type."""
    digits = f"{abs(value):0{scale + 1}d}"
    written = f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits
    sign = "-" if value < 0 else ""
    return cast(exp.Literal.string(sign + written), f"DECIMAL({width}, {scale})")


def day(value: date) -> Sql:
    return cast(exp.Literal.string(value.isoformat()), "DATE")


def column(name: str, table: str | None = None) -> Sql:
    return exp.column(exp.to_identifier(name, quoted=True), table=table)


def is_simple(sql: Sql) -> bool:
    """Whether a piece is a constant or a column, which needs no column of its own."""
    return isinstance(sql, exp.Null | exp.Boolean | exp.Literal | exp.Column)


def read_by(sql: Sql) -> set[str]:
    """The names of the columns that a piece reads."""
    return {one.name for one in sql.find_all(exp.Column)}


# logic


def negate(sql: Sql) -> Sql:
    for value in (True, False):
        if is_constant(sql, value):
            return truth(not value)
    return null() if is_constant(sql, None) else exp.Not(this=_inner(sql))


def every(operands: Iterable[Sql]) -> Sql:
    return _joined(exp.And, operands, neutral=True)


def some(operands: Iterable[Sql]) -> Sql:
    return _joined(exp.Or, operands, neutral=False)


def _joined(of: type[exp.Connector], operands: Iterable[Sql], neutral: bool) -> Sql:
    found = [one for one in operands if not is_constant(one, neutral)]
    if any(is_constant(one, not neutral) for one in found):
        return truth(not neutral)
    unknown = [one for one in found if is_constant(one, None)]
    found = [one for one in found if not is_constant(one, None)] + unknown[:1]
    if not found:
        return truth(neutral)
    return (
        reduce(
            lambda left, right: of(this=left, expression=right),
            map(_inner, found[1:]),
            _inner(found[0]),
        )
        if len(found) > 1
        else found[0]
    )


def is_null(sql: Sql) -> Sql:
    if is_constant(sql, None):
        return truth(True)
    return exp.Is(this=_inner(sql), expression=exp.null())


def is_known(sql: Sql) -> Sql:
    return negate(is_null(sql))


def not_true(sql: Sql) -> Sql:
    """Whether it is false or unknown."""
    if is_constant(sql, True):
        return truth(False)
    return negate(first_known(sql, truth(False)))


def not_false(sql: Sql) -> Sql:
    """Whether it is true or unknown."""
    return first_known(sql, truth(True))


def compared(operator: Operator, left: Sql, right: Sql) -> Sql:
    if is_constant(left, None) or is_constant(right, None):
        return null()
    return _COMPARED[operator](this=_inner(left), expression=_inner(right))


def one_of(sql: Sql, values: Sequence[Sql]) -> Sql:
    """Whether it is one of several constants."""
    if is_constant(sql, None):
        return null()
    return exp.In(this=_inner(sql), expressions=[own(one) for one in values])


def between(sql: Sql, low: Sql, high: Sql) -> Sql:
    return exp.Between(this=_inner(sql), low=own(low), high=own(high))


def case(branches: Iterable[tuple[Sql, Sql]], otherwise: Sql | None = None) -> Sql:
    """The value of the first condition that is true."""
    taken = []
    for condition, value in branches:
        if is_constant(condition, False) or is_constant(condition, None):
            continue
        if is_constant(condition, True):
            otherwise = value
            break
        taken.append(exp.If(this=own(condition), true=own(value)))
    default = null() if otherwise is None else otherwise
    if not taken:
        return default
    return exp.Case(ifs=taken, default=None if is_constant(default, None) else own(default))


def first_known(*operands: Sql) -> Sql:
    found = [one for one in operands if not is_constant(one, None)]
    if len(found) < 2:
        return found[0] if found else null()
    return exp.Coalesce(this=own(found[0]), expressions=[own(one) for one in found[1:]])


# numbers


def plus(left: Sql, right: Sql) -> Sql:
    return exp.Add(this=_inner(left), expression=_inner(right))


def minus(left: Sql, right: Sql) -> Sql:
    return exp.Sub(this=_inner(left), expression=_inner(right))


def times(left: Sql, right: Sql) -> Sql:
    return exp.Mul(this=_inner(left), expression=_inner(right))


def negative(sql: Sql) -> Sql:
    return exp.Neg(this=_inner(sql))


def size(sql: Sql) -> Sql:
    """The number without its sign."""
    return exp.Abs(this=own(sql))


def cast(sql: Sql, kind: str) -> Sql:
    return exp.Cast(this=own(sql), to=exp.DataType.build(kind))


def tried(sql: Sql, kind: str) -> Sql:
    """A cast; NULL where it cannot be made."""
    return exp.TryCast(this=own(sql), to=exp.DataType.build(kind), safe=True)


def coded(sql: Sql, values: Sequence[str]) -> Sql:
    """A text as its place among some values; NULL where it is none of them. DuckDB only."""
    listed = [text(one) for one in values]
    kind = exp.DataType(this=exp.DataType.Type.ENUM, expressions=listed)
    return exp.TryCast(this=own(sql), to=kind)


def at_place(listed: Sequence[Sql], place: Sql) -> Sql:
    """What stands at a place, from 1, of a list of constants. DuckDB only."""
    return exp.Anonymous(
        this="list_extract",
        expressions=[exp.Array(expressions=[own(one) for one in listed]), own(place)],
    )


MOST_BITS = 62


def is_bit_of(place: Sql, bits: int) -> Sql:
    """Whether the bit at a place is set: faster than to compare with several. DuckDB only."""
    moved = exp.BitwiseRightShift(this=cast(whole(bits), "BIGINT"), expression=_inner(place))
    kept = exp.BitwiseAnd(this=exp.Paren(this=moved), expression=whole(1))
    return exp.EQ(this=exp.Paren(this=kept), expression=whole(1))


def bytes_of(sql: Sql) -> Sql:
    """How many bytes a text has, which are at least as many as its letters. DuckDB only."""
    return exp.Anonymous(this="strlen", expressions=[own(sql)])


def as_number(condition: Sql) -> Sql:
    """1 where it is true, 0 where it is false."""
    return cast(condition, "INT")


def days_between(start: Sql, end: Sql) -> Sql:
    return exp.DateDiff(this=own(end), expression=own(start), unit=exp.var("DAY"))


# texts and sets


def matches(sql: Sql, pattern: str) -> Sql:
    """Whether a text has a part of this form, which is ours, never a user's."""
    return exp.RegexpLike(this=own(sql), expression=text(pattern))


def starts(sql: Sql, with_: str) -> Sql:
    return exp.StartsWith(this=own(sql), expression=text(with_))


def ends(sql: Sql, with_: str) -> Sql:
    return exp.EndsWith(this=own(sql), expression=text(with_))


def contains(sql: Sql, part: str) -> Sql:
    return exp.Contains(this=own(sql), expression=text(part))


def length(sql: Sql) -> Sql:
    return exp.Length(this=own(sql))


def lowered(sql: Sql) -> Sql:
    return exp.Lower(this=own(sql))


def holds(sql: Sql, word: str) -> Sql:
    """Whether a list has a word."""
    return exp.ArrayContains(this=own(sql), expression=text(word))


def listed(values: Sequence[str]) -> Sql:
    """A list of words."""
    if not values:
        return cast(exp.Array(expressions=[]), "ARRAY<VARCHAR>")
    return exp.Array(expressions=[text(one) for one in values])


def how_many(sql: Sql) -> Sql:
    return exp.ArraySize(this=own(sql))


def joined(parts: Sequence[Sql], between_: str) -> Sql:
    """Texts in a row; none of them may be NULL."""
    return exp.Anonymous(this="CONCAT_WS", expressions=[text(between_), *map(own, parts)])


def behind(mark: str, sql: Sql) -> Sql:
    """A text with a mark before it."""
    return exp.DPipe(this=text(mark), expression=_inner(sql))


def from_second(sql: Sql) -> Sql:
    """A text without its first letter."""
    return exp.Substring(this=own(sql), start=whole(2))


def whole_column(value: int) -> Sql:
    return cast(whole(value), "BIGINT")


def text_column() -> Sql:
    """A column of texts in which there is none."""
    return cast(null(), "VARCHAR")
