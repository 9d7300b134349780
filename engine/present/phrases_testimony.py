"""The words and sentences about who said what; `phrases` has what else a decision says."""

from __future__ import annotations

from collections.abc import Sequence

from ..case.testimony.statement import Statement
from ..decide.staleness import Stale
from ..rulebook.model import INCOMPLETE
from .phrases import counted, either, listed

DIFFER = "Where voices differ"
HANGS_ON = "What it hangs on"
WHOM = "Whom it rests on"
SAID = "Who said what"
STILL_OPEN = "still open"
HEARSAY, IN_PRIVATE, BEFORE_OTHERS = "hearsay", "in private", "not in private"
FROM_MEMORY = "told from memory, so better looked up"
OWN = "your own judgment"
NOT_COUNTED = "does not count here"
DID_NOT_KNOW, DODGED = "did not know", "dodged the question"
CONTESTED = "contested"


def between(values: Sequence[str], ordered: bool) -> str:
    """What a contested fact may be: one of some values, or anything between two."""
    return f"from {values[0]} to {values[-1]}" if ordered else either(values)


def value_of(value: str, who: Sequence[str]) -> str:
    """A value with those who say so: `gme (A and B)`."""
    return f"{value} ({listed(who)})" if who else value


def contested(fact: str, told: str) -> str:
    return f"{fact}: {told}."


def impossible(told: str, why: str) -> str:
    """What several people said that cannot be true together."""
    return f"{told} Taken as not known, since {why}."


def branch(verdict: str, parts: Sequence[str]) -> str:
    """`high if visa.handler is gme (A)`."""
    word = STILL_OPEN if verdict == INCOMPLETE else verdict
    return f"{word} if {listed(parts)}"


def is_value(fact: str, value: str) -> str:
    return f"{fact} is {value}"


def ways(count: int, more: bool) -> str:
    """How many branches there are, where they are too many to tell."""
    least = "at least " if more else ""
    return f"It hangs on what voices differ on, in {least}{counted(count, 'way')}."


def without(who: str, verdict: str) -> str:
    return f"Without {who}: {STILL_OPEN if verdict == INCOMPLETE else verdict}."


NO_SINGLE_VOICE = "It stays the same without any single one of those who spoke."
WHOEVER_IS_RIGHT = "That is so whoever is right, and whatever the open answers turn out to be."
WHOEVER_IS_WRONG = "It stands whoever of those who spoke is wrong."


def needs_each(people: Sequence[str]) -> str:
    """Those without whom, one alone, the verdict falls."""
    return f"It does not stand without {', nor without '.join(people)}."


def stands_unless(people: Sequence[str]) -> str:
    """The smallest coalition: fewer of them cannot shake the verdict, others as many may."""
    fewer = f"It stands while fewer than {len(people)} of those who spoke are wrong"
    return f"{fewer}; without {listed(people)} it does not."


def stands_unless_many(least: str) -> str:
    return f"It stands unless {least} of those who spoke are wrong."


def how(one: Statement) -> list[str]:
    """When it was said, in private or not, and by whom it was heard."""
    parts = [one.on.isoformat()] if one.on is not None else []
    if one.private is not None:
        parts.append(IN_PRIVATE if one.private else BEFORE_OTHERS)
    heard = [] if one.firsthand else [HEARSAY]
    heard += [f"from {one.origin}"] if one.origin is not None else []
    parts += [" ".join(heard)] if heard else []
    return parts


def statement(one: Statement, value: str, counts: bool) -> str:
    """`A: gme (2026-10-03, in private)`."""
    parts = [*how(one), *([] if counts else [NOT_COUNTED])]
    aside = f" ({', '.join(parts)})" if parts else ""
    note = f": {one.note}" if one.note else ""
    return f"{one.who}: {value}{aside}{note}"


def source(one: Statement) -> str:
    """The same where the value stands beside it already."""
    note = f": {one.note}" if one.note else ""
    return ", ".join([one.who, *how(one)]) + note


def origins(told: Sequence[str]) -> str:
    return f" [{'; '.join(told)}]" if told else ""


def derived_from(told: Sequence[str]) -> str:
    """Where the values come from that others follow from."""
    return f" (from {'; '.join(told)})" if told else ""


def stale(found: Stale, since: str) -> str:
    """A value that may no longer hold."""
    day = f" is of {found.day.isoformat()}," if found.day is not None else " is"
    if found.span is not None:
        return f"{found.fact}{day} older than {found.span}."
    return f"{found.fact}{day} from before {found.change} = {since}."


def how_many_stale(count: int) -> str:
    return f"Told long ago: {counted(count, 'value')}"
