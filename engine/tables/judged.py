"""Many programs decided for a ranking, on one core or several; the results are the same.

What comes back of a program is small and plain: it is sent between processes.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import TYPE_CHECKING

from ..decide.batch import LOT, spread
from ..decide.filtering import fits, unknown
from ..decide.ranking import Entry
from ..diagnostics.findings import Finding
from ..language.interpret import Kleene
from ..language.tree import Expression
from .decided import Decide, Decided, Reading, decided
from .program import Program, Reject

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

FEW = 100
"""Of so many programs one core decides all."""
TRIED = 2 * LOT
"""Of more, so many are decided first: they tell how long the others will take."""
WORTH = 6.0
"""So many seconds of work have to be left for others to pay: two processes took five to get ready
and to find again what one had found, of the twenty-four that 600 random fact files took."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A program decided, and whether it is one that is wanted; if that is not known, why.

    `notices` are what is to be told of it.
    """

    entry: Entry
    truth: Kleene = True
    unknown: tuple[str, ...] = ()
    notices: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Judging:
    """How programs are decided, and which are wanted; all are, without a condition.

    `decide` can be sent to another process, as a method of a rulebook can.
    """

    decide: Decide
    reading: Reading
    wanted: Expression | None = None

    def lot(self, programs: Sequence[Program | Reject]) -> list[Judged | Reject]:
        """Each of some programs, in their order."""
        return [self._judged(one) for one in decided(programs, self.decide, self.reading)]

    def _judged(self, one: Decided | Reject) -> Judged | Reject:
        if isinstance(one, Reject):
            return one
        if self.wanted is None:
            return Judged(one.entry, notices=one.notices)
        truth = fits(self.wanted, one.case, one.decision)
        lacking = unknown(self.wanted, one.case, one.decision) if truth is None else ()
        return Judged(one.entry, truth, lacking, one.notices)


def judged(
    programs: Sequence[Program | Reject], judging: Judging, processes: int | None = None
) -> Iterator[Judged | Reject]:
    """Each program, in its order; without a number of processes, as many as pay."""
    if processes is not None:
        return _on(programs, judging, processes)
    cores = _cores()
    if len(programs) <= FEW or cores == 1:
        return _on(programs, judging, 1)
    return _as_many_as_pay(programs, judging, cores)


def _as_many_as_pay(
    programs: Sequence[Program | Reject], judging: Judging, cores: int
) -> Iterator[Judged | Reject]:
    start = perf_counter()
    first = judging.lot(programs[:TRIED])
    left = programs[TRIED:]
    lasting = (perf_counter() - start) / TRIED * len(left)
    return chain(first, _on(left, judging, cores if lasting > WORTH else 1))


def _on(
    programs: Sequence[Program | Reject], judging: Judging, processes: int
) -> Iterator[Judged | Reject]:
    if processes <= 1:
        return (one for program in programs for one in judging.lot([program]))
    return _on_several(programs, judging, min(processes, 1 + len(programs) // LOT))


def _on_several(
    programs: Sequence[Program | Reject], judging: Judging, processes: int
) -> Iterator[Judged | Reject]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("spawn")  # a fork would copy solvers in the middle of their work
    pool = ProcessPoolExecutor(processes, context, _start, (judging,))
    try:
        yield from spread(_lot, programs, pool, ahead=2 * processes)
    except BaseException:
        _abandon(pool)
        raise
    pool.shutdown()


def _abandon(pool: ProcessPoolExecutor) -> None:
    """Wait for what is being decided, and for nothing more."""
    pool.shutdown(cancel_futures=True)


_working: Judging | None = None
"""In a process that decides a share of many programs: how."""


def _start(judging: Judging) -> None:
    global _working
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that began this one ends it
    _working = judging


def _lot(programs: Sequence[Program | Reject]) -> list[Judged | Reject]:
    assert _working is not None
    return _working.lot(programs)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
