"""Filling facts into the texts of a rulebook, once and with known values only."""

from __future__ import annotations

from ..case.case import Case
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
