"""Facts as Python programs have them, made the plain data that a fact file would hold.

Numbers and dates of numpy and pandas are known by what they can do, since neither is imported.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational, Real
from typing import Any

from ..language.values import nfc
from .json_text import NoNumber

NOTHING = ("NAType", "NaTType")
"""What pandas has in place of a value; it is not imported to ask."""


def as_data(raw: Any) -> Any:
    """Mappings, lists, texts, exact numbers and dates; what is none of these stays as it is."""
    match raw:
        case None | bool() | Decimal() | Fraction():
            return raw
        case str():
            return nfc(str(raw))
        case Mapping():
            return {nfc(key) if isinstance(key, str) else key: as_data(raw[key]) for key in raw}
        case list() | tuple():
            return [as_data(item) for item in raw]
        case Set():
            return frozenset(as_data(item) for item in raw)
        case _:
            return _scalar(raw)


def _scalar(raw: Any) -> Any:
    if type(raw).__name__ in NOTHING:
        return NoNumber(str(raw))
    if isinstance(raw, float):
        return NoNumber("NaN") if raw != raw else float(raw)
    if isinstance(raw, Integral):
        return int(raw)
    if isinstance(raw, Rational):
        return Fraction(raw)
    if isinstance(raw, Real):  # such as a float of 32 bits: the decimal that it prints as
        return _printed(raw)
    if isinstance(raw, datetime):
        return raw.date() if raw.time() == time() else raw
    if hasattr(raw, "dtype") and hasattr(raw, "tolist"):  # what else numpy has
        inner = raw.tolist()
        return raw if isinstance(inner, type(raw)) else as_data(inner)
    return raw


def _printed(raw: Real) -> Any:
    text = str(raw)
    return NoNumber("NaN") if text == "nan" else Decimal(text)
