"""Constraints that leave no case at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...case.case import Case
from ...diagnostics.codes.proofs import CONSTRAINTS_EXCLUDE, NEVER_DERIVED
from ...diagnostics.findings import Finding
from ...language.tree import Expression
from ...rulebook.model import Book, Constraint
from ...solve.cores import Cores
from ...solve.logic import Term, negation
from ...solve.oracle import Oracle
from ...solve.terms import NotEncodable, Row
from ..space.prover import named, undecided
from ..space.universal import UniversalEncoder


def excluding(book: Book) -> Iterator[Finding]:
    """Sets of constraints, about cases or about the records of one list, that exclude each other.

    Unsatisfiable iff no case keeps them all.
    """
    lists = dict.fromkeys(one.each for one in book.vocabulary.constraints)
    for each in lists:
        found = [one for one in book.vocabulary.constraints if one.each == each]
        yield from _exclusion(book, found, each)


def _exclusion(
    book: Book, constraints: Sequence[Constraint], each: str | None
) -> Iterator[Finding]:
    encoder = UniversalEncoder(Case(book, {}))
    row = Row(each, 0, {}) if each is not None else None
    kept = {
        one.id: term for one in constraints if (term := _kept(encoder, one.never, row)) is not None
    }
    oracle = Oracle(encoder.assumptions)
    answer = oracle.ask(*kept.values())
    if answer is None:
        yield undecided("whether the constraints can all be kept", constraints[0].place)
    elif answer is False:
        names = Cores(oracle, kept).minimal() or [next(iter(kept))]
        place = next(
            (one.place for one in constraints if one.id == names[-1]), constraints[0].place
        )
        if each is None:
            help_ = f"no {book.vocabulary.case.one} at all would be accepted"
            yield Finding(CONSTRAINTS_EXCLUDE, _message(names), place, help_)
        else:
            message = f"{_message(names)} for the records of `{each}`"
            help_ = "no record that tells all would be accepted"
            yield Finding(CONSTRAINTS_EXCLUDE, message, place, help_, graded="warning")


def underived(book: Book) -> Iterator[Finding]:
    """Facts that can never have the value that is derived for them.

    Unsatisfiable iff no case within all ranges has what is derived within its range too.
    """
    noun = book.vocabulary.case.one
    for fact in book.vocabulary.facts.values():
        if fact.derive is not None:
            encoder = UniversalEncoder(Case(book, {}))
            encoder.fact(fact.name)
            if Oracle(encoder.assumptions).ask() is False:
                message = f"fact `{fact.name}` can never have the value that is derived for it"
                help_ = f"its type leaves no room for it; then no {noun} is complete"
                yield Finding(NEVER_DERIVED, message, fact.place, help_)
                return


def _kept(encoder: UniversalEncoder, never: Expression, row: Row | None) -> Term | None:
    try:
        return negation(encoder.condition(never, row).true)
    except NotEncodable:
        return None


def _message(names: Sequence[str]) -> str:
    if len(names) == 1:
        return f"constraint `{names[0]}` can never be kept"
    return f"constraints {named(names)} exclude each other"
