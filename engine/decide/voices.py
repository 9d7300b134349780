"""What a verdict owes to each voice, and which of them would have to be wrong for it to fall.

To take a voice away opens what it said and uncovers what it overruled, so more of them taken away
may restore a verdict: coalitions are tried one by one, by size and then by name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from ..case.case import Case, Told
from ..case.conclude import by_fact, conclude
from ..case.testimony.combine import combine
from ..case.testimony.statement import Contested, Statement, without
from ..case.values import Reader
from ..language.traverse import asked_about, descend, facts_in
from ..rulebook.following import behind
from ..rulebook.model import Book

ALL_TRIED = 12
"""Of so many voices every coalition is tried."""
LARGEST_TRIED = 3
"""Of more, those up to this size."""
MOST_TRIED = 30_000
"""So many coalitions of many voices are looked at,"""
MOST_ASKED = 100
"""and so many verdicts asked for; what is left of facts without most of them is the same."""

Verdict = Callable[[Case], str]
StandsUnless = tuple[str, ...] | str | None
"""A coalition, or what its size is at least; None where there is none."""


def voices(case: Case) -> tuple[str, ...]:
    """Everybody who said something, by name; an origin that several repeat is one of them."""
    told = case.told
    origins = {one.origin for one in told.statements if one.origin in told.shared}
    spoke = {one.who for one in told.statements}
    return tuple(sorted(spoke | {one for one in origins if one is not None}))


def silenced(case: Case, coalition: Collection[str]) -> Case:
    """The case, had these voices not known what they told."""
    told = case.told
    left = without(told.statements, coalition, told.shared)
    return _again(case.book, told, left)


def _again(book: Book, told: Told, statements: Iterable[Statement]) -> Case:
    return conclude(book, replace(told, statements=tuple(statements), impossible={}), Reader())


def at_least(size: int) -> str:
    """What is told where all coalitions smaller than `size` were tried, and none found."""
    return f"at least {size}"


class Voices:
    """What a verdict owes to each voice of a case; `verdict` says what a case comes to.

    Verdicts without coalitions that leave the same of every fact are asked for once.
    """

    def __init__(self, case: Case, verdict: Verdict) -> None:
        self._case = case
        self._ask = verdict
        self._all = voices(case)
        self._said = by_fact(case.told.statements)
        self._voices = {name: {*_speakers(said)} for name, said in self._said.items()}
        self._parts: dict[tuple[str, frozenset[str]], str] = {}
        self._verdicts: dict[tuple[str, ...], str] = {}

    def carried(self) -> dict[str, str]:
        """By voice, what the verdict would be without it."""
        return {who: self._without({who}) for who in self._all}

    def stands_unless(self, held: str) -> StandsUnless:
        """The smallest coalition without which the verdict is another than the one `held`."""
        telling = [who for who in self._all if _tells(self._case, who)]
        if not telling or _stands_without_any(self._case, held, self._ask):
            return None
        if len(telling) > ALL_TRIED:
            return self._among_many(telling, held)
        for size in range(1, len(telling) + 1):
            for coalition in combinations(telling, size):
                if self._without(coalition) != held:
                    return coalition
        return None

    def _among_many(self, telling: Sequence[str], held: str) -> StandsUnless:
        """Only those who can change what is left of a fact, with two others, are tried."""
        turning = {who for one in self._said.values() for who in _turning(self._case, one)}
        trying, tried = [who for who in telling if who in turning], 0
        for size in range(1, LARGEST_TRIED + 1):
            for coalition in combinations(trying, size):
                tried += 1
                if tried > MOST_TRIED or len(self._verdicts) > MOST_ASKED + len(self._all):
                    return at_least(size)
                if self._without(coalition) != held:
                    return coalition
        return at_least(LARGEST_TRIED + 1)

    def _without(self, coalition: Collection[str]) -> str:
        key = tuple(self._left(name, coalition) for name in self._said)
        if key not in self._verdicts:
            self._verdicts[key] = self._ask(silenced(self._case, coalition))
        return self._verdicts[key]

    def _left(self, name: str, coalition: Collection[str]) -> str:
        """What is left of a fact, as a text that is the same where the rest is."""
        gone = frozenset(self._voices[name].intersection(coalition))
        if (name, gone) not in self._parts:
            shared = self._case.told.shared
            left = without(self._said[name], gone, shared)
            found = combine(self._case.book.vocabulary.facts[name], left, shared)
            contested = Contested(name, found.choices)
            choices = contested.ends or sorted(repr(one.value) for one in found.choices)
            self._parts[name, gone] = repr((found.value, choices, found.digits))
        return self._parts[name, gone]


def _turning(case: Case, said: Sequence[Statement]) -> set[str]:
    """Who can change what is left of a fact together with two others at most.

    Nobody, where each thing that was said of it is said by more people than that.
    """
    who: dict[str, set[str]] = {}
    for one in said:
        who.setdefault(repr((one.value, one.firsthand, one.digits)), set()).add(one.who)
    alone = all(one.origin not in case.told.shared and not _retold(one, said) for one in said)
    if alone and all(len(people) > LARGEST_TRIED for people in who.values()):
        return set()
    return {*_speakers(said)}


def _retold(one: Statement, said: Sequence[Statement]) -> bool:
    """Whether the same person told of the same fact in another talk."""
    return any(other.who == one.who and other is not one for other in said)


def _speakers(said: Iterable[Statement]) -> Iterator[str]:
    for one in said:
        yield one.who
        if one.origin is not None:
            yield one.origin


def _tells(case: Case, who: str) -> bool:
    """Whether a voice gave any value that counts or could come to count."""
    return any(one.known and who in (one.who, one.origin) for one in case.told.statements)


def _stands_without_any(case: Case, held: str, verdict: Verdict) -> bool:
    """Whether the verdict stands with all that was said left open: then no coalition can shake it.

    That proves nothing where something follows from a fact's being known at all.
    """
    told = case.told
    if {one.fact for one in told.statements} & set(_asked_about(case.book)):
        return False
    everything = [one.withdrawn() if one.known else one for one in told.statements]
    return verdict(_again(case.book, told, everything)) == held


def _asked_about(book: Book) -> Iterator[str]:
    """The facts of which derivations and constraints ask whether they are known, and their
    sources."""
    derived = [fact.derive for fact in book.vocabulary.facts.values() if fact.derive is not None]
    for tree in (*derived, *(one.never for one in book.vocabulary.constraints)):
        for node in descend(tree):
            asked = asked_about(node)
            if asked is not None:
                yield from behind(book.vocabulary.facts, facts_in(asked))
