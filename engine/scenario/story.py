"""How a decision came about: the path, and the facts behind the gate that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..decide.decision import Condition, PassedOver, Station
from ..decide.trace import conditions
from ..language.interpret import truth
from ..present import phrases
from ..present import phrases_work as work
from ..present.text import values
from ..present.words import shown
from ..rulebook.model import OPEN, Book
from .model import Result


def story(result: Result, book: Book) -> Iterator[str]:
    """The gates on the path; below them what decided, and why what was expected did not."""
    gates = [station for station in result.decision.path if station.kind == "gate"]
    for station in gates:
        yield from _gate(station)
    if gates:
        yield from _deciding(gates[-1], book)
    yield from _expected_rule(gates, result.scenario.expected.get("rule"), book)
    yield from _remarks(result, book)


def _gate(station: Station) -> Iterator[str]:
    rule = f" ({phrases.of_rule(station.rule)})" if station.rule else ""
    yield f"{station.outcome}: {station.title}{rule}"
    if station.because:
        yield f"  {shown(station.because)}"
    elif station.outcome == OPEN:
        yield f"  {phrases.UNDECIDED}"


def _deciding(station: Station, book: Book) -> Iterator[str]:
    """The conditions that decided; where none did, those of the rules that might have."""
    yield from _conditions(station.conditions, book)
    for rule in station.passed_over:
        if _might_have(rule, station, book):
            yield f"  {work.rule_is(rule.rule, rule.truth)}"
            yield from _conditions(rule.conditions, book)


def _might_have(rule: PassedOver, station: Station, book: Book) -> bool:
    """At an open gate a rule that is unknown; above `otherwise` one that leads elsewhere."""
    gate = book.gates[station.node]
    if station.rule is None:
        return rule.truth is None
    leads = {one.id: one.then for one in gate.rules}
    return station.rule == gate.otherwise.id and leads[rule.rule] not in (station.outcome, OPEN)


def _conditions(found: Iterable[Condition], book: Book) -> Iterator[str]:
    """Each decisive condition, and below it its facts."""
    for condition in found:
        if condition.decisive:
            yield f"  {shown(condition.text)}: {work.TRUTHS[condition.truth]}"
            yield f"    {shown(values(condition, book))}"


def _expected_rule(gates: list[Station], rule: str | None, book: Book) -> Iterator[str]:
    """Why the rule that was expected did not decide, where the walk came to it."""
    for station in gates:
        for one in station.passed_over:
            told = station is gates[-1] and _might_have(one, station, book)
            if one.rule == rule and not told:
                yield work.expected_rule_is(one.rule, one.truth)
                yield from _conditions(one.conditions, book)


def _remarks(result: Result, book: Book) -> Iterator[str]:
    """The conditions of remarks that ought to be there and are not, or the other way round."""
    wrong = {name for key in result.wrong for name in _surprising(result, key)}
    for note in book.notes:
        if note.id in wrong:
            yield work.remark_is(note.id, truth(note.when, result.case))
            yield from _conditions(conditions(note.when, result.case), book)


def _surprising(result: Result, key: str) -> set[str]:
    """The remarks under a key that are not as expected."""
    if key not in ("cautions", "strengths", "ignored", "absent"):
        return set()
    named, found = set(result.scenario.expected[key]), set(result.got[key])
    return named & found if key == "absent" else named - found
