"""Aggregates over records whose fields may be left out, as terms."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from ..language import over_records
from ..language.interpret import meaning
from ..language.records import newest_first
from ..language.traverse import asked_about
from ..language.tree import Aggregate, Expression, Function, Selection, ShareOf
from . import logic
from .logic import FALSE, TRUE, Term, both, either, implies, negation
from .terms import Condition, Encodes, NotEncodable, Quantity, Row

MOST = 200
"""Longer lists count as free: their terms would take longer than anyone waits."""

Amounts = Sequence[tuple[Term, Term]]
"""For each record, when it counts, and its value."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record, and when an aggregate counts it in."""

    row: Row
    inside: Condition


def summarized(encoder: Encodes, node: Aggregate | ShareOf) -> list[Chosen]:
    """The records an aggregate goes over; of those that it skips nothing more matters.

    Except where they move the place of others: these are not told while one of all is not.
    """
    chosen, asked = select(encoder, node.records), asked_about(node)
    if asked is None:
        return chosen
    told = [encoder.told(asked, one.row) for one in chosen]
    sure = TRUE if node.records.keep == "all" else all_told(one.inside for one in chosen)
    return [_unless_skipped(one, known, sure) for one, known in zip(chosen, told, strict=True)]


def _unless_skipped(one: Chosen, known: Term, sure: Term) -> Chosen:
    true = both(known, sure, one.inside.true)
    return Chosen(one.row, Condition(true, both(sure, either(negation(known), one.inside.false))))


def aggregate(encoder: Encodes, node: Aggregate) -> Quantity:
    """A count or a summary of a value over the records chosen."""
    chosen = summarized(encoder, node)
    sure = all_told(one.inside for one in chosen)
    if node.function == "count" or node.value is None:
        return Quantity(logic.how_many(one.inside.true for one in chosen), sure)
    if node.function == "distinct":
        alike = told_apart(encoder, node.value, chosen)
        return Quantity(logic.how_many(either(*group) for group in alike), sure)
    found = [(one.inside.true, encoder.quantity(node.value, one.row)) for one in chosen]
    defined = both(sure, *(implies(inside, one.defined) for inside, one in found))
    return summary(node.function, [(inside, one.term) for inside, one in found], defined)


def told_apart(encoder: Encodes, value: Expression, chosen: Sequence[Chosen]) -> list[list[Term]]:
    """When each record counts, in groups of those with one value."""
    groups: dict[Hashable, list[Term]] = {}
    for one in chosen:
        apart = over_records.told_apart(meaning(value), one.row.record, encoder.case)
        groups.setdefault(apart, []).append(one.inside.true)
    return list(groups.values())


def share(encoder: Encodes, node: ShareOf) -> Quantity:
    """The part of the records chosen for which a condition holds."""
    chosen = summarized(encoder, node)
    parts = [(one.inside, encoder.condition(node.condition, one.row)) for one in chosen]
    told = (implies(inside.true, either(part.true, part.false)) for inside, part in parts)
    hits = logic.how_many(both(inside.true, part.true) for inside, part in parts)
    defined = both(all_told(inside for inside, _ in parts), *told)
    return divided(hits, [inside.true for inside, _ in parts], defined)


def all_told(conditions: Iterable[Condition]) -> Term:
    """When each of the conditions is either true or false."""
    return both(*(either(one.true, one.false) for one in conditions))


def select(encoder: Encodes, node: Selection) -> list[Chosen]:
    """The records an aggregate goes over, each with the condition under which it counts."""
    found = encoder.case.value(node.source)
    if not isinstance(found, tuple) or len(found) > MOST:
        raise NotEncodable
    rows = [Row(node.source, place, record) for place, record in enumerate(found)]
    if node.keep == "all":
        return [Chosen(row, inside(encoder, node, row)) for row in rows]
    return ordered(encoder, node, rows)


def inside(encoder: Encodes, node: Selection, row: Row) -> Condition:
    return counted(encoder, node.condition, row)


def ordered(encoder: Encodes, node: Selection, rows: list[Row]) -> list[Chosen]:
    """Newest, oldest or run; the keys that order the records have to be known."""
    key = encoder.case.key(node.source)
    found = newest_first([row.record for row in rows], key)
    if found is None or key is None:
        raise NotEncodable
    by_record = {id(row.record): row for row in rows}
    newest = [by_record[id(record)] for record in found]
    if node.keep == "run":
        return run(encoder, node, newest, key)
    return first(encoder, node, newest if node.keep == "newest" else newest[::-1])


def first(encoder: Encodes, node: Selection, rows: list[Row]) -> list[Chosen]:
    """A record is in while fewer than `count` before it are."""
    found = [inside(encoder, node, row) for row in rows]
    told = all_told(found)
    chosen: list[Chosen] = []
    for place, row in enumerate(rows):
        room = logic.how_many(one.true for one in found[:place]) < (node.count or 0)
        true = both(told, found[place].true, room)
        false = both(told, either(found[place].false, negation(room)))
        chosen.append(Chosen(row, Condition(true, false)))
    return chosen


def run(encoder: Encodes, node: Selection, newest: list[Row], key: str) -> list[Chosen]:
    """Each record is in while it and all newer ones satisfy the condition.

    Newer ones that are not among those looked at are passed over at the start; further back
    they leave a gap, which ends the run.
    """
    chosen: list[Chosen] = []
    start, before = Condition(TRUE, FALSE), Condition(FALSE, TRUE)
    for place, row in enumerate(newest):
        if place and key_of(newest[place - 1], key) - key_of(row, key) != 1:
            before = Condition(FALSE, TRUE)
        among = counted(encoder, node.among, row)
        holds = _and(among, _or(start, before), inside(encoder, node, row))
        start, before = _and(start, among.negated), holds
        chosen.append(Chosen(row, before))
    return chosen


def counted(encoder: Encodes, condition: Expression | None, row: Row) -> Condition:
    return Condition(TRUE, FALSE) if condition is None else encoder.condition(condition, row)


def _and(*parts: Condition) -> Condition:
    return Condition(both(*(one.true for one in parts)), either(*(one.false for one in parts)))


def _or(*parts: Condition) -> Condition:
    return Condition(either(*(one.true for one in parts)), both(*(one.false for one in parts)))


def key_of(row: Row, key: str) -> Fraction:
    found = row.record[key]
    assert isinstance(found, Fraction)
    return found


def divided(total: Term, counted: Sequence[Term], defined: Term) -> Quantity:
    """A total over how many are inside; a case for each number keeps it linear."""
    count = logic.how_many(counted)
    term = logic.constant(Fraction(0))
    for size in range(1, len(counted) + 1):
        part = total * logic.constant(Fraction(1, size))
        term = logic.choose(logic.same(count, size), part, term)
    return Quantity(term, both(defined, count > 0))


def summary(function: Function, amounts: Amounts, defined: Term) -> Quantity:
    """The sum, mean, smallest, largest or middle of the values that count."""
    match function:
        case "sum":
            return Quantity(total(amounts), defined)
        case "mean":
            return divided(total(amounts), [counts for counts, _ in amounts], defined)
        case "median":
            return median(amounts, defined)
        case "min" | "max":
            return extreme("<" if function == "min" else ">", amounts, defined)
        case "count" | "distinct":
            raise ValueError(function)  # they count records, whatever their values are
        case _:
            assert_never(function)


def total(amounts: Amounts) -> Term:
    zero = logic.constant(Fraction(0))
    return logic.total(logic.choose(counts, term, zero) for counts, term in amounts)


def extreme(sign: str, amounts: Amounts, defined: Term) -> Quantity:
    """The smallest or largest of those that count."""
    if not amounts:
        return Quantity(logic.constant(Fraction(0)), FALSE)
    some, best = FALSE, amounts[0][1]
    for counts, term in amounts:
        better = either(negation(some), logic.compared(sign, term, best))
        best = logic.choose(both(counts, better), term, best)
        some = either(some, counts)
    return Quantity(best, both(defined, some))


def median(amounts: Amounts, defined: Term) -> Quantity:
    """The middle value by rank, or the mean of the two in the middle."""
    size = logic.how_many(counts for counts, _ in amounts)
    terms = [weight(place, amounts, size) for place in range(len(amounts))]
    return Quantity(logic.total(terms), both(defined, size > 0))


def weight(place: int, amounts: Amounts, size: Term) -> Term:
    """What one value adds to the median: all of it in the middle, half beside it, else nothing."""
    counts, own = amounts[place]
    rank = logic.how_many(
        both(other, term <= own if other_place < place else term < own)
        for other_place, (other, term) in enumerate(amounts)
        if other_place != place
    )
    half = own * logic.constant(Fraction(1, 2))
    zero = logic.constant(Fraction(0))
    beside = either(logic.same(2 * rank, size - 2), logic.same(2 * rank, size))
    inner = logic.choose(logic.same(2 * rank, size - 1), own, logic.choose(beside, half, zero))
    return logic.choose(counts, inner, zero)
