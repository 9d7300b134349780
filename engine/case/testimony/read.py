"""Reading what people said: groups of facts under `said` in the records of a testimony list."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from ...diagnostics.codes.facts import NOT_AN_OBJECT, SAID_OF_ITSELF, WRONG_TYPE
from ...diagnostics.place import Path
from ...language.types import Records
from ...language.values import Record, Value, decimals, nfc
from ...rulebook.kinds.cases import SAID, SAID_KEY
from ...rulebook.kinds.spelling import ON, PRIVATE, WHO
from ...rulebook.model import Fact, Vocabulary
from ..leaf import Leaf, is_leaf, leaf
from ..names import named
from ..values import Reader, explain, quoted
from .statement import Statement


def take_said(raw: Any) -> tuple[Any, Mapping[int, Any]]:
    """The records of a list without what was said in them, and that by their place."""
    if not isinstance(raw, list | tuple):
        return raw, {}
    said = {
        place: record[SAID_KEY]
        for place, record in enumerate(raw)
        if isinstance(record, Mapping) and record.get(SAID_KEY) is not None
    }
    return [_plain(record) for record in raw], said


def _plain(record: Any) -> Any:
    if not isinstance(record, Mapping):
        return record
    return {key: value for key, value in record.items() if key != SAID_KEY}


@dataclass(frozen=True, slots=True)
class _Talk:
    """With whom, when and how; `who` is what the talk is called where nobody is named."""

    who: str
    named: bool
    on: date | None
    private: bool | None

    @classmethod
    def of(cls, record: Record, nameless: str) -> _Talk:
        who, on, private = _name(record), record.get(ON), record.get(PRIVATE)
        return cls(
            who or nameless,
            bool(who),
            on if isinstance(on, date) else None,
            private if isinstance(private, bool) else None,
        )


def as_called(name: str) -> str:
    """A name as it is compared: spaces around and inside it tell nobody apart, nor does its
    way of writing accents."""
    return " ".join(nfc(name).split())


def _name(record: Record) -> str:
    """With whom a talk was; empty where nobody is named."""
    who = record.get(WHO)
    return as_called(who) if isinstance(who, str) else ""


def _nameless(what: str, place: int, taken: Collection[str]) -> str:
    """What a nameless talk is called: `interview 2`, unless somebody is called so."""
    found = f"{what} {place + 1}"
    while found in taken:
        found = f"nameless {found}"
    return found


def read_said(
    reader: Reader,
    vocabulary: Vocabulary,
    heard: Fact,
    records: tuple[Record, ...],
    said: Mapping[int, Any],
) -> Iterator[Statement]:
    """The statements in the records of `heard`; mistakes are reported with their places."""
    group, _, short = heard.name.partition(".")
    what = short.removesuffix("s").replace("_", " ")
    taken = {*map(_name, records)}
    for place, raw in said.items():
        path: Path = (group, short, place, SAID_KEY)
        if not isinstance(raw, Mapping):
            message = f"{quoted(raw)} is no set of facts"
            help_ = "write groups of facts, as in a fact file: {..}"
            reader.report(NOT_AN_OBJECT, message, path, help_)
            continue
        talk = _Talk.of(records[place], _nameless(what, place, taken))
        for fact, one, where in named(reader, vocabulary, raw, path):
            found = _statement(reader, fact, one, where, talk)
            if found is not None:
                yield found


def _statement(reader: Reader, fact: Fact, raw: Any, path: Path, talk: _Talk) -> Statement | None:
    if fact.testimony:
        message = f"nobody can tell of `{fact.name}`: it is the list of who told what"
        reader.report(SAID_OF_ITSELF, message, path, "add a record to the list instead")
        return None
    at, firsthand = Leaf(raw, path, None, {}), True
    if is_leaf(raw, fact.type):
        at = leaf(reader, SAID, raw, path)
        firsthand = _firsthand(reader, raw.get("firsthand"), (*path, "firsthand"))
    so_far = len(reader.mistakes)
    value = reader.value(at.raw, fact.type, at.path) if at.raw is not None else None
    if isinstance(fact.type, Records) and fact.type.key is not None:
        value = _in_order(value, fact.type.key)
    if fact.means:
        explain(reader.mistakes, so_far, fact)
    if value is None and at.status not in ("unknown", "declined"):
        return None
    return Statement(
        fact.name,
        value,
        "declined" if at.status == "declined" else "known" if value is not None else "unknown",
        talk.who,
        talk.named,
        talk.on,
        talk.private,
        firsthand,
        " ".join((at.remarks.get("origin") or "").split()) or None,
        at.remarks.get("note"),
        decimals(at.raw) if value is not None else 0,
        at.path,
    )


def _in_order(value: Value | None, key: str) -> Value | None:
    """Records by their key: in which order somebody told them makes no other list of them."""
    if not isinstance(value, tuple) or any(one.get(key) is None for one in value):
        return value
    return tuple(sorted(value, key=lambda one: cast("Fraction", one[key])))


def _firsthand(reader: Reader, raw: Any, path: Path) -> bool:
    """Whether they saw it themselves; so it is where nothing is said."""
    if raw is not None and not isinstance(raw, bool):
        message = f"{quoted(raw)} is not true or false"
        reader.report(WRONG_TYPE, message, path, "write `true` or `false`")
    return raw is not False
