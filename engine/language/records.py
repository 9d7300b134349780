"""Which records an aggregate goes over, and what it makes of their values.

Records are chosen by a condition, by their order, or as an unbroken run; unknown fields can
leave that open. Whether a condition holds of one is asked through `Holds`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from statistics import median
from typing import Any, cast

from .tree import Expression, Selection
from .values import Record

Holds = Callable[[Expression, Record], bool | None]
"""Whether a condition holds of a record; None when its known fields do not tell."""

Summary = Callable[[Sequence[Fraction]], Fraction | None]


def _total(found: Sequence[Fraction]) -> Fraction:
    """The sum; of whole numbers, which most are, five times as fast."""
    if all(one.denominator == 1 for one in found):
        return Fraction(sum(one.numerator for one in found))
    return sum(found, Fraction(0))


SUMMARIES: Mapping[str, Summary] = {
    "sum": _total,
    "min": lambda found: min(found, default=None),
    "max": lambda found: max(found, default=None),
    "mean": lambda found: _total(found) / len(found) if found else None,
    "median": lambda found: Fraction(median(found)) if found else None,
}


def summarized(
    node: Selection,
    asked: Expression | None,
    records: Sequence[Record],
    key: str | None,
    found: Callable[[Expression, Record], Any],
) -> Sequence[Record] | None:
    """The records that an aggregate goes over; with `asked`, those that have a value of it.

    The others may leave open whether they are chosen, unless that moves the place of these.
    """

    if asked is None:
        return select(node, records, key, found)

    def told(record: Record) -> bool:
        return found(asked, record) is not None

    if node.keep == "all":
        return select(node, [*filter(told, records)], key, found)
    chosen = select(node, records, key, found)
    return None if chosen is None else [*filter(told, chosen)]


def select(
    node: Selection, records: Sequence[Record], key: str | None, holds: Holds
) -> Sequence[Record] | None:
    """The records that a selection takes; None when the known fields do not tell."""
    if node.keep == "run":
        return _run(node, records, key, holds)
    kept = _where(node.condition, records, holds)
    if kept is None or node.keep == "all":
        return kept
    ordered = newest_first(kept, key)
    if ordered is None:
        return None
    return ordered[: node.count] if node.keep == "newest" else ordered[::-1][: node.count]


def _where(
    condition: Expression | None, records: Sequence[Record], holds: Holds
) -> Sequence[Record] | None:
    if condition is None:
        return records
    found = [holds(condition, record) for record in records]
    if None in found:
        return None
    return [record for record, held in zip(records, found, strict=True) if held]


def newest_first(records: Sequence[Record], key: str | None) -> Sequence[Record] | None:
    """Records by falling key; None when one has no key."""
    if key is None or any(record.get(key) is None for record in records):
        return None
    return sorted(records, key=lambda record: cast("Fraction", record[key]), reverse=True)


def _run(
    node: Selection, records: Sequence[Record], key: str | None, holds: Holds
) -> Sequence[Record] | None:
    """The newest record and those before it, one apart by key, as long as the condition holds."""
    among = _where(node.among, records, holds)
    ordered = newest_first(among, key) if among is not None else None
    if ordered is None or key is None or node.condition is None:
        return None
    run: list[Record] = []
    for record in ordered:
        if run and cast("Fraction", run[-1][key]) - cast("Fraction", record[key]) != 1:
            return run
        held = holds(node.condition, record)
        if held is not True:
            return run if held is False else None
        run.append(record)
    return run
