"""The call sheet: for each kind of person few questions that settle many programs.

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
from ..decide.agreeing import agreeing
from ..diagnostics.source import Source
from ..language.naming import group_of
from ..present import phrases_asking as words
from ..present.sheet import Entry, Part, Sheet
from ..rulebook.model import Book, Flow
from .standing import standing

CONSIDERED = 14
"""So many questions, those with the most influence, are weighed against each other at a time."""
LEAST_GAIN = 1e-9


@dataclass(frozen=True, slots=True)
class Program:
    """A case by its name, and what can still become of it."""

    name: str
    case: Case
    flow: Flow
    prospect: Prospect
    mattering: frozenset[str]

    @classmethod
    def of(
        cls, name: str, case: Case, prospects: Prospects, source: Source | str = "facts"
    ) -> Program:
        """Raises Invalid, about `source`, where what is known cannot be true."""
        prospect = agreeing(case, prospects.flow, prospects.of, source)
        mattering = [one for one in prospect.questions if prospect.matters(one)]
        return cls(name, prospect.case, prospects.flow, prospect, frozenset(mattering))

    @property
    def settled(self) -> bool:
        return len(self.prospect.verdicts) == 1

    def differs_on(self, question: str) -> bool:
        """Whether voices differ on what a question that matters settles."""
        found = self.prospect.questions.get(question, ())
        return question in self.mattering and not self.case.choices.keys().isdisjoint(found)

    @property
    def stuck(self) -> bool:
        """Whether it is not settled, and no answer to a question moves it on."""
        return not self.settled and not self.mattering


def call_sheet(
    book: Book,
    programs: Sequence[Program],
    roles: Iterable[str],
    limit: int,
    only: str | None = None,
) -> Sheet:
    """The sheet for some programs; for each of the roles at most so many questions.

    With `only` there is nothing on it that this role cannot tell.
    """
    look_up, judged, rest = _sorted_out(book, programs)
    facts, parts, gains = book.vocabulary.facts, [], _Gains(programs)
    weights = {name: sum(one.prospect.influence(name) for one in programs) for name in rest}
    for role in roles:
        theirs = [one for one in rest if role in facts[one].whom]
        chosen = _chosen(gains, [*look_up, *judged], theirs, weights, limit)
        title = words.ask_somebody(book.vocabulary.informants.get(role, role))
        parts.append(Part(title, _entries(book, programs, chosen), left=len(theirs) - len(chosen)))
    mine = [one for one in judged if only is None or only in facts[one].whom]
    seen = [one for one in look_up if only is None or only in facts[one].whom]
    return Sheet(
        tuple(one.name for one in programs),
        book.vocabulary.asking.manners,
        Part(words.LOOK_UP, _entries(book, programs, seen)),
        (*parts, Part(words.AFTER, _entries(book, programs, mine))),
        tuple((one.name, one.prospect.verdicts[0]) for one in programs if one.settled),
        tuple((one.name, *standing(one.case, one.flow)) for one in programs if one.stuck),
        book.vocabulary.informants.get(only, only) if only is not None else None,
    )


def _sorted_out(book: Book, programs: Sequence[Program]) -> tuple[list[str], list[str], list[str]]:
    """Of the questions that matter: what is looked up, what is judged after a talk, the rest."""
    facts, asking = book.vocabulary.facts, book.vocabulary.asking
    wanted = [name for name in facts if any(name in one.mattering for one in programs)]
    judged = [name for name in wanted if name in asking.after_talk]
    others = [name for name in wanted if name not in judged]
    look_up = [name for name in others if asking.without_talk & {*facts[name].whom}]
    return look_up, judged, [name for name in others if name not in look_up]


def _chosen(
    gains: _Gains,
    answered: Sequence[str],
    questions: Sequence[str],
    weights: Mapping[str, float],
    limit: int,
) -> list[str]:
    """Questions in the order in which they were added."""
    chosen: list[str] = []
    left = sorted(questions, key=lambda name: -weights[name])
    settled = gains.settled(answered)
    while left and len(chosen) < limit:
        so_far = [*answered, *chosen]
        found = {name: gains.settled([*so_far, name]) for name in left[:CONSIDERED]}
        best = max(found, key=lambda name: found[name])
        if found[best] <= settled + LEAST_GAIN:
            best = left[0]
        settled = found[best]
        chosen.append(best)
        left.remove(best)
    return chosen


class _Gains:
    """How many programs answers to some questions settle, on average; asked for once of each
    program, since many a question matters to few."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._programs = programs
        self._known: dict[tuple[int, frozenset[str]], float] = {}

    def settled(self, questions: Iterable[str]) -> float:
        asked = frozenset(questions)
        return sum(self._of(place, asked) for place in range(len(self._programs)))

    def _of(self, place: int, asked: frozenset[str]) -> float:
        program = self._programs[place]
        key = place, asked & program.mattering
        if key not in self._known:
            self._known[key] = program.prospect.settling(key[1])
        return self._known[key]


def _entries(book: Book, programs: Sequence[Program], chosen: Sequence[str]) -> tuple[Entry, ...]:
    """On one topic after another: topics in the order in which they were first chosen."""
    topics = [*dict.fromkeys(map(group_of, chosen))]
    ordered = sorted(chosen, key=lambda name: topics.index(group_of(name)))
    facts, heard = book.vocabulary.facts, book.vocabulary.heard_under
    return tuple(
        Entry(
            facts[name],
            tuple(facts[one] for one in heard.get(name, ())),
            tuple(one.name for one in programs if name in one.mattering),
            tuple(one.name for one in programs if one.differs_on(name)),
        )
        for name in ordered
    )
