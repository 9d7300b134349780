"""What a vocabulary says of how people are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction

from ..diagnostics.codes.conditions import UNKNOWN_FACT, VALUE_OUT_OF_RANGE
from ..diagnostics.suggestion import did_you_mean
from .about import Asking
from .document import YamlNode, YamlScalar
from .kinds.rules import ASKING
from .shape import Shape

Words = Callable[[YamlNode | None], tuple[str, ...]]


def read_asking(
    shape: Shape, node: YamlNode | None, facts: Iterable[str], informants: Words
) -> Asking:
    """`informants` reads a list of these, and reports the unknown."""
    if node is None:
        return Asking()
    keys = shape.item(node, ASKING)
    return Asking(
        frozenset(informants(keys.get("without_talk"))),
        _after_talk(shape, keys.get("after_talk"), facts),
        _chance(shape, keys.get("seen")),
        shape.words(keys.get("manners"), "manners"),
    )


def _after_talk(shape: Shape, node: YamlNode | None, facts: Iterable[str]) -> frozenset[str]:
    known = frozenset(facts)
    for item in shape.items(node, "after_talk"):
        if isinstance(item, YamlScalar) and item.value not in known:
            help_ = did_you_mean(item.value, known)
            shape.report(UNKNOWN_FACT, f"unknown fact `{item.value}`", item, help_)
    return frozenset(shape.words(node, "after_talk")) & known


def _chance(shape: Shape, node: YamlNode | None) -> Fraction:
    """A part of 1, neither never nor always."""
    found = shape.number(node, "seen") if node is not None else None
    if node is None or found is None:
        return Asking().seen
    if not 0 < found < 1:
        message = f"`{found}` is no chance between 0 and 1"
        shape.report(VALUE_OUT_OF_RANGE, message, node, "write a part of 1, such as `0.1`")
        return Asking().seen
    return found
