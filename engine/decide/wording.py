"""Filling facts into the texts of a rulebook, once and with known values only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ..case.case import Case
from ..language.interpret import Value
from ..language.tree import Compare, Expression, Fact, Number, Threshold
from ..rulebook.model import Fact as FactDefinition
from ..rulebook.model import Text


def fill(text: Text, case: Case) -> str:
    """The words with each `{fact}` as a person would say its value."""
    facts = case.book.vocabulary.facts
    parts = [
        part if place % 2 == 0 else say(facts[part], case.value(part))
        for place, part in enumerate(text)
    ]
    filled = "".join(parts)
    return filled[:1].upper() + filled[1:]


def say(fact: FactDefinition, value: Value | None) -> str:
    """A value in words: shares as percentages, words without underscores."""
    match value:
        case None:
            return "an unknown number" if fact.kind in ("integer", "number", "share") else "unknown"
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return percentage(value) if fact.kind == "share" else number(value)
        case str():
            return value.replace("_", " ") if fact.kind == "enumeration" else value
        case date():
            return value.isoformat()
        case frozenset():
            return ", ".join(sorted(word.replace("_", " ") for word in value)) or "none"
        case tuple():
            return f"{len(value)} records"


LIMITS = {
    "<": "below", "<=": "at most", ">": "above", ">=": "at least",
    "=": "exactly", "!=": "other than",
}  # fmt: skip


def limit(atom: Expression, case: Case) -> str | None:
    """What a number is compared with: `at least 3, lead_months`."""
    match atom:
        case Compare(left=Fact(name=name), right=Threshold() | Number() as right):
            fact = case.book.vocabulary.facts[name]
            value = case.book.numbers[right.name] if isinstance(right, Threshold) else right.value
            named = f", {right.name}" if isinstance(right, Threshold) else ""
            return f"{LIMITS[atom.operator]} {say(fact, value)}{named}"
        case _:
            return None


def percentage(value: Fraction) -> str:
    """A share as a percentage; one decimal where a whole number would mislead."""
    shown = round(float(value * 100), 1)
    return f"{shown:g} %"


def number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"
