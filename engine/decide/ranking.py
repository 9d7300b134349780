"""The order of many decided cases: the one place that says which stands above which.

Cases are compared by `CRITERIA`, one after another, as words in a dictionary are (a lexicographic
order); those that are equal in all of them share a rank and stand by name. Nothing else has a
say: the same cases come out in the same order, however they are given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from ..diagnostics.place import Place
from ..language.values import Value
from ..rulebook.model import INCOMPLETE, NOT_KNOWN, OPEN, Book, Flow
from .decision import Decision, Station
from .known import Known

Measure = tuple[Fraction | int, ...]
"""What a case comes to by one criterion; the smaller stands above."""
TRUE, NOT_SAID, FALSE = (0, 0), (1, 0), (2, 0)
"""What is true or false by how good it is; a number stands where `TRUE` does, by its size."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One decided case among many: what it is called, where it stands, what came out.

    `known` is what else of it counts, or is shown, among the others.
    """

    key: str
    place: Place
    decision: Decision
    known: Known = Known()

    @property
    def name(self) -> str:
        """Its name by its own facts, else its key."""
        return self.decision.program or self.key


@dataclass(frozen=True, slots=True)
class Parting:
    """By what a case stands below the one right above it: a criterion, and which part of it."""

    criterion: str
    part: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry and its rank, from 1; equals share one, and the next rank counts them all.

    `below` is the entry right above, None for the first; `parting` is None among equals.
    """

    rank: int
    entry: Entry
    below: Entry | None = None
    parting: Parting | None = None


def ranked(entries: Iterable[Entry], book: Book, flow: str) -> tuple[Ranked, ...]:
    """All entries, the best first. `flow` is the one that decided them."""
    order = Order(book, book.flows[flow])
    measured = sorted(
        ((order.measures(one), _by_name(one), one) for one in entries),
        key=lambda found: found[:2],
    )
    found: list[Ranked] = []
    above: tuple[Measure, ...] = ()
    for measures, equals in groupby(measured, key=lambda one: one[0]):
        rank = len(found) + 1
        for _, _, entry in equals:
            below = found[-1].entry if found else None
            found.append(Ranked(rank, entry, below, _parting(above, measures)))
            above = measures
    return tuple(found)


def _parting(above: tuple[Measure, ...], below: tuple[Measure, ...]) -> Parting | None:
    """The first criterion, and of its parts the first, by which two cases differ."""
    for criterion, one, other in zip(CRITERIA, above, below, strict=False):
        for part, (mine, theirs) in enumerate(zip(one, other, strict=True)):
            if mine != theirs:
                return Parting(criterion, part)
    return None


def _by_name(entry: Entry) -> tuple[str | int, ...]:
    """Among equals: by name, and where that is the same too, by where it stands."""
    place = entry.place
    return entry.name.casefold(), entry.name, entry.key, place.file, place.line, place.column


@dataclass(frozen=True, slots=True)
class Order:
    """By what the cases of one flow are ranked."""

    book: Book
    flow: Flow

    def measures(self, entry: Entry) -> tuple[Measure, ...]:
        """What a case comes to by each of the criteria."""
        return tuple(measure(entry, self) for measure in CRITERIA.values())

    def showing(self) -> tuple[str, ...]:
        """The facts that show what is rated, those of the weightiest rating first."""
        facts = self.book.vocabulary.facts.values()
        rated = sorted(facts, key=lambda one: -(one.weight or 0))
        return tuple(dict.fromkeys(shown for one in rated for shown in one.shown_by))

    def labels(self) -> tuple[Flow, ...]:
        """The flows beside that have an order: only what says which is better ranks cases."""
        beside = (self.book.flows[name] for name in self.flow.labels)
        return tuple(one for one in beside if one.best_first)


def best_first(flow: Flow) -> tuple[str, ...]:
    """The verdicts of a flow as it ranks them; those that it does not rank come last."""
    return tuple(dict.fromkeys((*flow.best_first, *flow.verdicts)))


def passed(decision: Decision) -> int:
    """How many gates the walk has left behind, before the one where it ends or stays open."""
    gates = [station.node for station in decision.path if station.kind == "gate"]
    return gates.index(decision.decided_at) if decision.decided_at in gates else len(gates)


def last_gate(decision: Decision) -> Station | None:
    """The gate that decided, or the first that is open."""
    return next((one for one in decision.path if one.node == decision.decided_at), None)


def open_gate(decision: Decision) -> bool:
    """Whether the walk stands at a gate without an outcome."""
    gate = last_gate(decision)
    return gate is not None and gate.outcome == OPEN


# the criteria


def verdict(entry: Entry, order: Order) -> Measure:
    """The place of its verdict. An open case stands right below the best that it may come to."""
    decision = entry.decision
    places = {one: place for place, one in enumerate(best_first(order.flow))}
    if decision.verdict != INCOMPLETE:
        return places[decision.verdict], 0
    return min((places[one] for one in decision.possible), default=len(places)), 1


def beside(entry: Entry, order: Order) -> Measure:
    """The same for each flow beside that has an order; what is not known stands below the best."""
    return tuple(part for flow in order.labels() for part in _label(entry.decision, flow))


def _label(decision: Decision, flow: Flow) -> tuple[int, int]:
    label = decision.labels.get(flow.name)
    if label is None or label.row == NOT_KNOWN:
        return 0, 1
    return best_first(flow).index(label.row), 0


def checks(entry: Entry, _order: Order) -> Measure:
    """More gates passed."""
    return (-passed(entry.decision),)


def drivers(entry: Entry, _order: Order) -> Measure:
    """A higher weighed score of the user's own ratings; any score before none."""
    score = entry.decision.drivers.score
    return (1, 0) if score is None else (0, -score)


def shown(entry: Entry, order: Order) -> Measure:
    """The facts that show what is rated, one after another: more before less, true before not
    known before false, and a number before none; where voices differ, the least of theirs."""
    values = map(entry.known.least, order.showing())
    return tuple(part for value in values for part in _worth(value))


def _worth(value: Value | None) -> tuple[int, Fraction | int]:
    match value:
        case bool():
            return TRUE if value else FALSE
        case Fraction():
            return 0, -value
        case _:
            return NOT_SAID


def balance(entry: Entry, _order: Order) -> Measure:
    """More strengths, less cautions."""
    return (len(entry.decision.cautions) - len(entry.decision.strengths),)


def questions(entry: Entry, _order: Order) -> Measure:
    """Fewer questions that can still change the verdict."""
    return (len(entry.decision.missing),)


def evidence(entry: Entry, _order: Order) -> Measure:
    """More people who told something; then more talks in private in which that was."""
    return -entry.known.people, -entry.known.private


Criterion = Callable[[Entry, Order], Measure]
CRITERIA: dict[str, Criterion] = {
    "verdict": verdict,
    "beside": beside,
    "checks": checks,
    "drivers": drivers,
    "shown": shown,
    "balance": balance,
    "questions": questions,
    "evidence": evidence,
}
"""By which cases are ranked, the weightiest first: how good they are before how much is known."""


def counts(found: Sequence[Ranked]) -> dict[str, int]:
    """How many cases have each verdict, and how many none, as they come in the order."""
    return dict(Counter(one.entry.decision.verdict for one in found))
