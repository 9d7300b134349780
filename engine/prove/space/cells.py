"""The values of a fact in as few cells as conditions can tell apart, and ranges made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

from ...language import types
from ...language.comparison import comparisons_of, constant
from ...language.texts import Sought, test_of, text_that, ways
from ...language.traverse import descend, lists_in
from ...language.tree import Expression, Fact, TextTest
from ...language.types import Type
from ...language.values import Value, bare, number, quote, written
from ...present import phrases_ranges as ranges
from ...rulebook.model import Book
from ...rulebook.model import Fact as Definition

MOST_WORDS, MOST_TESTS = 6, 4
OTHER_TEXT = "something else"


@dataclass(frozen=True, slots=True)
class Exactly:
    """One value."""

    value: Value


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Any text but these, of those that pass and fail tests as told."""

    values: tuple[str, ...]
    passed: tuple[tuple[Sought, bool], ...] = ()

    def holds(self, text: str) -> bool:
        return text not in self.values and all(one.holds(text) is told for one, told in self.passed)

    def example(self) -> str:
        """One of them."""
        return text_that(dict(self.passed), self.values, OTHER_TEXT)


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers, or days by their number, between two ends; `None` leaves an end open."""

    low: Fraction | None = None
    high: Fraction | None = None
    with_low: bool = True
    with_high: bool = True

    def holds(self, value: Fraction) -> bool:
        if self.low is not None and (value < self.low or (value == self.low and not self.with_low)):
            return False
        if self.high is None:
            return True
        return value < self.high or (value == self.high and self.with_high)


Cell = Exactly | NoneOf | Between
Mark = Value | Sought
Marks = Mapping[str, Sequence[Mark]]
"""By fact, the values it is compared with, and what else is asked of a text."""


def trees(book: Book) -> Iterator[Expression]:
    """Everything that bears on a verdict."""
    for gate in book.gates.values():
        yield from (rule.when for rule in gate.every_rule)
    yield from (one.never for one in book.vocabulary.constraints if one.each is None)
    yield from (fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None)


def over_records(tree: Expression) -> bool:
    """Whether an expression reads a list of records."""
    return bool(lists_in(tree))


def marks(books: Iterable[Book], more: Iterable[Expression] = ()) -> Marks:
    """The constants and thresholds that facts stand against."""
    found: dict[str, dict[Mark, None]] = {}
    for book in books:
        for tree in (*trees(book), *more):
            for node in descend(tree):
                for name, value in _compared(node, book):
                    found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in found.items()}


def _compared(node: Expression, book: Book) -> Iterator[tuple[str, Mark]]:
    if isinstance(node, TextTest) and isinstance(node.operand, Fact):
        yield node.operand.name, test_of(node)
    for pair in comparisons_of(node):
        for fact, other in ((pair.left, pair.right), (pair.right, pair.left)):
            value = constant(other, book.numbers)
            if isinstance(fact, Fact) and value is not None:
                yield fact.name, value


def cells(kind: Type, compared: Sequence[Mark]) -> list[Cell]:
    """Every value of a type, in cells."""
    match kind:
        case types.Boolean():
            return [Exactly(True), Exactly(False)]
        case types.Enumeration():
            return [Exactly(word) for word in kind.values]
        case types.SetOf():
            return list(_sets(kind.values))
        case types.Text():
            return list(_texts(compared))
        case types.Records():
            return []
        case types.Day():
            days = [Fraction(one.toordinal()) for one in compared if isinstance(one, date)]
            whole = types.Numeric(True, Fraction(1), Fraction(date.max.toordinal()))
            return list(_intervals(whole, days))
        case types.Numeric():
            return list(_intervals(kind, [one for one in compared if isinstance(one, Fraction)]))


def _sets(words: tuple[str, ...]) -> Iterator[Cell]:
    if len(words) <= MOST_WORDS:
        for size in range(len(words) + 1):
            yield from (Exactly(frozenset(one)) for one in combinations(words, size))


def _texts(compared: Sequence[Mark]) -> Iterator[Cell]:
    """Each text compared with, and others by which tests they pass; unless there are too many."""
    texts = tuple(one for one in compared if isinstance(one, str))
    tests = [one for one in compared if isinstance(one, Sought)]
    yield from (Exactly(one) for one in texts)
    for passed in ways(tests if len(tests) <= MOST_TESTS else ()):
        yield NoneOf(texts, tuple(passed.items()))


def _intervals(kind: types.Numeric, compared: Iterable[Fraction]) -> Iterator[Cell]:
    """Each value compared with, and the open stretches between them."""
    points = sorted({one for one in compared if not kind.below(one) and not kind.above(one)})
    low, with_low = kind.low, True
    for point in points:
        yield from _real(kind, Between(low, point, with_low, False))
        yield from _real(kind, Between(point, point))
        low, with_low = point, False
    yield from _real(kind, Between(low, kind.high, with_low, True))


def _real(kind: types.Numeric, cell: Between) -> Iterator[Between]:
    """The cell, if there is a value in it; of whole numbers with its ends inside."""
    if kind.integer:
        cell = _whole(cell)
    empty = (
        cell.low is not None
        and cell.high is not None
        and (
            cell.low > cell.high
            or (cell.low == cell.high and not (cell.with_low and cell.with_high))
        )
    )
    if not empty:
        yield cell


def _whole(cell: Between) -> Between:
    low, high = cell.low, cell.high
    if low is not None:
        low = Fraction(ceil(low)) if cell.with_low or low.denominator != 1 else low + 1
    if high is not None:
        high = Fraction(floor(high)) if cell.with_high or high.denominator != 1 else high - 1
    return Between(low, high)


def joined(found: Sequence[Cell], kind: Type) -> list[Cell]:
    """Neighbouring cells as one."""
    whole = isinstance(kind, types.Day) or (isinstance(kind, types.Numeric) and kind.integer)
    out: list[Cell] = []
    for cell in found:
        last = out[-1] if out else None
        if isinstance(last, Between) and isinstance(cell, Between) and _touch(last, cell, whole):
            out[-1] = replace(last, high=cell.high, with_high=cell.with_high)
        else:
            out.append(cell)
    return _fewer_tests(out)


def _fewer_tests(found: list[Cell]) -> list[Cell]:
    """Texts that differ in one test only, which then makes no difference."""
    for one, other in combinations(found, 2):
        if isinstance(one, NoneOf) and isinstance(other, NoneOf):
            apart = {*one.passed} ^ {*other.passed}
            if len(apart) == 2 and len({test for test, _ in apart}) == 1:
                both = replace(one, passed=tuple(pair for pair in one.passed if pair not in apart))
                rest = [both if cell is one else cell for cell in found if cell is not other]
                return _fewer_tests(rest)
    return found


def _touch(left: Between, right: Between, whole: bool) -> bool:
    if left.high is None or right.low is None:
        return False
    if whole:
        return right.low - left.high == 1
    return left.high == right.low and left.with_high != right.with_low


# in words


def condition(fact: Definition, found: Sequence[Cell]) -> str:
    """A range as a condition of the language: `visa.paperwork_lead_months >= 3`."""
    ranges = joined(found, fact.type)
    if isinstance(fact.type, types.Boolean):
        return fact.name if found == [Exactly(True)] else f"not {fact.name}"
    exact = [one for one in ranges if isinstance(one, Exactly)]
    if len(exact) == len(ranges) and len(exact) > 1:
        return f"{fact.name} in [{', '.join(_rule(fact.type, one.value) for one in exact)}]"
    parts = [_one(fact, cell) for cell in ranges]
    return parts[0] if len(parts) == 1 else "(" + " or ".join(parts) + ")"


def _one(fact: Definition, cell: Cell) -> str:
    match cell:
        case Exactly():
            return f"{fact.name} = {_rule(fact.type, cell.value)}"
        case NoneOf():
            return _other_texts(fact.name, cell)
        case Between():
            kind = fact.type
            low, high = (_end(kind, one) for one in (cell.low, cell.high))
            if isinstance(kind, types.Day):
                low, high = quote(low), quote(high)
            if cell.low is not None and cell.low == cell.high:
                return f"{fact.name} = {low}"
            low_needed = cell.low is not None and not _is_end(kind, cell.low, "low")
            high_needed = cell.high is not None and not _is_end(kind, cell.high, "high")
            parts = [f"{fact.name} {'>=' if cell.with_low else '>'} {low}"] if low_needed else []
            if high_needed:
                parts.append(f"{fact.name} {'<=' if cell.with_high else '<'} {high}")
            return " and ".join(parts) or f"{fact.name} is anything"


def _other_texts(name: str, cell: NoneOf) -> str:
    told = [_test(name, *one) for one in _needed(cell)]
    told += [f"{name} not in [{', '.join(map(quote, cell.values))}]"] if cell.values else []
    return " and ".join(told) or f"{name} is anything"


def _test(name: str, test: Sought, passes: bool) -> str:
    return f"{'' if passes else 'not '}{name} {test.operator} {quote(test.text)}"


def _needed(cell: NoneOf) -> list[tuple[Sought, bool]]:
    """The tests that do not follow from others that are passed."""
    wanted = [test for test, passes in cell.passed if passes]
    return [
        (test, passes)
        for test, passes in cell.passed
        if not any(
            (one.implies(test) if passes else one.excludes(test)) for one in wanted if one != test
        )
    ]


def _is_end(kind: Type, end: Fraction, which: str) -> bool:
    """Whether an end of a range is that of the type anyway."""
    if isinstance(kind, types.Day):
        return end == (1 if which == "low" else date.max.toordinal())
    return isinstance(kind, types.Numeric) and getattr(kind, which) == end


def bound(kind: Type, end: Fraction) -> Fraction | date:
    """The end of a range as a value of the type: of dates their numbers are the ends."""
    return date.fromordinal(int(end)) if isinstance(kind, types.Day) else end


def _end(kind: Type, end: Fraction | None) -> str:
    found = bound(kind, end) if end is not None else ""
    return number(found) if isinstance(found, Fraction) else str(found)


def _rule(kind: Type, found: Value) -> str:
    return written(found, free=isinstance(kind, types.Text))


def value(kind: Type, found: Value) -> str:
    """A value as the language writes it, without the quotes that only the language needs."""
    return bare(found, free=isinstance(kind, types.Text))


def words(fact: Definition, found: Sequence[Cell]) -> str:
    """A range in words: `at least 3 months`."""
    told = [_words(fact, cell) for cell in joined(found, fact.type)]
    return ranges.one_of(told)


def _words(fact: Definition, cell: Cell) -> str:
    match cell:
        case Exactly():
            return value(fact.type, cell.value)
        case NoneOf():
            return ranges.another_text(
                (told.operator, quote(told.text), passes) for told, passes in _needed(cell)
            )
        case Between():
            unit = f" {fact.unit}" if fact.unit else ""
            return _between(fact.type, cell) + unit


def _between(kind: Type, cell: Between) -> str:
    low, high = (_end(kind, one) for one in (cell.low, cell.high))
    if cell.low is not None and cell.low == cell.high:
        return low
    below = ranges.below(high, cell.with_high)
    above = ranges.above(low, cell.with_low)
    if isinstance(kind, types.Day):
        below, above = ranges.until(high), ranges.since(low)
    if cell.low is None or _is_end(kind, cell.low, "low"):
        return ranges.ANYTHING if cell.high is None or _is_end(kind, cell.high, "high") else below
    if cell.high is None or _is_end(kind, cell.high, "high"):
        return above
    if cell.with_low and cell.with_high:
        return ranges.between(low, high)
    return ranges.within(above, below)
