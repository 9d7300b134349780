"""What is true of a condition whichever of the voices that differ is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from ..case.case import Case
from ..language.comparison import limit_of
from ..language.interpret import Kleene, truth
from ..language.traverse import facts_in
from ..language.tree import Expression

MOST_TRIED = 64
"""So many combinations of what was said are tried; of more, nothing is told."""
ORDERS = ("<", "<=", ">", ">=")


def pretended(case: Case) -> Case:
    """The case as if on each contested fact the first to speak were right."""
    first = {name: one.choices[0].value for name, one in case.choices.items()}
    return replace(case, values={**case.values, **first}) if first else case


def agreed(atom: Expression, case: Case) -> Kleene:
    """Whether a smallest condition is true, or false, whichever of the voices is right."""
    contested = [name for name in facts_in(atom) if name in case.choices] if case.choices else []
    if not contested or not _all_covered(atom, case, contested):
        return truth(atom, case)
    said = [[one.value for one in case.choices[name].choices] for name in contested]
    cases = [
        replace(case, values={**case.values, **dict(zip(contested, values, strict=True))})
        for values in islice(product(*said), MOST_TRIED + 1)
    ]
    found = {truth(atom, one) for one in cases}
    return found.pop() if len(found) == 1 and len(cases) <= MOST_TRIED else None


def _all_covered(atom: Expression, case: Case, contested: list[str]) -> bool:
    """Whether what holds for all that was said holds for all between, too: of numbers and days,
    where one is set against a limit."""
    ranged = [name for name in contested if case.choices[name].ends is not None]
    if not ranged:
        return True
    numbers: Mapping[str, Fraction] = case.book.numbers
    limit = limit_of(atom, numbers)
    return limit is not None and contested == [limit.fact] and limit.operator in ORDERS
