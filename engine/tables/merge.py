"""What several sources say of one program, as one: what they differ on becomes testimony.

Nothing is overwritten. Values that are equal stand once, with all who say so; values that differ
stand under `said` of a record for each source, in the vocabulary's list of sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ..diagnostics.codes.tables import NOWHERE_TO_DIFFER
from ..diagnostics.findings import Finding
from ..language.calendar import day_of
from ..language.types import Records
from ..rulebook.kinds.cases import SAID, SAID_KEY
from ..rulebook.kinds.spelling import ON, WHO
from ..rulebook.model import Vocabulary
from .cells import Leaf
from .draft import Draft, grouped, joined

Sayings = list[tuple[Draft, Leaf]]


def merged(drafts: Sequence[Draft], vocabulary: Vocabulary) -> Draft:
    """One draft of several about one program."""
    first = drafts[0]
    if len(drafts) == 1:
        return first
    facts: dict[str, Leaf] = {}
    contested: dict[str, Sayings] = {}
    for name in dict.fromkeys(name for draft in drafts for name in draft.facts):
        said = [(draft, draft.facts[name]) for draft in drafts if name in draft.facts]
        fact = vocabulary.facts.get(name)
        if fact is not None and fact.testimony:
            facts[name] = _all_talks(said)
        elif (one := _agreed(said)) is not None:
            facts[name] = one
        else:
            contested[name] = said
    found = [one for draft in drafts for one in draft.found]
    heard = sources_of(vocabulary)
    if contested and heard is None:
        found += [_nowhere(name, said) for name, said in contested.items()]
    elif heard is not None and contested:
        facts[heard] = as_testimony(facts.get(heard), contested)
    origins = {name: place for draft in reversed(drafts) for name, place in draft.origins.items()}
    rows = sum(draft.rows for draft in drafts)
    today = next((one.today for one in drafts if one.today is not None), None)
    return replace(first, facts=facts, rows=rows, origins=origins, found=tuple(found), today=today)


def sources_of(vocabulary: Vocabulary) -> str | None:
    """The list in which a table can be named as one who said something: one of testimony that
    asks for no more than who and when."""
    for fact in vocabulary.facts.values():
        if fact.testimony and isinstance(fact.type, Records) and {*fact.type.fields} <= {WHO, ON}:
            return fact.name
    return None


def _agreed(said: Sayings) -> Leaf | None:
    """What all say; who does not know says nothing beside one who does. None where they differ."""
    telling = [one for one in said if one[1].get("status") != "unknown"] or said
    first = telling[0][1]
    if any(_core(leaf) != _core(first) for _draft, leaf in telling):
        return None
    found = {key: first[key] for key in ("value", "status") if key in first}
    days = [day for _draft, leaf in telling if (day := leaf.get("as_of"))]
    remarks = {
        "source": joined(leaf.get("source") for _draft, leaf in telling),
        "as_of": max(days, default=None),
        "note": joined(leaf.get("note") for _draft, leaf in telling),
    }
    return found | {key: one for key, one in remarks.items() if one is not None}


def _core(leaf: Leaf) -> tuple[Any, Any]:
    status = leaf.get("status")
    return leaf.get("value"), None if status == "known" else status


def _all_talks(said: Sayings) -> Leaf:
    """Records of who told what, each once: they cannot contradict each other."""
    records: list[Any] = []
    for _draft, leaf in said:
        records += [one for one in leaf.get("value") or [] if one not in records]
    return {**said[0][1], "value": records}


def as_testimony(before: Leaf | None, contested: dict[str, Sayings]) -> Leaf:
    """The list of sources, with a record for each that says something of what they differ on."""
    voices: dict[tuple[str, str | None], dict[str, Leaf]] = {}
    for name, said in contested.items():
        for draft, leaf in said:
            who, day = leaf.get("source") or draft.who, leaf.get("as_of") or draft.as_of
            voices.setdefault(_free(voices, who, day, name), {})[name] = _as_said(leaf)
    records = [*_records(before), *_voices(voices)]
    return {**(before or {}), "value": records}


def _free(
    voices: dict[tuple[str, str | None], dict[str, Leaf]], who: str, day: str | None, name: str
) -> tuple[str, str | None]:
    """Whose record it goes to: one who says two things at once gets a record for each."""
    called = who
    number = 2
    while name in voices.get((called, day), {}):
        called, number = f"{who} ({number})", number + 1
    return called, day


def _records(before: Leaf | None) -> list[Any]:
    return list(before.get("value") or []) if before is not None else []


def _voices(voices: dict[tuple[str, str | None], dict[str, Leaf]]) -> Iterator[dict[str, Any]]:
    for (who, day), facts in voices.items():
        on = {ON: day} if day is not None and day_of(day) is not None else {}
        yield {WHO: who, **on, SAID_KEY: grouped(facts)}


def _as_said(leaf: Leaf) -> Leaf:
    """A value as somebody said it; the rest of its long form stands in the record."""
    return {key: one for key, one in leaf.items() if key in SAID.names}


def _nowhere(name: str, said: Sayings) -> Finding:
    who = " and ".join(dict.fromkeys(f"`{draft.who}`" for draft, _leaf in said))
    message = f"{who} say different things of `{name}`, and the vocabulary lists no sources"
    return Finding(NOWHERE_TO_DIFFER, message, said[-1][0].origins.get(name, said[-1][0].place))
