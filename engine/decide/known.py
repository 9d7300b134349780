"""What is known of one case among many, beyond its decision: plain values, and who told of them.

It is small and plain, so that a ranking need not keep every case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

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
Ends = tuple[Fraction, Fraction] | tuple[date, date]
"""The least and the most that was said of a fact."""


@dataclass(frozen=True, slots=True)
class Known:
    """The plain `values` of a case, neither lists nor what is taken as not seen.

    Facts on which voices differ are in `differing`; those of numbers and days that can be
    anything between two of them are in `ranges`, with their ends, and in no other.
    `people` are those who told something that the flow asks, `private` the talks held in private
    in which that was: a talk in which nothing was learnt is in neither. `lacking` are, by each
    flow beside that is not known, the facts that it waits for.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    people: int = 0
    private: int = 0
    ranges: Mapping[str, Ends] = field(default_factory=dict)
    differing: frozenset[str] = frozenset()
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def contested(self) -> frozenset[str]:
        """All facts on which voices differ."""
        return self.differing | self.ranges.keys()

    def least(self, fact: str) -> Value | None:
        """A value as it counts: of what voices differ on, the lower end, which holds in any case;
        None where there is none."""
        return self.values.get(fact, self.ranges.get(fact, (None,))[0])


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
    people = len({who for who, _, _ in told})
    ranges = {name: one.ends for name, one in case.choices.items() if one.ends is not None}
    differing = (case.contested.keys() | case.following) - ranges.keys()
    return Known(values, people, len(private), ranges, frozenset(differing))


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
