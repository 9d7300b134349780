"""What would change the verdict on one case, what forces it, and how near the thresholds are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...case.case import Case
from ...diagnostics.codes.promises import UNKNOWN_VERDICT
from ...diagnostics.findings import Finding
from ...diagnostics.invalid import Invalid
from ...diagnostics.place import Place
from ...diagnostics.suggestion import did_you_mean
from ...present import phrases_work as work
from ...rulebook.model import Book, Flow
from ...solve.budget import ABOUT_A_CASE
from ...solve.context import alone
from ..space.inquiry import inquire
from ..space.replay import Replay
from ..thresholds.breakpoints import Turn, turns
from .flip import Flip
from .flips import flips
from .reasons import reasons

FLIPS, REASONS = "flips", "reasons"


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Smallest flips first; `undecided` names what was not settled with the effort allowed.

    `to` is the verdict wanted, `verdicts` those there are, and `fixed` says that facts of the
    case were left alone because they are marked so. The `lists` were left as they are, since
    rules read them themselves. `spent` says that the effort was, so that more of it helps.
    """

    verdict: str
    flips: tuple[Flip, ...]
    reasons: tuple[str, ...]
    case: Case
    verdicts: tuple[str, ...]
    distances: tuple[Turn, ...]
    undecided: tuple[str, ...] = ()
    more_learning: bool = False
    more_reversing: bool = False
    to: str | None = None
    fixed: bool = False
    lists: tuple[str, ...] = ()
    spent: bool = False

    def to_dict(self) -> dict[str, Any]:
        return {
            "verdict": self.verdict,
            "flips": [flip.to_dict() for flip in self.flips],
            "reasons": list(self.reasons),
            "distances": [turn.to_dict() for turn in self.distances],
            "undecided": list(self.not_settled),
        }

    @property
    def not_settled(self) -> tuple[str, ...]:
        """A sentence for each question that could not be settled."""
        nearest = bool(self.flips) and self._single  # nothing is smaller than one fact
        lists = (work.lists_left(self.lists),) if self.lists and not nearest else ()
        return (*map(self._sentence, self.undecided), *lists)

    @property
    def _single(self) -> bool:
        return all(len(flip.steps) == 1 for flip in self.flips)

    def _sentence(self, what: str) -> str:
        return work.unsettled(self._open(what), self.spent)

    def _open(self, what: str) -> str:
        if what == REASONS:
            return work.NO_REASONS
        if not self.flips:
            return work.NOT_SETTLED
        return work.MAY_BE_MORE if self._single else work.MAY_BE_FEWER


@alone()
def what_if(
    book: Book,
    flow: Flow,
    case: Case,
    verdict: str,
    to: str | None = None,
    every: bool = False,
    most: int = 5,
    effort: int = ABOUT_A_CASE,
) -> WhatIf:
    """Ask all three questions; `every` lets fixed facts change, `most` bounds the alternatives.

    The search for flips and reasons ends after `effort` steps.
    """
    replay = Replay(book, flow)
    inquiry = inquire(replay, case, verdict, every, effort)
    forced = reasons(inquiry)
    found = flips(inquiry, to, most)
    late = [name for name, one in ((FLIPS, found.decided), (REASONS, forced.decided)) if not one]
    near = sorted(turns(case, flow, verdict), key=lambda one: (one.steps, one.threshold))
    return WhatIf(
        verdict,
        found.flips,
        forced.facts,
        case,
        flow.verdicts,
        tuple(near),
        tuple(late),
        found.more_learning,
        found.more_reversing,
        to=to,
        fixed=any(name not in inquiry.reversible for name in inquiry.held),
        lists=inquiry.fixed_lists,
        spent=inquiry.budget.was_spent,
    )


def checked_target(flow: Flow, to: str | None, book: Book) -> None:
    """Raises Invalid where the flow has no such verdict."""
    if to is not None and to not in flow.verdicts:
        help_ = did_you_mean(to, flow.verdicts) or "verdicts: " + ", ".join(flow.verdicts)
        message = f"flow `{flow.name}` has no verdict `{to}`"
        raise Invalid([Finding(UNKNOWN_VERDICT, message, Place(book.origin), help_)])
