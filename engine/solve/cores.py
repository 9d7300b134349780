"""Which of several conditions rule each other out: unsatisfiable cores, minimal and smallest.

Minimal: by deletion, each condition is left out in turn, and stays out where the others still
cannot hold together (Marques-Silva, "Minimal Unsatisfiability", 2010). Smallest: by implicit
hitting sets (Ignatiev et al., "Smallest MUS Extraction with Minimal Hitting Set Dualization",
2015). A set cannot hold together only if it shares a condition with each set whose removal leaves
the others possible. So the smallest set that shares one with all of those met so far is asked
about; either it is the answer, or it leads to one more such set.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from .logic import Term
from .oracle import Oracle

LARGEST = 4
"""Smallest sets are searched for up to this size."""


class Cores:
    """Cores among `terms`, by their names here, while all of `given` hold.

    `tries` is how many questions the search for a smallest core may take.
    """

    def __init__(
        self, oracle: Oracle, terms: Mapping[str, Term], given: Iterable[Term] = (), tries: int = 0
    ) -> None:
        self._oracle = oracle
        self._terms = terms
        self._given = tuple(given)
        self._left = tries

    def refuted(self, names: Iterable[str]) -> bool:
        """Whether these certainly cannot hold together."""
        return self._ask(names) is False

    def minimal(self, names: Iterable[str] | None = None) -> list[str]:
        """Of names that are refuted together, a set of which none can be left out; of what
        cannot hold anyway, none.

        Where leaving one out is not decided, it stays.
        """
        kept = [*(self._terms if names is None else names)]
        for name in tuple(kept):
            if name in kept and self.refuted(one for one in kept if one != name):
                others = {one: self._terms[one] for one in kept if one != name}
                kept = self._oracle.blamed(others)
        return kept

    def smallest(self) -> tuple[str, ...] | None:
        """The first of the smallest sets that are refuted, in the order of `terms`.

        None where it is not found with the tries allowed, or has more than a few members, or
        where a question was not decided: then a smaller set may have been passed over.
        """
        corrections: list[frozenset[str]] = []
        while self._left >= 0:
            chosen = self._hitting(corrections)
            answer = self._ask(chosen) if chosen is not None else None
            if answer is not True or chosen is None:
                return chosen if answer is False else None
            correction = self._correction(chosen)
            if correction is None:
                return None
            corrections.append(correction)
        return None

    def _ask(self, names: Iterable[str]) -> bool | None:
        self._left -= 1
        return self._oracle.ask(*self._given, *(self._terms[name] for name in names))

    def _hitting(self, corrections: Sequence[frozenset[str]]) -> tuple[str, ...] | None:
        """The first of the smallest sets that share a name with each of those."""
        among = frozenset[str]().union(*corrections)
        candidates = [name for name in self._terms if name in among]
        sets = (one for size in range(LARGEST + 1) for one in combinations(candidates, size))
        return next((one for one in sets if all(map({*one}.intersection, corrections))), None)

    def _correction(self, possible: Sequence[str]) -> frozenset[str] | None:
        """What is left when as many as can hold are held beside those that can."""
        kept = [*possible]
        for name in self._terms:
            if name not in kept:
                answer = self._ask([*kept, name])
                if answer is None:
                    return None
                if answer:
                    kept.append(name)
        return frozenset(self._terms) - {*kept}
