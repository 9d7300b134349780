"""Which question comes next: the one that weighs most, unless the topic is worth staying on.

A question weighs the chance that its answer settles the verdict by itself, and some of its
influence beside the most that any has: the first ends talks early, the second tells apart what
cannot settle anything alone (`benchmarks/questions.py` measures it). Among
the questions on the topic just talked about the best is taken if it weighs enough beside the
best of all: people talk better about one thing after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..case.case import Case
from ..case.questions import open_parts, to_ask
from ..compile.prospect import Prospect
from ..language.naming import group_of
from ..language.traverse import facts_in

STAYING = 0.15
"""The part of the best question's weight that one on the topic needs."""
INFLUENCE = 0.3
"""How much the greatest influence weighs beside certainty of settling."""

Rank = Callable[[Prospect, Sequence[str], str | None], list[str]]
"""From the questions that may matter and the topic just talked about: which to take first."""


def weights(prospect: Prospect, questions: Iterable[str]) -> dict[str, float]:
    """What each question weighs; nothing where there is no diagram to tell."""
    found = {name: prospect.influence(name) for name in questions}
    most = max(found.values(), default=0.0) or 1.0
    return {
        name: prospect.settling([name]) + INFLUENCE * influence / most
        for name, influence in found.items()
    }


def without_topics(prospect: Prospect, questions: Sequence[str], _: str | None) -> list[str]:
    """The weightiest question first; equal ones stay in order."""
    found = weights(prospect, questions)
    return sorted(questions, key=lambda name: -found[name])


def by_topic(prospect: Prospect, questions: Sequence[str], topic: str | None) -> list[str]:
    """The same, but those on the topic before all where the best of them weighs enough."""
    found = weights(prospect, questions)
    ranked = sorted(questions, key=lambda name: -found[name])
    staying = [name for name in ranked if group_of(name) == topic]
    if not staying or found[staying[0]] < STAYING * found[ranked[0]]:
        return ranked
    return [*staying, *(name for name in ranked if name not in staying)]


def in_document_order(_: Prospect, questions: Sequence[str], _topic: str | None) -> list[str]:
    """As the vocabulary has them."""
    return [*questions]


def next_question(
    prospect: Prospect,
    topic: str | None = None,
    allowed: Callable[[str], bool] = lambda name: True,
    rank: Rank = by_topic,
) -> str | None:
    """The first question of those allowed whose answer can change the verdict; None without any."""
    if len(prospect.verdicts) == 1:
        return None
    questions = [name for name in prospect.questions if allowed(name)]
    return next((one for one in rank(prospect, questions, topic) if prospect.matters(one)), None)


def about(case: Case, gate: str) -> frozenset[str]:
    """The questions whose answers the rules of a gate read."""
    rules = case.book.gates[gate].rules
    facts = {fact for rule in rules for fact in facts_in(rule.when)}
    return frozenset(to_ask(case, base) for fact in facts for base in open_parts(case, fact))
