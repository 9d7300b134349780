"""What can still change a verdict: whom to ask for what, and what is known of it already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import takewhile

from ..case.bases import bases, bases_of
from ..case.case import Case
from ..case.questions import open_parts, to_ask
from ..language.traverse import facts_in, sources
from ..language.types import Numeric
from ..rulebook.model import Gate, Rule
from .decision import Missing, OpenField
from .judge import Judge, Judgement


def missing(judge: Judge) -> Iterator[Missing]:
    """Base facts that can still change the verdict: by gate, then by the vocabulary.

    For a sighting that waits for its question, the question stands.
    """
    listed: set[str] = set()
    for gate in judge.flow.gates():
        asked = {to_ask(judge.case, fact) for fact in _open_at(judge, gate)}
        found = asked - listed
        listed |= found
        for fact in judge.case.book.vocabulary.facts.values():
            if fact.name in found:
                in_vain = asked_in_vain(judge.case, fact.name)
                fields = tuple(open_fields(judge, fact.name))
                yield Missing(fact.name, fact.ask, fact.whom, gate, in_vain, fields)


def _open_at(judge: Judge, gate: str) -> Iterator[str]:
    rules = judge.candidates(gate)
    if not judge.completions.reaches(gate):
        return
    opening = judge.opening(gate)
    if opening is not None:
        yield from bases_of(judge.case, sources(opening.when))
    for base in _bases(rules, judge.case):
        if judge.completions.matters(base):
            yield base


def _bases(rules: Iterable[Rule], case: Case) -> dict[str, None]:
    facts = dict.fromkeys(fact for rule in rules for fact in sources(rule.when))
    return dict.fromkeys(base for fact in facts for base in open_parts(case, fact))


def bounds(
    judge: Judge, passed: Iterable[Judgement]
) -> Iterator[tuple[str, tuple[Fraction, Fraction]]]:
    """What partly filled lists leave of open numbers that were read by rules above those that
    decided."""
    above = (rule for one in passed for rule in _above(judge.case.book.gates[one.gate], one.rule))
    read = dict.fromkeys(name for rule in above for name in facts_in(rule.when))
    for name in read:
        if judge.case.value(name) is not None:
            continue
        fact = judge.case.book.vocabulary.facts[name]
        listed = any(isinstance(judge.case.value(one), tuple) for one in bases(judge.case, name))
        if isinstance(fact.type, Numeric) and listed:
            found = judge.completions.bounds(name)
            if found is not None and found != (fact.type.low, fact.type.high):
                yield name, found


def _above(gate: Gate, decider: Rule | None) -> Iterable[Rule]:
    return takewhile(lambda rule: rule is not decider, gate.rules)


def open_fields(judge: Judge, source: str) -> Iterator[OpenField]:
    """Of a list of records, the fields that can change the verdict; of other facts, none."""
    records, key = judge.case.value(source), judge.case.key(source)
    if isinstance(records, tuple):
        for place, name in judge.completions.open_fields(source):
            value = records[place].get(key) if key is not None else None
            named = (key, value) if key is not None and value is not None else None
            yield OpenField(place, named, name)


def asked_in_vain(case: Case, fact: str) -> str | None:
    """Whether a fact was asked and dodged, asked and not known, or answered in several ways."""
    if fact in case.contested:
        return "contested"
    if case.declined(fact):
        return "declined"
    return "unknown" if fact in case.asked else None
