"""A fact file taken apart into facts in long form, to be merged with rows or exported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..case import json_text
from ..case.leaf import is_leaf
from ..diagnostics.source import Source
from ..rulebook.kinds.spelling import TODAY
from ..rulebook.model import Vocabulary
from .cells import Leaf
from .draft import Draft
from .program import Program


def data_of(program: Program) -> Mapping[str, Any] | None:
    """What its fact file holds, as plain data; None where that is no sound JSON object."""
    if not isinstance(program.facts, Source):
        return program.facts
    data, findings = json_text.parse(program.facts)
    return data if isinstance(data, Mapping) and not findings else None


def flat(data: Mapping[str, Any], vocabulary: Vocabulary) -> dict[str, Leaf] | None:
    """Facts by their names in long form; None where some name or group is not known."""
    found: dict[str, Leaf] = {}
    for group, facts in data.items():
        if group in ("$schema", TODAY):
            continue
        if not isinstance(facts, Mapping):
            return None
        for short, raw in facts.items():
            fact = vocabulary.facts.get(f"{group}.{short}")
            if fact is None:
                return None
            leaf = dict(raw) if is_leaf(raw, fact.type) else {"value": raw}
            told = {key: one for key, one in leaf.items() if one is not None}
            if told:
                found[fact.name] = told
    return found


def subject_of(program: Program, vocabulary: Vocabulary) -> str | None:
    """What a program calls itself; None where it has no name, or is not sound."""
    data = data_of(program)
    return subject_in(data, vocabulary) if data is not None else None


def subject_in(data: Mapping[str, Any], vocabulary: Vocabulary) -> str | None:
    """What a program calls itself in the data of a fact file."""
    facts = flat(data, vocabulary)
    name = (facts or {}).get(vocabulary.subject or "", {}).get("value")
    return " ".join(name.split()) if isinstance(name, str) else None


def draft_of(program: Program, key: str, vocabulary: Vocabulary) -> Draft:
    """A sound program as one of the sources that are merged."""
    data = data_of(program)
    assert data is not None
    facts = flat(data, vocabulary)
    assert facts is not None
    return Draft(key, facts, program.place, program.rows, today=data.get(TODAY))
