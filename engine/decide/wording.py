"""Filling facts into the texts of a rulebook, once and with known values only."""

from __future__ import annotations

from ..case.case import Case
from ..language.tree import Compare, Expression, Fact, Number, Threshold
from ..language.values import say
from ..rulebook.model import Text


def fill(text: Text, case: Case) -> str:
    """The words with each `{fact}` as a person would say its value."""
    facts = case.book.vocabulary.facts
    parts = [
        part if place % 2 == 0 else say(case.value(part), facts[part].kind)
        for place, part in enumerate(text)
    ]
    filled = "".join(parts)
    return filled[:1].upper() + filled[1:]


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
            return f"{LIMITS[atom.operator]} {say(value, fact.kind)}{named}"
        case _:
            return None
