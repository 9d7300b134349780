"""A talk, line by line: what is asked, what a typed line does, and when it is over.

Every answer is written before the next question is chosen; what cannot be written, or
contradicts what is known, is not kept, and the question is put again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..case.case import Case
from ..case.intake import read_file
from ..compile.prospect import Prospect, Prospects
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source
from ..present import phrases_asking as words
from ..rulebook.model import Book, Flow
from . import choice, put_in_words, reasons
from .answers import Answer, NoAnswer, Said, read
from .leaves import Pages
from .notebook import Changed, Notebook
from .question import Question, question


@dataclass(frozen=True, slots=True)
class Step:
    """What can be taken back: the text before an answer, and the question it was to."""

    text: str
    question: str
    topic: str | None


@dataclass
class Session:
    """A talk that fills one fact file. `lines` to print come from `opening` and `take`."""

    book: Book
    flow: Flow
    notebook: Notebook
    now: date
    about: str | None = None
    pages: Pages = field(default_factory=Pages)
    prospects: Prospects = field(init=False)
    case: Case = field(init=False)
    prospect: Prospect = field(init=False)
    asking: Question | None = field(init=False, default=None)
    over: bool = field(init=False, default=False)
    _topic: str | None = field(init=False, default=None)
    _skipped: set[str] = field(init=False, default_factory=set)
    _steps: list[Step] = field(init=False, default_factory=list)
    _done: tuple[str, frozenset[str]] = field(init=False, default=("", frozenset()))
    _number: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.prospects = Prospects(self.book, self.flow)
        self._read(self.notebook.source)

    def _read(self, source: Source) -> None:
        """Look at what the file says; raises Invalid where it is wrong or contradicts itself."""
        case = read_file(source, self.book, now=self.now)
        prospect = self.prospects.of(case)
        if not prospect.verdicts:
            from ..decide.contradiction import contradiction

            raise Invalid([contradiction(case, self.flow, source)])
        self.case, self.prospect = case, prospect

    # asking

    def opening(self) -> list[str]:
        """The first question, or why there is none."""
        return self._next()

    def _next(self, again: str | None = None) -> list[str]:
        """The lines of the next question, by default the best; or how it all ends."""
        name = again or choice.next_question(self.prospect, self._topic, self._may_ask)
        if name is None:
            self.asking, self.over = None, True
            return [*self._ending()]
        self.asking = question(self.book, name, self.case.values)
        self._number += again is None
        return self._put()

    def _put(self) -> list[str]:
        assert self.asking is not None
        left = sum(map(self._may_ask, self.prospect.questions)) - 1
        head = words.head(self._number, self.asking.topic, self.prospect.verdicts, max(left, 0))
        return ["", head, *put_in_words.lines(self.asking, self.book)]

    def _may_ask(self, name: str) -> bool:
        if name in self._skipped or name in self.done or self._has_records(name):
            return False
        if self.about is not None and name not in choice.about(self.case, self.about):
            return False
        facts = self.book.vocabulary.facts
        open_under = (facts[one] for one in self.prospect.questions.get(name, ()))
        return any(map(self.pages.is_for, (facts[name], *open_under)))

    def _has_records(self, name: str) -> bool:
        """Whether it is a list of which only fields are open: an answer would be another list."""
        found = self.case.value(name)
        return isinstance(found, tuple) and bool(found)

    @property
    def done(self) -> frozenset[str]:
        """What whoever answers is not asked again."""
        if self._done[0] != self.notebook.text:
            self._done = self.notebook.text, self.pages.done(self.case, self.notebook.text)
        return self._done[1]

    def _ending(self) -> Iterator[str]:
        possible = self.prospect.verdicts
        if len(possible) == 1:
            yield words.settled(possible[0])
        else:
            mattering = [one for one in self.prospect.questions if self.prospect.matters(one)]
            mine = [one for one in mattering if one in self._skipped or one in self.done]
            lists = [one for one in mattering if self._has_records(one)]
            others = [one for one in mattering if one not in (*mine, *lists)]
            yield self._why_over(possible, bool(mattering))
            yield from (words.left_out(mine),) if mine else ()
            yield from (words.ask_others(others),) if others else ()
            yield from (words.fill_in(lists),) if lists else ()
        yield words.evaluate(str(self.notebook.path))

    def _why_over(self, possible: Sequence[str], open_elsewhere: bool) -> str:
        if open_elsewhere and self.pages.who is not None:
            return words.nothing_from(self.pages.who, possible)
        if open_elsewhere and self.about is not None:
            return words.nothing_about(self.about, possible)
        return words.nothing_matters(possible)

    # answering

    def take(self, line: str) -> list[str]:
        """What a typed line does, and what is asked next."""
        assert self.asking is not None
        found = read(line, self.asking)
        match found:
            case NoAnswer(message, help_):
                return [message, *([f"help: {help_}"] if help_ else [])]
            case Said():
                return self._obey(found)
            case Answer():
                return self._answered(found)

    def _obey(self, said: Said) -> list[str]:
        assert self.asking is not None
        match said.word:
            case "quit":
                self.over = True
                return [words.STOPPED]
            case "help":
                return [*words.HELP]
            case "why":
                return self._why(self.asking)
            case "skip":
                self._steps.append(Step(self.notebook.text, self.asking.fact.name, self._topic))
                self._skipped.add(self.asking.fact.name)
                return self._next()
            case "back":
                return self._back()
            case "note":
                told = self._store(self.pages.note(self.notebook.text, self.asking, said.text))
                return told or [words.NOTED]

    def _why(self, asked: Question) -> list[str]:
        found = reasons.lines(self.prospects, self.case, asked, self._supposing)
        return [*put_in_words.folded(found)]

    def _supposing(self, value: object) -> Case | None:
        """The case with an answer in it; nothing is written."""
        assert self.asking is not None
        text = self.pages.answer(self.notebook.text, self.asking, Answer(value))
        try:
            return read_file(Source("", text), self.book, now=self.now)
        except Invalid:
            return None

    def _back(self) -> list[str]:
        if not self._steps:
            return [words.NOTHING_BEFORE]
        step = self._steps[-1]
        told = self._store(step.text) if step.text != self.notebook.text else []
        if told:
            return told
        self._steps.pop()
        self._skipped.discard(step.question)
        self._topic = step.topic
        self._number -= 1
        return [words.undone(step.question), *self._next(step.question)]

    def _answered(self, answer: Answer) -> list[str]:
        assert self.asking is not None
        asked, before = self.asking, self.notebook.text
        told = self._store(self.pages.answer(before, asked, answer))
        if told:
            return told
        if not answer.is_given:
            self.asking = question(self.book, asked.fact.name, self.case.values)
            rest = self._next(asked.fact.name) if self.prospect.matters(asked.fact.name) else None
            return [put_in_words.noted(asked, answer), *(rest or self._next())]
        self._steps.append(Step(before, asked.fact.name, self._topic))
        self._topic = asked.topic
        return [put_in_words.noted(asked, answer), *self._next()]

    def _store(self, text: str) -> list[str]:
        """Write a text that says something sound; else the lines that say why not."""
        before = self.case, self.prospect
        try:
            self._read(Source(str(self.notebook.path), text))
            self.notebook.store(text)
        except Invalid as invalid:
            self.case, self.prospect = before
            return [*put_in_words.refused(invalid)]
        except Changed:
            self.case, self.prospect = before
            return self._reread()
        return []

    def _reread(self) -> list[str]:
        """Somebody else wrote the file: take it as it is, and ask on from there."""
        try:
            self.notebook.reread()
            self._read(self.notebook.source)
        except Invalid as invalid:
            self.over = True
            gone = not self.notebook.path.exists()
            return [words.REMOVED] if gone else [words.BROKEN, *put_in_words.findings(invalid)]
        self._steps.clear()
        assert self.asking is not None
        name = self.asking.fact.name
        again = name if self._may_ask(name) and self.prospect.matters(name) else None
        return [words.CHANGED, *self._next(again)]
