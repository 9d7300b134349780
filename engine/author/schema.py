"""JSON Schemas (2020-12) made from the vocabulary and the model: editors help as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..language import types
from ..language.types import Type
from ..language.values import json_number
from ..rulebook.model import Book, Fact

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
ID: Schema = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_-]{0,99}$"}
NUMBER: Schema = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9]+\s*/\s*[0-9]+$"}]
}
STATUSES = ["known", "unknown", "declined"]


def closed(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """An object with these keys and no others."""
    found: Schema = {
        "type": "object", "properties": dict(properties), "additionalProperties": False
    }  # fmt: skip
    needed = list(required)
    return found | ({"required": needed} if needed else {}) | more


def a_list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def facts(book: Book) -> Schema:
    """The schema of a fact file: every group and fact, in plain and in long form."""
    groups: dict[str, dict[str, Schema]] = {}
    for fact in book.vocabulary.facts.values():
        group, _, name = fact.name.partition(".")
        groups.setdefault(group, {})[name] = _leaf(fact)
    properties = {group: closed(leaves) for group, leaves in groups.items()}
    title = "What is known of one case"
    return {"$schema": DIALECT, "title": title} | closed({"$schema": TEXT} | properties)


def _leaf(fact: Fact) -> Schema:
    plain = value(fact.type)
    long = closed(
        {
            "value": {"anyOf": [plain, {"type": "null"}]}, "status": {"enum": STATUSES},
            "source": {"type": ["string", "null"]}, "as_of": {"type": ["string", "null"]},
            "note": {"type": ["string", "null"]},
        }
    )  # fmt: skip
    described = f"{fact.ask} ({fact.unit})" if fact.unit else fact.ask
    return {"description": described, "anyOf": [plain, {"type": "null"}, long]}


def value(kind: Type) -> Schema:
    """The schema of a plain value."""
    match kind:
        case types.Boolean():
            return {"type": "boolean"}
        case types.Numeric():
            return {"type": "integer" if kind.integer else "number"} | _limits(kind)
        case types.Enumeration():
            return {"enum": list(kind.values)}
        case types.SetOf():
            return a_list({"enum": list(kind.values)})
        case types.Text():
            return {"type": "string", "maxLength": 10_000}
        case types.Day():
            return {"type": "string", "format": "date"}
        case types.Records():
            fields = {name: {"anyOf": [value(of), {"type": "null"}]}
                      for name, of in kind.fields.items()}  # fmt: skip
            return a_list(closed(fields))


def _limits(kind: types.Numeric) -> Schema:
    ends = (("minimum", kind.low), ("maximum", kind.high))
    return {name: json_number(end) for name, end in ends if end is not None}


def rules(book: Book) -> Schema:
    """The schema of the files under `rules/`, chosen by the key that tells what a file is."""
    found: Schema = closed({"notes": a_list(_note(book))}, ["notes"])
    promises = closed({"promises": a_list(_promise(book))}, ["promises"])
    kinds = {"facts": _vocabulary(book), "gate": _gate(book), "board": _board()}
    for key, kind in (kinds | {"promises": promises}).items():
        found = {"if": {"required": [key]}, "then": kind, "else": found}
    return {"$schema": DIALECT, "title": "A file of rules", "type": "object"} | found


def _source(book: Book) -> Schema:
    return {"enum": list(book.vocabulary.sources)} if book.vocabulary.sources else TEXT


def _signal(book: Book) -> Schema:
    return {"type": ["string", "integer"]}


def _gate(book: Book) -> Schema:
    threshold = {"anyOf": [NUMBER, closed(
        {"value": NUMBER, "unit": TEXT, "source": _source(book)}, ["value"])]}  # fmt: skip
    return closed(
        {
            "gate": ID, "question": TEXT,
            "thresholds": {"type": "object", "additionalProperties": threshold},
            "at_least": {"type": "integer", "minimum": 1},
            "rules": a_list(_rule(book)), "otherwise": _otherwise(book),
            "notes": a_list(_note(book)),
        },
        ["gate", "question", "rules", "otherwise"],
    )  # fmt: skip


def _outcome(book: Book) -> dict[str, Schema]:
    signal = _signal(book)
    return {
        "id": ID, "then": {"type": "string", "description": "an edge of the gate, or: open"},
        "because": TEXT, "source": _source(book), "signal": {"anyOf": [signal, a_list(signal)]},
        "reasons": a_list(closed({"when": TEXT, "because": TEXT}, ["when", "because"])),
    }  # fmt: skip


def _rule(book: Book) -> Schema:
    condition = {"type": ["string", "boolean"], "description": "a condition; see docs/rules.md"}
    keys = _outcome(book) | {
        "when": condition, "columns": a_list(condition), "needs": condition
    }  # fmt: skip
    one = [{"required": ["when"]}, {"required": ["columns"]}]
    return closed(keys, ["id", "then", "because"], oneOf=one)


def _otherwise(book: Book) -> Schema:
    return closed(_outcome(book), ["then", "because"])


def _note(book: Book) -> Schema:
    weights = ("caution", "strength", "ignored")
    condition = {"type": ["string", "boolean"], "description": "a condition; see docs/rules.md"}
    keys = {"id": ID, "when": condition, "signal": _signal(book), "source": _source(book)}
    one = [{"required": [weight]} for weight in weights]
    return closed(keys | dict.fromkeys(weights, TEXT), ["id", "when", "signal"], oneOf=one)


def _vocabulary(book: Book) -> Schema:
    glossary = {"type": "object", "additionalProperties": TEXT}
    named = {"type": "object", "additionalProperties": _fact(book), "propertyNames": {
        "pattern": r"^[a-z]\w*\.[a-z]\w*$"}}  # fmt: skip
    noun = closed({"one": TEXT, "many": TEXT}, ["one", "many"])
    constraint = closed(
        {"id": ID, "each": TEXT, "never": TEXT, "because": TEXT}, ["id", "never", "because"]
    )
    return closed(
        {
            "subject": TEXT, "case": noun, "notice": TEXT, "sources": glossary,
            "informants": glossary, "facts": named, "constraints": a_list(constraint),
            "rests_on": closed(dict.fromkeys(("informants", "private", "own"), TEXT)),
            "renamed": glossary,
        },
        ["facts"],
    )  # fmt: skip


def _fact(book: Book) -> Schema:
    from ..rulebook.facts import KINDS

    whom = {"enum": list(book.vocabulary.informants)} if book.vocabulary.informants else TEXT
    field = closed(_typed([kind for kind in KINDS if kind not in ("records", "set")]), ["type"])
    keys = _typed(list(KINDS)) | {
        "ask": TEXT, "whom": a_list(whom), "source": _source(book), "derive": TEXT,
        "assume": {}, "weight": {"type": "integer"}, "key": TEXT,
        "fields": {"type": "object", "additionalProperties": field},
        "kept": {"type": ["string", "boolean"]}, "fixed": {"type": "boolean"},
        "under": TEXT, "stands": {"type": "boolean"},
    }  # fmt: skip
    return closed(keys, ["type", "ask"])


def _typed(kinds: list[str]) -> dict[str, Schema]:
    end = {"anyOf": [NUMBER, {"type": "null"}]}
    span = a_list(end) | {"minItems": 2, "maxItems": 2}
    return {
        "type": {"enum": kinds}, "values": a_list({"type": ["string", "number", "boolean"]}),
        "range": span, "unit": TEXT,
        "means": {"anyOf": [TEXT, {"type": "object", "additionalProperties": TEXT}]},
    }  # fmt: skip


def _promise(book: Book) -> Schema:
    """A condition that always holds, or a change that never turns a verdict."""
    from ..rulebook.promises import DIRECTIONS

    keys: dict[str, Schema] = {
        "id": ID, "flow": {"enum": list(book.flows)}, "always": TEXT, "never": TEXT,
        "because": TEXT, "source": _source(book),
    }  # fmt: skip
    fact: Schema = {"enum": list(book.vocabulary.facts)}
    ways = [{"required": ["always"]}, *({"required": [way, "never"]} for way in DIRECTIONS)]
    return closed(keys | dict.fromkeys(DIRECTIONS, fact), ["id", "flow", "because"], oneOf=ways)


def _board() -> Schema:
    words = a_list(TEXT)
    signals = {"type": "object", "additionalProperties": TEXT}
    keys = {"good": words, "bad": words, "signals": signals}
    return closed({"board": closed(keys, list(keys))}, ["board"])


def flow(book: Book) -> Schema:
    """The schema of the files under `flows/`."""
    keys: dict[str, Schema] = {
        "flow": ID, "title": TEXT, "start": ID, "labels": a_list(ID), "nodes": a_list(_node()),
    }  # fmt: skip
    needed = ["flow", "title", "start", "nodes"]
    return {"$schema": DIALECT, "title": "A flow"} | closed(keys, needed)


def _node() -> Schema:
    by_outcome = {"type": "object", "additionalProperties": ID}
    keys: dict[str, Schema] = {
        "id": ID, "kind": {"enum": ["step", "gate", "verdict"]}, "step": {"type": "integer"},
        "title": TEXT, "to": {"anyOf": [ID, by_outcome]}, "verdict": ID,
    }  # fmt: skip
    return closed(keys, ["id", "kind", "title"])


MAKERS = {"facts": facts, "rules": rules, "flow": flow}

Maker = Callable[[Book], Schema]
