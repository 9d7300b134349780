"""What can be written where the caret stands: facts, values, thresholds, outcomes, nodes.

It looks at the line before the caret and at the last good rulebook, so it works in a text that is
broken just now.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..language import types
from ..language.naming import group_of
from ..rulebook.model import OPEN, Book

MOST, LONGEST = 40, 400
PARTIAL = re.compile(r"[\w.]*\Z")
BESIDE = re.compile(
    r"([\w]+(?:\.\w+)+)\s*(?:!?=\s*|(?:not\s+)?in\s*\[[^\]]*|has\s+any\s+of\s*\[[^\]]*)\Z"
)
"""A fact and what compares it, up to the value that is being written."""
KEY = re.compile(r"(?:^|[\s{,])(\w+):\s*[^:,{]*\Z")
"""The key whose value is being written."""
GATE = re.compile(r"^gate:\s*(\w+)", re.MULTILINE)
NODE = re.compile(r"\bid:\s*([\w-]+)")
TO = re.compile(r"\bto:\s*(?:\{[^}]*:\s*)?\Z|^\s+\w+:\s*\Z")
COMMENT = re.compile(r"(^|\s)#")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that fits, and what it is."""

    word: str
    about: str

    def to_dict(self) -> dict[str, str]:
        return {"word": self.word, "about": self.about}


@dataclass(frozen=True, slots=True)
class Completion:
    """What fits in place of the `partial` word that stands before the caret."""

    partial: str
    choices: tuple[Proposal, ...]


def complete(name: str, text: str, before: str, book: Book) -> Completion:
    """What fits behind the text `before` the caret; `name` says what kind of file it is."""
    line = before.rpartition("\n")[2][-LONGEST:]
    found = PARTIAL.search(line)
    partial = found[0] if found is not None else ""
    line = line.removesuffix(partial)
    if COMMENT.search(line):
        return Completion(partial, ())
    fitting = _flow_words(text, line) if name.startswith("flows/") else _words(text, line, book)
    return Completion(partial, tuple(_fitting(fitting, partial))[:MOST])


def _fitting(choices: Iterable[Proposal], partial: str) -> Iterator[Proposal]:
    """Those that begin so first, then those in which a part does."""
    wanted = partial.casefold()
    every = [one for one in choices if one.word != partial]
    begin = [one for one in every if one.word.casefold().startswith(wanted)]
    yield from begin
    yield from (one for one in every if one not in begin and wanted in one.word.casefold())


def _words(text: str, before: str, book: Book) -> Iterator[Proposal]:
    """In a file of rules, or of tests."""
    if beside := BESIDE.search(before):
        fact = book.vocabulary.facts.get(beside[1])
        values = list(_values(beside[1], book)) if fact is not None else []
        if values:
            yield from values
            return
    key = KEY.search(before)
    match key[1] if key is not None else "":
        case "then":
            yield from _outcomes(text, book)
        case "source":
            yield from (Proposal(one, about) for one, about in book.vocabulary.sources.items())
        case "signal":
            signals = book.board.signals if book.board is not None else {}
            yield from (Proposal(one, about) for one, about in signals.items())
        case "verdict":
            flows = book.flows.values()
            every = dict.fromkeys(verdict for flow in flows for verdict in flow.verdicts)
            yield from (Proposal(one, "") for one in every)
        case _:
            yield from _facts(book)
            yield from _thresholds(book)


def _facts(book: Book) -> Iterator[Proposal]:
    for name, fact in book.vocabulary.facts.items():
        yield Proposal(name, f"{types.describe(fact.type)}: {fact.ask or group_of(name)}")


def _thresholds(book: Book) -> Iterator[Proposal]:
    for name, threshold in book.thresholds.items():
        told = f"{threshold.value} {threshold.unit or ''}".strip()
        yield Proposal(name, told)


def _values(fact: str, book: Book) -> Iterator[Proposal]:
    known = book.vocabulary.facts[fact]
    if isinstance(known.type, types.Enumeration | types.SetOf):
        yield from (Proposal(one, known.means.get(one, "")) for one in known.type.values)


def _outcomes(text: str, book: Book) -> Iterator[Proposal]:
    """The outcomes that flows have for the gate of this file."""
    gate = GATE.search(text)
    flows = [flow for flow in book.flows.values() if gate is not None and gate[1] in flow.nodes]
    found = (outcome for flow in flows if gate for outcome in flow.outcomes(gate[1]))
    yield from (Proposal(one, "") for one in (*dict.fromkeys(found), OPEN))


def _flow_words(text: str, before: str) -> Iterator[Proposal]:
    """In a flow: the nodes of it, where an edge leads."""
    if TO.search(before) or KEY.search(before):
        yield from (Proposal(one, "") for one in dict.fromkeys(NODE.findall(text)))
