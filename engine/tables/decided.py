"""Programs decided one after another; what cannot be decided is a `Reject`, and keeps none back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..case.case import Case
from ..concurrency import cached_property
from ..decide.decision import Decision
from ..decide.known import known, read_by
from ..decide.lacking import lacking
from ..decide.ranking import Entry
from ..decide.redacted_findings import redacted_findings, without_lines
from ..decide.redaction import redacted
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.source import Source
from ..rulebook.model import Book
from .program import Program, Reject
from .settle import settled

Decide = Callable[[Case, Source | str], Decision]
"""From a case to its decision; raises Invalid, about the source, where facts contradict."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A program with the case in its facts, what came out of it, and what is to be told of it;
    `entry` is it among others."""

    program: Program
    case: Case
    decision: Decision
    entry: Entry
    notices: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Reading:
    """How cases are read: by which rulebook, as of which day, and for whom."""

    book: Book
    as_of: date | None = None
    strict: bool = False
    redact: bool = False

    @cached_property
    def read_by(self) -> Mapping[str, frozenset[str]]:
        """The facts that each flow asks."""
        return {name: read_by(self.book, name) for name in self.book.flows}


def named(program: Program | Reject, reading: Reading) -> tuple[str, ...]:
    """What a program may be asked for by: its key and, where it can be read, its name."""
    subject = reading.book.vocabulary.subject
    if isinstance(program, Reject) or subject is None:
        return (program.key,)
    try:
        name = program.case(reading.book, reading.as_of, date.today()).value(subject)
    except Invalid:
        return (program.key,)
    return (program.key,) if name is None else (program.key, str(name))


def decided(
    programs: Iterable[Program | Reject], decide: Decide, reading: Reading
) -> Iterator[Decided | Reject]:
    """Each program decided, in its order."""
    for one in programs:
        yield _decided(one, decide, reading) if isinstance(one, Program) else _told(one, reading)


def _told(reject: Reject, reading: Reading) -> Reject:
    """What keeps a file from being read, without its lines where people are left out."""
    if not reading.redact:
        return reject
    return Reject(reject.key, tuple(without_lines(Invalid(reject.findings)).findings))


def _decided(program: Program, decide: Decide, reading: Reading) -> Decided | Reject:
    def attempt(one: Program) -> tuple[Case, Decision]:
        case = one.case(reading.book, reading.as_of, date.today(), reading.strict)
        with one.placing():
            return case, decide(case, one.source)

    try:
        (case, found), program, notices = settled(program, reading.book, attempt)
    except Invalid as invalid:
        return Reject(program.key, tuple(_passed_on(invalid, program, reading).findings))
    told = redacted(found) if reading.redact else found
    learnt = replace(known(case, reading.read_by[told.flow]), lacking=lacking(case, told))
    entry = Entry(program.key, program.place, told, learnt)
    return Decided(program, case, told, entry, notices)


def _passed_on(invalid: Invalid, program: Program, reading: Reading) -> Invalid:
    if not reading.redact:
        return invalid
    if isinstance(program.facts, Source):
        return redacted_findings(invalid, program.facts)
    return without_lines(invalid)
