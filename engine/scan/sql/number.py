"""Exact numbers in SQL: decimals of known scale and bounds, and quotients of two of them.

Bounds are worked out as intervals, so that a type is chosen in which nothing can overflow. Where
38 digits would not do, there is no SQL for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from ...language.comparison import RELATIONS
from ...language.tree import Operator
from . import words
from .unsayable import Unsayable
from .words import Sql

MOST_DIGITS = 38
"""The digits of the widest decimal that DuckDB and Spark have."""
IN_A_BIGINT = 18


@dataclass(frozen=True, slots=True)
class Term:
    """A number without a division: a whole multiple of 10^-`scale` within bounds.

    `width` is the precision of its SQL type; 0 stands for a BIGINT.
    """

    sql: Sql
    low: Fraction
    high: Fraction
    scale: int = 0
    width: int = 0

    @property
    def digits(self) -> int:
        """How many it can have before the point."""
        return len(str(floor(max(abs(self.low), abs(self.high)))))

    @property
    def is_one(self) -> bool:
        return self.low == self.high == 1

    def as_decimal(self, scale: int = 0, width: int = 0) -> Term:
        """The same as a decimal, of a scale and a width at least. A value beyond its bounds is
        odd, and NULL here."""
        scale = max(scale, self.scale)
        width = max(width, self.digits + scale)
        if width > MOST_DIGITS:
            raise Unsayable("a number of more than 38 digits")
        if (scale, width) == (self.scale, self.width):
            return self
        sql = words.tried(self.sql, f"DECIMAL({width}, {scale})")
        return replace(self, sql=sql, scale=scale, width=width)


def of_column(sql: Sql, low: Fraction, high: Fraction, scale: int) -> Term:
    """A column that was made a BIGINT, or a decimal of just the digits that it needs."""
    found = Term(sql, low, high, scale)
    return found if not scale else replace(found, width=found.digits + scale)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: `top`, or `top` divided by `bottom`, which is above zero or NULL.

    `constant` is its value where it is the same for all rows.
    """

    top: Term
    bottom: Term | None = None
    constant: Fraction | None = None


def constant(value: Fraction) -> Quantity:
    """A number of the rulebook, exactly."""
    places = _places(value.denominator)
    if places is None:
        parts = [_whole(one) for one in (value.numerator, value.denominator)]
        return Quantity(parts[0], parts[1], value)
    return Quantity(_literal(value, places), constant=value)


def _places(denominator: int) -> int | None:
    """The decimal places of a fraction in lowest terms; None where it is no decimal."""
    for places in range(MOST_DIGITS):
        if 10**places % denominator == 0:
            return places
    return None


def _whole(value: int) -> Term:
    return _literal(Fraction(value), 0)


def _literal(value: Fraction, scale: int) -> Term:
    found = Term(words.null(), value, value, scale)
    if scale == 0 and found.digits <= IN_A_BIGINT:
        return replace(found, sql=words.whole(int(value)))
    return literal(int(value * 10**scale), scale, found.digits + scale)


def literal(value: int, scale: int, width: int) -> Term:
    """`value` / 10^`scale` as a decimal of this width."""
    if width > MOST_DIGITS:
        raise Unsayable("a number of more than 38 digits")
    exact = Fraction(value, 10**scale)
    return Term(words.decimal(value, scale, width), exact, exact, scale, width)


# arithmetic


def total(left: Quantity, right: Quantity, sign: int = 1) -> Quantity:
    """The sum, or with `sign` -1 the difference."""
    if left.bottom is None and right.bottom is None:
        return Quantity(_added(left.top, right.top, sign))
    tops = _times(left.top, right.bottom), _times(right.top, left.bottom)
    return Quantity(_added(*tops, sign), _times(left.bottom, right.bottom))


def product(left: Quantity, right: Quantity) -> Quantity:
    bottom = _times(left.bottom, right.bottom) if left.bottom or right.bottom else None
    return Quantity(_times(left.top, right.top), bottom)


def quotient(left: Quantity, right: Quantity) -> Quantity:
    """Divided; NULL where that would be by zero."""
    below = right.top
    if below.low <= 0:
        above_zero = words.compared(">", below.sql, words.whole(0))
        below_zero = words.compared("<", below.sql, words.whole(0))
        turned = negative(left).top
        top = replace(
            left.top,
            sql=words.case([(above_zero, left.top.sql), (below_zero, turned.sql)]),
            low=min(left.top.low, turned.low),
            high=max(left.top.high, turned.high),
        )
        size = max(abs(below.low), abs(below.high))
        below = replace(below, sql=words.size(below.sql), low=Fraction(0), high=size)
        left = replace(left, top=top)
    top_, bottom = _times(left.top, right.bottom), _times(left.bottom, below)
    return Quantity(top_, bottom)


def negative(number: Quantity) -> Quantity:
    top = number.top
    turned = replace(top, sql=words.negative(top.sql), low=-top.high, high=-top.low)
    opposite = None if number.constant is None else -number.constant
    return replace(number, top=turned, constant=opposite)


def _added(left: Term, right: Term, sign: int) -> Term:
    low, high = (right.low, right.high) if sign > 0 else (-right.high, -right.low)
    scale = max(left.scale, right.scale)
    bounds = Term(words.null(), left.low + low, left.high + high, scale)
    whole = not left.width and not right.width
    if not (whole and bounds.digits <= IN_A_BIGINT):
        # one digit more than the larger; as wide as 38 where that is no longer 18
        width = max(left.digits, right.digits, bounds.digits) + scale + 1
        if width > MOST_DIGITS:
            raise Unsayable("a sum of more than 38 digits")
        wide = MOST_DIGITS if width > IN_A_BIGINT else 0
        left, right = (one.as_decimal(scale, wide) for one in (left, right))
        bounds = replace(bounds, width=MOST_DIGITS if wide else width)
    join = words.plus if sign > 0 else words.minus
    return replace(bounds, sql=join(left.sql, right.sql))


def _times(left: Term | None, right: Term | None) -> Term:
    """The product; None stands for 1."""
    if left is None or left.is_one:
        return right if right is not None else _whole(1)
    if right is None or right.is_one:
        return left
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    bounds = Term(words.null(), min(ends), max(ends), left.scale + right.scale)
    whole = not left.width and not right.width
    if not (whole and bounds.digits <= IN_A_BIGINT):
        left, right = left.as_decimal(), right.as_decimal()
        if left.width + right.width + 1 > MOST_DIGITS:
            raise Unsayable("a product of more than 38 digits")
        bounds = replace(bounds, width=left.width + right.width)
    return replace(bounds, sql=words.times(left.sql, right.sql))


# comparisons


def compared(operator: Operator, left: Quantity, right: Quantity) -> Sql:
    """How two numbers compare, exactly."""
    if left.constant is not None and right.constant is not None:
        return words.truth(RELATIONS[operator].holds(left.constant, right.constant))
    if left.constant is not None:
        return compared(RELATIONS[operator].mirrored, right, left)
    if right.constant is not None and left.bottom is None:
        return _against(operator, left.top, right.constant)
    tops = _times(left.top, right.bottom), _times(right.top, left.bottom)
    one, other = _aligned(*tops)
    return words.compared(operator, one.sql, other.sql)


def _aligned(left: Term, right: Term) -> tuple[Term, Term]:
    if not left.width and not right.width:
        return left, right
    scale = max(left.scale, right.scale)
    return left.as_decimal(scale), right.as_decimal(scale)


def _against(operator: Operator, term: Term, value: Fraction) -> Sql:
    """A whole number of steps of the scale against a constant: it is rounded to such a step."""
    steps = value * 10**term.scale
    if steps.denominator != 1 and operator in ("=", "!="):
        told = words.truth(operator == "!=")
        return words.case([(words.is_known(term.sql), told)])
    rounded = ceil(steps) if operator in (">=", "<") else floor(steps)
    return words.compared(operator, term.sql, _step(rounded, term))


def _step(steps: int, like: Term) -> Sql:
    """So many steps as a literal of a column's own type, where it fits."""
    if not like.width:
        return _whole(steps).sql
    digits = len(str(abs(steps)))
    return literal(steps, like.scale, max(like.width, digits)).sql
