"""Many cases by one rulebook, in order, on one core or several.

Work is handed out in lots, a few ahead of what was taken, so that neither a long list of cases
nor their results have to fit into memory at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

LOT = 16
"""So many cases a process gets at a time."""


def in_lots(items: Iterable[Item], size: int = LOT) -> Iterator[Sequence[Item]]:
    """The items, in lists of `size`; the last may be shorter."""
    left = iter(items)
    while lot := list(islice(left, size)):
        yield lot


def spread(
    work: Callable[[Sequence[Item]], Sequence[Result]],
    items: Iterable[Item],
    pool: Executor,
    ahead: int,
) -> Iterator[Result]:
    """What `work` makes of lots of items, in their order; at most `ahead` lots wait or run."""
    waiting: deque[Future[Sequence[Result]]] = deque()
    for lot in in_lots(items):
        waiting.append(pool.submit(work, lot))
        if len(waiting) >= ahead:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()
