"""What can still become of a case: the verdicts that are possible, and the questions that matter.

Exactly what `evaluate` says. The diagram answers first; what it leaves is put to `ties`, path by
path. A path is refused together with the cells of it that clash, so that no other with these is
tried. Without a diagram, and where too many paths are refused, all completions are asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ..case.case import Case
from ..case.coherence import entangled
from ..case.questions import open_parts, to_ask
from ..concurrency import cached_property
from ..language.traverse import sources
from ..rulebook.model import Book, Flow
from ..solve.completions import Completions
from .build import MOST_NODES, Compiled, compiled
from .reading import Reading
from .settling import Settling
from .tied import Tied
from .witness import Undecided, Witnesses


class Prospect(Protocol):
    """What can still become of one case."""

    @property
    def case(self) -> Case: ...

    @property
    def consistent(self) -> bool:
        """Whether the known facts can all be true together."""

    @property
    def verdicts(self) -> tuple[str, ...]:
        """The verdicts that completions come to, in the order of the flow; none where there
        are none."""

    @property
    def questions(self) -> Mapping[str, Sequence[str]]:
        """Questions that may matter, in the vocabulary's order, each with the open facts that
        it settles."""

    def matters(self, question: str) -> bool:
        """Whether the answer to a question can change the verdict."""

    def influence(self, question: str) -> float:
        """The chance that the answer is pivotal; 0 where there is no diagram to tell."""

    def settling(self, questions: Iterable[str]) -> float:
        """The chance that answers to these leave one verdict; 0 where there is no diagram."""


class Prospects:
    """Looks at cases by one flow. The diagram is built when it is first needed."""

    def __init__(self, book: Book, flow: Flow, most: int = MOST_NODES) -> None:
        self.book = book
        self.flow = flow
        self._most = most
        self._tied: Tied | None = None

    @cached_property
    def compiled(self) -> Compiled | None:
        return compiled(self.book, self.flow, self._most)

    def of(self, case: Case) -> Prospect:
        """What can still become of a case."""
        if self.compiled is None:
            return _ByCore(case, self.flow)
        if self._tied is None:
            self._tied = Tied(self.compiled)
        of = _Contested if case.contested else _ByDiagram
        return of(case, self.flow, Reading(self.compiled, case), self._tied)


class _ByCore:
    """Asks about all completions."""

    def __init__(self, case: Case, flow: Flow) -> None:
        self.case = case
        self.flow = flow

    @cached_property
    def completions(self) -> Completions:
        return Completions(self.case, self.flow)

    @cached_property
    def consistent(self) -> bool:
        return not entangled(self.case) or self.completions.consistent()

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        return self.completions.verdicts

    @cached_property
    def questions(self) -> Mapping[str, Sequence[str]]:
        rules = (rule for gate in self.flow.gates() for rule in self.case.book.gates[gate].rules)
        facts = (fact for rule in rules for fact in sources(rule.when))
        return in_order(self.case, (base for fact in facts for base in open_parts(self.case, fact)))

    def matters(self, question: str) -> bool:
        found = self.questions.get(question, ())
        return len(self.verdicts) > 1 and any(map(self.completions.matters, found))

    def influence(self, question: str) -> float:
        return 0.0

    def settling(self, questions: Iterable[str]) -> float:
        return 0.0


class _ByDiagram(_ByCore):
    """Reads the diagram, and asks about what is tied."""

    def __init__(self, case: Case, flow: Flow, reading: Reading, tied: Tied) -> None:
        super().__init__(case, flow)
        self.reading = reading
        self._witnesses = Witnesses(reading, tied.of(case))

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        if not self.consistent:
            return ()
        reachable = self.reading.verdicts
        if len(self.reading.ends()) == 1:
            return reachable
        try:
            return tuple(one for one in reachable if self._witnesses.comes_to(one))
        except Undecided:
            return self.completions.verdicts

    @cached_property
    def questions(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, None] = {}
        for base in self.levels:
            found[base] = None
        return in_order(self.case, found)

    @cached_property
    def levels(self) -> Mapping[str, Sequence[int]]:
        """For each open fact that a person can be asked for, the variables that it settles."""
        found: dict[str, list[int]] = {}
        for level in self.reading.asked:
            facts = self.reading.compiled.variables[level].facts
            bases = (base for fact in facts for base in open_parts(self.case, fact))
            for base in dict.fromkeys(bases):
                found.setdefault(base, []).append(level)
        return found

    def matters(self, question: str) -> bool:
        if len(self.verdicts) == 1 and len(self.reading.ends()) == 1:
            return False
        return any(map(self._matters, self.questions.get(question, ())))

    def _matters(self, base: str) -> bool:
        try:
            return self._witnesses.parts(base, self.levels[base])
        except Undecided:
            return self.completions.matters(base)

    def influence(self, question: str) -> float:
        return self.reading.influence(self._settled_by([question]))

    def settling(self, questions: Iterable[str]) -> float:
        return Settling(self.reading, self._settled_by(questions)).chance()

    def _settled_by(self, questions: Iterable[str]) -> set[int]:
        bases = (base for one in questions for base in self.questions.get(one, ()))
        return {level for base in bases for level in self.levels[base]}


class _Contested(_ByDiagram):
    """Voices differ, and a diagram knows only what is open: it weighs, and the core decides."""

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        return self.completions.verdicts

    def matters(self, question: str) -> bool:
        found = self.questions.get(question, ())
        return len(self.verdicts) > 1 and any(map(self._matters, found))

    def _matters(self, base: str) -> bool:
        return self.completions.matters(base)


def in_order(case: Case, bases: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Open facts by the question that settles them, in the vocabulary's order."""
    found: dict[str, list[str]] = {}
    for base in dict.fromkeys(bases):
        found.setdefault(to_ask(case, base), []).append(base)
    return {name: found[name] for name in case.book.vocabulary.facts if name in found}
