"""A decision as Markdown, for a note or a message to an adviser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..decide.decision import Decision, Remark, Station
from ..rulebook.model import OPEN, Book
from . import phrases
from .testimony import Section, on_whom, who_said_what
from .text import beside_question, forced, not_mentioned, reasons, waiting_for
from .words import shown

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def render(decision: Decision, book: Book) -> str:
    """Headings and lists; everything of unknown origin is escaped."""
    lines = [
        *_headline(decision),
        *_not_seen(decision, book),
        *_path(decision, book),
        *_told(on_whom(decision, book)),
        *_questions(decision, book),
        *_remarks(phrases.CAUTIONS, decision.cautions),
        *_remarks(phrases.STRENGTHS, decision.strengths),
        *_remarks(phrases.IGNORED, decision.ignored),
        *_told(who_said_what(decision, book)),
        *_board(decision, book),
        *_closing(decision, book),
    ]
    return "\n".join(lines) + "\n"


def escape(text: str | None) -> str:
    """Text that Markdown takes for nothing but text."""
    return SPECIAL.sub(r"\\\1", shown(text))


def _headline(decision: Decision) -> Iterator[str]:
    yield f"# {escape(decision.program or phrases.NAMELESS)}"
    yield ""
    title = escape(decision.path[-1].title)
    verdict = f"**{escape(phrases.verdict(decision.verdict))}**"
    if decision.settled:
        yield f"{verdict}: {title}"
    else:
        still = phrases.still_possible([escape(one) for one in decision.possible])
        yield f"{verdict}, {phrases.clause(phrases.OPEN_AT)}{title} {still}."
    yield from ("", escape(phrases.rests_on(decision.rests_on, decision.as_of)), "")


def _not_seen(decision: Decision, book: Book) -> Iterator[str]:
    """What was taken as not seen, by the question under which it would have come up."""
    told = not_mentioned(decision, book)
    if told:
        yield from (f"## {phrases.NOT_MENTIONED}", "")
        yield from (f"- {escape(one)}" for one in told)
        yield ""


def _path(decision: Decision, book: Book) -> Iterator[str]:
    yield f"## {phrases.PATH}"
    yield ""
    for station in decision.path:
        if station.kind == "gate":
            yield from _station(station, decision, book)
    yield ""


def _station(station: Station, decision: Decision, book: Book) -> Iterator[str]:
    yield f"- **{escape(station.outcome)}**: {escape(station.title)}"
    if station.because:
        source = f" ({escape(station.source)})" if station.source else ""
        yield f"  {escape(station.because)}{source}"
    elif station.outcome == OPEN:
        yield f"  {phrases.UNDECIDED}"
        if not decision.settled:
            yield from (f"  {escape(one)}" for one in waiting_for(station, decision, book))
    else:
        yield f"  {phrases.EITHER_WAY}"
    if station.forced_by:
        yield f"  {escape(forced(station, book))}"
    for line in reasons(station, book):
        yield f"  - {escape(line)}"
    for one in station.holding:
        source = f" ({escape(one.source)})" if one.source else ""
        yield f"  - {phrases.collected(escape(one.because))}{source}"


def _questions(decision: Decision, book: Book) -> Iterator[str]:
    if not decision.missing:
        yield from () if decision.settled else (phrases.NOTHING_TO_ASK, "")
        return
    titles = {node.id: node.title for node in book.flows[decision.flow].nodes.values()}
    yield f"## {phrases.TO_FIND_OUT}"
    gate = ""
    for one in decision.missing:
        if one.gate != gate:
            gate = one.gate
            yield from ("", f"### {escape(titles[gate])}", "")
        whom = [book.vocabulary.informants.get(key, key) for key in one.whom]
        asked = phrases.ASKED[one.asked] if one.asked is not None else ""
        told = filter(None, [one.ask, phrases.whom(whom)])
        parts = [*map(escape, told), asked, f"`{one.fact}`"]
        yield f"- {' '.join(filter(None, parts))}"
        yield from (f"  - {escape(told)}" for told in beside_question(one, book))
    yield ""


def _told(sections: Iterable[Section]) -> Iterator[str]:
    for one in sections:
        yield from (f"## {one.title}", "")
        yield from (f"- {escape(line)}" for line in one.lines)
        yield ""


def _remarks(title: str, remarks: Iterable[Remark]) -> Iterator[str]:
    found = tuple(remarks)
    if found:
        yield from (f"## {title}", "")
        yield from (f"- {escape(one.text)}{_source(one)}" for one in found)
        yield ""


def _source(remark: Remark) -> str:
    return f" ({escape(remark.source)})" if remark.source else ""


def _board(decision: Decision, book: Book) -> Iterator[str]:
    if book.board is None or not decision.signals:
        return
    yield from (f"## {phrases.SIGNALS}", "", f"| {phrases.SIGNAL} | | |", "| --- | --- | --- |")
    for signal, colour in decision.signals.items():
        cells = escape(signal), phrases.COLOURS[colour], escape(book.board.signals[signal])
        yield f"| {' | '.join(cells)} |"
    yield ""


def _closing(decision: Decision, book: Book) -> Iterator[str]:
    for name, label in decision.labels.items():
        told = f"{book.flows[name].title} {phrases.label_title(label)}"
        yield f"{escape(told)}{phrases.columns(label)}"
        yield ""
    yield phrases.which_rules_markdown(escape(book.origin), decision.rulebook)
