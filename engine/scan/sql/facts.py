"""Every fact of a row as SQL: given, derived or assumed; and which rows SQL had better leave.

The rows that are left: those with odd values; those whose given and derived values differ, were
it only by rounding; those that break a constraint; and those whose open facts constraints may tie
so that nothing is left for them. All else is as `case.conclude` has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import combinations

from ...case.case import Case
from ...language import types
from ...language.interpret import evaluate
from ...language.traverse import sources
from ...language.tree import Expression
from ...rulebook.model import Book, Constant, Fact
from ..relevance import Use
from ..table import Column
from . import number, words
from .given import given
from .layers import Layers
from .number import Quantity
from .reading import condition, read
from .unsayable import Unsayable
from .value import Names, Value, between, known, same
from .words import Sql


def raw(name: str) -> Sql:
    """The column of the table that gives a fact, as it is."""
    return words.column(raw_name(name))


def raw_name(name: str) -> str:
    return f"given {name}"


@dataclass
class Facts:
    """The facts of the rows while their columns are added to the layers."""

    book: Book
    layers: Layers
    uses: Mapping[str, Use]
    as_of: date | None
    names: Names
    coded: bool = False
    given: dict[str, Value] = field(default_factory=dict)
    odd: list[Sql] = field(default_factory=list)
    tied: list[Sql] = field(default_factory=list)


def facts_of(
    book: Book,
    columns: Mapping[str, Column],
    uses: Mapping[str, Use],
    as_of: date,
    layers: Layers,
    coded: bool = False,
) -> Facts:
    """The columns of all facts that a decision reads, in layers over those of a table."""
    names = Names({}, book.numbers, as_of)
    work = Facts(book, layers, uses, as_of, names, coded)
    for name, column in columns.items():
        _take(work, book.vocabulary.facts[name], column)
    _assume(work, book.vocabulary.facts)
    for name in book.vocabulary.derived_in_order:
        _derive(work, book.vocabulary.facts[name])
        _assume(work, book.vocabulary.heard_under.get(name, ()))
    _bind(work)
    return work


def added(layers: Layers, name: str, value: Value) -> Value:
    """A value as columns of its own."""
    if not isinstance(value, Quantity):
        return layers.add(name, value)
    top = replace(value.top, sql=layers.add(name, value.top.sql))
    if value.bottom is None:
        return replace(value, top=top)
    bottom = replace(value.bottom, sql=layers.add(f"below {name}", value.bottom.sql))
    return replace(value, top=top, bottom=bottom)


def _know(work: Facts, name: str, value: Value) -> None:
    work.names = work.names.knowing({name: value})


def _take(work: Facts, fact: Fact, column: Column) -> None:
    """A fact that the table has a column of."""
    use = work.uses.get(fact.name)
    exactly = use is not None and (use.whole or isinstance(fact.type, types.Text))
    found = given(column, fact.type, raw(fact.name), exactly, work.coded)
    value = added(work.layers, fact.name, found.value)
    work.odd.append(found.odd(value))
    work.given[fact.name] = value
    _know(work, fact.name, value)


# what is assumed


def _assume(work: Facts, names: Iterable[str]) -> None:
    """Sightings that are not given count as not seen, once their question is answered."""
    facts = work.book.vocabulary.facts
    before = work.names
    for name in names:
        fact = facts[name]
        if fact.assume is None or fact.derive is not None or name not in work.uses:
            continue
        value = before.facts.get(name, words.NULL)
        answered = words.truth(True) if fact.under is None else known(_told(work, fact.under))
        _know(
            work, name, added(work.layers, f"{name} if not seen", _or_else(value, answered, fact))
        )


def _told(work: Facts, question: str) -> Value:
    """The answer to a question that is not itself assumed."""
    if work.book.vocabulary.facts[question].derive is not None:
        return work.names.facts.get(question, words.NULL)
    return work.given.get(question, words.NULL)


def _or_else(value: Value, answered: Sql, fact: Fact) -> Value:
    assert fact.assume is not None
    taken = _constant(fact.assume)
    if isinstance(taken, Quantity):
        return _number_or(value, answered, taken)
    assert not isinstance(value, Quantity)
    default = words.case([(answered, taken)])
    return words.first_known(value, default)


def _number_or(value: Value, answered: Sql, taken: Quantity) -> Quantity:
    if not isinstance(value, Quantity) or words.is_constant(value.top.sql, None):
        return replace(
            taken,
            top=replace(taken.top, sql=words.case([(answered, taken.top.sql)])),
            constant=None,
        )
    scale = max(value.top.scale, taken.top.scale)
    digits = max(value.top.digits, taken.top.digits)
    one, other = value.top, taken.top
    if scale or one.width or other.width:
        one, other = (side.as_decimal(scale, digits + scale) for side in (one, other))
    sql = words.first_known(one.sql, words.case([(answered, other.sql)]))
    low, high = min(one.low, other.low), max(one.high, other.high)
    return Quantity(replace(one, sql=sql, low=low, high=high))


def _constant(value: Constant) -> Value:
    match value:
        case bool():
            return words.truth(value)
        case Fraction():
            return number.constant(value)
        case str():
            return words.text(value)
        case date():
            return words.day(value)
        case frozenset():
            return words.listed(sorted(value))


# what follows


def _derive(work: Facts, fact: Fact) -> None:
    """A derived fact: as it is given, else as its derivation has it."""
    assert fact.derive is not None
    own = work.given.get(fact.name, words.NULL)
    if fact.assume is not None:
        work.odd.append(words.truth(True))
    try:
        found = added(work.layers, f"{fact.name} derived", read(fact.derive, work.names))
        value = _given_or(own, found, fact)
        if not fact.stands:
            _agreeing(work, fact, own, found)
        _within(work, fact, own, found)
    except Unsayable:
        work.odd.append(_left_to(work, fact.derive))
        value = own
    _know(work, fact.name, added(work.layers, f"{fact.name} in the end", value))


def _given_or(own: Value, found: Value, fact: Fact) -> Value:
    if not isinstance(found, Quantity) or words.is_constant(found.top.sql, None):
        if isinstance(own, Quantity) or isinstance(found, Quantity):
            return own if isinstance(own, Quantity) else found
        return words.first_known(own, found)
    if not isinstance(own, Quantity):
        return found
    one, other = own.top, found.top
    bottom = found.bottom
    scale = max(one.scale, other.scale)
    width = max(one.digits, other.digits) + scale
    if scale or one.width or other.width:
        one, other = one.as_decimal(scale, width), other.as_decimal(scale, width)
    is_given = words.is_known(own.top.sql)
    sql = words.first_known(one.sql, other.sql)
    low, high = min(one.low, other.low), max(one.high, other.high)
    top = replace(one, sql=sql, low=low, high=high)
    if bottom is None:
        return Quantity(top)
    below = words.case([(is_given, words.cast(words.whole(1), _kind(bottom)))], bottom.sql)
    return Quantity(
        top,
        replace(
            bottom, sql=below, low=min(bottom.low, Fraction(1)), high=max(bottom.high, Fraction(1))
        ),
    )


def _kind(term: number.Term) -> str:
    return f"DECIMAL({term.width}, {term.scale})" if term.width else "BIGINT"


def _agreeing(work: Facts, fact: Fact, own: Value, found: Value) -> None:
    """Leave rows in which both are known and differ, or in which one may bind the other."""
    assert fact.derive is not None
    if words.is_constant(_top(own), None):
        return
    differ = words.negate(same(own, found))
    some = [known(_value(work, name)) for name in sources(fact.derive)]
    half = words.every([known(own), words.negate(known(found)), words.some(some)])
    work.tied += [differ, half]


def _top(value: Value) -> Sql:
    return value.top.sql if isinstance(value, Quantity) else value


def _value(work: Facts, name: str) -> Value:
    return work.names.facts.get(name, words.NULL)


def _within(work: Facts, fact: Fact, own: Value, found: Value) -> None:
    """Leave rows in which a derivation comes to a number that its fact cannot be."""
    if not isinstance(fact.type, types.Numeric) or not isinstance(found, Quantity):
        return
    low, high = fact.type.low, fact.type.high
    beyond: list[Sql] = []
    if low is not None and not (found.bottom is None and found.top.low >= low):
        beyond.append(between("<", found, number.constant(low)))
    if high is not None and not (found.bottom is None and found.top.high <= high):
        beyond.append(between(">", found, number.constant(high)))
    if fact.type.integer and (found.bottom is not None or found.top.scale):
        beyond.append(known(found))
    work.odd.append(words.every([words.some(beyond), words.negate(known(own))]))


def _left_to(work: Facts, tree: Expression) -> Sql:
    """When what SQL cannot say may have a value: where something in it is known."""
    if evaluate(tree, Case(work.book, {}, as_of=work.as_of)) is not None or not sources(tree):
        return words.truth(True)
    return words.some(known(_value(work, name)) for name in sources(tree))


# what cannot be true


def _bind(work: Facts) -> None:
    """Leave rows that break a constraint, or in which two that are undecided share an open fact."""
    undecided: list[_Undecided] = []
    for constraint in work.book.vocabulary.constraints:
        if constraint.each is not None:
            continue
        read_ = sources(constraint.never)
        try:
            broken = condition(constraint.never, work.names)
        except Unsayable:
            work.odd.append(_left_to(work, constraint.never))
            continue
        broken = work.layers.add(f"breaks {constraint.id}", broken)
        work.tied.append(broken)
        some = words.some(known(_value(work, name)) for name in read_)
        if not words.is_constant(some, False):
            undecided.append(_Undecided(frozenset(read_), words.is_null(broken), some))
    # most rows are decided by all of them, so that the pairs need not be looked at
    any_ = words.some(one.open for one in undecided)
    work.tied.append(words.case([(any_, words.some(_pairs(work, undecided)))]))


@dataclass(frozen=True, slots=True)
class _Undecided:
    """A constraint: what it reads, whether it is undecided, and whether it is in part known."""

    read: frozenset[str]
    open: Sql
    begun: Sql


def _pairs(work: Facts, undecided: list[_Undecided]) -> Iterator[Sql]:
    for one, other in combinations(undecided, 2):
        shared = sorted(one.read & other.read)
        opens = words.some(words.negate(known(_value(work, name))) for name in shared)
        yield words.every([one.open, other.open, one.begun, other.begun, opens])
