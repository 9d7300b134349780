"""A decision to pass on: people become A, B, C, and what could tell who they are goes.

Gone are names, origins, notes, sources and the days of talks. What was said stays, and who of
them said it, by letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..case.provenance import Provenance
from ..case.testimony.statement import Contested, Statement
from ..language.naming import lettered
from .branches import Branch, Fork
from .decision import Condition, Decision, Station
from .testimony import Testimony

Letters = Mapping[str, str]


def redacted(decision: Decision) -> Decision:
    """The same decision without people in it."""
    told = decision.testimony
    people = dict.fromkeys(told.voices)
    letters = {who: lettered(place).upper() for place, who in enumerate(people)}
    return replace(
        decision,
        path=tuple(_station(one, letters) for one in decision.path),
        rests_on=replace(decision.rests_on, oldest=None, newest=None),
        testimony=_testimony(told, letters),
        stale=tuple(replace(one, day=None) for one in decision.stale),
    )


def _testimony(told: Testimony, letters: Letters) -> Testimony:
    unless = told.stands_unless
    return Testimony(
        tuple(_contested(one, letters) for one in told.contested),
        _fork(told.fork, letters),
        {letters[who]: verdict for who, verdict in told.voices.items()},
        _named(unless, letters) if isinstance(unless, tuple) else unless,
        tuple(replace(one, provenance=_origin(one.provenance, letters)) for one in told.heard),
    )


def _named(people: tuple[str, ...], letters: Letters) -> tuple[str, ...]:
    """Letters for people; what is no person, such as a list of the user's, keeps its name."""
    return tuple(letters.get(who, who) for who in people)


def _contested(found: Contested, letters: Letters) -> Contested:
    choices = (replace(one, who=_named(one.who, letters)) for one in found.choices)
    return replace(found, choices=tuple(choices))


def _fork(found: Fork, letters: Letters) -> Fork:
    return replace(found, branches=tuple(_branch(one, letters) for one in found.branches))


def _branch(found: Branch, letters: Letters) -> Branch:
    return replace(found, who={name: _named(who, letters) for name, who in found.who.items()})


def _station(station: Station, letters: Letters) -> Station:
    over = (
        replace(one, conditions=_conditions(one.conditions, letters)) for one in station.passed_over
    )
    collected = (
        replace(one, conditions=_conditions(one.conditions, letters)) for one in station.collected
    )
    return replace(
        station,
        conditions=_conditions(station.conditions, letters),
        passed_over=tuple(over),
        collected=tuple(collected),
    )


def _conditions(found: Sequence[Condition], letters: Letters) -> tuple[Condition, ...]:
    return tuple(
        replace(
            one,
            provenance={name: _origin(told, letters) for name, told in one.provenance.items()},
        )
        for one in found
    )


def _origin(told: Provenance, letters: Letters) -> Provenance:
    said = tuple(_statement(one, letters) for one in told.said)
    return Provenance(said=said, counted=tuple(_statement(one, letters) for one in told.counted))


def _statement(one: Statement, letters: Letters) -> Statement:
    return replace(one, who=letters[one.who], on=None, origin=None, note=None)
