"""Which of many decided cases to look at: a condition in the language of the rules.

Beside the facts it may name the verdict and, with `labels.` before them or alone, the flows beside
the main one. What is not known has the third truth value of rules, and is left to who asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..case.case import Case
from ..diagnostics.findings import Finding, Mistake
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Span
from ..diagnostics.source import Source
from ..language import types
from ..language.interpret import Kleene, truth
from ..language.parse import NotAnExpression, parse
from ..language.resolve import Scope, resolve
from ..language.tree import Expression
from ..language.types import Type
from ..language.values import Value, nfc
from ..rulebook.model import INCOMPLETE, NOT_KNOWN, Book, Flow
from .decision import Decision

VERDICT, LABELS = "verdict", "labels."
DECLARED = "name it under "
"""So begins the help for a name that is nowhere; it speaks of rule files."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case with its verdict and labels, as conditions ask about them."""

    case: Case
    found: Mapping[str, Value | None]

    @property
    def as_of(self) -> date | None:
        return self.case.as_of

    def value(self, fact: str) -> Value | None:
        return self.found[fact] if fact in self.found else self.case.value(fact)

    def declined(self, fact: str) -> bool:
        return fact not in self.found and self.case.declined(fact)

    def disputed(self, fact: str) -> bool:
        return fact not in self.found and self.case.disputed(fact)

    def threshold(self, name: str) -> Fraction | None:
        return self.case.threshold(name)

    def key(self, fact: str) -> str | None:
        return self.case.key(fact)


def condition(text: str, book: Book, flow: str, name: str) -> Expression:
    """The condition that a text is; raises Invalid with every mistake, at its place in `name`."""
    source = Source(name, nfc(text))
    words = _words(book, book.flows[flow])
    facts = {fact: one.type for fact, one in book.vocabulary.facts.items()}
    scope = Scope({**words, **facts}, book.numbers, statuses=True)
    try:
        resolved = resolve(parse(source.text), scope, types.Boolean())
    except NotAnExpression as error:
        raise Invalid([source.at(error.problem, 0)]) from None
    if resolved.problems:
        raise Invalid([_finding(source, one, words) for one in resolved.problems])
    return resolved.tree


def _finding(source: Source, mistake: Mistake[Span], words: Mapping[str, Type]) -> Finding:
    if mistake.help is not None and mistake.help.startswith(DECLARED):
        own = ", ".join(one for one in words if not one.startswith(LABELS))
        mistake = replace(mistake, help=f"beside facts, such as `group.fact`, there are: {own}")
    return source.at(mistake, 0)


def fits(wanted: Expression, case: Case, decision: Decision) -> Kleene:
    """Whether a case is one of those that are wanted; None where that is not known."""
    facts = case.book.vocabulary.facts
    found = {name: value for name, value in _values(decision) if name not in facts}
    return truth(wanted, Outcome(case, found))


def _words(book: Book, flow: Flow) -> dict[str, Type]:
    """What can be named beside the facts; a fact of that name goes first."""
    found: dict[str, Type] = {VERDICT: types.Enumeration((*flow.verdicts, INCOMPLETE))}
    for name in flow.labels:
        kind = types.Enumeration(book.flows[name].verdicts)
        found |= {name: kind, f"{LABELS}{name}": kind}
    return found


def _values(decision: Decision) -> Iterator[tuple[str, Value | None]]:
    yield VERDICT, decision.verdict
    for name, label in decision.labels.items():
        row = label.row if label.row != NOT_KNOWN else None
        yield from ((name, row), (f"{LABELS}{name}", row))
