"""Cores are what they are called, whatever an oracle leaves undecided."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.solve.cores import LARGEST, Cores

NAMES = "abcdef"
SETS = st.sets(st.sampled_from(NAMES)).map(frozenset)


class Told:
    """An oracle to which some sets are known to be impossible; of some it says nothing."""

    def __init__(self, impossible: set[frozenset[str]], silent: set[frozenset[str]]) -> None:
        self.impossible, self.silent = impossible, silent
        self.last: frozenset[str] = frozenset()

    def refutes(self, names: Iterable[str]) -> bool:
        return any(one <= frozenset(names) for one in self.impossible)

    def ask(self, *names: str) -> bool | None:
        self.last = frozenset(names)
        return None if self.last in self.silent else not self.refutes(names)

    def blamed(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self.last]


def cores(told: Told, tries: int = 1000) -> Cores:
    oracle: Any = told
    terms: Any = {name: name for name in NAMES}
    return Cores(oracle, terms, tries=tries)


def subsets(names: Iterable[str]) -> Iterable[tuple[str, ...]]:
    every = list(names)
    return chain.from_iterable(combinations(every, size) for size in range(len(every) + 1))


@given(st.sets(SETS, min_size=1), st.sets(SETS, max_size=6), st.integers(0, 60))
def test_the_smallest_is_the_smallest_or_not_told(
    impossible: set[frozenset[str]], silent: set[frozenset[str]], tries: int
) -> None:
    told = Told(impossible, silent)
    found = cores(told, tries).smallest()
    first = next(one for one in subsets(NAMES) if told.refutes(one))
    assert found in (None, first)
    if not silent and len(first) <= LARGEST:
        assert cores(told).smallest() == first


@given(st.sets(SETS, min_size=1), st.sets(SETS, max_size=6))
def test_a_minimal_core_is_refuted_and_none_of_it_can_be_left_out(
    impossible: set[frozenset[str]], silent: set[frozenset[str]]
) -> None:
    """Of what is left undecided nothing is left out wrongly; where all is decided, none is over."""
    told = Told(impossible, silent)
    found = cores(told).minimal()
    assert told.refutes(found)
    if not silent:
        assert not any(told.refutes({*found} - {name}) for name in found)
