"""The call sheet: for each kind of person the fewest questions that settle the most programs.

Greedy, as for covering problems (G. Nemhauser et al., 1978): what can be looked up is taken as
answered; then, for each kind of person by itself, the question is added again and again that
raises most the chance, summed over the programs, that the answers so far settle one. Where no
single question raises it, that with the most influence is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..case.case import Case
from ..compile.prospect import Prospect, Prospects
from ..present import phrases_asking as words
from ..present.sheet import Entry, Part, Sheet
from ..rulebook.model import Book

CONSIDERED = 14
"""So many questions, those with the most influence, are weighed against each other at a time."""
LEAST_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Program:
    """A case by its name, and what can still become of it."""

    name: str
    case: Case
    prospect: Prospect
    mattering: frozenset[str]

    @classmethod
    def of(cls, name: str, case: Case, prospects: Prospects) -> Program:
        prospect = prospects.of(case)
        mattering = [one for one in prospect.questions if prospect.matters(one)]
        return cls(name, case, prospect, frozenset(mattering))


def call_sheet(book: Book, programs: Sequence[Program], roles: Iterable[str], limit: int) -> Sheet:
    """The sheet for some programs; for each of the roles at most so many questions."""
    alone, after = book.vocabulary.asking.without_talk, book.vocabulary.asking.after_talk
    order = [*book.vocabulary.facts]
    wanted = [name for name in order if any(name in one.mattering for one in programs)]
    judged = [name for name in wanted if name in after]
    look_up = [name for name in wanted if alone & {*book.vocabulary.facts[name].whom}]
    look_up = [name for name in look_up if name not in judged]
    weights = {name: sum(one.prospect.influence(name) for one in programs) for name in wanted}
    found = []
    for role in roles:
        theirs = [one for one in wanted if role in book.vocabulary.facts[one].whom]
        theirs = [one for one in theirs if one not in look_up]
        chosen = _chosen(programs, [*look_up, *judged], theirs, weights, limit)
        title = words.ask_somebody(book.vocabulary.informants.get(role, role))
        found.append(Part(title, _entries(book, programs, chosen)))
    return Sheet(
        tuple(one.name for one in programs),
        book.vocabulary.asking.manners,
        Part(words.LOOK_UP, _entries(book, programs, look_up)),
        (*found, Part(words.AFTER, _entries(book, programs, judged))),
        tuple((one.name, *one.prospect.verdicts) for one in programs
              if len(one.prospect.verdicts) == 1),
    )  # fmt: skip


def _chosen(
    programs: Sequence[Program],
    answered: Sequence[str],
    questions: Sequence[str],
    weights: Mapping[str, float],
    limit: int,
) -> list[str]:
    """Questions in the order in which they were added."""
    chosen: list[str] = []
    left = sorted(questions, key=lambda name: -weights[name])
    settled = _settling(programs, answered)
    while left and len(chosen) < limit:
        so_far = [*answered, *chosen]
        gains = {name: _settling(programs, [*so_far, name]) for name in left[:CONSIDERED]}
        best = max(gains, key=lambda name: gains[name])
        if gains[best] <= settled + LEAST_GAIN:
            best = left[0]
        settled = gains[best]
        chosen.append(best)
        left.remove(best)
    return chosen


def _settling(programs: Sequence[Program], questions: Iterable[str]) -> float:
    """How many programs answers to these questions settle, on average."""
    asked = [*questions]
    return sum(one.prospect.settling([name for name in asked if name in one.mattering])
               for one in programs)  # fmt: skip


def _entries(book: Book, programs: Sequence[Program], chosen: Sequence[str]) -> tuple[Entry, ...]:
    """On one topic after another: topics in the order in which they were first chosen."""
    topics = [*dict.fromkeys(name.partition(".")[0] for name in chosen)]
    ordered = sorted(chosen, key=lambda name: topics.index(name.partition(".")[0]))
    facts, heard = book.vocabulary.facts, book.vocabulary.heard_under
    return tuple(
        Entry(
            facts[name],
            tuple(facts[one] for one in heard.get(name, ())),
            tuple(one.name for one in programs if name in one.mattering),
        )
        for name in ordered
    )
