"""An empty fact file with every fact of a flow, and its questions as a Markdown page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import cast

from ..case.case import Case
from ..diagnostics.printable import json_text
from ..language.interpret import evaluate
from ..language.naming import group_of
from ..language.traverse import facts_in, fields_in
from ..language.tree import Expression
from ..language.types import Boolean, Day, Enumeration, Numeric, Records, SetOf, Text, Type
from ..language.values import Record
from ..present import phrases
from ..present import phrases_work as work
from ..present.answers import answer
from ..present.heard import means, sighting
from ..rulebook.following import behind
from ..rulebook.model import Book, Fact


def asked(book: Book, flow: str | None) -> list[Fact]:
    """The facts to ask for: all of them, or those that the rules and notes of a flow read."""
    facts = book.vocabulary.facts
    if flow is None:
        return list(facts.values())
    read = {
        name
        for tree in _read_by(book, flow)
        for name in behind(book.vocabulary.facts, facts_in(tree))
    }
    read |= {book.vocabulary.subject} if book.vocabulary.subject is not None else set()
    return [fact for fact in facts.values() if fact.name in read]


def _read_by(book: Book, flow: str) -> Iterator[Expression]:
    for name in (flow, *book.flows[flow].labels):
        for gate in book.flows[name].gates():
            yield from (rule.when for rule in book.gates[gate].rules)
    yield from (note.when for note in book.notes)


def fact_file(facts: list[Fact]) -> str:
    """JSON with `null`, not asked yet, for every fact."""
    groups: dict[str, dict[str, None]] = {}
    for fact in facts:
        group, _, name = fact.name.partition(".")
        groups.setdefault(group, {})[name] = None
    return json_text(groups) + "\n"


def questionnaire(book: Book, facts: list[Fact]) -> str:
    """Every question with whom to ask and what an answer can be, by group."""
    lines = [
        work.QUESTIONS,
        "",
        work.LEAVE_OUT,
        "",
    ]
    group, listed = "", {fact.name for fact in facts}
    for fact in facts:
        if fact.under in listed:  # it stands below its question
            continue
        if group_of(fact.name) != group:
            group = group_of(fact.name)
            lines += [f"## {group}", ""]
        lines += _entry(book, fact)
    return "\n".join(lines)


def _entry(book: Book, fact: Fact) -> list[str]:
    whom = phrases.whom([book.vocabulary.informants.get(key, key) for key in fact.whom])
    asked_of = f" {whom}" if whom else ""
    derived = work.WORKED_OUT if fact.derive else ""
    return [
        f"- [ ] **{fact.ask}**{asked_of}",
        f"      `{fact.name}`: {answer(fact.type)}{work.in_unit(fact.unit)}.{derived}",
        *(f"      {told}" for told in _beside(book, fact)),
        "",
    ]


def _beside(book: Book, fact: Fact) -> Iterator[str]:
    """What the answers mean, an example of a record, and what to listen for."""
    told = [phrases.meaning(f"`{value}`" if value else "", words) for value, words in means(fact)]
    if told:
        yield f"{'; '.join(told)}."
    if isinstance(fact.type, Records):
        yield from (
            f"- `{name}`: {answer(kind)}{_field_means(fact, name)}."
            for name, kind in fact.type.fields.items()
        )
        yield work.example(json_text(example_row(fact.type, fact.name, book), None))
    for name in book.vocabulary.heard_under.get(fact.name, ()):
        heard = book.vocabulary.facts[name]
        yield work.listen_for(sighting(heard), name, answer(heard.type))


def _field_means(fact: Fact, name: str) -> str:
    told = [
        f"`{value}` {words}" if value else words
        for value, words in fact.fields_mean.get(name, {}).items()
    ]
    return f" ({'; '.join(told)})" if told else ""


def example_row(kind: Records, name: str, book: Book) -> dict[str, object]:
    """A record with a value for each field, as far as its constraints allow."""
    row = {field: _example(field, of) for field, of in kind.fields.items()}
    for constraint in book.vocabulary.constraints:
        if constraint.each == name:
            read = fields_in(constraint.never)
            while _holds(constraint.never, row, book):
                row.pop(next(field for field in reversed(row) if field in read))
    return row


def _holds(never: Expression, row: Mapping[str, object], book: Book) -> bool:
    known = {key: Fraction(one) if type(one) is int else one for key, one in row.items()}
    return evaluate(never, Case(book, {}), cast("Record", known)) is True


def _example(name: str, kind: Type) -> object:
    match kind:
        case Boolean():
            return True
        case Enumeration(values):
            return values[0]
        case Numeric(low=low) if low is not None and low > 1:
            return 2024
        case Numeric():
            return 2
        case Day():
            return "2026-10-03"
        case Text() | SetOf() | Records():
            return name.upper()[:1]
