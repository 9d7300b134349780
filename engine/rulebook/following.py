"""Which facts are behind others, through their derivations."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from ..language.traverse import depth, facts_in
from ..language.tree import Expression
from .model import Fact, Vocabulary

SHALLOW = 40
"""How deep expressions may stand inside each other, across facts, for a reading that goes through
them by calling itself."""


def behind(
    facts: Mapping[str, Fact],
    names: Iterable[str],
    read: Callable[[Expression], Iterable[str]] = facts_in,
    ends: Container[str] = (),
) -> tuple[str, ...]:
    """Some facts and all that they are derived from, each once, in the order of reading.

    Whatever is behind the `ends` is left out. Facts may meet again behind several others, so
    that there are many more ways through the derivations than facts.
    """
    found, waiting = dict[str, None](), [*names][::-1]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            derive = facts[name].derive
            if derive is not None and name not in ends:
                waiting += [*read(derive)][::-1]
    return tuple(found)


def sources_first(vocabulary: Vocabulary, name: str, met: Container[str]) -> tuple[str, ...]:
    """The derived facts that a fact follows from and that were not met yet, sources first.

    Whoever meets them in this order never goes deeper than one expression. None where that
    is not needed, because they are few.
    """
    found, waiting = set[str](), [name]
    while waiting:
        derive = vocabulary.facts[waiting.pop()].derive
        for one in facts_in(derive) if derive is not None else ():
            if one not in met and one not in found and vocabulary.facts[one].derive is not None:
                found.add(one)
                waiting.append(one)
    derivations = (vocabulary.facts[one].derive for one in found)
    if sum(1 + depth(one) for one in derivations if one is not None) <= SHALLOW:
        return ()
    return tuple(one for one in vocabulary.derived_in_order if one in found)
