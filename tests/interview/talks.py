"""Talks about generated programs of which everything is known: each answer is what is true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from time import process_time
from typing import Any

from engine.case.bases import followers
from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.compile.prospect import Prospects
from engine.interview import choice
from engine.interview.call_sheet import Program, call_sheet
from engine.language.naming import group_of
from tests.domain.program import rulebook

BOOK = rulebook().book
FLOW = BOOK.flows["img_support"]
PROSPECTS = Prospects(BOOK, FLOW)
NOW = date(2026, 11, 27)
EVERYTHING = [*PROSPECTS.of(read_mapping({}, BOOK, now=NOW)).questions]
"""The questions of the flow, in document order."""
OF_THE_ARTICLE = (
    ("visa.resident_lost_position",),
    ("visa.paperwork_lead_months",),
    ("visa.handler",),
    ("visa.discourages_j1_to_h1b", "visa.discourages_waiver_jobs"),
    ("outcomes.graduates",),
    ("outcomes.letters", "outcomes.letters_help"),
    ("outcomes.img_felt_disadvantaged",),
    ("culture.accent_complaint_response",),
    ("culture.last_minute_coverage",),
    ("culture.schedule_favours",),
    ("culture.light_electives_research",),
    ("selection.img_on_rank_committee",),
    ("selection.img_apds", "selection.img_chiefs"),
    ("culture.supported_first_6mo",),
    ("culture.mistakes_seen_as",),
    ("culture.adaptation_owner",),
    ("institution.tried_reduce_sponsorship",),
    ("institution.visa_based_renewal_issue",),
    ("history.intake",),
    ("culture.probation_cases",),
    ("culture.struggle_response",),
    ("culture.surveillance",),
)
"""The questions that the article tells to ask, each as the facts that an answer gives."""

File = dict[str, dict[str, Any]]


def told(file: File, question: str) -> Mapping[str, Any]:
    """What a truthful answer says: the fact, or what is derived from it, and what comes up."""
    names = [question, *BOOK.vocabulary.heard_under.get(question, ())]
    if not _has(file, question):
        names += followers(BOOK, question)
    return {name: _get(file, name) for name in names if _has(file, name)}


def _has(file: File, name: str) -> bool:
    group, _, short = name.partition(".")
    return short in file.get(group, {})


def _get(file: File, name: str) -> Any:
    group, _, short = name.partition(".")
    return file[group][short]


def _put(file: File, name: str, value: Any) -> None:
    group, _, short = name.partition(".")
    file.setdefault(group, {})[short] = value


@dataclass
class Talk:
    """One program, of which nothing is known at first.

    `seconds` is what the processor took for each choice.
    """

    file: File
    vain: frozenset[str]
    known: File
    asked: list[str]
    seconds: list[float]

    @classmethod
    def of(cls, file: File, vain: frozenset[str]) -> Talk:
        return cls(file, vain, {}, [], [])

    def case(self) -> Case:
        return read_mapping(self.known, BOOK, now=NOW)

    def answer(self, question: str) -> None:
        self.asked.append(question)
        found = {} if question in self.vain else told(self.file, question)
        for name, value in found.items():
            _put(self.known, name, value)
        if not found:
            _put(self.known, question, {"status": "unknown"})

    def run(self, rank: choice.Rank) -> Talk:
        topic = None
        while True:
            started = process_time()
            prospect = PROSPECTS.of(self.case())
            found = choice.next_question(prospect, topic, lambda name: name not in self.asked, rank)
            self.seconds.append(process_time() - started)
            if found is None:
                return self
            self.answer(found)
            topic = group_of(found)

    def run_through(self) -> Talk:
        """Every question of the flow in document order, until the verdict is settled."""
        for name in EVERYTHING:
            if len(PROSPECTS.of(self.case()).verdicts) == 1:
                return self
            self.answer(name)
        return self

    @property
    def switches(self) -> int:
        topics = [group_of(name) for name in self.asked]
        return sum(one != other for one, other in pairwise(topics))


def settled_by(file: File, asked: list[str]) -> bool:
    """Whether truthful answers to these questions leave one verdict."""
    talk = Talk.of(file, frozenset())
    for name in asked:
        talk.answer(name)
    return len(PROSPECTS.of(talk.case()).verdicts) == 1


def without_asking() -> list[str]:
    """What is looked up, and what is judged by oneself after a talk."""
    empty = Program.of("any", read_mapping({}, BOOK, now=NOW), PROSPECTS)
    sheet = call_sheet(BOOK, [empty], [], 1)
    return [entry.fact.name for part in sheet.filled for entry in part.entries]


def sheet_for(file: File, beside: list[str], limit: int) -> list[str]:
    """What the call sheet of a program asks an IMG resident, once all else is in its file."""
    talk = Talk.of(file, frozenset())
    for name in beside:
        talk.answer(name)
    program = Program.of("any", talk.case(), PROSPECTS)
    sheet = call_sheet(BOOK, [program], ["img_resident"], limit)
    return [entry.fact.name for entry in sheet.parts[0].entries]


def settled_by_sheets(files: list[File], limit: int) -> tuple[int, int]:
    """How many programs are settled by their sheets, and how many by the article's list.

    With both goes what nobody has to be asked for.
    """
    beside = without_asking()
    theirs = [*beside, *(name for question in OF_THE_ARTICLE for name in question)]
    ours = sum(settled_by(one, [*beside, *sheet_for(one, beside, limit)]) for one in files)
    return ours, sum(settled_by(one, theirs) for one in files)
