"""A case filled in, as a proof that what is known of it can be true.

A guess that is checked, as NP has it: open facts and fields get simple values, derived ones what
follows, and facts that a broken constraint reads are turned from low to high, as local search
does for SAT. What then keeps every constraint is a completion. Where none is found nothing is
shown, and the solver has to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product
from typing import assert_never

from ..language import types
from ..language.interpret import evaluate
from ..language.traverse import asked_in, facts_in, fields_in
from ..language.tree import Expression
from ..language.values import Record, Scalar, Value
from ..rulebook.following import behind
from ..rulebook.model import Book, Constraint
from .case import Case
from .conclude import agree

TURNS = 6
"""So many times facts that broken constraints read are turned."""
MOST_TRIED = 100
"""So many ways to fill in one record are tried."""
FAR = Fraction(1000)
"""A high number, where a type has no bound."""


def has_example(case: Case) -> bool:
    """Whether a completion is at hand; False says nothing. What voices differ on has none."""
    if case.contested or case.loose:
        return False
    high: set[str] = set()
    for _turn in range(TURNS):
        filled = _filled(case, high)
        if filled is None:
            return False
        broken = {*_broken(case, filled)}
        if not broken:
            return True
        turned = {name for name in broken if case.value(name) is None} - high
        if not turned:
            return False
        high |= turned
    return False


def _filled(case: Case, high: set[str]) -> Case | None:
    """The case with a value for each open fact, but for texts and lists that are open; None where
    a record or something derived cannot be filled in."""
    values = dict(case.values)
    for name, known in case.values.items():
        if isinstance(known, tuple):
            records = [_record(case, name, one) for one in known]
            if any(one is None for one in records):
                return None
            values[name] = tuple(one for one in records if one is not None)
    facts = case.book.vocabulary.facts
    for name in [one for one in facts if facts[one].derive is None and one not in values]:
        if (found := _simple(facts[name].type, name in high)) is not None:
            values[name] = found
    filled = replace(case, values=values)
    every = all(_derived(case, filled, values, name, name in high)
                for name in case.book.vocabulary.derived_in_order)  # fmt: skip
    return filled if every else None


def _derived(case: Case, filled: Case, values: dict[str, Value], name: str, high: bool) -> bool:
    """Give a derived fact its value in `values`, which `filled` reads; False where it has none."""
    fact = case.book.vocabulary.facts[name]
    assert fact.derive is not None
    if name in values:
        return True
    if asked_in(fact.derive):
        found = evaluate(fact.derive, case)
        if found is None and not _only_lists(fact.derive, case):
            return name not in _read_by_checks(case.book)
    else:
        found = evaluate(fact.derive, filled)
        if found is None and not (_lacks_list(fact.derive, filled) or _told(fact.derive, filled)):
            return False
    found = _simple(fact.type, high) if found is None else found
    if found is not None:
        values[name] = found
    return found is not None and (
        not isinstance(fact.type, types.Numeric) or _holds(fact.type, found)
    )


def _holds(kind: types.Type, value: Value) -> bool:
    return isinstance(kind, types.Numeric) and isinstance(value, Fraction) and kind.holds(value)


def _lacks_list(derive: Expression, case: Case) -> bool:
    """Whether it is over a list of which nothing is known, so that it says nothing."""
    facts = case.book.vocabulary.facts
    return any(isinstance(facts[name].type, types.Records) and case.value(name) is None
               for name in facts_in(derive))  # fmt: skip


def _only_lists(derive: Expression, case: Case) -> bool:
    """Whether lists of which nothing is known are all that it reads."""
    facts = case.book.vocabulary.facts
    return all(isinstance(facts[name].type, types.Records) and case.value(name) is None
               for name in facts_in(derive))  # fmt: skip


def _told(derive: Expression, case: Case) -> bool:
    """Whether all that it reads is known: it has no value then, as a share of nothing has none."""
    values = [case.value(name) for name in facts_in(derive)]
    records = [record for one in values if isinstance(one, tuple) for record in one]
    return all(one is not None for one in values) and all(
        record.get(field) is not None for record in records for field in fields_in(derive)
    )


def _read_by_checks(book: Book) -> frozenset[str]:
    """The facts that a constraint reads or a number with bounds is derived from."""
    vocabulary = book.vocabulary
    trees = [one.never for one in vocabulary.constraints]
    derived = [one for one in vocabulary.facts.values() if one.derive is not None]
    named = [name for tree in trees for name in facts_in(tree)]
    return frozenset(behind(vocabulary.facts, [*named, *(
        one.name for one in derived if isinstance(one.type, types.Numeric))]))  # fmt: skip


def _simple(kind: types.Type, high: bool) -> Value | None:
    """A low or a high value of a type; None for texts and lists."""
    match kind:
        case types.Boolean():
            return high
        case types.Numeric():
            return _number(kind, high)
        case types.Enumeration():
            return kind.values[-1 if high else 0]
        case types.SetOf():
            return frozenset(kind.values if high else ())
        case types.Day() | types.Text() | types.Records():
            return None
        case _:
            assert_never(kind)


def _number(kind: types.Numeric, high: bool) -> Fraction:
    if high:
        return kind.high if kind.high is not None else max(FAR, kind.low or FAR)
    zero = Fraction(0)
    return zero if kind.holds(zero) else kind.low if kind.low is not None else kind.high or zero


# records


def _record(case: Case, source: str, record: Record) -> Record | None:
    """A record with its open fields filled in so that what is said of each holds, if that is
    found."""
    kind = case.book.vocabulary.facts[source].type
    assert isinstance(kind, types.Records)
    numbers = dict.fromkeys(one for one in record.values() if isinstance(one, Fraction))
    open_fields: dict[str, list[Scalar]] = {}
    for name, inner in kind.fields.items():
        low = _simple(inner, False)
        more = [one for one in numbers if _holds(inner, one)]
        if record.get(name) is None and name != kind.key and not isinstance(low, tuple | None):
            open_fields[name] = [low, *more]
    ways = product(*open_fields.values())
    tried = ({**record, **dict(zip(open_fields, way, strict=True))}
             for way in islice(ways, MOST_TRIED))  # fmt: skip
    checks = [one.never for one in case.book.vocabulary.constraints
              if one.each == source and not facts_in(one.never)]  # fmt: skip
    return next((one for one in tried if all(evaluate(never, case, one) is False
                                             for never in checks)), None)  # fmt: skip


# what is broken


def _broken(case: Case, filled: Case) -> Iterator[str]:
    """The facts that something reads which is not shown to hold."""
    for constraint in case.book.vocabulary.constraints:
        if not _kept(constraint, case, filled):
            yield from [constraint.each or "", *facts_in(constraint.never)]
    for name, (given, digits) in case.stated.items():
        fact = case.book.vocabulary.facts[name]
        assert fact.derive is not None
        if not fact.stands and not _agrees(fact.derive, (given, digits), case, filled):
            yield from [name, *facts_in(fact.derive)]


def _kept(constraint: Constraint, case: Case, filled: Case) -> bool:
    """Whether a constraint is shown to hold: what is known stays what it is when it is filled in,
    so that one which asks for that is read of the case itself."""
    read = case if asked_in(constraint.never) else filled
    if constraint.each is None:
        return evaluate(constraint.never, read) is False
    records = read.value(constraint.each)
    return all(evaluate(constraint.never, read, record) is False
               for record in (records if isinstance(records, tuple) else ()))  # fmt: skip


def _agrees(derive: Expression, told: tuple[Value, int], case: Case, filled: Case) -> bool:
    if asked_in(derive):
        found = evaluate(derive, case)
        return found is not None and agree(found, *told)
    found = evaluate(derive, filled)
    if found is None:
        return _lacks_list(derive, filled) or _told(derive, filled)
    return agree(found, *told)
