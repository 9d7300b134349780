"""What the page's reader says of cases beside what evaluation says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.case.case import Case
from engine.case.intake import read_mapping
from engine.compile.prospect import Prospects
from engine.diagnostics.invalid import Invalid
from engine.facade import Rulebook
from engine.interview.choice import next_question
from engine.language.traverse import sources
from engine.rulebook.model import INCOMPLETE
from tests.web.under_node import decided

Facts = Mapping[str, Any]
PARTS = ("verdict", "decided_at", "rule", "possible", "path", "missing")


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that the two decide differently, and in what."""

    facts: Facts
    parts: tuple[str, ...]
    partly: bool

    @property
    def allowed(self) -> bool:
        """Whether it is one that the page may have: lists that lack fields, left open."""
        return self.partly and not {"settled", "only the page refuses", "unsaid"} & {*self.parts}


@dataclass(frozen=True, slots=True)
class Answer:
    """What evaluation says of a case, and the question that `ask` has next."""

    decision: Mapping[str, Any] | None
    next: str | None


class Answers:
    """Says what evaluation says."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self._prospects = Prospects(rulebook.book, rulebook.book.flows[rulebook.flow])

    def of(self, facts: Facts) -> Answer:
        """No decision where facts are refused."""
        try:
            found = self.rulebook.evaluate(facts).to_dict()
        except Invalid:
            return Answer(None, None)
        told = {part: found[part] for part in ("verdict", "decided_at", "rule")}
        told["possible"] = [*found["possible"]]
        told["path"] = [_station(one) for one in found["path"]]
        told["missing"] = [one["fact"] for one in found["missing"]]
        case = read_mapping(facts, self.rulebook.book)
        asked, prospect = case.told.asked, self._prospects.of(case)
        return Answer(told, next_question(prospect, None, lambda name: name not in asked))


def differences(
    rulebook: Rulebook,
    cases: Sequence[Facts],
    folder: Path,
    counted: Counter[str],
    answer: Callable[[Facts], Answer | None],
) -> Iterator[Difference]:
    """Where the reader says something else; `counted` are the cases by how they came out.

    `answer` is what evaluation says, None where it takes too long.
    """
    found = decided(rulebook.book, rulebook.flow, cases, folder)
    for facts, told in zip(cases, found, strict=True):
        expected = answer(facts)
        if expected is None:
            counted["evaluation took too long"] += 1
            continue
        partly = lacks_fields(read_mapping(facts, rulebook.book))
        parts = (*_parts(expected, told),)
        counted["agree" if not parts else "partly filled lists" if partly else "differ"] += 1
        if parts:
            yield Difference(facts, parts, partly)


def _parts(expected: Answer, told: Mapping[str, Any]) -> Iterator[str]:
    found, decision = told["decision"], expected.decision
    if decision is None:
        if "mistakes" not in found:
            yield "unsaid" if found["checked"] else "refused"
        return
    if "mistakes" in found:
        yield "only the page refuses"
        return
    here = found | {"path": [_station(one) for one in found["path"]]}
    yield from (part for part in PARTS if decision[part] != here[part])
    if expected.next != told["next"]:
        yield "next"
    more = not {*decision["possible"]} <= {*found["possible"]}
    if more or decision["verdict"] == INCOMPLETE != found["verdict"]:
        yield "settled"


def _station(told: Mapping[str, Any]) -> tuple[Any, ...]:
    return told["node"], told.get("outcome"), told.get("rule")


def lacks_fields(case: Case) -> bool:
    """Whether a list that is there leaves open what is derived from it."""
    facts = case.book.vocabulary.facts
    derived = ((name, facts[name].derive) for name in case.book.vocabulary.derived_in_order)
    return any(
        case.value(name) is None and isinstance(case.value(source), tuple)
        for name, tree in derived
        if tree is not None
        for source in sources(tree)
    )


def spelled(found: Sequence[Difference]) -> str:
    """Some of the differences, to be looked at."""
    return "\n".join(f"{one.parts}: {json.dumps(one.facts)}" for one in found[:3])
