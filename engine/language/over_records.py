"""What aggregates mean: values of a list of records, summed up; for `interpret`.

What stands inside is asked of each record, by the meaning that `Ask` has ready for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Any

from .known import Facts
from .records import SUMMARIES, summarized
from .traverse import asked_about
from .tree import Aggregate, Expression, ShareOf
from .values import Record

Meaning = Callable[[Facts, Record | None], Any]
"""Of a node: its value by the facts and, inside an aggregate, the record at hand."""
Ask = Callable[[Expression], Meaning]
Chosen = Callable[[Facts], Sequence[Record] | None]
"""The records that an aggregate goes over; None when the known fields do not tell."""


def aggregate(node: Aggregate, ask: Ask) -> Meaning:
    """A count of records, or a summary of a value over them."""
    chosen = _chosen(node, ask)
    if node.function == "count" or node.value is None:
        return _of_all(chosen, lambda records, _facts: Fraction(len(records)))
    value = ask(node.value)
    if node.function == "distinct":
        return _of_all(chosen, lambda records, facts: _different(value, records, facts))
    summary = SUMMARIES[node.function]

    def found(records: Sequence[Record], facts: Facts) -> Fraction | None:
        numbers = [value(facts, record) for record in records]
        return None if None in numbers else summary(numbers)

    return _of_all(chosen, found)


def share_of(node: ShareOf, ask: Ask) -> Meaning:
    """The part of the records for which a condition holds; of none there is none."""
    condition = ask(node.condition)

    def found(records: Sequence[Record], facts: Facts) -> Fraction | None:
        held = [condition(facts, record) for record in records]
        return None if None in held or not held else Fraction(held.count(True), len(held))

    return _of_all(_chosen(node, ask), found)


def _different(value: Meaning, records: Sequence[Record], facts: Facts) -> Fraction:
    return Fraction(len({told_apart(value, one, facts) for one in records}))


def told_apart(value: Meaning, record: Record, facts: Facts) -> Hashable:
    """What tells records apart by a value of theirs; one without it goes by all its fields."""
    found: Hashable = value(facts, record)
    if found is not None:
        return found
    return frozenset((name, one) for name, one in record.items() if one is not None)


def _of_all(chosen: Chosen, found: Callable[[Sequence[Record], Facts], Fraction | None]) -> Meaning:
    def value(facts: Facts, _record: Record | None) -> Fraction | None:
        records = chosen(facts)
        return None if records is None else found(records, facts)

    return value


def _chosen(node: Aggregate | ShareOf, ask: Ask) -> Chosen:
    selection, asked = node.records, asked_about(node)

    def chosen(facts: Facts) -> Sequence[Record] | None:
        records = facts.value(selection.source)
        if not isinstance(records, tuple):
            return None

        def of_record(inner: Expression, record: Record) -> Any:
            return ask(inner)(facts, record)

        return summarized(selection, asked, records, facts.key(selection.source), of_record)

    return chosen
