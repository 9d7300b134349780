"""What is asked of texts."""

from __future__ import annotations

from dataclasses import replace

from ...diagnostics.codes.conditions import EMPTY_TEXT, UNLIKE_TYPES
from .. import types
from ..tree import TextTest
from ..types import Type
from ..values import quote
from .resolver import BOOLEAN, Resolver, Typed

INSTEAD: dict[type[Type], str] = {
    types.Enumeration: "for a word of a list write `in [..]`",
    types.SetOf: "for a set write `has any of [..]`",
}


def text_test(node: TextTest, resolver: Resolver, _expected: Type | None) -> Typed:
    operand, kind = resolver.resolve(node.operand)
    if kind is not None and not isinstance(kind, types.Text):
        message = f"`{node.operator}` needs a text; this is {types.type_names[type(kind)]}"
        resolver.report(UNLIKE_TYPES, message, node.span, INSTEAD.get(type(kind)))
    elif not node.text:
        message = f"every text passes `{node.operator} {quote(node.text)}`"
        resolver.report(EMPTY_TEXT, message, node.span, "write what is sought between the quotes")
    return replace(node, operand=operand), BOOLEAN
