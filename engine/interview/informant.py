"""A talk with one person: answers go under what they `said`, in their record of the talk.

The list of talks is the list of records that has a field for who it was and one for their role.
A talk of the same day with the same person is gone on with; on another day they get another
record, so that what they say now can replace what they said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..case.case import Case
from ..case.testimony.combine import combine
from ..case.testimony.read import as_called
from ..case.testimony.statement import Contested, Statement
from ..diagnostics.place import Path
from ..language import types
from ..language.values import Value
from ..rulebook.kinds.cases import SAID_KEY
from ..rulebook.kinds.spelling import ON, PRIVATE, WHO
from ..rulebook.model import Book, Fact
from .edit import put
from .leaves import Pages, at

ROLE = "role"


def talks_of(book: Book) -> Fact | None:
    """The list of talks of a vocabulary; None where it has none."""
    facts = book.vocabulary.facts.values()
    fields = ((fact, fact.type.fields) for fact in facts if isinstance(fact.type, types.Records))
    return next((fact for fact, named in fields if {WHO, ROLE} <= {*named}), None)


def kept_by_itself(field: str) -> bool:
    """Whether a field of a record of a talk is filled in by the interview alone."""
    return field in (WHO, ROLE, SAID_KEY)


@dataclass(frozen=True, slots=True)
class Informant(Pages):
    """Puts what one person says into the text of a fact file.

    `name` is as testimony compares it; `role` is one of the vocabulary's informants, `listed`
    the list of talks, `day` that of this talk, `beside` what else its record is to say, as JSON
    has it, `look_up` the kinds of "people" that need no talk, such as websites, and `judged`
    the facts that are for the user to judge after a talk.
    """

    name: str
    role: str
    listed: Fact
    day: date
    beside: Mapping[str, Any] = field(default_factory=dict)
    look_up: frozenset[str] = frozenset()
    judged: frozenset[str] = frozenset()

    @property
    def who(self) -> str | None:
        return self.name

    def inside(self, text: str) -> Path:
        return (*self._list(text), self._place(text), SAID_KEY)

    def opened(self, text: str) -> str:
        return self.ready(text) if self.beside else text

    def ready(self, text: str) -> str:
        """The text with a record of this talk in it, which says what it is to say."""
        path = (*self._list(text), self._place(text))
        there = at(text, path)
        if there is None:
            assert isinstance(self.listed.type, types.Records)
            record = {WHO: self.name, ROLE: self.role, **self.beside, ON: self.day}
            fields = self.listed.type.fields
            return put(text, path, {key: one for key, one in record.items() if key in fields})
        for key, one in {ROLE: self.role, **self.beside}.items():
            text = text if there.get(key) == one else put(text, (*path, key), one)
        return text

    def done(self, case: Case, text: str) -> frozenset[str]:
        """What this person told already, or did not know, in whichever talk."""
        told = (record.get(SAID_KEY) for _, record in self._talks(text))
        return frozenset(name for said in told for name in _named(said))

    def is_for(self, fact: Fact) -> bool:
        return self.role in fact.whom and fact.name not in self.judged

    def settles(self, case: Case, fact: Fact) -> bool:
        """One more voice does, where others know by hearsay only, or one yes decides."""
        if fact.name not in case.choices:
            return True
        said = [one for one in case.told.statements if one.fact == fact.name]
        private = self.beside.get(PRIVATE) is True
        told = (
            Statement(fact.name, one, "known", self.name, on=self.day, private=private)
            for one in _possible(fact, case.choices[fact.name])
        )
        shared = case.told.shared
        return any(combine(fact, [*said, one], shared).value is not None for one in told)

    def is_last(self, fact: Fact) -> bool:
        return not self.look_up.isdisjoint(fact.whom)

    def _list(self, text: str) -> Path:
        """Where the list of talks stands, which may have remarks beside it."""
        group, _, short = self.listed.name.partition(".")
        found = at(text, (group, short))
        return (group, short, "value") if isinstance(found, dict) else (group, short)

    def _talks(self, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Their records, with the places where these stand."""
        found = at(text, self._list(text))
        for place, record in enumerate(found if isinstance(found, list) else ()):
            who = record.get(WHO) if isinstance(record, dict) else None
            if isinstance(who, str) and as_called(who) == self.name:
                yield place, record

    def _place(self, text: str) -> int:
        """Where the record of this talk stands, or is going to."""
        day = self.day.isoformat()
        assert isinstance(self.listed.type, types.Records)
        dated = ON in self.listed.type.fields
        talks = self._talks(text)
        here = [place for place, record in talks if not dated or record.get(ON) == day]
        found = at(text, self._list(text))
        return here[-1] if here else len(found) if isinstance(found, list) else 0


def _possible(fact: Fact, dispute: Contested) -> Iterator[Value]:
    """What somebody can say of a fact: of words any, else what was said already."""
    match fact.type:
        case types.Boolean():
            yield from (True, False)
        case types.Enumeration(values):
            yield from values
        case _:
            yield from (one.value for one in dispute.choices)


def _named(said: Any) -> Iterator[str]:
    """The facts in what somebody said; a remark alone is no answer."""
    for group, facts in said.items() if isinstance(said, dict) else ():
        for short, leaf in facts.items() if isinstance(facts, dict) else ():
            if leaf is not None and not (isinstance(leaf, dict) and {*leaf} == {"note"}):
                yield f"{group}.{short}"
