"""On which of the contested facts a verdict hangs, and which way it falls for each.

The smallest partial choices: for each that leads to a verdict, no smaller part of it does (the
prime implicants of the verdict, over the values that were said). One solver answers all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod

from ..case.case import Case
from ..rulebook.model import INCOMPLETE
from ..solve.completions import Completions
from ..solve.logic import Term
from .branches import Branch, Fork

MOST_SHOWN = 16
"""So many branches are told; of more, only how many there are."""
MOST_TRIED = 3000
"""So many partial choices are looked at, smaller ones first."""

Pick = tuple[tuple[str, int], ...]
"""Some contested facts, each with the place of one of its choices."""


def fork(case: Case, completions: Completions) -> Fork:
    """The branches of a verdict that is not settled."""
    facts = [name for name in case.choices if completions.matters(name)]
    search = _Search(case, completions, facts)
    found = [*search.smallest()]
    if all(verdict == INCOMPLETE for _, verdict in found):
        return Fork()
    shown = tuple(_branch(case, *one) for one in found) if len(found) <= MOST_SHOWN else ()
    return Fork(shown, len(found), search.more)


def _branch(case: Case, pick: Pick, verdict: str) -> Branch:
    chosen = {name: case.choices[name].choices[place] for name, place in pick}
    return Branch(
        {name: one.value for name, one in chosen.items()},
        verdict,
        {name: one.who or one.records for name, one in chosen.items()},
    )


@dataclass
class _Search:
    """The smallest picks, by size and then in the order of the facts and of what was said."""

    case: Case
    completions: Completions
    facts: Sequence[str]
    more: bool = False
    verdicts: dict[Pick, tuple[str, ...]] = field(default_factory=dict)
    terms: dict[tuple[str, int], Term] = field(default_factory=dict)

    def smallest(self) -> Iterator[tuple[Pick, str]]:
        found: list[Pick] = []
        for pick in self._picks():
            if any(set(one) <= set(pick) for one in found):
                continue
            verdict = self._verdict(pick)
            if verdict is not None:
                found.append(pick)
                yield pick, verdict

    def _picks(self) -> Iterator[Pick]:
        tried = 0
        for size in range(1, len(self.facts) + 1):
            for facts in combinations(self.facts, size):
                for pick in self._picks_of(facts):
                    tried += 1
                    if tried > MOST_TRIED:
                        self.more = True
                        return
                    yield pick

    def _picks_of(self, facts: Sequence[str]) -> Iterator[Pick]:
        for places in product(*map(self._places, facts)):
            yield tuple(zip(facts, places, strict=True))

    def _places(self, fact: str) -> range:
        return range(len(self.case.choices[fact].choices))

    def _verdict(self, pick: Pick) -> str | None:
        """The verdict that a pick leads to; None where it leads to several or cannot be."""
        found = self._possible(pick)
        if len(found) == 1:
            return found[0]
        return INCOMPLETE if found and self._never_settled(pick) else None

    def _possible(self, pick: Pick) -> tuple[str, ...]:
        if pick not in self.verdicts:
            self.verdicts[pick] = self.completions.verdicts_where(*map(self._term, pick))
        return self.verdicts[pick]

    def _term(self, one: tuple[str, int]) -> Term:
        if one not in self.terms:
            name, place = one
            value = self.case.choices[name].choices[place].value
            self.terms[one] = self.completions.has(name, value)
        return self.terms[one]

    def _never_settled(self, pick: Pick) -> bool:
        """Whether no choice for the other facts settles the verdict, though some can be."""
        chosen = dict(pick)
        rest = [one for one in self.facts if one not in chosen]
        if prod(len(self._places(one)) for one in rest) > MOST_TRIED:
            return False
        whole = (
            self._possible(_in_order(self.facts, chosen | dict(zip(rest, places, strict=True))))
            for places in product(*map(self._places, rest))
        )
        return all(len(found) != 1 for found in whole)


def _in_order(facts: Sequence[str], chosen: Mapping[str, int]) -> Pick:
    return tuple((name, chosen[name]) for name in facts if name in chosen)
