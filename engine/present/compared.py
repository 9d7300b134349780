"""Cases side by side in words, which every form of a comparison prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import groupby

from ..decide.compared import Column, Comparison, FactRow, State
from ..language.naming import group_of
from ..language.values import say, spaced
from ..rulebook.model import OPEN, Fact
from . import phrases
from . import phrases_ranking as words
from .needed import needed
from .words import shown

Told = tuple[str, str]
"""How a gate came out, and why."""


def title(column: Column) -> str:
    """What came out, and what the flows beside say of it."""
    decision = column.decision
    labels = [phrases.label_title(one) for one in decision.labels.values()]
    told = [spaced(decision.verdict), *(one for one in labels if one != phrases.NOT_KNOWN_YET)]
    return ", ".join(dict.fromkeys(told))


def gates(found: Comparison) -> Iterator[tuple[str, tuple[Told, ...]]]:
    """The title of each gate that a case came to, and how it came out for each of them."""
    flow = found.book.flows[found.flow]
    for gate in reached(found):
        yield flow.nodes[gate].title, tuple(_gate(one, gate, found) for one in found.columns)


def reached(found: Comparison) -> Iterator[str]:
    """The gates that some case came to, in the order of the flow."""
    for gate in found.book.flows[found.flow].gates():
        if any(one.station(gate) is not None for one in found.columns):
            yield gate


def _gate(column: Column, gate: str, found: Comparison) -> Told:
    station = column.station(gate)
    if station is None:
        settled = column.decision.settled
        return words.DECIDED_BEFORE if settled else words.COMES_LATER, ""
    told = shown(phrases.because(station.because, station.outcome == OPEN))
    so_far = needed(station, found.book)
    return spaced(station.outcome or OPEN), " ".join(filter(None, (so_far, told)))


def next_steps(found: Comparison) -> tuple[str, ...]:
    """What to find out next about each case, with whom; empty where nothing is open."""
    return tuple(_next(one, found) for one in found.columns)


def _next(column: Column, found: Comparison) -> str:
    if not column.decision.missing:
        return ""
    first = column.decision.missing[0]
    known = found.book.vocabulary.informants
    whom = phrases.whom([known.get(key, key) for key in first.whom])
    left = f"{phrases.questions_left(len(column.decision.missing))}."
    return " ".join(filter(None, (first.ask, whom, left)))


def value(found: State, fact: Fact) -> str:
    """What a case has of a fact, with its unit; or why it has nothing."""
    if found.value is None:
        return words.STATES[found.how]
    unit = fact.unit if isinstance(found.value, Fraction) else None
    said = phrases.with_unit(shown(say(found.value, fact.kind)), unit)
    return words.taken_as(said) if found.how == "assumed" else said


def label(fact: Fact) -> str:
    """The question of a fact; without one, its name inside its group, as words."""
    return fact.ask or spaced(fact.name.partition(".")[2])


def by_group(found: Iterable[FactRow]) -> Iterator[tuple[str, list[FactRow]]]:
    """Facts with the group that they stand in, as words."""
    for group, inner in groupby(found, key=lambda row: group_of(row.fact.name)):
        yield spaced(group), list(inner)


def sections(found: Comparison) -> Iterator[tuple[str, tuple[FactRow, ...]]]:
    """Where they differ, and what is known of some only; without what is empty."""
    for heading, facts in ((words.DIFFERING, found.differing), (words.PARTIAL, found.partial)):
        if facts:
            yield heading, facts


def closing(found: Comparison) -> str:
    """How many facts are not told of, since all have them and agree."""
    return words.alike(found.alike, found.unseen, bool(found.differing))
