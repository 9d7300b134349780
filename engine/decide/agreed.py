"""What is true of a condition whichever of the voices that differ is right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from math import floor, prod

from ..case.case import Case
from ..language.comparison import limit_of
from ..language.interpret import Facts, Kleene, truth
from ..language.traverse import atoms, facts_in
from ..language.tree import Expression, IsKnown
from ..language.types import Numeric
from ..language.values import Value

MOST_TRIED = 64
"""So many combinations of what was said are tried; of more, nothing is told."""


def pretended(case: Case) -> Case:
    """The case as if on each contested fact the first to speak were right."""
    first = {name: one.choices[0].value for name, one in case.choices.items()}
    return replace(case, values={**case.values, **first}) if first else case


def agreed(atom: Expression, case: Case) -> Kleene:
    """Whether a smallest condition is true, or false, whichever of the voices is right."""
    return whichever(atom, case, lambda one: one)


def whichever(wanted: Expression, case: Case, facts: Callable[[Case], Facts]) -> Kleene:
    """The same of any condition, by what can be asked of a case with some of the values."""
    contested = [name for name in facts_in(wanted) if name in case.choices] if case.choices else []
    trials = [_trials(name, wanted, case) for name in contested]
    if not contested or not all(trials) or prod(map(len, trials)) > MOST_TRIED:
        return truth(wanted, facts(case))
    values = ({**case.values, **dict(zip(contested, one, strict=True))} for one in product(*trials))
    found = {truth(wanted, facts(replace(case, values=one))) for one in values}
    return found.pop() if len(found) == 1 else None


def _trials(name: str, wanted: Expression, case: Case) -> Sequence[Value]:
    """Values that stand for all that a contested fact may be; none where they cannot be told."""
    found = case.choices[name]
    if found.ends is None:
        return [one.value for one in found.choices]
    low, high = found.ends
    numbers: Mapping[str, Fraction] = case.book.numbers
    reading = [one for one in atoms(wanted) if name in facts_in(one)]
    limits = [limit_of(one, numbers) for one in reading if not isinstance(one, IsKnown)]
    if None in limits or not isinstance(low, Fraction) or not isinstance(high, Fraction):
        return []
    kind = case.book.vocabulary.facts[name].type
    points = _whole if isinstance(kind, Numeric) and kind.integer else _points
    inside = points(low, high, {one.value for one in limits if one is not None})
    return sorted({low, high, *(one for one in inside if low <= one <= high)})


def _points(low: Fraction, high: Fraction, limits: Collection[Fraction]) -> Iterator[Fraction]:
    """The limits, and a number between each two of them and of the ends: conditions that set these
    limits, and hold at all of these numbers, hold everywhere."""
    found = sorted({low, high, *(one for one in limits if low < one < high)})
    yield from found
    yield from ((one + other) / 2 for one, other in pairwise(found))


def _whole(_low: Fraction, _high: Fraction, limits: Collection[Fraction]) -> Iterator[Fraction]:
    """The same of whole numbers: the last up to each limit, and the first above it."""
    yield from (Fraction(floor(one) + more) for one in limits for more in (0, 1))
