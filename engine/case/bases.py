"""Which facts a person can be asked for: those that others are derived from."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.interpret import evaluate
from ..language.traverse import asks, children, fact_of, facts_in, fields_in
from ..language.tree import Expression
from ..rulebook.derivations import behind
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
        elif derive is None:
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
    return bases_of(case, (fact,))


def bases_of(case: Case, facts: Iterable[str]) -> tuple[str, ...]:
    """The bases of several facts, each once."""
    known = case.book.vocabulary.facts
    return tuple(one for one in behind(known, facts, sources) if known[one].derive is None)


def followers(book: Book, *facts: str) -> list[str]:
    """The facts that are derived from some facts in the end."""
    found: list[str] = []
    for name in book.vocabulary.derived_in_order:
        derive = book.vocabulary.facts[name].derive
        if derive is not None and {*facts_in(derive)} & {*facts, *found}:
            found.append(name)
    return found


def sources(node: Expression) -> tuple[str, ...]:
    """The facts whose values an expression reads; those it only asks about do not count."""
    own = fact_of(node)
    if own is None and asks(node):
        return ()
    found = {} if own is None else {own: None}
    for child in children(node):
        found |= dict.fromkeys(sources(child))
    return tuple(found)
