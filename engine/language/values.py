"""A value: what it is in Python, how it is written, and how a raw number becomes one exactly.

Written in the rule language, as JSON, and in words for people. Each way is one function over
every kind of value, so that a new kind is a type error in each until it has its spelling there.

Two things look alike and are not here, since they spell raw data that has no type yet:
`case.values.quoted` repeats what stands in a fact file, be it nonsense, and
`diagnostics.findings.spelled` prints the JSON of an example, below the language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import (
    MAX_EMAX,
    MIN_EMIN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    Decimal,
    localcontext,
)
from fractions import Fraction
from math import isfinite
from typing import Any, assert_never
from unicodedata import normalize

Scalar = bool | Fraction | str | date | frozenset[str]
Record = Mapping[str, Scalar | None]
Value = Scalar | tuple[Record, ...]

RESERVED = frozenset(
    ["and", "or", "not", "in", "of", "if", "then", "else", "where", "while", "true", "false"]
)
_BARE = re.compile(r"[^\W\d]\w*")


def nfc(text: str) -> str:
    """A text in the one form in which texts are compared; `é` can be written in two ways."""
    return normalize("NFC", text)


# in the rule language


def written(value: Value, free: bool = False) -> str:
    """A value as a rule has it; `free` text is always in quotes, other words where they need it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return number(value)
        case str():
            return quote(value) if free else word(value)
        case date():
            return quote(value.isoformat())
        case frozenset():
            return f"[{', '.join(sorted(value))}]"
        case tuple():
            return counted(value)
        case _:
            assert_never(value)


def bare(value: Value, free: bool = False) -> str:
    """The same for a person who looks at one value: quotes only around free text."""
    match value:
        case str():
            return quote(value) if free else value
        case date():
            return value.isoformat()
        case bool() | Fraction() | frozenset() | tuple():
            return written(value)
        case _:
            assert_never(value)


def number(value: Fraction) -> str:
    """An exact spelling: a decimal where there is one, else a quotient."""
    if value.denominator == 1:
        return str(value.numerator)
    return str(value) if is_quotient(value) else _decimal(value)


def is_quotient(value: Fraction) -> bool:
    """Whether no decimal is exactly this number."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest != 1


def _decimal(value: Fraction) -> str:
    places = 1
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator).zfill(places + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def word(value: str) -> str:
    """A word of an enumeration or a set; in quotes where the language would misread it."""
    plain = _BARE.fullmatch(value) and value not in RESERVED
    return value if plain else quote(value)


def quote(text: str) -> str:
    """A text in quotes; a quote mark inside is written twice."""
    return '"' + text.replace('"', '""') + '"'


# as JSON

PLACES = 6
"""To so many decimal places numbers are told; every rounding of them for a reader uses it."""


def as_json(value: Value | None) -> Any:
    """A value as `--format json` tells it, numbers rounded to PLACES."""
    return _json(value, PLACES)


def as_fact(value: Value | None) -> Any:
    """A value for a fact file that is read again: numbers with all digits that a float holds."""
    return _json(value, None)


def _json(value: Value | None, places: int | None) -> Any:
    match value:
        case None | bool() | str():
            return value
        case Fraction():
            return json_number(value, places)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case tuple():
            return [{key: _json(one, places) for key, one in record.items()} for record in value]
        case _:
            assert_never(value)


def json_number(value: Fraction, places: int | None = None) -> int | float:
    """A number of JSON; a fraction is rounded to `places`, or to what a float holds.

    What `places` would make whole keeps the digits that a float holds; what is too large for
    one is told without its fraction.
    """
    if value.denominator == 1:
        return int(value)
    if abs(value) > FRACTIONS_SHOWN:
        return round(value)
    near = round(value, places) if places is not None else value
    return float(value if near.denominator == 1 else near)


def score_json(value: Fraction) -> float:
    """A score of JSON: one decimal place, also where it is whole."""
    return round(float(value), 1)


# in words

YES, NO, NONE, UNKNOWN, UNKNOWN_NUMBER = "yes", "no", "none", "unknown", "an unknown number"
NUMERIC = ("integer", "number", "share")
"""The types of a vocabulary whose values are numbers."""


def say(value: Value | None, kind: str) -> str:
    """A value of a fact as a person says it; `kind` is the type that the vocabulary names."""
    match value:
        case None:
            return UNKNOWN_NUMBER if kind in NUMERIC else UNKNOWN
        case bool():
            return YES if value else NO
        case Fraction():
            return percentage(value) if kind == "share" else amount(value)
        case str():
            return spaced(value) if kind == "enumeration" else value
        case date():
            return value.isoformat()
        case frozenset():
            return ", ".join(sorted(map(spaced, value))) or NONE
        case tuple():
            return counted(value)
        case _:
            assert_never(value)


FRACTIONS_SHOWN = 10**15
"""Of larger numbers a fraction is not shown."""
LONGEST_EXACT = 40
"""A decimal of at most so many characters is shown whole."""
DIGITS = 4
"""So many digits of a longer number are shown, or more where it needs more."""


def amount(
    value: Fraction, digits: int = DIGITS, places: int = PLACES, rounding: str = ROUND_HALF_EVEN
) -> str:
    """A number to read in a sentence, exactly if it is short and has few decimal `places`.

    Else rounded to `digits` that matter, or to so many that it does not look whole.
    """
    if is_short(value) and (value * 10**places).denominator == 1:
        return number(value)
    while (found := _rounded(value, digits, rounding)) is None:
        digits += 1
    if abs(found.adjusted()) <= LONGEST_EXACT // 2:
        return _plain(found)
    coefficient = _plain(found.scaleb(-found.adjusted()))
    return f"{coefficient}e{found.adjusted()}"


def percentage(value: Fraction, digits: int = DIGITS - 1, rounding: str = ROUND_HALF_EVEN) -> str:
    """A share as a percentage."""
    return f"{amount(value * 100, digits, 2, rounding)} %"


def ends(low: Fraction, high: Fraction, kind: str) -> tuple[str, str]:
    """The ends of a range, rounded outwards, so that nothing of it is left out."""
    if kind == "share":
        return percentage(low, rounding=ROUND_FLOOR), percentage(high, rounding=ROUND_CEILING)
    return amount(low, rounding=ROUND_FLOOR), amount(high, rounding=ROUND_CEILING)


def apart(value: Fraction, limit: Fraction, kind: str) -> tuple[str, str]:
    """A number and what it stands against, with as many digits as show which is larger."""
    spell, least = (percentage, DIGITS - 1) if kind == "share" else (amount, DIGITS)
    for digits in range(least, 10 * LONGEST_EXACT):
        told = spell(value, digits), spell(limit, digits)
        if _order(*(Fraction(one.removesuffix(" %")) for one in told)) == _order(value, limit):
            return told
    return number(value), number(limit)


def _order(left: Fraction, right: Fraction) -> int:
    return (left > right) - (left < right)


def is_short(value: Fraction) -> bool:
    """Whether a number is shown exactly: a decimal that is not long."""
    if value.denominator == 1:
        return bool(abs(value.numerator) < 10**LONGEST_EXACT)
    if value.denominator > 10**LONGEST_EXACT or abs(value.numerator) > 10 ** (2 * LONGEST_EXACT):
        return False
    return not is_quotient(value) and len(number(value)) <= LONGEST_EXACT


def _rounded(value: Fraction, digits: int, rounding: str) -> Decimal | None:
    """A number with so many digits that matter; None if that looks whole and it is not."""
    with localcontext(prec=digits, rounding=rounding, Emax=MAX_EMAX, Emin=MIN_EMIN):
        found = Decimal(value.numerator) / Decimal(value.denominator)
    has_fraction = value.denominator != 1 and abs(value) < FRACTIONS_SHOWN
    return None if has_fraction and found == found.to_integral_value() else found


def _plain(value: Decimal) -> str:
    """Without an exponent, and without zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Fraction) -> str:
    """A number to compare with one that was typed: exactly, or with PLACES digits or more."""
    return amount(value, PLACES, LONGEST_EXACT)


def counted(records: tuple[Record, ...]) -> str:
    """A list of records, by its length."""
    return "1 record" if len(records) == 1 else f"{len(records)} records"


def spaced(name: str) -> str:
    """A name of the rulebook as words."""
    return name.replace("_", " ")


# exactly, from raw numbers

UNROUNDED = 15
"""The decimal places of what was not given as a decimal: more than anyone types."""


def exact(raw: Any) -> Fraction | None:
    """A number without loss; a float counts as the decimal that it prints as."""
    match raw:
        case bool():
            return None
        case int() | Fraction():
            return Fraction(raw)
        case Decimal():
            return Fraction(raw) if raw.is_finite() else None
        case float():
            return Fraction(repr(raw)) if isfinite(raw) else None
        case _:
            return None


def read_number(text: str) -> Fraction:
    """`3`, `0.35` or `1 / 3` as it is written in a file; raises ZeroDivisionError, ValueError."""
    return Fraction(text.replace(" ", ""))


def decimals(raw: Any) -> int:
    """How many decimal places a number was given with."""
    if isinstance(raw, float):
        raw = Decimal(repr(raw))
    if isinstance(raw, Decimal):
        exponent = raw.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    return 0 if isinstance(raw, int) else UNROUNDED


def as_given(value: Value, places: int) -> Value | Decimal:
    """A number with the decimal places it was given with, so that rounding is seen as such."""
    if isinstance(value, Fraction) and value.denominator != 1 and places < UNROUNDED:
        return Decimal(round(value * 10**places)).scaleb(-places)
    return value


def as_written(value: Any) -> Any:
    """A number as a fact file has it, with its decimal places; all else as it is."""
    told = as_fact(value) if isinstance(value, Fraction) else value
    return Decimal(repr(told)) if isinstance(told, float) else told
