"""Which facts a person can be asked for: those that others are derived from."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.interpret import evaluate
from ..language.traverse import facts_in, fields_in, sources
from ..language.tree import Expression
from ..rulebook.model import Book
from .case import Case


def open_bases(case: Case, fact: str) -> tuple[str, ...]:
    """The open facts that would settle an open fact; itself where nothing else can."""
    return _open_bases(case, fact, {})


Known = dict[str, tuple[str, ...]]
"""What was found already: facts meet again behind several others."""


def _open_bases(case: Case, fact: str, known: Known) -> tuple[str, ...]:
    if fact not in known:
        derive = case.book.vocabulary.facts[fact].derive
        if case.value(fact) is not None:
            known[fact] = ()
        elif derive is None or fact in case.contested:
            known[fact] = (fact,)
        else:
            known[fact] = _each(case, derive, known) or (fact,)
    return known[fact]


def _each(case: Case, derive: Expression, known: Known) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for source in sources(derive):
        if isinstance(case.value(source), tuple):
            if _lacks_fields(case, source, derive):
                found[source] = None
        else:
            found |= dict.fromkeys(_open_bases(case, source, known))
    return tuple(found)


def _lacks_fields(case: Case, source: str, derive: Expression) -> bool:
    """Whether some record lacks a field that the derivation reads."""
    records = case.value(source)
    read = {*fields_in(derive)}
    read |= {key} if (key := case.key(source)) is not None else set()
    unknown = evaluate(derive, case) is None
    return (
        unknown
        and isinstance(records, tuple)
        and any(record.get(name) is None for record in records for name in read)
    )


def bases(case: Case, fact: str) -> tuple[str, ...]:
    """The facts that a fact is derived from in the end, known or not."""
    return case.book.vocabulary.bases[fact]


def bases_of(case: Case, facts: Iterable[str]) -> tuple[str, ...]:
    """The bases of several facts, each once."""
    known = case.book.vocabulary.bases
    return tuple(dict.fromkeys(base for fact in facts for base in known[fact]))


def followers(book: Book, *facts: str) -> list[str]:
    """The facts that are derived from some facts in the end."""
    found: list[str] = []
    for name in book.vocabulary.derived_in_order:
        derive = book.vocabulary.facts[name].derive
        if derive is not None and {*facts_in(derive)} & {*facts, *found}:
            found.append(name)
    return found


def is_given(case: Case, fact: str) -> bool:
    """Whether a fact, not a list, has a value that somebody gave or that was taken for it."""
    value = case.value(fact)
    if value is None or isinstance(value, tuple):
        return False
    return case.book.vocabulary.facts[fact].derive is None or fact in case.stated
