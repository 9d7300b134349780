"""From the facts of one case, as a person states them, to what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ..diagnostics.codes.conditions import UNKNOWN_FACT, VALUE_OUT_OF_RANGE
from ..diagnostics.codes.facts import (
    CONTRADICTION,
    NO_VALUE,
    NOT_AN_OBJECT,
    RENAMED_FACT,
    UNKNOWN_FIELD,
    UNKNOWN_GROUP,
    UNKNOWN_STATUS,
    WRONG_TYPE,
)
from ..diagnostics.codes.files import UNKNOWN_KEY
from ..diagnostics.findings import Finding, Mistake
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Path, Place
from ..diagnostics.source import Source
from ..diagnostics.suggestion import did_you_mean
from ..language.calendar import is_no_day, why_no_day
from ..language.interpret import evaluate
from ..language.traverse import facts_in
from ..language.types import Day, Numeric, Records, Type, describe
from ..language.values import Value, decimals
from ..rulebook.kinds.cases import LEAF
from ..rulebook.kinds.spelling import STATUSES
from ..rulebook.model import Book, Constraint
from . import json_text
from .broken import report_broken
from .case import TODAY, Case
from .disagreement import disagreement
from .json_text import Spot, spots
from .provenance import Provenance
from .python_data import as_data
from .values import Enough, Reader, cut, explain, plain, quoted

KEYS = LEAF.names
REMARKS = LEAF.group("remark")
ABOUT_KEYS = (UNKNOWN_GROUP, UNKNOWN_FACT, RENAMED_FACT, UNKNOWN_FIELD, UNKNOWN_KEY)
"""What is wrong with the name of a value, not with the value."""


@dataclass
class _Intake:
    """The facts of one case while they are being read."""

    book: Book
    as_of: date | None = None
    now: date | None = None
    reader: Reader = field(default_factory=Reader)
    values: dict[str, Value] = field(default_factory=dict)
    digits: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    declined: set[str] = field(default_factory=set)
    stated: dict[str, tuple[Value, int]] = field(default_factory=dict)
    provenance: dict[str, Provenance] = field(default_factory=dict)


def read_file(
    source: Source, book: Book, as_of: date | None = None, now: date | None = None
) -> Case:
    """The case in a fact file; raises Invalid with everything that is wrong.

    `as_of` is the day that is today for it, else what the file says itself, else `now`; without
    any, conditions that read it are open.
    """
    data, findings = json_text.parse(source)
    if data is None and findings:
        raise Invalid(findings)
    case, mistakes = _read(data, book, as_of, now)
    if mistakes or findings:
        places_ = {spot.path: spot for spot in spots(source.text)}
        raise Invalid([*findings, *(_finding(one, source, places_) for one in mistakes)])
    return case


def read_mapping(
    data: Mapping[str, Any],
    book: Book,
    name: str = "facts",
    as_of: date | None = None,
    now: date | None = None,
) -> Case:
    """The case in a mapping of groups, as `python_data` reads it; raises Invalid with all
    that is wrong."""
    case, mistakes = _read(as_data(data), book, as_of, now)
    if mistakes:
        raise Invalid(one.placed(Place(name)) for one in mistakes)
    return case


def _finding(mistake: Mistake[Path], source: Source, known: Mapping[Path, Spot]) -> Finding:
    path = mistake.at
    while path not in known:
        path = path[:-1]
    spot = known[path]
    start, end = spot.key if mistake.entry in ABOUT_KEYS and spot.key[1] else spot.value
    return mistake.placed(source.place(start, end))


def _read(
    data: Any, book: Book, as_of: date | None, now: date | None
) -> tuple[Case, list[Mistake[Path]]]:
    intake = _Intake(book, as_of, now)
    try:
        return _case(intake, data), intake.reader.mistakes
    except Enough:
        return Case(book, {}), intake.reader.mistakes


def _case(intake: _Intake, data: Any) -> Case:
    _groups(intake, data)
    intake.as_of = intake.as_of or intake.now
    assumed = _assume(intake, intake.book.vocabulary.facts)
    _derive(intake, assumed)
    declined, asked = frozenset(intake.declined), frozenset(intake.asked)
    case = Case(
        intake.book,
        intake.values,
        declined,
        assumed,
        intake.stated,
        asked,
        as_of=intake.as_of,
        provenance=intake.provenance,
    )
    _contradictions(intake, case)
    if not intake.reader.mistakes:
        _derived_out_of_range(intake)
    return case


def _groups(intake: _Intake, data: Any) -> None:
    known = dict.fromkeys(name.partition(".")[0] for name in intake.book.vocabulary.facts)
    if not isinstance(data, Mapping):
        intake.reader.report(
            NOT_AN_OBJECT,
            f"{quoted(data)} is no set of facts",
            (),
            f'a fact file is one object of groups: {{"{next(iter(known), "group")}": {{..}}}}',
        )
        return
    for group, facts in data.items():
        if group == "$schema":
            continue
        if group == TODAY:
            day = intake.reader.day(facts, Day(), (TODAY,))
            intake.as_of = intake.as_of or day
            continue
        if group not in known:
            _unknown_group(intake, str(group), known)
        elif not isinstance(facts, Mapping):
            message = f"{quoted(facts)} is no group of facts"
            intake.reader.report(WRONG_TYPE, message, (group,), "write an object: {..}")
        else:
            for name, raw in facts.items():
                _fact(intake, group, str(name), raw)


def _unknown_group(intake: _Intake, group: str, known: Mapping[str, None]) -> None:
    help_ = did_you_mean(group, known) or "groups: " + ", ".join(known)
    if group in intake.book.vocabulary.facts:
        outer, _, inner = group.partition(".")
        help_ = f'write {{"{outer}": {{"{inner}": ..}}}}'
    elif group.lower().lstrip("$") == TODAY.lstrip("$"):
        help_ = f"the day of all facts is `{TODAY}`"
    intake.reader.report(UNKNOWN_GROUP, f"unknown group `{cut(group)}`", (group,), help_)


def _fact(intake: _Intake, group: str, short: str, raw: Any) -> None:
    name = f"{group}.{short}"
    path: Path = (group, short)
    fact = intake.book.vocabulary.facts.get(name)
    if fact is None and name in intake.book.vocabulary.renamed:
        message = f"`{name}` is no fact of this rulebook any more"
        told = intake.book.vocabulary.renamed[name]
        intake.reader.report(RENAMED_FACT, message, path, told)
        return
    if fact is None:
        near = did_you_mean(name, intake.book.vocabulary.facts)
        elsewhere = [one for one in intake.book.vocabulary.facts if one.endswith("." + short)]
        help_ = near or (f"did you mean `{elsewhere[0]}`?" if elsewhere else None)
        intake.reader.report(UNKNOWN_FACT, f"unknown fact `{cut(name)}`", path, help_)
        return
    if isinstance(raw, Mapping) and not _is_record(fact.type, raw):
        raw, path = _leaf(intake, name, raw, path)
    if raw is None:
        return
    so_far = len(intake.reader.mistakes)
    found = intake.reader.value(raw, fact.type, path)
    if fact.means:
        explain(intake.reader.mistakes, so_far, fact)
    if found is not None:
        intake.values[name] = found
        intake.digits[name] = decimals(raw)


def _is_record(kind: Type, raw: Mapping[str, Any]) -> bool:
    """A single record where a list of them should stand."""
    return isinstance(kind, Records) and any(key in kind.fields for key in raw)


def _leaf(intake: _Intake, name: str, raw: Mapping[str, Any], path: Path) -> tuple[Any, Path]:
    """The value inside `{"value": .., "status": ..}`; also notes what was asked in vain."""
    for key in raw:
        if key not in KEYS:
            help_ = did_you_mean(str(key), KEYS) or "keys here: " + ", ".join(KEYS)
            message = f"unknown key `{cut(str(key))}`"
            intake.reader.report(UNKNOWN_KEY, message, (*path, str(key)), help_)
    value, status = raw.get("value"), raw.get("status")
    remarks = {key: _remark(intake, raw.get(key), (*path, key)) for key in REMARKS}
    if any(remarks.values()):
        intake.provenance[name] = Provenance(**remarks)
    if status is not None and status not in STATUSES:
        help_ = did_you_mean(str(status), STATUSES) or "statuses: " + ", ".join(STATUSES)
        message = f"{quoted(status)} is no status"
        intake.reader.report(UNKNOWN_STATUS, message, (*path, "status"), help_)
    elif status == "known" and value is None:
        help_ = "give a `value`, or leave out the status"
        intake.reader.report(NO_VALUE, "known, but no value is given", path, help_)
    elif status in ("unknown", "declined"):
        intake.asked.add(name)
        intake.declined |= {name} if status == "declined" else set()
        if value is not None:
            message = f"a value is given, yet the status is `{status}`"
            intake.reader.report(CONTRADICTION, message, path, "keep one of the two")
    return value, (*path, "value") if "value" in raw else path


def _remark(intake: _Intake, raw: Any, path: Path) -> str | None:
    if raw is None or isinstance(raw, str):
        if raw and path[-1] == "as_of" and is_no_day(raw):
            intake.reader.report(WRONG_TYPE, f"{quoted(raw)} is not a date", path, why_no_day(raw))
        return raw or None
    intake.reader.report(WRONG_TYPE, f"{quoted(raw)} is not text", path)
    return None


def _derive(intake: _Intake, assumed: dict[str, Value]) -> None:
    """Work out derived facts, each after those it needs; `assumed` grows by what they answer.

    What was given directly must agree with what its sources make of it, and
    stays as given: learning the sources of a rounded number changes nothing.
    """
    book, exact = intake.book, dict(intake.values)
    for name in book.vocabulary.derived_in_order:
        given = intake.values.get(name)
        worked_out = _worked_out(intake, name, exact)
        if given is None:
            as_given = _worked_out(intake, name, intake.values) if intake.stated else worked_out
            intake.values |= _named(name, as_given)
        else:
            intake.stated[name] = given, intake.digits[name]
            stands = book.vocabulary.facts[name].stands
            worked_out = given if stands else worked_out
            if worked_out is not None and not agree(worked_out, given, intake.digits[name]):
                _disagreement(intake, name, given, worked_out)
        heard = _assume(intake, book.vocabulary.heard_under.get(name, ()))
        assumed |= heard
        exact |= _named(name, worked_out) | heard


def _named(name: str, value: Value | None) -> dict[str, Value]:
    return {} if value is None else {name: value}


def _worked_out(intake: _Intake, name: str, values: Mapping[str, Value]) -> Value | None:
    tree = intake.book.vocabulary.facts[name].derive
    assert tree is not None, name
    return evaluate(tree, Case(intake.book, values, frozenset(intake.declined), as_of=intake.as_of))


def _derived_out_of_range(intake: _Intake) -> None:
    """What records make of a fact has to be possible for it, as if it were given directly."""
    for name in intake.book.vocabulary.derived_in_order:
        fact, found = intake.book.vocabulary.facts[name], intake.values.get(name)
        if not isinstance(fact.type, Numeric) or not isinstance(found, Fraction):
            continue
        if fact.derive is not None and not fact.type.holds(found):
            base = facts_in(fact.derive)[0]
            group, _, short = base.partition(".")
            told = f"{plain(found)}, which is not {describe(fact.type)}"
            message = f"`{base}` makes `{name}` {told}"
            intake.reader.report(VALUE_OUT_OF_RANGE, message, (group, short))


def agree(exact: Value, given: Value, places: int) -> bool:
    """Whether `given` is `exact` rounded to its decimal places, whichever way halves go."""
    if isinstance(exact, Fraction) and isinstance(given, Fraction):
        return abs(exact - given) <= Fraction(1, 2 * 10**places) if exact != given else True
    return exact == given


def _disagreement(intake: _Intake, name: str, given: Value, found: Value) -> None:
    group, _, short = name.partition(".")
    message, help_ = disagreement(
        Case(intake.book, intake.values, as_of=intake.as_of), name, given, found
    )
    intake.reader.report(CONTRADICTION, message, (group, short), help_)


def _assume(intake: _Intake, names: Iterable[str]) -> dict[str, Value]:
    """Sightings that nobody mentioned count as not seen, once their question is answered.

    Asked in vain, they stay open.
    """
    facts, values = intake.book.vocabulary.facts, intake.values
    assumed: dict[str, Value] = {
        name: fact.assume
        for name in names
        if (fact := facts[name]).assume is not None
        and name not in values
        and name not in intake.asked
        and (fact.under is None or fact.under in values)
    }
    intake.values |= assumed
    return assumed


def _contradictions(intake: _Intake, case: Case) -> None:
    for constraint in intake.book.vocabulary.constraints:
        if constraint.each is None:
            if evaluate(constraint.never, case) is True:
                report_broken(
                    intake.reader, constraint, intake.values, _first_stated(intake, constraint)
                )
            continue
        records = case.value(constraint.each)
        for place, record in enumerate(records if isinstance(records, tuple) else ()):
            if evaluate(constraint.never, case, record) is True:
                group, _, short = constraint.each.partition(".")
                report_broken(intake.reader, constraint, intake.values, (group, short, place))


def _first_stated(intake: _Intake, constraint: Constraint) -> Path:
    """The first fact of the constraint that somebody stated."""
    for name in facts_in(constraint.never):
        if name in intake.digits:
            group, _, short = name.partition(".")
            return group, short
    return ()
