"""A talk, line by line: what is asked, what a typed line does, and when it is over.

Every answer is written before the next question is chosen; what cannot be written, or
contradicts what is known, is not kept, and the question is put again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..case.case import Case
from ..case.intake import read_file
from ..compile.prospect import Prospect, Prospects
from ..decide.agreeing import agreeing
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source
from ..present import phrases_asking as words
from ..present.phrases import listed
from ..rulebook.model import Book, Flow
from . import choice, put_in_words, reasons
from .answers import Answer, NoAnswer, Said, read
from .leaves import Pages
from .notebook import Changed, Notebook
from .question import Question, question
from .standing import standing


@dataclass(frozen=True, slots=True)
class Step:
    """What can be taken back: the text before it, the question then with its number and the
    topic before it, and what to call it."""

    text: str
    question: str
    number: int
    topic: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Left:
    """The questions that matter still when a talk ends: skipped or asked in vain, about lists
    that have records, such that another voice settles nothing, and for others to answer."""

    mine: Sequence[str]
    lists: Sequence[str]
    disputed: Sequence[str]
    others: Sequence[str]

    @classmethod
    def of(cls, talk: Session, mattering: Sequence[str]) -> Left:
        mine = [one for one in mattering if talk.is_done(one)]
        rest = [one for one in mattering if one not in mine]
        lists = [one for one in rest if talk.has_records(one)]
        rest = [one for one in rest if one not in lists]
        disputed = [one for one in rest if talk.differ_for_good(one)]
        return cls(mine, lists, disputed, [one for one in rest if one not in disputed])


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
    failed: bool = field(init=False, default=False)
    """Whether it is over because the file cannot be used any more."""
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
        self.prospect = agreeing(case, self.flow, self.prospects.of, source)
        self.case = self.prospect.case

    # asking

    def opening(self) -> list[str]:
        """The first question, or why there is none.

        A talk of which something is said beside the answers counts by itself, and is written.
        """
        text = self.pages.opened(self.notebook.text)
        if text == self.notebook.text:
            return self._next()
        kept, told = self._store(text)
        return [*told, words.noted_talk(self.pages.who or ""), *self._next()] if kept else told

    def _next(self, again: str | None = None) -> list[str]:
        """The lines of the next question, by default the best; or how it all ends."""
        name = again or self._best(self._before_last) or self._best(self._may_ask)
        if name is None:
            self.asking, self.over = None, True
            return [*put_in_words.folded(self._ending())]
        self.asking = question(self.book, name, self.case.values)
        self._number += again is None
        return self._put()

    def _put(self) -> list[str]:
        assert self.asking is not None
        left = sum(map(self._may_ask, self.prospect.questions)) - 1
        head = words.head(self._number, self.asking.topic, self.prospect.verdicts, max(left, 0))
        return ["", head, *put_in_words.lines(self.asking, self.book)]

    def _best(self, allowed: Callable[[str], bool]) -> str | None:
        return choice.next_question(self.prospect, self._topic, allowed)

    def _before_last(self, name: str) -> bool:
        return self._may_ask(name) and not self.pages.is_last(self.book.vocabulary.facts[name])

    def _may_ask(self, name: str) -> bool:
        if self.is_done(name) or self.has_records(name):
            return False
        if self.about is not None and name not in choice.about(self.case, self.about):
            return False
        facts = self.book.vocabulary.facts
        open_under = [facts[one] for one in self.prospect.questions.get(name, ())]
        for_them = any(map(self.pages.is_for, (facts[name], *open_under)))
        return for_them and not self.differ_for_good(name)

    def differ_for_good(self, name: str) -> bool:
        """Whether voices differ on it, and whoever answers cannot settle that."""
        facts = self.book.vocabulary.facts
        found = self.prospect.questions.get(name, ())
        return bool(found) and not any(self.pages.settles(self.case, facts[one]) for one in found)

    def is_done(self, name: str) -> bool:
        """Whether it was skipped, or is not to be asked again."""
        return name in self._skipped or name in self.done

    def has_records(self, name: str) -> bool:
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
            yield words.settled(possible[0], len(self.case.assumed))
            return
        mattering = [one for one in self.prospect.questions if self.prospect.matters(one)]
        left = Left.of(self, mattering)
        stands = None if mattering else standing(self.case, self.flow)
        more = stands is not None and stands.lists
        yield words.nothing_else(possible) if more else self._why_over(possible, left)
        yield from (words.left_out(left.mine),) if left.mine else ()
        yield from (words.differing(left.disputed),) if left.disputed else ()
        yield from (words.ask_others(left.others),) if left.others else ()
        yield from (words.fill_in(left.lists),) if left.lists else ()
        if stands is not None:
            yield words.stuck(stands.gate, stands.because)
            yield from (words.more_of(stands.lists),) if stands.lists else ()

    def _why_over(self, possible: Sequence[str], left: Left) -> str:
        if left.mine or left.lists:
            return words.nothing_else(possible)
        elsewhere = bool(left.others or left.disputed)
        if elsewhere and self.pages.who is not None:
            return words.nothing_from(self.pages.who, possible)
        if elsewhere and self.about is not None:
            return words.nothing_about(self.about, possible)
        return words.nothing_matters(possible)

    @property
    def ended_by_answer(self) -> bool:
        """Whether the talk is over since nothing is left to ask, after something was written."""
        return self.over and not self.failed and self.asking is None and bool(self._steps)

    def reopen(self) -> list[str]:
        """Take back what ended the talk."""
        self.over = False
        return self._back()

    # answering

    def take(self, line: str) -> list[str]:
        """What a typed line does, and what is asked next."""
        assert self.asking is not None
        found = read(line, self.asking)
        match found:
            case NoAnswer(message, help_):
                return [*put_in_words.folded([message, *([f"help: {help_}"] if help_ else [])])]
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
                self._step(self.notebook.text, self.asking.fact.name)
                self._skipped.add(self.asking.fact.name)
                return self._next()
            case "back":
                return self._back()
            case "note":
                return self._note(self.asking, said.text)

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

    def _step(self, before: str, what: str) -> None:
        """Remember how it was before something was written or skipped."""
        assert self.asking is not None
        name = self.asking.fact.name
        self._steps.append(Step(before, name, self._number, self._topic, what))

    def _note(self, asked: Question, note: str) -> list[str]:
        before = self.notebook.text
        kept, told = self._store(self.pages.note(before, asked, note))
        if kept:
            self._step(before, words.note_to(asked.fact.name))
            told.append(words.NOTED)
        return told

    def _back(self) -> list[str]:
        if not self._steps:
            return [words.NOTHING_BEFORE]
        step = self._steps[-1]
        kept, told = self._store(step.text) if step.text != self.notebook.text else (True, [])
        if not kept:
            return told
        self._steps.pop()
        self._skipped.discard(step.question)
        self._topic = step.topic
        self._number = step.number
        return [*told, words.undone(step.what), *self._next(step.question)]

    def _answered(self, answer: Answer) -> list[str]:
        assert self.asking is not None
        asked, before = self.asking, self.notebook.text
        kept, told = self._store(self.pages.answer(before, asked, answer))
        if not kept:
            return told
        told += put_in_words.noted(asked, answer)
        heard = [fact.name for fact, _ in answer.heard]
        if answer.is_given:
            self._step(before, listed([asked.fact.name, *heard]))
            self._topic = asked.topic
            return [*told, *self._next()]
        goes_on = self._may_ask(asked.fact.name) and self.prospect.matters(asked.fact.name)
        self._step(before, listed(heard))
        return [*told, *self._next(asked.fact.name if goes_on else None)]

    def _store(self, text: str) -> tuple[bool, list[str]]:
        """Write a text that says something sound: whether it was, and the lines to say of it."""
        before, gone = (self.case, self.prospect), self.notebook.gone
        try:
            self._read(Source(str(self.notebook.path), text))
            self.notebook.store(text)
        except Invalid as invalid:
            self.case, self.prospect = before
            return False, [*put_in_words.refused(invalid)]
        except Changed:
            self.case, self.prospect = before
            return False, self._reread()
        return True, [words.MADE_AGAIN] if gone else []

    def _reread(self) -> list[str]:
        """Somebody else wrote the file: take it as it is, and ask on from there."""
        try:
            self.notebook.reread()
            self._read(self.notebook.source)
        except Invalid as invalid:
            self.over = self.failed = True
            return [words.BROKEN, *put_in_words.findings(invalid)]
        self._steps.clear()
        assert self.asking is not None
        name = self.asking.fact.name
        again = name if self._may_ask(name) and self.prospect.matters(name) else None
        return [words.CHANGED, *self._next(again)]
