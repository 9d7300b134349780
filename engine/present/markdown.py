"""A decision as Markdown, for a note or a message to an adviser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..decide.decision import Decision, Remark, Station
from ..rulebook.model import OPEN, Book
from .text import ASKED, NOTHING_TO_ASK, reasons
from .words import listed, shown

SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def render(decision: Decision, book: Book) -> str:
    """Headings and lists; everything of unknown origin is escaped."""
    lines = [
        *_headline(decision), *_path(decision, book), *_questions(decision, book),
        *_remarks("Cautions", decision.cautions), *_remarks("Strengths", decision.strengths),
        *_remarks("Shown, but ignored", decision.ignored), *_board(decision, book),
        *_closing(decision, book),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def escape(text: str | None) -> str:
    """Text that Markdown takes for nothing but text."""
    return SPECIAL.sub(r"\\\1", shown(text))


def _headline(decision: Decision) -> Iterator[str]:
    yield f"# {escape(decision.program or 'Decision')}"
    yield ""
    title = escape(decision.path[-1].title)
    if decision.settled:
        yield f"**{escape(decision.verdict.upper())}**: {title}"
    else:
        still = listed([escape(one) for one in decision.possible], "or")
        yield f"**INCOMPLETE**, open at: {title} Still possible: {still}."
    yield ""


def _path(decision: Decision, book: Book) -> Iterator[str]:
    yield "## The path"
    yield ""
    for station in decision.path:
        if station.kind == "gate":
            yield from _station(station, book)
    yield ""


def _station(station: Station, book: Book) -> Iterator[str]:
    yield f"- **{escape(station.outcome)}**: {escape(station.title)}"
    if station.because:
        yield f"  {escape(station.because)} ({escape(station.source)})"
    elif station.outcome == OPEN:
        yield "  What is known so far does not decide this."
    for line in reasons(station, book):
        yield f"  - {escape(line)}"


def _questions(decision: Decision, book: Book) -> Iterator[str]:
    if not decision.missing:
        yield from () if decision.settled else (NOTHING_TO_ASK, "")
        return
    titles = {node.id: node.title for node in book.flows[decision.flow].nodes.values()}
    yield "## What to find out"
    gate = ""
    for one in decision.missing:
        if one.gate != gate:
            gate = one.gate
            yield from ("", f"### {escape(titles[gate])}", "")
        whom = [book.vocabulary.informants.get(key, key) for key in one.whom]
        ask = f" Ask {escape(listed(whom, 'or'))}." if whom else ""
        asked = f" {ASKED[one.asked]}" if one.asked is not None else ""
        yield f"- {escape(one.ask)}{ask}{asked} `{one.fact}`"
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
    yield from ("## Signals", "", "| signal | | |", "| --- | --- | --- |")
    for signal, colour in decision.signals.items():
        yield f"| {escape(signal)} | {colour} | {escape(book.board.signals[signal])} |"
    yield ""


def _closing(decision: Decision, book: Book) -> Iterator[str]:
    for name, label in decision.labels.items():
        of = f" ({label.matched} of {label.of} columns)" if label.matched is not None else ""
        yield f"{escape(book.flows[name].title)} {escape(label.title)}{of}"
        yield ""
    if decision.assumed:
        names = ", ".join(f"`{name}`" for name in decision.assumed)
        yield from (f"Taken as not seen, since nobody reported it: {names}", "")
    yield f"Rules: {escape(book.origin)} (`{decision.rulebook[:19]}`)"
