"""JSON Schemas (2020-12) made from the vocabulary and the model: editors help as one types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, assert_never

from ..case.case import TODAY
from ..language import types
from ..language.types import Type
from ..language.values import json_number
from ..rulebook.kinds.cases import LEAF, SAID, SAID_KEY
from ..rulebook.kinds.files import RULE_FILES
from ..rulebook.kinds.flows import FLOW
from ..rulebook.kinds.keys import (
    AnyValue,
    ChoiceValue,
    EitherValue,
    ExpressionValue,
    FlagValue,
    ItemKind,
    ListValue,
    MappingValue,
    NameValue,
    NothingValue,
    NumberValue,
    ReferenceValue,
    RemarkValue,
    Scalar,
    TextValue,
    Value,
    WholeValue,
    WordValue,
)
from ..rulebook.kinds.rules import NOTES
from ..rulebook.kinds.spelling import LONGEST_TEXT, NAME, NUMBER
from ..rulebook.model import Book, Fact

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}


def closed(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Any) -> Schema:
    """An object with these keys and no others."""
    found: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    needed = list(required)
    return found | ({"required": needed} if needed else {}) | more


def a_list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def facts(book: Book) -> Schema:
    """The schema of a fact file: every group and fact, in plain and in long form."""
    every = book.vocabulary.facts.values()
    title = "What is known of one case"
    found: Schema = {"$schema": DIALECT, "title": title} | closed(
        {"$schema": TEXT, TODAY: value(types.Day())}
        | _groups({fact.name: _leaf(fact, book, LEAF) for fact in every})
    )
    if any(fact.testimony for fact in every):
        told = {fact.name: _leaf(fact, book, SAID) for fact in every if not fact.testimony}
        found["$defs"] = {SAID_KEY: closed(_groups(told))}
    return found


def _groups(leaves: Mapping[str, Schema]) -> dict[str, Schema]:
    groups: dict[str, dict[str, Schema]] = {}
    for fact, leaf in leaves.items():
        group, _, name = fact.partition(".")
        groups.setdefault(group, {})[name] = leaf
    return {group: closed(inner) for group, inner in groups.items()}


def _leaf(fact: Fact, book: Book, form: ItemKind) -> Schema:
    """A fact, plain or in a long form; who is quoted may have said other facts."""
    plain, long = value(fact.type), written(form, book)
    if fact.testimony:
        said = {"anyOf": [{"$ref": f"#/$defs/{SAID_KEY}"}, {"type": "null"}]}
        plain["items"]["properties"][SAID_KEY] = said
    long["properties"]["value"] = {"anyOf": [plain, {"type": "null"}]}
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
            return {"type": "string", "maxLength": LONGEST_TEXT}
        case types.Day():
            return {"type": "string", "format": "date"}
        case types.Records():
            return a_list(closed({name: _or_null(of) for name, of in kind.fields.items()}))


def _or_null(kind: Type) -> Schema:
    return {"anyOf": [value(kind), {"type": "null"}]}


def _limits(kind: types.Numeric) -> Schema:
    ends = (("minimum", kind.low), ("maximum", kind.high))
    return {name: json_number(end) for name, end in ends if end is not None}


def rules(book: Book) -> Schema:
    """The schema of the files under `rules/`, chosen by the key that tells what a file is."""
    found = written(NOTES.root, book)
    for kind in RULE_FILES:
        if kind is not NOTES:
            own = {"required": [kind.told_by[0]]}
            found = {"if": own, "then": written(kind.root, book), "else": found}
    return {"$schema": DIALECT, "title": "A file of rules", "type": "object"} | found


def flow(book: Book) -> Schema:
    """The schema of the files under `flows/`."""
    return {"$schema": DIALECT, "title": "A flow"} | written(FLOW.root, book)


def written(value: Value, book: Book) -> Schema:
    """The schema of whatever the table of files says that a value is."""
    match value:
        case ItemKind():
            return _item(value, book)
        case MappingValue():
            return _mapping(value, book)
        case ListValue(size=None):
            return a_list(written(value.of, book))
        case ListValue():
            ends = {"minItems": value.size, "maxItems": value.size}
            return a_list(written(value.of, book)) | ends
        case EitherValue():
            return {"anyOf": [written(option, book) for option in value.options]}
        case ReferenceValue():
            return _reference(value, book)
        case _:
            return _scalar(value)


def _item(kind: ItemKind, book: Book) -> Schema:
    """Keys that stand for one another come last."""
    keys = sorted(kind.keys, key=lambda key: key.group != "")
    ways = {"oneOf": [{"required": list(way)} for way in kind.ways]} if kind.ways else {}
    properties = {key.name: written(key.value, book) for key in keys}
    return closed(properties, kind.required(), **ways)


def _mapping(value: MappingValue, book: Book) -> Schema:
    found: Schema = {"type": "object", "additionalProperties": written(value.of, book)}
    typed = value.names.typed if value.names is not None else ""
    return found | ({"propertyNames": {"pattern": typed}} if typed else {})


def _reference(value: ReferenceValue, book: Book) -> Schema:
    """One of the names that the rulebook has; a list that may be left out binds nobody."""
    match value.to:
        case "fact":
            return {"enum": list(book.vocabulary.facts)}
        case "flow":
            return {"enum": list(book.flows)}
        case "informant":
            return _listed(book.vocabulary.informants)
        case "source":
            return _listed(book.vocabulary.sources)
        case "outcome":
            return {"type": "string", "description": "an edge of the gate, or: open"}
        case "signal":
            return {"type": ["string", "integer"]}
        case _:
            assert_never(value.to)


def _listed(names: Iterable[str]) -> Schema:
    found = list(names)
    return {"enum": found} if found else TEXT


def _scalar(value: Scalar) -> Schema:
    match value:
        case TextValue(or_flag=True):
            return {"type": ["string", "boolean"]}
        case TextValue() | ExpressionValue(constant=False):
            return TEXT
        case ExpressionValue():
            about = "a condition; see docs/rules.md"
            return {"type": ["string", "boolean"], "description": about}
        case NameValue():
            return {"type": "string", "pattern": NAME.typed}
        case WordValue():
            return {"type": ["string", "number", "boolean"]}
        case ChoiceValue():
            return {"enum": list(value.words)}
        case NumberValue():
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER.typed}]}
        case WholeValue():
            least = {"minimum": value.least} if value.least is not None else {}
            return {"type": "integer"} | least
        case FlagValue():
            return {"type": "boolean"}
        case RemarkValue():
            return {"type": ["string", "null"]}
        case NothingValue():
            return {"type": "null"}
        case AnyValue():
            return {}
        case _:
            assert_never(value)


MAKERS = {"facts": facts, "rules": rules, "flow": flow}

Maker = Callable[[Book], Schema]
