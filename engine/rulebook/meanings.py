"""Words that a vocabulary gives to values: what true means, what each word stands for."""

from __future__ import annotations

from ..diagnostics.codes.conditions import UNKNOWN_VALUE
from ..diagnostics.codes.files import MISSING_KEY
from ..diagnostics.suggestion import did_you_mean
from ..language import types
from ..language.types import Type
from .document import YamlNode
from .shape import Shape


def means(shape: Shape, node: YamlNode | None, of: Type) -> dict[str, str]:
    """Words for true, or for each value."""
    if node is None:
        return {}
    if isinstance(of, types.Boolean):
        return {"true": shape.text(node, "means")}
    if not isinstance(of, types.Enumeration | types.SetOf):
        return {"": shape.text(node, "means")}
    values = of.values if isinstance(of, types.Enumeration | types.SetOf) else ()
    entries = shape.entries(node, "means")
    for value, (key, _) in entries.items():
        if values and value not in values:
            help_ = did_you_mean(value, values) or types.describe(of)
            shape.report(UNKNOWN_VALUE, f"`{value}` is not one of its values", key, help_)
    for value in values if entries else ():
        if value not in entries:
            shape.report(MISSING_KEY, f"`means` has no words for `{value}`", node)
    return {value: shape.text(words, f"means: {value}") for value, (_, words) in entries.items()}


def fields_mean(shape: Shape, node: YamlNode | None, of: Type) -> dict[str, dict[str, str]]:
    """Words for the values of fields, where there are any."""
    if node is None or not isinstance(of, types.Records):
        return {}
    found = {}
    for name, (_, field_) in Shape(shape.source).entries(node, "").items():
        keys = {key: one for key, (_, one) in Shape(shape.source).entries(field_, "").items()}
        if "means" in keys and name in of.fields:
            found[name] = means(shape, keys["means"], of.fields[name])
    return found


def reason(shape: Shape, node: YamlNode | None) -> str:
    """Why a fact is kept though nothing reads it; `true` says that it is, and not why."""
    found = shape.text(node, "kept")
    return "" if found == "false" else found
