"""What keeps a case below the one right above it in a ranking, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..decide.ranking import Entry, Order, Ranked, passed
from ..language.values import score_json, spaced
from ..rulebook.model import INCOMPLETE
from . import phrases
from . import phrases_ranking as words
from .kept import in_words

Told = tuple[str, str]
"""What two cases are held against each other by, and what one of them has of it."""


@dataclass(frozen=True, slots=True)
class Parted:
    """By `what` a case stands below the one above, what it has of that, and what that one has."""

    criterion: str
    what: str
    own: str
    above: str

    @property
    def words(self) -> str:
        return words.parted(self.what, self.own, self.above)

    def to_dict(self) -> dict[str, str]:
        return {"by": self.criterion, "what": self.what, "own": self.own, "above": self.above}


def parted(one: Ranked, order: Order) -> Parted | None:
    """By what a case stands below the one above; None for the first, and among equals."""
    if one.below is None or one.parting is None:
        return None
    tell, part = TELL[one.parting.criterion], one.parting.part
    what, own = tell(one.entry, order, part)
    return Parted(one.parting.criterion, what, own, tell(one.below, order, part)[1])


def _verdict(entry: Entry, _order: Order, _part: int) -> Told:
    decision = entry.decision
    if decision.verdict != INCOMPLETE:
        return words.VERDICT, spaced(decision.verdict)
    return words.VERDICT, phrases.either([spaced(one) for one in decision.possible])


def _beside(entry: Entry, order: Order, part: int) -> Told:
    flow = order.labels()[part // 2]
    label = entry.decision.labels.get(flow.name)
    told = phrases.label_title(label) if label is not None else phrases.NOT_KNOWN_YET
    return words.asked(flow.title), told


def _checks(entry: Entry, _order: Order, _part: int) -> Told:
    return words.PASSED, str(passed(entry.decision))


def _questions(entry: Entry, _order: Order, _part: int) -> Told:
    return words.QUESTIONS, str(len(entry.decision.missing))


def _evidence(entry: Entry, _order: Order, part: int) -> Told:
    known = entry.known
    return (words.IN_PRIVATE, str(known.private)) if part else (words.VOICES, str(known.people))


def _drivers(entry: Entry, _order: Order, _part: int) -> Told:
    score = entry.decision.drivers.score
    return words.SCORE, words.NONE if score is None else str(score_json(score))


def _balance(entry: Entry, _order: Order, _part: int) -> Told:
    decision = entry.decision
    return words.BALANCE, str(len(decision.strengths) - len(decision.cautions))


def _shown(entry: Entry, order: Order, part: int) -> Told:
    fact = order.book.vocabulary.facts[order.showing()[part // 2]]
    return words.asked(fact.ask), in_words(entry.known, fact) or phrases.NOT_KNOWN


TELL: Mapping[str, Callable[[Entry, Order, int], Told]] = {
    "verdict": _verdict,
    "beside": _beside,
    "checks": _checks,
    "drivers": _drivers,
    "shown": _shown,
    "balance": _balance,
    "questions": _questions,
    "evidence": _evidence,
}
"""For each criterion what it goes by, and what a case has of that."""
