"""Cells as data that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import inf, nextafter
from typing import Any

from ...language import types
from ...language.types import Type
from ...language.values import Value, as_fact
from .cells import Between, Cell, Exactly, NoneOf, bound, joined


def cell_data(kind: Type, found: Sequence[Cell]) -> list[Any]:
    """For numbers and dates stretches `{"from", "to", "open"}`: the ends, null where there is
    none, and which of them do not belong to it. For all else the values; of a text also what it
    may not be and which tests it passes: `{"not", "tests"}`."""
    return [_data(kind, cell) for cell in joined(found, kind)]


def _data(kind: Type, cell: Cell) -> Any:
    match cell:
        case Exactly(value):
            ordered = isinstance(kind, types.ORDERED)
            told = as_fact(value)
            return {"from": told, "to": told, "open": []} if ordered else told
        case Between():
            apart = cell.low != cell.high
            ends = {
                name: _end(bound(kind, end), inwards if apart else None)
                if end is not None
                else None
                for name, end, inwards in (("from", cell.low, inf), ("to", cell.high, -inf))
            }
            outside = {"from": not cell.with_low, "to": not cell.with_high}
            open_ = [name for name, end in ends.items() if end is not None and outside[name]]
            return {**ends, "open": open_}
        case NoneOf():
            tests = [
                {"test": one.operator, "text": one.text, "passes": passes}
                for one, passes in cell.passed
            ]
            return {"not": [*cell.values], "tests": tests}


def _end(value: Value, inwards: float | None) -> Any:
    """An end as a number of JSON: one that has no such number is told a little further inside."""
    told = as_fact(value)
    while inwards is not None and isinstance(told, float) and isinstance(value, Fraction):
        beyond = Fraction(repr(told)) - value
        if beyond == 0 or (beyond > 0) == (inwards > 0):
            break
        told = nextafter(told, inwards)
    return told
