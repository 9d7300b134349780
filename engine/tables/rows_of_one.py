"""The rows of one program: they differ, or are records of one list, or one of them is too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..diagnostics.codes.tables import ROWS_DIFFER, SAME_KEY
from ..diagnostics.findings import Finding
from ..diagnostics.place import Place
from ..language.types import Records
from ..rulebook.model import Fact
from .cells import Leaf
from .draft import Draft, joined

Placed = tuple[dict[str, Any], Place]


def listed(placed: list[Placed], fact: Fact, origins: dict[str, Place]) -> list[dict[str, Any]]:
    """Records by their key, fields in the order of the vocabulary; `origins` is told of each."""
    assert isinstance(fact.type, Records)
    names, key = {name: n for n, name in enumerate(fact.type.fields)}, fact.type.key
    ordered = sorted(placed, key=lambda one: _rank(one[0].get(key))) if key else placed
    for number, (_record, place) in enumerate(ordered):
        origins[f"{fact.name}[{number}]"] = place
    return [dict(sorted(one.items(), key=lambda pair: names[pair[0]])) for one, _place in ordered]


def _rank(value: Any) -> tuple[bool, Any]:
    comparable = isinstance(value, int) and not isinstance(value, bool)
    return not comparable, value if comparable else 0


def unlike(each: Iterable[Draft]) -> Iterator[Draft]:
    """Each row a program: a second one of the same key names both rows."""
    rows: dict[str, int] = {}
    for draft in each:
        first = rows.setdefault(draft.key, draft.place.line)
        if first == draft.place.line:
            yield draft
            continue
        message = f"rows {first} and {draft.place.line} are both called `{draft.key}`"
        help_ = "if they are two programs, name more columns under `key` of a mapping"
        found = Finding(SAME_KEY, message, draft.place, help_)
        yield replace(draft, found=(*draft.found, found))


def together(each: Iterable[Draft], fact: Fact) -> Iterator[Draft]:
    """The rows of each program as one draft, in the order of their first rows."""
    groups: dict[str, list[Draft]] = {}
    for draft in each:
        groups.setdefault(draft.key, []).append(draft)
    return (_one(group, fact) for group in groups.values())


def _one(group: list[Draft], fact: Fact) -> Draft:
    facts: dict[str, Leaf] = {}
    origins: dict[str, Place] = {}
    found = [one for draft in group for one in draft.found]
    leaves = [draft.facts[fact.name] for draft in group if fact.name in draft.facts]
    for draft in group:
        for name, leaf in draft.facts.items():
            before = facts.setdefault(name, leaf)
            if name != fact.name and before != leaf:
                message = f"`{name}` is not what row {group[0].place.line} says of `{draft.key}`"
                found.append(Finding(ROWS_DIFFER, message, draft.origins.get(name, draft.place)))
        origins = {**draft.origins, **origins}
    if leaves:
        placed = [
            (record, draft.origins.get(f"{fact.name}[{number}]", draft.place))
            for draft in group
            for number, record in enumerate(draft.facts.get(fact.name, {}).get("value", ()))
        ]
        note = joined(leaf.get("note") for leaf in leaves)
        facts[fact.name] = {**leaves[0], "value": listed(placed, fact, origins)}
        facts[fact.name] |= {"note": note} if note else {}
    rows = sum(draft.rows for draft in group)
    return replace(group[0], facts=facts, origins=origins, rows=rows, found=tuple(found))
