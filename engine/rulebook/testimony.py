"""What a vocabulary says of testimony: who may be quoted, how voices combine, how long it holds."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.files import WRONG_SHAPE
from ..diagnostics.codes.vocabulary import BAD_TESTIMONY
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.tree import Unit
from .document import YamlNode
from .kinds.spelling import ON, PRIVATE, SPAN, WAYS, WHO, Ways
from .model import Fact
from .shape import Shape
from .span import Span


def combination(shape: Shape, node: YamlNode | None) -> Ways:
    """How voices combine; `agree` where nothing is said."""
    found = shape.scalar(node, "combine")
    if found is None:
        return "agree"
    if found.value not in WAYS:
        help_ = did_you_mean(found.value, WAYS) or "ways: " + ", ".join(WAYS)
        shape.report(BAD_TESTIMONY, f"`{found.value}` is no way to combine voices", found, help_)
        return "agree"
    return found.value


def span(shape: Shape, node: YamlNode | None) -> Span | None:
    """`18 months`, `1 year` or `90 days`."""
    found = shape.scalar(node, "fresh_for")
    parts = SPAN.parts(found.value) if found is not None else None
    if found is not None and parts is None:
        message = f"`{found.value}` is no span of time"
        shape.report(WRONG_SHAPE, message, found, "write `90 days`, `18 months` or `2 years`")
    if parts is None:
        return None
    unit: Unit = "day" if parts[1] == "day" else "month" if parts[1] == "month" else "year"
    return Span(int(parts[0]), unit)


def check_testimony(shape: Shape, node: YamlNode | None, facts: Mapping[str, Fact]) -> None:
    """What facts say of testimony has to fit their types and each other."""
    for name, (_key, item) in Shape(shape.source).entries(node, "").items():
        keys = {key: one for key, (_, one) in Shape(shape.source).entries(item, "").items()}
        fact = facts[name]
        _quotable(shape, fact, keys.get("testimony"))
        _combinable(shape, fact, keys.get("combine"))
        _turning(shape, fact, keys.get("stale_after"), facts)


def _quotable(shape: Shape, fact: Fact, node: YamlNode | None) -> None:
    if node is None or not fact.testimony or not isinstance(fact.type, types.Records):
        return
    wanted: dict[str, type[types.Type]] = {WHO: types.Text, ON: types.Day, PRIVATE: types.Boolean}
    for field, kind in wanted.items():
        found = fact.type.fields.get(field)
        if found is None and field != WHO:
            continue
        if not isinstance(found, kind):
            told = types.type_names[kind]
            message = f"the records of `{fact.name}` need a field `{field}` that is {told}"
            shape.report(BAD_TESTIMONY, message, node, "it says whose words are quoted")


def _combinable(shape: Shape, fact: Fact, node: YamlNode | None) -> None:
    if node is None or fact.combine == "agree":
        return
    if fact.combine == "any" and isinstance(fact.type, types.Enumeration) and fact.assume is None:
        message = f"`any` needs to know which value of `{fact.name}` is no sighting"
        shape.report(BAD_TESTIMONY, message, node, "say which one to `assume`")
    if fact.combine == "all" and not isinstance(fact.type, types.Boolean):
        message = "`all` goes only with what is true or false"
        shape.report(BAD_TESTIMONY, message, node, "leave it out: voices then have to agree")


def _turning(shape: Shape, fact: Fact, node: YamlNode | None, facts: Mapping[str, Fact]) -> None:
    if node is None or fact.stale_after is None:
        return
    other = facts.get(fact.stale_after)
    if other is None:
        help_ = did_you_mean(fact.stale_after, facts)
        shape.report(UNKNOWN_FACT, f"unknown fact `{fact.stale_after}`", node, help_)
    elif not (isinstance(other.type, types.Day) or _is_year(other)):
        message = f"`{other.name}` is neither a date nor a year"
        shape.report(BAD_TESTIMONY, message, node, "name a date, or a whole number that is a year")


def _is_year(fact: Fact) -> bool:
    return isinstance(fact.type, types.Numeric) and fact.type.integer
