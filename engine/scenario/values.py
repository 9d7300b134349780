"""YAML values as the raw values of a fact file, and the places of what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..case.intake import ABOUT_KEYS
from ..case.json_text import NoNumber
from ..diagnostics.findings import Finding
from ..diagnostics.place import Path, dotted
from ..diagnostics.source import Source
from ..language.values import read_number
from ..rulebook.document import YamlList, YamlMapping, YamlNode, YamlScalar
from ..rulebook.kinds.spelling import NUMBER

CONSTANTS: Mapping[str, bool | None] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
NUMERAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Given:
    """The value of one fact; a value from a fact file has no place here."""

    raw: Any
    source: Source | None = None
    key: YamlScalar | None = None
    node: YamlNode | None = None


Givens = Mapping[str, Given]


def raw(node: YamlNode) -> Any:
    """A YAML value as JSON would have it; numbers stay exact."""
    match node:
        case YamlMapping():
            return {key.value: raw(value) for key, value in node.entries}
        case YamlList():
            return [raw(item) for item in node.items]
        case YamlScalar():
            return node.value if node.style else _word(node.value)


def _word(written: str) -> Any:
    if written in CONSTANTS:
        return CONSTANTS[written]
    if NUMBER.fits(written):
        return _number(written)
    return NoNumber(written) if NUMERAL.fullmatch(written) else written


def _number(written: str) -> Decimal | Fraction | NoNumber:
    if "/" not in written:
        return Decimal(written)
    try:
        return read_number(written)
    except ZeroDivisionError:
        return NoNumber(written)


def fractions(node: YamlNode) -> Iterator[YamlScalar]:
    """The quotients among the scalars of a value, such as `1/3`."""
    match node:
        case YamlMapping():
            for _key, value in node.entries:
                yield from fractions(value)
        case YamlList():
            for item in node.items:
                yield from fractions(item)
        case YamlScalar():
            if not node.style and "/" in node.value and NUMBER.fits(node.value):
                yield node


def grouped(facts: Givens) -> dict[str, dict[str, Any]]:
    """Dotted facts in their groups, as a fact file has them."""
    found: dict[str, dict[str, Any]] = {}
    for name, given in facts.items():
        group, _, short = name.partition(".")
        found.setdefault(group, {})[short] = given.raw
    return found


def placed(finding: Finding, facts: Givens, source: Source) -> Finding | None:
    """A finding about a value given in `source`, with its place; None when it is not."""
    path = finding.place.path
    given = facts.get(dotted(path[:2]))
    if given is None or given.source is not source or given.key is None or given.node is None:
        return None
    key, node = _inside(given.key, given.node, path[2:])
    spot = key if finding.entry in ABOUT_KEYS else node
    return finding.told_at(source.place(spot.start, spot.end))


def _inside(key: YamlScalar, node: YamlNode, path: Path) -> tuple[YamlScalar, YamlNode]:
    """The key and the value that `path` leads to, as far as they were written."""
    for step in path:
        match node:
            case YamlList() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            case YamlMapping():
                entry = next((one for one in node.entries if one[0].value == step), (key, node))
                key, node = entry
            case _:
                return key, node
    return key, node
