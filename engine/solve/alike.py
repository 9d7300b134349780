"""Cases that are alike: their completions are the same terms, so what is found of one holds of all.

What is known of a case is folded into the terms: a number that a rule compares with a threshold
leaves nothing but which side it is on. The terms of all that is asked, written down node by node,
are therefore a signature of the case, and answers are kept by it. Of a table of programs many are
alike; to ask a solver is a hundred times as dear as to write a signature. Most of those have the
same outline even (`outline`), which is told without making terms, at a tenth of that again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from fractions import Fraction
from hashlib import blake2b
from typing import Any, Generic, NamedTuple, TypeVar

from ..case.case import Case
from ..concurrency import cached_property
from ..language.tree import Expression
from ..language.types import Records
from ..rulebook.model import Flow, Rule
from .completions import Completions
from .logic import Term
from .nodes import nodes_of
from .outline import Outline, outline

Answer = TypeVar("Answer")
Key = TypeVar("Key")
Kept = TypeVar("Kept")
Answers = dict[Hashable, Any]
"""By question, what was found."""

MOST_KEPT = 2_000
"""So many kinds of cases are remembered; of a few kilobytes each."""


class Found(NamedTuple):
    """Answers about a case: about all that have its outline, and about all that have its terms."""

    outlined: Answers
    alike: Answers


class Memory:
    """What was found of the cases that one flow met last. Threads may share it."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._outlined = _Last[Outline, Found](most)
        self._alike = _Last[bytes, Answers](most)

    def of(self, outline: Outline, signed: Callable[[], bytes]) -> Found:
        """The answers about cases of an outline, to be read and added to; only for one that was
        not met yet is the signature asked for."""
        return self._outlined.of(outline, lambda: Found({}, self._alike.of(signed(), dict)))


class _Last(Generic[Key, Kept]):
    """What is kept by a key, for as many keys as were met last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Kept] = OrderedDict()

    def of(self, key: Key, make: Callable[[], Kept]) -> Kept:
        found = self._kept.pop(key, None)
        found = self._kept.setdefault(key, make() if found is None else found)
        while len(self._kept) > self._most:
            try:
                self._kept.popitem(last=False)
            except KeyError:  # another thread was here first
                break
        return found


class AlikeCompletions(Completions):
    """All completions of one case; what was found already of one like it is not asked again.

    What voices said of a case is in no outline: contested cases are remembered by themselves.
    """

    def __init__(self, case: Case, flow: Flow, memory: Memory) -> None:
        super().__init__(case, flow)
        if case.contested:
            self._found = Found({}, {})
        else:
            self._found = memory.of(outline(case, flow), lambda: signature(self))

    def _once(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        return _kept(self._found.alike, question, ask)

    def consistent(self) -> bool:
        return self._once("consistent", super().consistent)

    @cached_property
    def verdicts(self) -> tuple[str, ...]:
        return self._once("verdicts", lambda: Completions.verdicts.compute(self))

    def reaches(self, node: str) -> bool:
        return self._once(("reaches", node), lambda: Completions.reaches(self, node))

    def thens(self, gate: str) -> frozenset[str]:
        return self._once(("thens", gate), lambda: Completions.thens(self, gate))

    def first_certain(self, gate: str) -> Rule | None:
        return self._once(("certain", gate), lambda: Completions.first_certain(self, gate))

    def may_decide(self, gate: str, rule: Rule) -> bool:
        question = ("may decide", gate, rule.id)
        return self._once(question, lambda: Completions.may_decide(self, gate, rule))

    def decides_alone(self, gate: str, rule: Rule) -> bool:
        question = ("decides alone", gate, rule.id)
        return self._once(question, lambda: Completions.decides_alone(self, gate, rule))

    def certain(self, condition: Expression) -> bool:
        """As of any completions; a condition of the flow need not be in the terms of rules."""
        return _kept(
            self._found.outlined, id(condition), lambda: Completions.certain(self, condition)
        )

    def matters(self, base: str) -> bool:
        return self._once(("matters", base), lambda: Completions.matters(self, base))

    def open_fields(self, source: str) -> tuple[tuple[int, str], ...]:
        return self._once(("fields", source), lambda: Completions.open_fields(self, source))

    def bounds(self, fact: str) -> tuple[Fraction, Fraction] | None:
        return self._once(("bounds", fact), lambda: Completions.bounds(self, fact))


def _kept(answers: Answers, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    found = answers.get(question, answers)
    if found is answers:
        found = answers[question] = ask()
    answer: Answer = found
    return answer


def signature(completions: Completions) -> bytes:
    """All that answers about completions rest on, in 32 bytes.

    The terms, and which facts are known: who is to be asked for a variable hangs on that.
    """
    digest = blake2b("\n".join(_spelt(completions.case)).encode(), digest_size=32)
    digest.update(repr(sorted(completions.variables)).encode())
    digest.update(written_down(completions.terms))
    return digest.digest()


def written_down(terms: Sequence[Term]) -> bytes:
    """The same for the same terms, node by node, in 32 bytes."""
    digest, places = blake2b(digest_size=32), dict[Term, int]()
    for node in nodes_of(terms):
        parts = [places[part] for part in node.parts]
        places[node] = len(places)
        told = (node.form.name, node.kind.name, node.constant, node.name, node.limit, parts)
        digest.update(repr(told).encode())
    digest.update(repr([places[term] for term in terms]).encode())
    return digest.digest()


def _spelt(case: Case) -> Iterator[str]:
    """Which facts are known, and of lists the fields that some record lacks."""
    for name in sorted(case.values):
        value = case.values[name]
        lacking: set[str] = set()
        if isinstance(value, tuple):
            kind = case.book.vocabulary.facts[name].type
            assert isinstance(kind, Records)
            lacking = {field for field in kind.fields for record in value if field not in record}
        yield repr((name, sorted(lacking)))
