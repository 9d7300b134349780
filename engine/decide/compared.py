"""A few cases side by side: their gates, and the facts on which they differ.

A fact differs where two cases have different values of it, or voices differ in one; it is told of
some only where all that have it agree and others lack it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ..case.case import Case
from ..language.types import Records
from ..language.values import Value
from ..rulebook.model import Book, Fact
from .decision import Decision, Station
from .known import Known

How = Literal["known", "assumed", "contested", "declined", "unknown", "open"]
TOLD = ("known", "assumed", "contested")


@dataclass(frozen=True, slots=True)
class State:
    """What one case has of a fact: its value, if any, and how it comes to that."""

    value: Value | None
    how: How

    @property
    def told(self) -> bool:
        """Whether something is known of it."""
        return self.how in TOLD


@dataclass(frozen=True, slots=True)
class Column:
    """One of the cases: its name, its facts, and what came out."""

    name: str
    case: Case
    decision: Decision
    known: Known = Known()

    def station(self, gate: str) -> Station | None:
        """How a gate came out; None where the walk did not come to it."""
        return next((one for one in self.decision.path if one.node == gate), None)


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact, and its state in each of the cases."""

    fact: Fact
    states: tuple[State, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases side by side. `alike` counts the facts that all have and agree on, `unseen` those
    that some have only since nobody mentioned them, and others lack."""

    book: Book
    flow: str
    columns: tuple[Column, ...]
    differing: tuple[FactRow, ...]
    partial: tuple[FactRow, ...]
    alike: int
    unseen: int


def compared(columns: Sequence[Column], book: Book, flow: str) -> Comparison:
    """The comparison of some cases by one flow of a rulebook."""
    facts = (one for one in book.vocabulary.facts.values() if one.name != book.vocabulary.subject)
    rows = [FactRow(fact, tuple(state(one.case, fact.name) for one in columns)) for fact in facts]
    kinds = [_kind(row) for row in rows]
    return Comparison(
        book,
        flow,
        tuple(columns),
        _of("differing", rows, kinds),
        _of("partial", rows, kinds),
        kinds.count("alike"),
        kinds.count("unseen"),
    )


def _of(kind: str, rows: Iterable[FactRow], kinds: Iterable[str]) -> tuple[FactRow, ...]:
    return tuple(row for row, one in zip(rows, kinds, strict=True) if one == kind)


def _kind(row: FactRow) -> Literal["differing", "partial", "alike", "unseen", "open"]:
    told = [one for one in row.states if one.told]
    values = {(one.how == "contested", one.value) for one in told if not _list(row, one)}
    if len(values) > 1 or any(contested for contested, _ in values):
        return "differing"
    if not told:
        return "open"
    if len(told) == len(row.states):
        return "alike"
    return "unseen" if all(one.how == "assumed" for one in told) else "partial"


def _list(row: FactRow, found: State) -> bool:
    """Lists are told apart by what is derived from them, which are facts too."""
    return isinstance(row.fact.type, Records) and found.how != "contested"


def state(case: Case, fact: str) -> State:
    """What a case has of a fact."""
    value = case.value(fact)
    if fact in case.contested:
        return State(None, "contested")
    if value is not None:
        return State(value, "assumed" if fact in case.assumed else "known")
    if case.declined(fact):
        return State(None, "declined")
    return State(None, "unknown" if fact in case.asked else "open")
