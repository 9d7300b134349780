"""What the page shows first: worked out here, so that it is there at once.

It is what the page would find out by itself of a file that says nothing but the program's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..case.case import Case
from ..case.intake import read_mapping
from ..compile.prospect import Prospects
from ..interview.choice import about, next_question
from ..language.naming import group_of
from ..rulebook.model import Book, Flow


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form is for: the name of a program, one gate, one kind of person.

    `held` is the text of a fact file that whoever shows the page keeps: it starts from that, and
    tells the page around it each new text, in place of the browser's storage.
    """

    program: str | None = None
    about: str | None = None
    role: str | None = None
    held: str | None = None


def first_to_json(book: Book, flow: Flow, asked: Asked) -> dict[str, Any] | None:
    """What is possible, how many questions there are, and the first; None without a diagram."""
    prospects = Prospects(book, flow)
    if prospects.compiled is None:
        return None
    case = _nothing_said(book, asked)
    prospect = prospects.of(case)
    own = _own(case, asked)
    return {
        "possible": [*prospect.verdicts],
        "left": len(prospect.questions),
        "next": next_question(prospect, None, lambda name: name in own),
    }


def _nothing_said(book: Book, asked: Asked) -> Case:
    subject = book.vocabulary.subject
    if asked.program is None or subject is None:
        return read_mapping({}, book)
    group = group_of(subject)
    return read_mapping({group: {subject.removeprefix(f"{group}."): asked.program}}, book)


def _own(case: Case, asked: Asked) -> frozenset[str]:
    """The questions that belong to the form."""
    facts = case.book.vocabulary.facts
    told = (name for name, fact in facts.items() if asked.role in (None, *fact.whom))
    found = frozenset(told)
    return found if asked.about is None else found & about(case, asked.about)
