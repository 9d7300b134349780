"""A ranking in words: one row for each case, which every form of it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any

from ..decide.decision import Decision, Missing
from ..decide.known import Known
from ..decide.ranking import Entry, Order, Ranked, counts, last_gate, passed
from ..diagnostics.place import Place
from ..language.values import score_json, spaced
from ..rulebook.about import Noun
from ..rulebook.model import OPEN, Book, Fact
from . import phrases
from . import phrases_ranking as words
from .kept import as_data, chosen, exactly
from .left_out import LeftOut
from .needed import needed
from .parting import Parted, parted
from .text import beside_question
from .words import shown


@dataclass(frozen=True, slots=True)
class Ranking:
    """Cases in their order, what they were ranked by, and which of them were asked for.

    `keep` names the facts whose values are shown beside.
    """

    book: Book
    flow: str
    found: tuple[Ranked, ...]
    where: str | None = None
    left_out: LeftOut = field(default_factory=LeftOut)
    keep: tuple[str, ...] = ()

    @property
    def noun(self) -> Noun:
        """What a case is called."""
        return self.book.vocabulary.case

    @property
    def order(self) -> Order:
        """By what the cases are ranked."""
        return Order(self.book, self.book.flows[self.flow])

    @property
    def kept(self) -> tuple[Fact, ...]:
        """The facts that are shown beside."""
        return tuple(self.book.vocabulary.facts[name] for name in self.keep)

    @property
    def columns(self) -> tuple[Fact, ...]:
        """The same for a page; where none is asked for, a few that tell most."""
        return self.kept or chosen(self.found, self.order)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many there are of each verdict."""
        return [(spaced(verdict), count) for verdict, count in counts(self.found).items()]


@dataclass(frozen=True, slots=True)
class Row:
    """One case in words. `step` is what to find out next, and `whom` those who may know it.

    `where` is the gate that decided it, or at which it is open; `beside` is what each flow beside
    says, by its name; `weighs` tells of the evidence, the ratings and the remarks; `parted` tells
    what keeps it below the row above, and `tied` that nothing does. Where others have its name,
    `apart` is its key, or its file.
    """

    rank: int
    name: str
    verdict: str
    where: str
    why: str
    step: str
    whom: str
    beside: Mapping[str, str]
    weighs: str
    decision: Decision
    file: str
    known: Known = Known()
    parted: Parted | None = None
    tied: bool = False
    apart: str = ""

    @property
    def called(self) -> str:
        """Its name, and where others have the same, what tells it from them."""
        return words.told_apart(self.name, self.apart) if self.apart else self.name

    @property
    def behind(self) -> str:
        """Why it stands below the row above, or that it is tied with it; of the first, nothing."""
        if self.tied:
            return words.tied()
        return self.parted.words if self.parted is not None else ""


def rows(ranking: Ranking) -> Iterator[Row]:
    """The row of each case, in their order."""
    order = ranking.order
    names = Counter(one.entry.name for one in ranking.found)
    for one in ranking.found:
        decision = one.entry.decision
        step, whom = _next(decision, ranking.book)
        yield Row(
            one.rank,
            shown(one.entry.name),
            spaced(decision.verdict),
            _where(decision),
            why(decision, ranking.book),
            step,
            whom,
            _beside(decision),
            words.weighs(decision, one.entry.known),
            decision,
            shown(one.entry.place.file),
            one.entry.known,
            parted(one, order),
            one.below is not None and one.parting is None,
            apart_by(one.entry) if names[one.entry.name] > 1 else "",
        )


def apart_by(entry: Entry) -> str:
    """What tells a case from others of its name: its key, else the place that it stands in."""
    return shown(entry.key) if entry.key != entry.name else where_in(entry.place)


def where_in(place: Place) -> str:
    """The file, and the row or line in it where that is known."""
    return shown(f"{place.file}:{place.line}" if place.line else place.file)


def _where(decision: Decision) -> str:
    gate = last_gate(decision)
    if gate is None:
        return decision.path[-1].title
    return words.stands(gate.title, spaced(gate.outcome or OPEN))


def why(decision: Decision, book: Book) -> str:
    """The reason of the gate; of an open case also what is needed, and what it may come to."""
    gate = last_gate(decision)
    reason = shown(gate.because) if gate is not None and gate.because else ""
    if gate is not None:
        reason = " ".join(filter(None, (needed(gate, book), reason)))
    if decision.settled:
        return reason or (phrases.EITHER_WAY if gate is not None else "")
    possible = [spaced(one) for one in decision.possible]
    still = words.still_open(possible, len(decision.missing))
    return f"{reason} {still}" if reason else still


def _next(decision: Decision, book: Book) -> tuple[str, str]:
    """The first open question; where there is none, what is out of date."""
    if decision.missing:
        first = decision.missing[0]
        return " ".join(_question(first, book)), _people(first.whom, book)
    if decision.stale:
        fact = book.vocabulary.facts[decision.stale[0].fact]
        return words.again(fact.ask), _people(fact.whom, book)
    return "", ""


def _question(one: Missing, book: Book) -> Iterator[str]:
    yield one.ask
    if one.fields:
        yield from beside_question(one, book)
    if one.asked is not None:
        yield phrases.ASKED[one.asked]


def _people(whom: Sequence[str], book: Book) -> str:
    return phrases.either([book.vocabulary.informants.get(key, key) for key in whom])


def _beside(decision: Decision) -> dict[str, str]:
    return {name: phrases.label_title(label) for name, label in decision.labels.items()}


def standing(row: Row, ranking: Ranking) -> list[str]:
    """What the flows beside say that rank cases; nothing of what is not known."""
    told = [row.beside.get(flow.name, "") for flow in ranking.order.labels()]
    return [one for one in told if one and one != phrases.NOT_KNOWN_YET]


def showing(ranking: Ranking) -> list[str]:
    """The questions of the facts that have the last word, those of the weightiest rating first."""
    facts = ranking.book.vocabulary.facts
    return [words.asked(facts[name].ask) for name in ranking.order.showing()[:2]]


def notes(ranking: Ranking) -> Iterator[str]:
    """How many are ranked and how many not, and why."""
    out = ranking.left_out
    yield words.total(len(ranking.found), ranking.counts, ranking.noun)
    if out.unlike:
        yield words.not_wanted(out.unlike, ranking.noun)
    if out.perhaps:
        yield words.not_known(len(out.perhaps))
    if out.invalid:
        yield words.rejected(out.invalid)


MOST_NAMED = 5
"""So many of those that may fit a condition are named,"""
LONGEST_NAME = 60
"""and so many characters of each name shown."""


def may_fit(ranking: Ranking) -> str:
    """Which may fit the condition, and for what that is not known; empty where none may."""
    found = ranking.left_out.perhaps
    if not found:
        return ""
    names = (shorten(shown(one.entry.name), LONGEST_NAME, placeholder="…") for one in found)
    named = [
        words.for_lack_of(name, one.unknown, one.entry.known.contested)
        for name, one in zip(names, found[:MOST_NAMED], strict=False)
    ]
    return words.may_fit(len(found), named, ranking.noun)


# as a table

Cell = str | int | float | None


def table(ranking: Ranking) -> tuple[list[str], list[list[Cell]]]:
    """The names of all columns, and the cells of each row."""
    beside = [spaced(name) for name in ranking.order.flow.labels]
    head = [words.RANK, ranking.noun.one, words.VERDICT, *beside, words.WHERE, words.WHY]
    head += [words.NEXT, words.WITH_WHOM, words.QUESTIONS, words.PASSED, words.VOICES]
    head += [words.IN_PRIVATE, words.SCORE, words.STRENGTHS, words.CAUTIONS, words.OUT_OF_DATE]
    head += [words.BEHIND]
    cells = [[_shown(cell) for cell in _cells(row, ranking)] for row in rows(ranking)]
    return [shown(title) for title in (*head, words.FILE, *ranking.keep)], cells


def _shown(cell: Cell) -> Cell:
    return shown(cell) if isinstance(cell, str) else cell


def _cells(row: Row, ranking: Ranking) -> Iterator[Cell]:
    yield from (row.rank, row.name, row.verdict)
    yield from (row.beside.get(name, "") for name in ranking.order.flow.labels)
    yield from (row.where, row.why, row.step, row.whom)
    numbers: Mapping[str, Cell] = measured(row.decision, row.known)
    yield from numbers.values()
    yield _behind(row)
    yield row.file
    yield from (exactly(row.known, fact) for fact in ranking.kept)


def _behind(row: Row) -> str:
    if row.tied:
        return words.TIED
    found = row.parted
    return words.held_against(found.what, found.own, found.above) if found is not None else ""


def measured(decision: Decision, known: Known) -> dict[str, int | float | None]:
    """The numbers by which cases of one verdict are ranked, and how much of it is out of date."""
    score = decision.drivers.score
    return {
        "questions": len(decision.missing),
        "passed": passed(decision),
        "people": known.people,
        "private": known.private,
        "score": score_json(score) if score is not None else None,
        "strengths": len(decision.strengths),
        "cautions": len(decision.cautions),
        "out_of_date": len(decision.stale),
    }


# as data


def to_dict(ranking: Ranking) -> dict[str, Any]:
    """Exactly what `rank --format json` prints."""
    out = ranking.left_out
    return {
        "flow": ranking.flow,
        "rulebook": ranking.book.fingerprint,
        "where": ranking.where,
        "counts": counts(ranking.found),
        "left_out": {"unlike": out.unlike, "unknown": len(out.perhaps), "invalid": out.invalid},
        "may_fit": [
            {
                "key": one.entry.key,
                "program": one.entry.decision.program,
                "unknown": list(one.unknown),
            }
            for one in out.perhaps
        ],
        "ranking": [
            _row_dict(row, one, ranking.kept)
            for row, one in zip(rows(ranking), ranking.found, strict=True)
        ],
    }


def _row_dict(row: Row, one: Ranked, kept: Sequence[Fact]) -> dict[str, Any]:
    decision = row.decision
    first = decision.missing[0] if decision.missing else None
    return {
        "rank": row.rank,
        "key": one.entry.key,
        "program": decision.program,
        "file": one.entry.place.file,
        "verdict": decision.verdict,
        "possible": list(decision.possible),
        "decided_at": decision.decided_at,
        "labels": {name: label.to_dict() for name, label in decision.labels.items()},
        "gates": {
            station.node: station.outcome for station in decision.path if station.kind == "gate"
        },
        "where": row.where,
        "why": row.why,
        "next": first.to_dict() if first is not None else None,
        **measured(decision, row.known),
        "tied": row.tied,
        "parted": row.parted.to_dict() if row.parted is not None else None,
        "kept": {fact.name: as_data(row.known, fact) for fact in kept},
        "as_of": decision.as_of.isoformat(),
    }
