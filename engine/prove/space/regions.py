"""Which values of a fact a set of cases has: cell by cell, asked of the solver."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from ...language.values import Value
from ...solve import logic
from ...solve.logic import Term, both, either, negation
from ...solve.oracle import Oracle
from ...solve.terms import Encoded, Quantity
from ...solve.variables import Variables, equals
from .cells import Between, Cell, Exactly, NoneOf


def inside(term: Encoded, cell: Cell, variables: Variables) -> Term:
    """When a fact has a value in the cell."""
    match cell:
        case Exactly():
            return equals(term, cell.value, variables)
        case NoneOf():
            assert isinstance(term, Quantity)
            others = (negation(equals(term, one, variables)) for one in cell.values)
            passed = ((variables.tested(one, term.term), told) for one, told in cell.passed)
            return both(*others, *(one if told else negation(one) for one, told in passed))
        case Between():
            assert isinstance(term, Quantity)
            return both(*_ends(term.term, cell))


def _ends(term: Term, cell: Between) -> list[Term]:
    found = []
    if cell.low is not None:
        low = logic.constant(cell.low)
        found.append(term >= low if cell.with_low else term > low)
    if cell.high is not None:
        high = logic.constant(cell.high)
        found.append(term <= high if cell.with_high else term < high)
    return found


def union(term: Encoded, found: Sequence[Cell], variables: Variables) -> Term:
    return either(*(inside(term, cell, variables) for cell in found))


def met(
    oracle: Oracle, term: Encoded, found: Sequence[Cell], variables: Variables, *given: Term
) -> list[Cell]:
    """The cells in which some case has the fact; those not decided are among them."""
    return [
        cell for cell in found if oracle.ask(*given, inside(term, cell, variables)) is not False
    ]


def cell_of(value: Value, found: Sequence[Cell]) -> Cell | None:
    """The cell that a value is in."""
    for cell in found:
        match cell:
            case Exactly() if cell.value == value:
                return cell
            case NoneOf() if isinstance(value, str) and cell.holds(value):
                return cell
            case Between() if isinstance(value, Fraction | date):
                number = Fraction(value.toordinal()) if isinstance(value, date) else value
                if cell.holds(number):
                    return cell
    return None
