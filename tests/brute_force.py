"""Every completion of a case, one at a time, and how a flow goes for each.

Independent of the exact reading: conditions are asked of the interpreter only, about
completions in which nothing is open. An undefined condition may fire or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain, combinations, pairwise, product
from math import prod

from engine.case.case import Case
from engine.case.conclude import agree
from engine.language import types
from engine.language.calendar import shifted
from engine.language.interpret import evaluate, truth
from engine.language.traverse import descend
from engine.language.tree import Expression, Number
from engine.language.types import Type
from engine.language.values import Record, Scalar, Value
from engine.rulebook.model import OPEN, Book, Flow, Rule
from tests.expressions import AS_OF, DAYS, SHIFTS, TEXTS

OTHER_TEXTS = ("ax", "xa", "xb", "axb", "xaxb", "ab", "xab", "x")
"""Others than TEXTS, in all the ways in which texts can pass and fail TESTS."""
ENDS = (date.min, date(1, 1, 31), date(9999, 12, 1), date.max)
"""Days from which not every span leads to a day: none does, or days do and months do not."""

Values = Mapping[str, Value]

# what an open fact can be


def expressions(book: Book) -> Iterator[Expression]:
    """Every expression that a decision may read."""
    for fact in book.vocabulary.facts.values():
        yield from (fact.derive,) if fact.derive is not None else ()
    yield from (constraint.never for constraint in book.vocabulary.constraints)
    yield from (rule.when for gate in book.gates.values() for rule in gate.every_rule)


def cells(book: Book, values: Iterable[Value]) -> frozenset[Fraction]:
    """The numbers that an open share may be compared with."""
    nodes = chain.from_iterable(descend(one) for one in expressions(book))
    constants = {node.value for node in nodes if isinstance(node, Number)}
    shares = {Fraction(part, whole) for whole in (2, 3) for part in range(1, whole)}
    known = {value for value in values if isinstance(value, Fraction)}
    return frozenset(constants | shares | known | set(book.numbers.values()))


def domain(kind: Type, constants: frozenset[Fraction]) -> list[Scalar]:
    """Values of a type such that no condition can tell any other value from all of these."""
    match kind:
        case types.Boolean():
            return [False, True]
        case types.Enumeration():
            return list(kind.values)
        case types.SetOf():
            sizes = range(len(kind.values) + 1)
            return [frozenset(one) for size in sizes for one in combinations(kind.values, size)]
        case types.Text():
            return [*TEXTS, *OTHER_TEXTS]
        case types.Day():
            return sorted({*_days(), *ENDS})
        case types.Numeric(integer=True, low=low, high=high):
            assert low is not None and high is not None
            return [Fraction(one) for one in range(int(low), int(high) + 1)]
        case types.Numeric():
            return list(_threshold_cells(kind, constants))
        case types.Records():
            raise TypeError("a list of records is always given")


def _days() -> Iterator[date]:
    """Those on which a comparison with a known date turns, and the ones before and after."""
    for day in (*DAYS, AS_OF):
        yield from (day - timedelta(1), day, day + timedelta(1))
        for amount, unit in SHIFTS:
            for count in (amount, -amount):
                there = shifted(day, count, unit)
                assert there is not None
                yield from (there + timedelta(step) for step in range(-3, 4))


def _threshold_cells(kind: types.Numeric, constants: frozenset[Fraction]) -> Iterator[Fraction]:
    """Each constant, and two values between neighbours: two open shares can be in either order."""
    ends = [end for end in (kind.low, kind.high) if end is not None]
    beyond = [min(constants) - 1, max(constants) + 1]
    marks = sorted({one for one in {*constants, *ends, *beyond} if kind.holds(one)})
    yield from marks
    for low, high in pairwise(marks):
        yield from (low + (high - low) * Fraction(part, 3) for part in (1, 2))


# completions


def completions(case: Case) -> list[Case]:
    """Every way to fill in what is open that keeps constraints and derivations."""
    return list(each_completion(case))


def each_completion(case: Case) -> Iterator[Case]:
    """The same one by one, for those who may know enough before the last."""
    constants = cells(case.book, case.values.values())
    for filled in _bases(case, constants):
        full = (replace(case, values=one) for one in _derived(case, dict(filled), constants))
        yield from (one for one in full if _allowed(one))


def open_bases(case: Case) -> list[str]:
    facts = case.book.vocabulary.facts.values()
    return [fact.name for fact in facts if fact.derive is None and case.value(fact.name) is None]


def _bases(case: Case, constants: frozenset[Fraction]) -> Iterator[Iterable[tuple[str, Value]]]:
    facts = case.book.vocabulary.facts
    ways: dict[str, list[Value]] = {name: [value] for name, value in case.values.items()}
    ways |= {name: [*domain(facts[name].type, constants)] for name in open_bases(case)}
    for name, value in case.values.items():
        of = facts[name].type
        if isinstance(of, types.Records) and isinstance(value, tuple):
            filled = product(*(_filled(one, of, constants) for one in value))
            ways[name] = [one for one in filled if _unique(of, one)]
    return (zip(ways, chosen, strict=True) for chosen in product(*ways.values()))


def _unique(of: types.Records, records: tuple[Record, ...]) -> bool:
    keys = [record[of.key] for record in records] if of.key is not None else []
    return len(keys) == len(set(keys))


def _filled(record: Record, of: types.Records, constants: frozenset[Fraction]) -> list[Record]:
    """Every way to fill in the fields that a record lacks."""
    lacking = [name for name in of.fields if record.get(name) is None]
    ways = product(*(domain(of.fields[name], constants) for name in lacking))
    return [{**record, **dict(zip(lacking, way, strict=True))} for way in ways]


def _derived(case: Case, values: Values, constants: frozenset[Fraction]) -> Iterator[Values]:
    """The values with what follows from them; free where a derivation is undefined."""
    found: list[Values] = [values]
    for name in case.book.vocabulary.derived_in_order:
        found = [more for one in found for more in _with_derived(case, one, name, constants)]
    return iter(found)


def _with_derived(
    case: Case, values: Values, name: str, constants: frozenset[Fraction]
) -> list[Values]:
    fact = case.book.vocabulary.facts[name]
    assert fact.derive is not None
    found = evaluate(fact.derive, replace(case, values=values))
    if name in values:
        return [values] if found is None or _agrees(case, name, found) else []
    ways: list[Value] = [found] if found is not None else [*domain(fact.type, constants)]
    return [{**values, name: way} for way in ways]


def _agrees(case: Case, name: str, found: Value) -> bool:
    if name in case.stated:
        given, decimals = case.stated[name]
        return agree(found, given, decimals)
    return case.value(name) == found


def _allowed(case: Case) -> bool:
    return not any(
        evaluate(constraint.never, case, record) is True
        for constraint in case.book.vocabulary.constraints
        for record in _records(case, constraint.each)
    )


def _records(case: Case, each: str | None) -> Iterable[Record | None]:
    found = case.value(each) if each is not None else None
    return found if isinstance(found, tuple) else (None,)


def size(kinds: Iterable[Type], constants: frozenset[Fraction]) -> int:
    """How many completions facts of these types have, if nothing forbids any."""
    return prod(len(domain(kind, constants)) for kind in kinds)


# walks


@dataclass(frozen=True)
class Walked:
    """How a flow goes for one completion; gates that a rule opens lead on to all their edges."""

    case: Case
    deciders: Mapping[str, tuple[Rule, ...]]
    verdicts: frozenset[str]


def walk_through(case: Case, flow: Flow) -> Walked:
    reached = {flow.start}
    deciders: dict[str, tuple[Rule, ...]] = {}
    for name in flow.in_order:
        node = flow.nodes[name]
        if name in reached and node.kind == "gate":
            deciders[name] = tuple(firing(case, name))
            reached |= {flow.onward[name][one] for one in leads(flow, name, deciders[name])}
        elif name in reached:
            reached |= set(flow.onward[name].values())
    ends = (flow.nodes[name].verdict for name in reached)
    return Walked(case, deciders, frozenset(end for end in ends if end is not None))


def firing(case: Case, gate: str) -> Iterator[Rule]:
    """The rules that may decide a gate: one, unless conditions are undefined."""
    for rule in case.book.gates[gate].every_rule:
        found = truth(rule.when, case)
        if found is not False:
            yield rule
        if found is True:
            return


def leads(flow: Flow, gate: str, rules: Iterable[Rule]) -> list[str]:
    """The outcomes that these rules may give a gate."""
    thens = {rule.then for rule in rules}
    return [one for one in flow.outcomes(gate) if one in thens or OPEN in thens]
