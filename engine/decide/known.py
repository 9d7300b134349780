"""What is known of one case among many, beyond its decision: plain values, and who told of them.

It is small and plain, so that a ranking need not keep every case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ..case.case import Case
from ..case.testimony.read import as_called
from ..case.testimony.statement import voice
from ..diagnostics.place import Path
from ..language.traverse import facts_in
from ..language.types import Records
from ..language.values import Value
from ..rulebook.following import behind
from ..rulebook.kinds.spelling import PRIVATE, WHO
from ..rulebook.model import Book

Talk = Path
"""Where the record of a talk stands in a fact file."""


@dataclass(frozen=True, slots=True)
class Known:
    """The plain `values` of a case, neither lists nor what is taken as not seen.

    `people` are those who told something that the flow asks, `private` the talks held in private
    in which that was: a talk in which nothing was learnt is in neither.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    people: int = 0
    private: int = 0


def read_by(book: Book, flow: str) -> frozenset[str]:
    """The facts that the rules of a flow and of those beside it read, and what is behind them."""
    names = (flow, *book.flows[flow].labels)
    gates = (book.gates[gate] for name in names for gate in book.flows[name].gates())
    found = (fact for gate in gates for one in gate.everything for fact in facts_in(one.when))
    return frozenset(behind(book.vocabulary.facts, found))


def known(case: Case, read: Collection[str]) -> Known:
    """What a case has for a ranking; `read` are the facts that its flow asks."""
    facts = case.book.vocabulary.facts
    values = {
        name: value
        for name, value in case.values.items()
        if name not in case.assumed and not isinstance(facts[name].type, Records)
    }
    told = {*_said(case, read), *_quoted(case, read)}
    private = {talk for _, talk, alone in told if alone}
    return Known(values, len({who for who, _, _ in told}), len(private))


def _said(case: Case, read: Collection[str]) -> Iterator[tuple[str, Talk, bool]]:
    """Who told something that is read, in which talk, and whether that was in private."""
    talks = set(_talks(case.book))
    for one in case.told.statements:
        listed = ".".join(map(str, one.path[:2]))
        if one.known and one.fact in read and listed in talks:
            yield voice(one, case.told.shared), one.path[:3], one.private is True


def _quoted(case: Case, read: Collection[str]) -> Iterator[tuple[str, Talk, bool]]:
    """The same of values of the user's own whose source is somebody they talked with."""
    sources = set(_sources(case, read))
    for listed in _talks(case.book) if sources else ():
        records, (group, _, name) = case.values.get(listed), listed.partition(".")
        for place, record in enumerate(records if isinstance(records, tuple) else ()):
            who = record.get(WHO)
            if isinstance(who, str) and as_called(who) in sources:
                yield as_called(who), (group, name, place), record.get(PRIVATE) is True


def _sources(case: Case, read: Collection[str]) -> Iterator[str]:
    for name, one in case.provenance.items():
        if one.source is not None and name in read and name in case.told.values:
            yield as_called(one.source)


def _talks(book: Book) -> Iterable[str]:
    """The lists of talks: those of which a record may quote somebody in private."""
    for name, fact in book.vocabulary.facts.items():
        if fact.testimony and isinstance(fact.type, Records) and PRIVATE in fact.type.fields:
            yield name
