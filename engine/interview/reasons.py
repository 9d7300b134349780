"""Why a question is put: the rules that wait for it, and what each answer leaves possible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..case.bases import followers
from ..case.case import Case
from ..compile.prospect import Prospects
from ..decide.agreeing import agreeing
from ..diagnostics.invalid import Invalid
from ..language import types
from ..language.interpret import truth
from ..language.traverse import facts_in
from ..present import phrases_asking as words
from .question import TRUTHS, Question

Supposing = Callable[[Any], Case | None]
"""The case with an answer to the question in it; None where that contradicts what is known."""


def lines(prospects: Prospects, case: Case, asked: Question, supposing: Supposing) -> Iterator[str]:
    """The rules first, then the answers, where there are some to choose from."""
    found = [*_rules(prospects, case, asked)]
    yield from found or [words.NOTHING_HANGS]
    values = () if isinstance(asked.fact.type, types.SetOf) else asked.choices
    for value in values:
        known = supposing(value == TRUTHS[0] if asked.choices is TRUTHS else value)
        verdicts = _verdicts(prospects, known)
        yield words.leads_to(value, verdicts) if verdicts else words.not_possible(value)


def _verdicts(prospects: Prospects, case: Case | None) -> tuple[str, ...]:
    """What an answer leaves possible; nothing where it contradicts what is known."""
    if case is None:
        return ()
    try:
        return agreeing(case, prospects.flow, prospects.of, briefly=True).verdicts
    except Invalid:
        return ()


def _rules(prospects: Prospects, case: Case, asked: Question) -> Iterator[str]:
    """Rules that are open yet and read the fact, what follows from it, or a sighting under it."""
    own = [asked.fact.name, *(one.name for one in asked.sightings)]
    read = {*own, *followers(case.book, *own)}
    for gate in prospects.flow.gates():
        for rule in case.book.gates[gate].rules:
            through = [fact for fact in facts_in(rule.when) if fact in read]
            if through and truth(rule.when, case) is None:
                beside = [one for one in through if one != asked.fact.name]
                yield words.rule_needs(gate, rule.id, rule.then, beside)
