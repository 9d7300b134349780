"""Filling facts into the texts of a rulebook, once and with known values only."""

from __future__ import annotations

from ..case.case import Case
from ..case.testimony.statement import Contested
from ..language.values import say
from ..rulebook.model import Text


def fill(text: Text, case: Case) -> str:
    """The words with each `{fact}` as a person would say its value."""
    facts = case.book.vocabulary.facts
    parts = [
        part if place % 2 == 0 else _say(case, part, facts[part].kind)
        for place, part in enumerate(text)
    ]
    filled = "".join(parts)
    return filled[:1].upper() + filled[1:]


def _say(case: Case, fact: str, kind: str) -> str:
    """A value in words; where voices differ, all that were said."""
    found = case.value(fact)
    if found is not None or fact not in case.choices:
        return say(found, kind)
    return between(case.choices[fact], kind)


def between(found: Contested, kind: str) -> str:
    """What a contested fact may be: `5 to 6`, or `gme or resident alone`."""
    values = [one.value for one in found.choices] if found.ends is None else [*found.ends]
    return (" or " if found.ends is None else " to ").join(say(one, kind) for one in values)
