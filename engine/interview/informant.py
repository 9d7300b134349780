"""A talk with one person: answers go under what they `said`, in their record of the talk.

The list of talks is the list of records that has a field for who it was and one for their role.
A talk of today with the same person is gone on with; on another day they get another record, so
that what they say now can replace what they said before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..case.case import Case
from ..diagnostics.place import Path
from ..language import types
from ..rulebook.model import Book, Fact
from .edit import put
from .leaves import Pages, at

WHO, ROLE, ON, SAID = "who", "role", "on", "said"


def talks_of(book: Book) -> Fact | None:
    """The list of talks of a vocabulary; None where it has none."""
    facts = book.vocabulary.facts.values()
    fields = ((fact, fact.type.fields) for fact in facts if isinstance(fact.type, types.Records))
    return next((fact for fact, named in fields if {WHO, ROLE} <= {*named}), None)


def kept_by_itself(field: str) -> bool:
    """Whether a field of a record of a talk is filled in by the interview."""
    return field in (WHO, ROLE, ON, SAID)


@dataclass(frozen=True, slots=True)
class Informant(Pages):
    """Puts what one person says into the text of a fact file.

    `role` is one of the vocabulary's informants, `listed` the list of talks, `beside` what else
    its record of the talk is to say, as JSON has it.
    """

    name: str
    role: str
    listed: Fact
    today: date
    beside: Mapping[str, Any] = field(default_factory=dict)

    @property
    def who(self) -> str | None:
        return self.name

    def inside(self, text: str) -> Path:
        return (*self._list, self._place(text), SAID)

    def ready(self, text: str) -> str:
        """The text with a record of this talk in it, which says what it is to say."""
        path = (*self._list, self._place(text))
        there = at(text, path)
        if there is None:
            assert isinstance(self.listed.type, types.Records)
            record = {WHO: self.name, ROLE: self.role, **self.beside, ON: self.today}
            fields = self.listed.type.fields
            return put(text, path, {key: one for key, one in record.items() if key in fields})
        for key, one in self.beside.items():
            text = text if there.get(key) == one else put(text, (*path, key), one)
        return text

    def done(self, case: Case, text: str) -> frozenset[str]:
        """What this person told already, or did not know, in whichever talk."""
        told = (record.get(SAID) for _, record in self._talks(text))
        return frozenset(name for said in told for name in _named(said))

    def is_for(self, fact: Fact) -> bool:
        return self.role in fact.whom

    @property
    def _list(self) -> Path:
        group, _, short = self.listed.name.partition(".")
        return group, short

    def _talks(self, text: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Their records, with the places where these stand."""
        found = at(text, self._list)
        for place, record in enumerate(found if isinstance(found, list) else ()):
            if isinstance(record, dict) and record.get(WHO) == self.name:
                yield place, record

    def _place(self, text: str) -> int:
        """Where the record of this talk stands, or is going to."""
        today = self.today.isoformat()
        here = [place for place, record in self._talks(text) if record.get(ON, today) == today]
        found = at(text, self._list)
        return here[-1] if here else len(found) if isinstance(found, list) else 0


def _named(said: Any) -> Iterator[str]:
    """The facts in what somebody said; a remark alone is no answer."""
    for group, facts in said.items() if isinstance(said, dict) else ():
        for short, leaf in facts.items() if isinstance(facts, dict) else ():
            if not (isinstance(leaf, dict) and {*leaf} == {"note"}):
                yield f"{group}.{short}"
