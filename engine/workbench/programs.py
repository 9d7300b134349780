"""The programs of a folder as a browser shows them: ranked, one's report, one's form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ..case.intake import read_file
from ..decide.decision import Decision
from ..decide.ranking import ranked
from ..diagnostics.findings import in_order
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.source import decode
from ..draw.output import Picture
from ..draw.report.words import verdict_tone
from ..facade import Rulebook
from ..language.values import spaced
from ..present.ranking import Ranking, Row, rows
from ..tables.decided import Decided, Reading, decided
from ..tables.program import Program, Reject
from ..web.first import Asked
from ..web.page import page as form_page
from .findings import told
from .folder import Content, Folder
from .kept import Kept

MOST_KEPT = 4_000

Judged = Decided | Reject


@dataclass
class Decisions:
    """The decisions about programs, kept by rulebook, day, and what their files hold."""

    _kept: Kept[Judged] = field(default_factory=lambda: Kept(MOST_KEPT))

    def of(self, rulebook: Rulebook, held: Content, day: date) -> Judged:
        """The program in a fact file decided, or why it cannot be."""
        key = (rulebook.book.fingerprint, rulebook.flow, str(day), held.name, held.digest)
        return self._kept.of(key, lambda: _judge(rulebook, held))


def _judge(rulebook: Rulebook, held: Content) -> Judged:
    return next(iter(decided([_program(held)], rulebook.decide, Reading(rulebook.book))))


def _program(held: Content) -> Program | Reject:
    key = PurePosixPath(held.name).stem
    try:
        return Program(key, decode(held.data, held.name), Place(held.name))
    except Invalid as invalid:
        return Reject(key, tuple(invalid.findings))


def ranking(
    folder: Folder,
    rulebook: Rulebook,
    decisions: Decisions,
    day: date,
    note: Callable[[Content, Decided], None],
) -> dict[str, Any]:
    """All programs in their order, and those that cannot be read with what is wrong.

    `note` is told what came of each that could be read.
    """
    judged = dict(_judged(folder, rulebook, decisions, day, note))
    entries = (one.entry for one in judged.values() if isinstance(one, Decided))
    found = Ranking(rulebook.book, rulebook.flow, ranked(entries, rulebook.book, rulebook.flow))
    refused = {name: one for name, one in judged.items() if isinstance(one, Reject)}
    return {
        "rows": [_row(row, rulebook) for row in rows(found)],
        "counts": found.counts,
        "notes": [*folder.left_out()],
        "refused": [
            {"file": name, "findings": [finding.to_dict() for finding in one.findings]}
            for name, one in refused.items()
        ],
    }


def _judged(
    folder: Folder,
    rulebook: Rulebook,
    decisions: Decisions,
    day: date,
    note: Callable[[Content, Decided], None],
) -> Iterator[tuple[str, Judged]]:
    files = folder.programs()
    for named, held in zip(files, folder.held(files), strict=True):
        if isinstance(held, Invalid):
            yield named.name, Reject(named.name, tuple(held.findings))
        else:
            judged = decisions.of(rulebook, held, day)
            if isinstance(judged, Decided):
                note(held, judged)
            yield named.name, judged


def _row(row: Row, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "name": row.called,
        "verdict": row.verdict,
        "tone": verdict_tone(row.decision, rulebook.book),
        "where": row.where,
        "why": row.why,
        "step": row.step,
        "file": row.file,
    }


def decision(held: Content, rulebook: Rulebook, decisions: Decisions, day: date) -> Decision:
    """The decision about one program; raises Invalid where its facts cannot be read."""
    found = decisions.of(rulebook, held, day)
    if isinstance(found, Reject):
        raise Invalid(found.findings)
    return found.decision


def looked(held: Content, rulebook: Rulebook, day: date) -> dict[str, Any]:
    """What facts that are not saved come to, or what is wrong with them."""
    try:
        source = decode(held.data, held.name)
        made = rulebook.decide(read_file(source, rulebook.book, None, now=day), source)
    except Invalid as invalid:
        return {"findings": told(in_order(invalid.findings)), "verdict": None, "picture": None}
    drawn = Picture(rulebook.book, rulebook.flow, made).form("svg").decode()
    return {"findings": [], "verdict": spaced(made.verdict), "picture": drawn}


def report(made: Decision, rulebook: Rulebook) -> bytes:
    """The report on a program, as `render` makes it."""
    return Picture(rulebook.book, rulebook.flow, made).form("html")


def form(held: Content, rulebook: Rulebook, day: date) -> str:
    """The questionnaire, filled in with what a fact file holds; raises Invalid."""
    case = read_file(decode(held.data, held.name), rulebook.book, None, now=day)
    subject = rulebook.book.vocabulary.subject
    name = case.value(subject) if subject is not None else None
    asked = Asked(program=str(name) if name is not None else None, held=held.text)
    return form_page(rulebook.book, rulebook.book.flows[rulebook.flow], asked)


def picture(rulebook: Rulebook, flow: str | None = None) -> str:
    """A flow without facts, as SVG."""
    shown = flow if flow in rulebook.book.flows else None
    return Picture(rulebook.book, shown or rulebook.flow).form("svg").decode()
