"""A call sheet: whom to ask what, as text to read and Markdown to keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from ..language.naming import group_of
from ..rulebook.model import Book, Fact
from . import phrases_asking as words
from .answers import answer
from .heard import means, sighting
from .markdown import escape
from .phrases_work import in_unit

WIDTH = 80
ROOM = "_" * 60


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, what may come up under it, and the programs that wait for its answer.

    Those of which voices differ on it are `disputed`.
    """

    fact: Fact
    sightings: tuple[Fact, ...]
    programs: tuple[str, ...]
    disputed: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        return group_of(self.fact.name)


@dataclass(frozen=True, slots=True)
class Part:
    """The questions for one kind of person, on one topic after another."""

    title: str
    entries: tuple[Entry, ...]
    left: int = 0
    """How many more questions matter, beyond the limit."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What to look up, and then whom to ask what; for which programs, and which need nothing.

    `settled` are programs with their verdicts, `stuck` those that no answer moves on, with the
    gate at which they are open, why, and the lists of which more can; `role` is the one kind of
    person it is for, if so.
    """

    programs: tuple[str, ...]
    manners: tuple[str, ...]
    look_up: Part
    parts: tuple[Part, ...]
    settled: tuple[tuple[str, str], ...] = ()
    stuck: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    role: str | None = None

    @property
    def filled(self) -> tuple[Part, ...]:
        """What there is to do, in order."""
        return tuple(one for one in (self.look_up, *self.parts) if one.entries)


def status(sheet: Sheet) -> Iterator[str]:
    """The programs for which there is nothing to ask, and why."""
    yield from (words.needs_nothing(*one) for one in sheet.settled)
    yield from (words.stuck_program(*one) for one in sheet.stuck)
    if not sheet.filled:
        waiting = len(sheet.programs) > len(sheet.settled) + len(sheet.stuck)
        yield words.nothing_for(sheet.role) if waiting and sheet.role else words.NOTHING_TO_ASK


def about(entry: Entry, sheet: Sheet) -> str:
    """Which programs wait for it, unless all do that wait for anything, and which are disputed."""
    waiting = len(sheet.programs) - len(sheet.settled) - len(sheet.stuck)
    told = [] if len(entry.programs) == waiting else [words.waiting(entry.programs)]
    told += [words.disputed(entry.disputed)] if entry.disputed else []
    return "; ".join(told)


def kinds(entry: Entry) -> str:
    """What an answer looks like, with what true, or each value, means."""
    fact = entry.fact
    told = [f"{value}: {meaning}" if value else meaning for value, meaning in means(fact)]
    return "; ".join(told) or f"{answer(fact.type)}{in_unit(fact.unit)}".replace("`", "")


def heard(entry: Entry) -> str:
    """What to listen for under a question; empty without anything."""
    return "; ".join(sighting(one) for one in entry.sightings)


def topics(part: Part) -> Iterator[tuple[str, list[Entry]]]:
    """The entries by topic, in their order."""
    for topic in dict.fromkeys(one.topic for one in part.entries):
        yield topic, [one for one in part.entries if one.topic == topic]


def text(sheet: Sheet, book: Book) -> str:
    """The sheet on 80 columns."""
    lines = [*_wrapped(words.SHEET), *_wrapped(words.sheet_for(sheet.programs)), ""]
    lines += [line for one in sheet.manners for line in _wrapped(one, "- ", "  ")]
    lines += _settled(sheet)
    for part in sheet.filled:
        lines += ["", part.title, "=" * len(part.title)]
        number = 0
        for topic, entries in topics(part):
            lines += ["", topic]
            for entry in entries:
                number += 1
                lines += _entry(entry, sheet, number)
        lines += ["", *_wrapped(words.more_matter(part.left))] if part.left else []
    lines += ["", *_wrapped(book.vocabulary.notice)] if book.vocabulary.notice else []
    return "\n".join(lines) + "\n"


def _settled(sheet: Sheet) -> list[str]:
    told = [*status(sheet)]
    return ["", *(line for one in told for line in _wrapped(one))] if told else []


def _entry(entry: Entry, sheet: Sheet, number: int) -> Iterator[str]:
    yield from _wrapped(entry.fact.ask, f"{number:3} ", "    ")
    yield from _wrapped(kinds(entry), "    ", "    ")
    if entry.sightings:
        yield from _wrapped(f"{words.LISTEN_FOR}: {heard(entry)}", "    ", "    ")
    if about(entry, sheet):
        yield from _wrapped(about(entry, sheet), "    ", "    ")
    yield f"    {ROOM}"


def _wrapped(told: str, first: str = "", rest: str = "") -> list[str]:
    return wrap(told, WIDTH, initial_indent=first, subsequent_indent=rest)


def markdown(sheet: Sheet, book: Book) -> str:
    """The sheet with a box to tick for each question."""
    lines = [f"# {words.SHEET}", "", escape(words.sheet_for(sheet.programs)), ""]
    lines += [f"- {escape(one)}" for one in sheet.manners]
    lines += ["", *map(escape, status(sheet))]
    for part in sheet.filled:
        lines += ["", f"## {escape(part.title)}"]
        for topic, entries in topics(part):
            lines += ["", f"### {escape(topic)}", ""]
            for entry in entries:
                lines += _item(entry, sheet)
        lines += ["", words.more_matter(part.left)] if part.left else []
    lines += ["", escape(book.vocabulary.notice)] if book.vocabulary.notice else []
    return "\n".join(lines) + "\n"


def _item(entry: Entry, sheet: Sheet) -> Iterable[str]:
    yield f"- [ ] **{escape(entry.fact.ask)}** (`{entry.fact.name}`)"
    yield f"  - {escape(kinds(entry))}"
    if entry.sightings:
        yield f"  - {words.LISTEN_FOR}: {escape(heard(entry))}"
    if about(entry, sheet):
        yield f"  - {escape(about(entry, sheet))}"
    yield f"  - {words.ROOM_TO_WRITE} {ROOM}"
