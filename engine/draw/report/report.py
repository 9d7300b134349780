"""A decision as one HTML file that loads nothing from anywhere: to read, to send, to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ...decide.decision import Decision
from ...language.values import spaced
from ...present import phrases
from ...present.testimony import Section as Told
from ...present.testimony import on_whom, who_said_what
from ...present.words import shown
from ...rulebook.model import Book
from . import lists
from .markup import Markup, Part, filled, tag
from .shell import Section, document, section
from .story import story
from .words import SYMBOLS, anchor, because, symbol, verdict_tone

LONG, SOURCES = 60, "sources"


def render(decision: Decision, book: Book, svg: str, on: date | None = None) -> str:
    """The report. `svg` is the picture as this package draws it; `on` its date, today if None."""
    title = f"{_name(decision, book)}: {spaced(decision.verdict)}"
    header = _header(decision, book, on or date.today())
    return document(title, header, svg, _sections(decision, book), book)


def inside(decision: Decision, book: Book) -> Iterator[Part]:
    """The report as a part of another page, which has its sources: no picture and no title."""
    yield _verdict(decision, book)
    yield from lists.labels(decision, book)
    shown = (one for one in _sections(decision, book) if one.id != SOURCES)
    yield [section(one) for one in shown if one.body]


def _name(decision: Decision, book: Book) -> str:
    return shown(decision.program or book.flows[decision.flow].title)


def _header(decision: Decision, book: Book, on: date) -> Iterator[Part]:
    name, day = _name(decision, book), on.isoformat()
    yield tag("p", book.flows[decision.flow].title, class_="kicker")
    yield tag("h1", tag("bdi", name), class_="long" if len(name) > LONG else None)
    yield _verdict(decision, book)
    yield from lists.labels(decision, book)
    yield tag("p", filled(phrases.REPORT_OF, day=tag("time", day, datetime=day)), class_="aside")


def _verdict(decision: Decision, book: Book) -> Markup:
    mood = verdict_tone(decision, book)
    return tag(
        "div",
        tag(
            "p", symbol(SYMBOLS[mood]), " ", tag("strong", spaced(decision.verdict)), class_="word"
        ),
        tag("div", _meaning(decision), _reason(decision), _next(decision), _rests_on(decision)),
        class_=f"answer-panel tone-{mood}",
    )


def _meaning(decision: Decision) -> Markup:
    if decision.settled:
        return tag("p", decision.path[-1].title, class_="meaning")
    possible = [spaced(one) for one in decision.possible]
    return tag("p", phrases.still_possible(possible), class_="meaning")


def _reason(decision: Decision) -> Part:
    gate = next((one for one in decision.path if one.node == decision.decided_at), None)
    if gate is None:
        return None
    link = tag("a", gate.title, href=f"#{anchor('gate', gate.node)}")
    where = phrases.DECIDED_AT if decision.settled else phrases.OPEN_AT
    return (tag("p", because(gate), class_="reason"), tag("p", where, link))


def _rests_on(decision: Decision) -> Markup:
    return tag("p", phrases.rests_on(decision.rests_on, decision.as_of), class_="aside")


def _next(decision: Decision) -> Part:
    """Where to go on from a verdict that is still open."""
    if not decision.missing:
        return None
    said = phrases.how_many_to_find_out(len(decision.missing))
    return tag("p", tag("a", said, href=f"#{anchor('questions')}"))


def _sections(decision: Decision, book: Book) -> Iterator[Section]:
    yield Section("assumed", phrases.NOT_MENTIONED, lists.assumed(decision, book))
    yield Section("path", phrases.STEPS, story(decision, book))
    yield from _told(on_whom(decision, book))
    yield Section("questions", phrases.TO_FIND_OUT, lists.questions(decision, book))
    yield Section("cautions", phrases.CAUTIONS, lists.remarks(decision.cautions, "bad", book))
    yield Section("strengths", phrases.STRENGTHS, lists.remarks(decision.strengths, "good", book))
    yield Section("ignored", phrases.IGNORED, lists.remarks(decision.ignored, "unheard", book))
    yield from _told(who_said_what(decision, book))
    yield Section("signals", phrases.SIGNALS, lists.board(decision, book))
    yield Section(SOURCES, phrases.SOURCES, lists.passages([decision], book))


def _told(sections: Iterable[Told]) -> Iterator[Section]:
    """What is told of the people behind it."""
    for one in sections:
        yield Section(one.key, one.title, lists.plain(one.lines))
