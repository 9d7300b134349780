"""What stands above a ranking of which most is not known: what its order is worth, what to add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..rulebook.model import INCOMPLETE, Fact, Flow
from . import phrases_ranking as words
from .ranking import Ranking

MOST_TELLING = 3
"""So many of the facts that would have to be known are named."""


def warnings(ranking: Ranking) -> Iterator[str]:
    """That most cases are undecided; and of each flow beside that ranks them, that it is not known
    of most, with a few facts that are not known of most of these."""
    every = len(ranking.found)
    undecided = sum(one.entry.decision.verdict == INCOMPLETE for one in ranking.found)
    if 2 * undecided > every:
        yield words.most_undecided(undecided, every, ranking.noun)
    for flow in ranking.order.labels():
        yield from _beside(flow, ranking)


def _beside(flow: Flow, ranking: Ranking) -> Iterator[str]:
    known = [one.entry.known.lacking for one in ranking.found]
    lacking = [one[flow.name] for one in known if flow.name in one]
    if 2 * len(lacking) <= len(known):
        return
    counts = Counter(name for one in lacking for name in one)
    most = [name for name, count in counts.items() if 2 * count > len(lacking)]
    facts = ranking.book.vocabulary.facts
    own = [name for name in most if _about_the_user(facts[name], ranking)]
    named = [*own, *(name for name in most if name not in own)][:MOST_TELLING]
    yield words.most_not_known(flow.title, (len(lacking), len(known)), named, ranking.noun)
    if {*named} & {*own}:
        yield words.ONCE_FOR_ALL


def _about_the_user(fact: Fact, ranking: Ranking) -> bool:
    """Whether only those are asked who give the ratings, so that it is the same for every case."""
    facts = ranking.book.vocabulary.facts.values()
    rating = {one for fact in facts if fact.weight is not None for one in fact.whom}
    return {*fact.whom} <= rating and bool(fact.whom)
