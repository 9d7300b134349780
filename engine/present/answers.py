"""What an answer to a question looks like."""

from __future__ import annotations

from ..language.types import Boolean, Day, Enumeration, Numeric, Records, SetOf, Text, Type
from . import phrases
from . import phrases_work as work


def answer(kind: Type) -> str:
    """What an answer looks like."""
    match kind:
        case Boolean():
            return work.TRUE_OR_FALSE
        case Enumeration():
            return phrases.either([f"`{value}`" for value in kind.values])
        case SetOf():
            return work.any_of(phrases.either([f"`{value}`" for value in kind.values]))
        case Numeric():
            return work.a_number(kind.integer, kind.low, kind.high)
        case Records():
            return work.list_of_records([f"`{name}`" for name in kind.fields])
        case Day():
            return work.DATE
        case Text():
            return work.TEXT
