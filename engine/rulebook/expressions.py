"""Expressions and texts that stand in rule files."""

from __future__ import annotations

import re

from ..diagnostics.code import Code
from ..diagnostics.codes.conditions import UNKNOWN_FACT
from ..diagnostics.codes.rules import STRAY_BRACE
from ..diagnostics.findings import Mistake
from ..diagnostics.place import Span
from ..diagnostics.suggestion import did_you_mean
from ..language.parse import NotAnExpression, parse
from ..language.resolve import Scope, resolve
from ..language.tree import Expression, Truth
from ..language.types import Boolean, Type
from .document import YamlNode, YamlScalar, code
from .model import Text
from .shape import Shape

NEVER = Truth(False)
BRACES = re.compile(r"\{([^{}]*)\}")


def expression(
    shape: Shape, node: YamlNode | None, what: str, scope: Scope, kind: Type
) -> Expression:
    """Parse and resolve one expression; `false` stands in for one that has findings."""
    scalar = shape.scalar(node, what)
    if scalar is None:
        return NEVER
    text, base = code(shape.source, scalar)
    try:
        resolved = resolve(parse(text), scope, kind)
    except NotAnExpression as error:
        _report(shape, scalar, base, error.problem)
        return NEVER
    for problem in resolved.problems:
        _report(shape, scalar, base, problem)
    return NEVER if resolved.problems else resolved.tree


def condition(shape: Shape, node: YamlNode | None, what: str, scope: Scope) -> Expression:
    """An expression that is true or false."""
    return expression(shape, node, what, scope, Boolean())


def _report(shape: Shape, scalar: YamlScalar, base: int | None, mistake: Mistake[Span]) -> None:
    if base is None:
        shape.report(mistake.entry, mistake.message, scalar, mistake.help)
    else:
        shape.findings.append(shape.source.at(mistake, base))


def template(shape: Shape, node: YamlNode | None, what: str, scope: Scope) -> Text:
    """A text in which `{fact}` is filled in, once and with declared facts only."""
    scalar = shape.sentence(node, what)
    if scalar is None:
        return ("",)
    parts = BRACES.split(" ".join(scalar.value.split()))
    for name in parts[1::2]:
        if name not in scope.facts:
            help_ = did_you_mean(name, scope.facts) or "only declared facts can stand in braces"
            _in_text(shape, scalar, UNKNOWN_FACT, f"unknown fact `{name}`", f"{{{name}}}", help_)
    if any(brace in words for words in parts[::2] for brace in "{}"):
        brace = next(mark for words in parts[::2] for mark in words if mark in "{}")
        help_ = "braces hold the name of a fact: `{group.fact}`"
        _in_text(shape, scalar, STRAY_BRACE, f"`{brace}` without its partner", brace, help_)
    return tuple(parts)


def _in_text(
    shape: Shape, scalar: YamlScalar, code_: Code, message: str, written: str, help_: str
) -> None:
    raw = shape.source.text[scalar.start : scalar.end]
    if len(written) == 1:  # a brace: look beside those that have a partner
        raw = BRACES.sub(lambda pair: " " * len(pair.group()), raw)
    offset = scalar.start + max(raw.find(written), 0)
    finding = shape.source.finding(code_, message, offset, offset + len(written), help_)
    shape.findings.append(finding)
