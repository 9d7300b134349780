"""What the page's reader says of cases beside what evaluation says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Difference:
    """A case that the two decide differently, and in what."""

    facts: Facts
    parts: tuple[str, ...]
    partly: bool

    @property
    def allowed(self) -> bool:
        """Whether it is one that the page may have: lists that lack fields, left open."""
        return self.partly and "settled" not in self.parts


def differences(
    rulebook: Rulebook, cases: Sequence[Facts], folder: Path, counted: Counter[str]
) -> Iterator[Difference]:
    """Where the reader says something else; `counted` are the cases by how they came out."""
    prospects = Prospects(rulebook.book, rulebook.book.flows[rulebook.flow])
    for facts, told in zip(
        cases, decided(rulebook.book, rulebook.flow, cases, folder), strict=True
    ):
        case = read_mapping(facts, rulebook.book)
        partly = lacks_fields(case)
        parts = (*_parts(rulebook, prospects, facts, case, told),)
        counted["agree" if not parts else "partly filled lists" if partly else "differ"] += 1
        if parts:
            yield Difference(facts, parts, partly)


def _parts(
    rulebook: Rulebook, prospects: Prospects, facts: Facts, case: Case, told: dict[str, Any]
) -> Iterator[str]:
    found = told["decision"]
    try:
        expected = rulebook.evaluate(facts).to_dict()
    except Invalid:
        if "mistakes" not in found:
            yield "refused"
        return
    if "mistakes" in found:
        yield "only the page refuses"
        return
    for part in ("verdict", "decided_at", "rule"):
        if expected[part] != found[part]:
            yield part
    if [*expected["possible"]] != found["possible"]:
        yield "possible"
    if [_station(one) for one in expected["path"]] != [_station(one) for one in found["path"]]:
        yield "path"
    if [one["fact"] for one in expected["missing"]] != found["missing"]:
        yield "missing"
    asked = case.told.asked
    if next_question(prospects.of(case), None, lambda name: name not in asked) != told["next"]:
        yield "next"
    if not {*expected["possible"]} <= {*found["possible"]}:
        yield "settled"
    if expected["verdict"] == INCOMPLETE != found["verdict"]:
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
