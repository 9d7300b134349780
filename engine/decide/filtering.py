"""Which of many decided cases to look at: a condition in the language of the rules.

Beside the facts it may name the verdict and, with `labels.` before them or alone, the flows beside
the main one. What is not known has the third truth value of rules, and is left to who asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from ..case.case import Case
from ..diagnostics.codes.conditions import UNKNOWN_THRESHOLD, UNKNOWN_VALUE
from ..diagnostics.findings import Finding, Mistake
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Span
from ..diagnostics.source import Source
from ..language import types
from ..language.explain import deciding_atoms
from ..language.interpret import Kleene, truth
from ..language.parse import NotAnExpression, parse
from ..language.resolve import Scope, resolve
from ..language.traverse import facts_in
from ..language.tree import Expression
from ..language.types import Type
from ..language.values import Value, nfc
from ..rulebook.model import INCOMPLETE, NOT_KNOWN, Book, Flow
from .agreed import whichever
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
        problems = resolved.problems
    except NotAnExpression as error:
        resolved, problems = None, (error.problem,)
    if resolved is not None and not problems:
        return resolved.tree
    misspelt = _misspelt(source.text, scope.facts)
    told = (misspelt,) if misspelt is not None else problems
    raise Invalid([_finding(source, one, words, book) for one in told])


def _finding(
    source: Source, mistake: Mistake[Span], words: Mapping[str, Type], book: Book
) -> Finding:
    """The mistake as it is told of a condition that is in no file, and can declare nothing."""
    if mistake.help is not None and mistake.help.startswith(DECLARED):
        own = ", ".join(one for one in words if not one.startswith(LABELS))
        mistake = replace(mistake, help=f"beside facts, such as `group.fact`, there are: {own}")
    titled = _titled(source.text[mistake.at.start : mistake.at.end], book)
    if mistake.entry is UNKNOWN_VALUE and titled is not None:
        mistake = replace(mistake, help=f"did you mean `{titled}`?")
    if mistake.entry is UNKNOWN_THRESHOLD:
        mistake = replace(mistake, message=mistake.message.replace("threshold", "name", 1))
    return source.at(mistake, 0)


def _titled(quoted: str, book: Book) -> str | None:
    """The value of a flow whose title stands in quotes, as rankings print it."""
    nodes = (node for flow in book.flows.values() for node in flow.nodes.values())
    titles = {node.title.casefold(): node.verdict for node in nodes if node.verdict is not None}
    return titles.get(quoted.strip('"').casefold())


def _misspelt(text: str, facts: Mapping[str, Type]) -> Mistake[Span] | None:
    """A value of several words that is written, not in quotes, with spaces or hyphens in it."""
    bare = re.sub(r'"[^"]*"', lambda quoted: " " * len(quoted[0]), text)
    kinds = (one for one in facts.values() if isinstance(one, types.Enumeration | types.SetOf))
    values = {value for kind in kinds for value in kind.values if "_" in value}
    for value in sorted(values, key=lambda one: (-len(one), one)):
        spelt = r"[ -]+".join(map(re.escape, value.split("_")))
        found = re.search(rf"(?<![\w-]){spelt}(?![\w-])", bare, re.IGNORECASE)
        if found is not None:
            message = f"`{found[0]}` is not one of its values"
            return Mistake(UNKNOWN_VALUE, message, Span(*found.span()), f"did you mean `{value}`?")
    return None


def fits(wanted: Expression, case: Case, decision: Decision) -> Kleene:
    """Whether a case is one of those that are wanted, whichever of the voices that differ is
    right; None where that is not known."""
    facts = case.book.vocabulary.facts
    found = {name: value for name, value in _values(decision) if name not in facts}
    told = truth(wanted, Outcome(case, found))
    if told is None and case.choices:
        return whichever(wanted, case, lambda one: Outcome(one, found))
    return told


def unknown(wanted: Expression, case: Case, decision: Decision) -> tuple[str, ...]:
    """What would have to be known to tell whether a case fits: facts, and flows beside."""
    facts = case.book.vocabulary.facts
    found = {name: value for name, value in _values(decision) if name not in facts}
    outcome = Outcome(case, found)
    names = (name for atom in deciding_atoms(wanted, outcome) for name in facts_in(atom))
    return tuple(dict.fromkeys(name for name in names if outcome.value(name) is None))


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
