"""Reading the vocabulary: `facts.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import assert_never

from ..diagnostics.codes.conditions import UNKNOWN_FACT, UNKNOWN_VALUE, VALUE_OUT_OF_RANGE
from ..diagnostics.codes.files import (
    BAD_NAME,
    DUPLICATE_ID,
    DUPLICATE_VALUE,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_SHAPE,
)
from ..diagnostics.codes.rules import UNKNOWN_SOURCE
from ..diagnostics.codes.vocabulary import BAD_KEY, BAD_QUESTION, UNKNOWN_INFORMANT, UNKNOWN_TYPE
from ..diagnostics.suggestion import did_you_mean, near
from ..language import types
from ..language.resolve import Scope
from ..language.types import Type
from ..language.values import number
from .about import Asking, Noun, RestsOn
from .asking import read_asking
from .derivations import derivation_order
from .document import YamlNode, YamlScalar
from .expressions import condition, expression
from .kinds.rules import CASE, CONSTRAINT, FACT, FIELD, RESTS_ON, VOCABULARY
from .kinds.spelling import FACT_NAME, FIELD_NAME, FIELD_TYPES, TYPES, TypeWord
from .meanings import fields_mean, means, reason
from .model import Constant, Constraint, Fact, Vocabulary
from .ratings import check_ratings
from .shape import Shape
from .testimony import check_testimony, combination, span


@dataclass
class Draft:
    """The vocabulary before its expressions are read: they may name thresholds of any file."""

    shape: Shape
    facts: dict[str, Fact] = field(default_factory=dict)
    derivations: dict[str, YamlNode] = field(default_factory=dict)
    questions: dict[str, YamlNode] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    constraints: tuple[YamlNode, ...] = ()
    subject: YamlNode | None = None
    case: Noun = Noun()
    notice: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    informants: Mapping[str, str] = field(default_factory=dict)
    rests_on: RestsOn | None = None
    asking: Asking = Asking()

    @property
    def types(self) -> dict[str, Type]:
        return {name: fact.type for name, fact in self.facts.items()}


def read_draft(shape: Shape, root: YamlNode) -> Draft:
    """Everything of the file that stands on its own."""
    keys = shape.item(root, VOCABULARY.root)
    draft = Draft(shape, subject=keys.get("subject"))
    draft.case = _noun(shape, keys.get("case"))
    draft.notice = shape.text(keys.get("notice"), "notice")
    draft.sources = _glossary(shape, keys.get("sources"), "sources")
    draft.informants = _glossary(shape, keys.get("informants"), "informants")
    for name, (key, node) in shape.entries(keys.get("facts"), "facts").items():
        if not FACT_NAME.fits(name):
            shape.report(BAD_NAME, f"`{name}` is no name for a fact", key, "write `group.fact`")
        draft.facts[name] = _fact(draft, name, key, node)
    draft.rests_on = _rests_on(draft, keys.get("rests_on"))
    draft.asking = read_asking(
        shape,
        keys.get("asking"),
        draft.facts,
        lambda node: _informants(draft, node, draft.informants),
    )
    draft.constraints = shape.items(keys.get("constraints"), "constraints")
    draft.renamed = _glossary(shape, keys.get("renamed"), "renamed")
    for name, node in draft.questions.items():
        _question(draft, name, node)
    check_ratings(shape, keys.get("facts"), draft.facts)
    check_testimony(shape, keys.get("facts"), draft.facts)
    return draft


def _noun(shape: Shape, node: YamlNode | None) -> Noun:
    """`case: {one: program, many: programs}`."""
    if node is None:
        return Noun()
    keys = shape.item(node, CASE)
    return Noun(*(shape.text(keys.get(key), key) for key in CASE.names))


def _glossary(shape: Shape, node: YamlNode | None, what: str) -> dict[str, str]:
    entries = shape.entries(node, what)
    return {name: shape.text(value, f"{what}: {name}") for name, (_, value) in entries.items()}


def _fact(draft: Draft, name: str, key: YamlScalar, node: YamlNode) -> Fact:
    shape = draft.shape
    keys = shape.item(node, FACT, f"fact `{name}`")
    kind, of = read_type(shape, f"fact `{name}`", keys)
    if "derive" in keys:
        draft.derivations[name] = keys["derive"]
    question = shape.scalar(keys.get("under"), "under")
    if question is not None:
        draft.questions[name] = question
    return Fact(
        name,
        kind,
        of,
        shape.text(keys.get("ask"), "ask"),
        whom=_informants(draft, keys.get("whom"), draft.informants),
        source=known_source(shape, keys.get("source"), draft.sources),
        unit=shape.text(keys.get("unit"), "unit") or None,
        assume=_assumption(shape, keys.get("assume"), of),
        weight=shape.whole(keys.get("weight"), "weight"),
        shown_by=shape.words(keys.get("shown_by"), "shown_by"),
        kept=reason(shape, keys.get("kept")),
        fixed=shape.flag(keys.get("fixed"), "fixed"),
        under=question.value if question is not None else None,
        stands=shape.flag(keys.get("stands"), "stands"),
        testimony=shape.flag(keys.get("testimony"), "testimony"),
        combine=combination(shape, keys.get("combine")),
        fresh_for=span(shape, keys.get("fresh_for")),
        stale_after=shape.text(keys.get("stale_after"), "stale_after") or None,
        means=means(shape, keys.get("means"), of),
        headers=shape.words(keys.get("headers"), "headers"),
        fields_mean=fields_mean(shape, keys.get("fields"), of),
        place=shape.place(key),
    )


def _rests_on(draft: Draft, node: YamlNode | None) -> RestsOn | None:
    if node is None:
        return None
    keys, names = draft.shape.item(node, RESTS_ON), RESTS_ON.names
    found = {name: draft.shape.scalar(keys.get(name), name) for name in names}
    for name in names[:2]:
        scalar = found[name]
        if scalar is not None and scalar.value not in draft.facts:
            help_ = did_you_mean(scalar.value, draft.facts)
            draft.shape.report(UNKNOWN_FACT, f"unknown fact `{scalar.value}`", scalar, help_)
    known_source(draft.shape, keys.get("own"), draft.sources)
    return RestsOn(*(one.value if one is not None else "" for one in found.values()))


def _question(draft: Draft, name: str, node: YamlNode) -> None:
    """A sighting is heard when something else is asked, which is no sighting itself."""
    facts, question = draft.facts, draft.facts[name].under or ""
    if question not in facts:
        asked = [one for one, fact in facts.items() if fact.assume is None]
        help_ = did_you_mean(question, asked)
        draft.shape.report(UNKNOWN_FACT, f"unknown fact `{question}`", node, help_)
    elif facts[name].assume is None:
        message = f"`under` goes only with `assume`, and `{name}` is never assumed"
        draft.shape.report(BAD_QUESTION, message, node, "say what to `assume`, or take it out")
    elif question == name:
        message = f"`{name}` cannot be heard under itself"
        draft.shape.report(BAD_QUESTION, message, node, "name the question that brings it up")
    elif facts[question].assume is not None:
        message = f"`{question}` may be assumed itself, so nothing can be heard under it"
        draft.shape.report(BAD_QUESTION, message, node, "name a fact that has to be asked for")


def _informants(draft: Draft, node: YamlNode | None, known: Mapping[str, str]) -> tuple[str, ...]:
    for item in draft.shape.items(node, "whom"):
        if isinstance(item, YamlScalar) and known and item.value not in known:
            help_ = did_you_mean(item.value, known) or "name it under `informants:`"
            draft.shape.report(UNKNOWN_INFORMANT, f"unknown informant `{item.value}`", item, help_)
    return draft.shape.words(node, "whom")


def known_source(shape: Shape, node: YamlNode | None, known: Mapping[str, str]) -> str:
    """A passage key; where passages are listed it has to be one of them."""
    found = shape.scalar(node, "source")
    if found is not None and known and found.value not in known:
        help_ = did_you_mean(found.value, known) or "name it under `sources:` in facts.yaml"
        shape.report(UNKNOWN_SOURCE, f"unknown source `{found.value}`", found, help_)
    return found.value if found is not None else ""


def read_type(shape: Shape, what: str, keys: Mapping[str, YamlNode]) -> tuple[str, Type]:
    """The word for a type and the type itself; text stands in after a mistake."""
    found = shape.scalar(keys.get("type"), f"the type of {what}")
    kind = _type_word(shape, found)
    for key in FACT.keys if kind is not None else ():
        if key.name in keys and key.goes_with and kind not in key.goes_with:
            message = f"`{key.name}` does not go with type `{kind}`"
            help_ = f"it goes with {' and '.join(key.goes_with)}"
            shape.report(UNKNOWN_KEY, message, keys[key.name], help_)
    match kind:
        case "boolean":
            return kind, types.Boolean()
        case "share":
            return kind, types.SHARE
        case "integer" | "number":
            low, high = _range(shape, keys.get("range"))
            return kind, types.Numeric(kind == "integer", low, high)
        case "enumeration" | "set":
            values = _values(shape, what, keys)
            return kind, (types.SetOf if kind == "set" else types.Enumeration)(values)
        case "text" | None:
            return "text", types.Text()
        case "date":
            return kind, types.Day()
        case "records":
            return kind, _records(shape, what, keys)
        case _:
            assert_never(kind)


def _type_word(shape: Shape, found: YamlScalar | None) -> TypeWord | None:
    """The word for a type; after a mistake the one that was probably meant, if any."""
    if found is None:
        return None
    known: dict[str, TypeWord] = {kind: kind for kind in TYPES}
    if found.value not in known:
        help_ = did_you_mean(found.value, TYPES) or "types: " + ", ".join(TYPES)
        shape.report(UNKNOWN_TYPE, f"unknown type `{found.value}`", found, help_)
    return known.get(found.value) or known.get(near(found.value, TYPES) or "")


def _values(shape: Shape, what: str, keys: Mapping[str, YamlNode]) -> tuple[str, ...]:
    values = shape.words(keys.get("values"), "values")
    if not values:
        help_ = "add `values: [..]`"
        shape.report(MISSING_KEY, f"{what} has no `values`", keys["type"], help_)
    for place, item in enumerate(shape.items(keys.get("values"), "values")):
        if isinstance(item, YamlScalar) and item.value in values[:place]:
            shape.report(DUPLICATE_VALUE, f"`{item.value}` is listed twice", item)
    return tuple(dict.fromkeys(values))


def _range(shape: Shape, node: YamlNode | None) -> tuple[Fraction | None, Fraction | None]:
    if node is None:
        return None, None
    items = shape.items(node, "range")
    if len(items) != 2:
        shape.report(WRONG_SHAPE, "a range has two ends", node, "write `[0, 60]` or `[0, ~]`")
        return None, None
    low, high = (_end(shape, item) for item in items)
    if low is not None and high is not None and low > high:
        shape.report(WRONG_SHAPE, "the range ends before it begins", node)
        return None, None
    return low, high


def _end(shape: Shape, node: YamlNode) -> Fraction | None:
    left_open = isinstance(node, YamlScalar) and node.value in ("~", "null", "")
    return None if left_open else shape.number(node, "an end of a range")


def _records(shape: Shape, what: str, keys: Mapping[str, YamlNode]) -> types.Records:
    fields: dict[str, Type] = {}
    for name, (key, node) in shape.entries(keys.get("fields"), f"the fields of {what}").items():
        if not FIELD_NAME.fits(name):
            shape.report(BAD_NAME, f"`{name}` is no name for a field", key)
        inner = shape.item(node, FIELD, f"field `{name}`")
        shape.text(inner.get("unit"), "unit")
        kind, of = read_type(shape, f"field `{name}`", inner)
        if kind not in FIELD_TYPES:
            shape.report(WRONG_SHAPE, f"a field cannot hold {kind}", node)
        fields[name] = of
    return types.Records(fields, _key(shape, keys.get("key"), fields))


def _key(shape: Shape, node: YamlNode | None, fields: Mapping[str, Type]) -> str | None:
    found = shape.scalar(node, "key")
    if found is None:
        return None
    of = fields.get(found.value)
    if not (isinstance(of, types.Numeric) and of.integer):
        shape.report(
            BAD_KEY,
            f"`{found.value}` is no field that holds whole numbers",
            found,
            _key_help(found.value, fields),
        )
        return None
    return found.value


def _key_help(name: str, fields: Mapping[str, Type]) -> str:
    whole = [one for one, of in fields.items() if isinstance(of, types.Numeric) and of.integer]
    if not whole:
        return "a key is a field of type `integer`, such as a year; or leave `key` out"
    return did_you_mean(name, whole) or f"fields that do: {', '.join(whole)}"


def _assumption(shape: Shape, node: YamlNode | None, of: Type) -> Constant | None:
    if node is None:
        return None
    match of:
        case types.Boolean():
            return shape.flag(node, "assume")
        case types.SetOf():
            return frozenset(_one_of(shape, item, of) for item in shape.items(node, "assume"))
        case types.Enumeration():
            return _one_of(shape, node, of)
        case types.Numeric():
            return _held(shape, node, of)
        case _:
            shape.report(WRONG_SHAPE, "only plain facts can be assumed", node)
            return None


def _one_of(shape: Shape, node: YamlNode, of: types.Enumeration | types.SetOf) -> str:
    found = shape.scalar(node, "assume")
    if found is None:
        return ""
    if found.value not in of.values:
        help_ = did_you_mean(found.value, of.values) or types.describe(of)
        shape.report(UNKNOWN_VALUE, f"`{found.value}` is not one of its values", found, help_)
    return found.value


def _held(shape: Shape, node: YamlNode, of: types.Numeric) -> Fraction | None:
    found = shape.number(node, "assume")
    if found is not None and not of.holds(found):
        message = f"`{number(found)}` is not {types.describe(of)}"
        shape.report(VALUE_OUT_OF_RANGE, message, node)
    return found


def finish(draft: Draft, thresholds: Mapping[str, Fraction]) -> Vocabulary:
    """Read derivations and constraints, now that every threshold is known."""
    scope = Scope(draft.types, thresholds, statuses=True)
    for name, node in draft.derivations.items():
        tree = expression(draft.shape, node, "derive", scope, draft.facts[name].type)
        draft.facts[name] = replace(draft.facts[name], derive=tree)
    constraints = tuple(_constraint(draft, node, scope) for node in draft.constraints)
    _unique(draft, constraints)
    subject = draft.shape.scalar(draft.subject, "subject")
    if subject is not None and subject.value not in draft.facts:
        help_ = did_you_mean(subject.value, draft.facts)
        draft.shape.report(UNKNOWN_FACT, f"unknown fact `{subject.value}`", subject, help_)
    return Vocabulary(
        draft.facts,
        constraints,
        subject.value if subject is not None else None,
        draft.sources,
        draft.informants,
        derivation_order(draft.shape, draft.facts, draft.derivations, draft.questions),
        draft.renamed,
        _heard_under(draft),
        draft.rests_on,
        draft.case,
        draft.notice,
        draft.asking,
    )


def _heard_under(draft: Draft) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for fact in draft.facts.values():
        if fact.under is not None:
            found.setdefault(fact.under, []).append(fact.name)
    return {question: tuple(heard) for question, heard in found.items()}


def _constraint(draft: Draft, node: YamlNode, scope: Scope) -> Constraint:
    shape = draft.shape
    keys = shape.item(node, CONSTRAINT)
    each = shape.scalar(keys.get("each"), "each")
    if each is not None:
        of = draft.types.get(each.value)
        if isinstance(of, types.Records):
            scope = replace(scope, fields=of.fields)
        else:
            lists = [name for name, kind in draft.types.items() if isinstance(kind, types.Records)]
            help_ = did_you_mean(each.value, lists) or "lists: " + ", ".join(lists)
            shape.report(UNKNOWN_FACT, f"`{each.value}` is no list of records", each, help_)
            keys.pop("never", None)
    return Constraint(
        shape.identifier(keys.get("id"), "id"),
        condition(shape, keys.get("never"), "never", scope),
        shape.text(keys.get("because"), "because"),
        each.value if each is not None else None,
        shape.place(node),
    )


def _unique(draft: Draft, constraints: tuple[Constraint, ...]) -> None:
    seen: set[str] = set()
    for constraint, node in zip(constraints, draft.constraints, strict=True):
        if constraint.id in seen:
            message = f"constraint `{constraint.id}` is written twice"
            draft.shape.report(DUPLICATE_ID, message, node)
        seen.add(constraint.id)
