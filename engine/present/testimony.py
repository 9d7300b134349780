"""Who said what, in sentences: what text, Markdown, pages and pictures tell of the people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..case.provenance import Provenance
from ..case.testimony.statement import Choice, Contested, Statement
from ..decide.branches import Branch
from ..decide.decision import Condition, Decision
from ..decide.testimony import Heard
from ..language.values import Value, say
from ..rulebook.model import Book
from . import phrases
from . import phrases_testimony as said
from .words import shown


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the sentences below it; `key` names it as a page does."""

    key: str
    title: str
    lines: tuple[str, ...]


def on_whom(decision: Decision, book: Book) -> list[Section]:
    """What is contested, what hangs on it, and whom the verdict rests on; what there is of it."""
    told = decision.testimony
    found = [
        Section("contested", said.DIFFER, tuple(_contested(one, book) for one in told.contested)),
        Section("fork", said.HANGS_ON, tuple(_fork(decision, book))),
        Section("voices", said.WHOM, tuple(_voices(decision))),
    ]
    return [one for one in found if one.lines]


def who_said_what(decision: Decision, book: Book) -> list[Section]:
    """Every fact that somebody told of, and values told long ago."""
    heard = tuple(_heard(one, book) for one in decision.testimony.heard)
    old = tuple(said.stale(one, _since(one.since)) for one in decision.stale)
    found = [
        Section("said", said.SAID, heard),
        Section("stale", said.how_many_stale(len(old)), old),
    ]
    return [one for one in found if one.lines]


def _since(value: Value | None) -> str:
    return say(value, "integer")


def _say(fact: str, value: Value | None, book: Book) -> str:
    return shown(say(value, book.vocabulary.facts[fact].kind))


# what is contested


def contested(found: Contested, book: Book) -> str:
    """A contested fact with its values and those who say so."""
    choices = found.choices
    if found.ends is not None:
        choices = _in_order(choices)
    told = [
        said.value_of(_say(found.fact, one.value, book), _people(one.who or one.records))
        for one in choices
    ]
    return said.contested(found.fact, said.between(told, found.ends is not None and len(told) > 1))


def _in_order(choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Numbers or dates from the lowest to the highest."""
    numbers = {id(one): one.value for one in choices if isinstance(one.value, Fraction)}
    days = {id(one): one.value for one in choices if type(one.value) is date}
    if numbers:
        return tuple(sorted(choices, key=lambda one: numbers[id(one)]))
    return tuple(sorted(choices, key=lambda one: days[id(one)]))


def _contested(found: Contested, book: Book) -> str:
    told = contested(found, book)
    return said.impossible(told, shown(found.impossible)) if found.impossible else told


def _people(names: tuple[str, ...]) -> list[str]:
    return [*map(shown, names)]


# what hangs on it


def _fork(decision: Decision, book: Book) -> Iterator[str]:
    fork = decision.testimony.fork
    if fork.count > len(fork.branches) or fork.more:
        yield said.ways(fork.count, fork.more)
    for one in fork.branches:
        yield said.branch(one.verdict, [*_given(one, book)])


def _given(branch: Branch, book: Book) -> Iterator[str]:
    for name, value in branch.given.items():
        told = said.value_of(_say(name, value, book), _people(branch.who[name]))
        yield said.is_value(name, told)


def _voices(decision: Decision) -> Iterator[str]:
    told = decision.testimony
    turning = {who: one for who, one in told.voices.items() if one != decision.verdict}
    yield from (said.without(shown(who), one) for who, one in turning.items())
    if told.voices and not turning:
        yield said.NO_SINGLE_VOICE
    yield from coalition(decision)


def coalition(decision: Decision) -> Iterator[str]:
    """Who would have to be wrong for the verdict to fall."""
    unless = decision.testimony.stands_unless
    if not decision.testimony.voices or not decision.settled:
        return
    if unless is None:
        yield said.WHOEVER_IS_WRONG
    elif isinstance(unless, str):
        yield said.stands_unless_many(unless)
    elif len(unless) == 1:
        without = decision.testimony.voices.items()
        alone = (who for who, verdict in without if verdict != decision.verdict)
        yield said.needs_each(_people(tuple(alone)))
    else:
        yield said.stands_unless(_people(unless))


MOST_BRIEF = 3
"""So many branches are told where there is little room."""


def briefly(decision: Decision, book: Book) -> Iterator[str]:
    """What hangs on contested facts, where that is short, or who would have to be wrong."""
    branches = decision.testimony.fork.branches
    if 0 < len(branches) <= MOST_BRIEF:
        told = "; ".join(said.branch(one.verdict, [*_given(one, book)]) for one in branches)
        yield f"{told[:1].upper()}{told[1:]}."
    yield from coalition(decision)


# who said it


def _heard(found: Heard, book: Book) -> str:
    told = [said.OWN] if found.own else []
    told += [*statements(found.fact, found.provenance, book)]
    told += [said.FROM_MEMORY] if found.from_memory else []
    open_still = found.value is None and found.provenance.counted
    value = said.CONTESTED if open_still else _say(found.fact, found.value, book)
    return phrases.equals(found.fact, f"{value}; {'; '.join(told)}")


def statements(fact: str, told: Provenance, book: Book) -> Iterator[str]:
    """Each statement about a fact, with its value."""
    for one in told.said:
        counts = one in told.counted or not one.known
        yield shown(said.statement(one, _value(fact, one, book), counts))


def _value(fact: str, one: Statement, book: Book) -> str:
    if one.known:
        return _say(fact, one.value, book)
    return said.DODGED if one.status == "declined" else said.DID_NOT_KNOW


def origin(condition: Condition, name: str, book: Book) -> str:
    """Where a value in a condition comes from; where it follows from others, where those do."""
    own = condition.provenance.get(name)
    if own is not None:
        return shown(_origin(name, own, condition.values.get(name), book))
    others: Mapping[str, Provenance] = {
        base: one for base, one in condition.provenance.items() if base not in condition.values
    }
    told = [base + _origin(base, one, True, book) for base, one in others.items()]
    return shown(said.derived_from([one for one in told if one.endswith("]")]))


def _origin(name: str, told: Provenance, value: Value | None, book: Book) -> str:
    parts = [phrases.origin(told)] if told.source or told.as_of or told.note else []
    spoken = (
        [said.source(one) for one in told.counted]
        if value is not None
        else [*statements(name, told, book)]
    )
    return "".join([*parts, said.origins(spoken)])
