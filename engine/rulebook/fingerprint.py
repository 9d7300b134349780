"""A hash of what a rulebook means and says, whatever the layout of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..language.show import show
from ..language.tree import NODES
from .graph import Drawn

LEFT_OUT = (
    "place",
    "origin",
    "case",
    "notice",
    "asking",
    "best_first",
    "headers",
    "shown_by",
)  # these neither decide nor explain
UNTOLD = ("leads",)  # another place
IF_ANY = ("collect", "testimony", "combine", "fresh_for", "stale_after")  # told where they say more
CALLED = {"drawn": "nodes"}  # a flow is told as its nodes, with the ways on from each


def fingerprint(book: Any) -> str:
    """`sha256:` and the digest of the canonical form."""
    text = json.dumps(canonical(book), ensure_ascii=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def canonical(value: Any) -> Any:
    """Plain data in which equal rulebooks are equal: expressions printed, places left out."""
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction() | date():
            return str(value)
        case frozenset():
            return sorted(value)
        case tuple() | list():
            return [canonical(one) for one in value]
        case Mapping():
            return [[str(key), canonical(one)] for key, one in value.items()]
        case Drawn():
            return [[name, _node(name, value)] for name in value.nodes]
    if isinstance(value, NODES):
        return show(value)
    assert is_dataclass(value), f"no canonical form for {type(value).__name__}"
    return {"": type(value).__name__} | {
        CALLED.get(one.name, one.name): _part(one.name, getattr(value, one.name))
        for one in fields(value)
        if one.name not in LEFT_OUT
        and not (one.name in IF_ANY and _as_ever(getattr(value, one.name)))
    }


def _as_ever(value: Any) -> bool:
    """What a rulebook has that says nothing of the matter, like one from before there was a word
    for it."""
    return not value or value == "agree"


def _part(name: str, value: Any) -> Any:
    return None if name in UNTOLD else canonical(value)


def _node(name: str, drawn: Drawn) -> dict[str, Any]:
    about = drawn.nodes[name]
    return {
        "": "Node",
        "id": name,
        "kind": about["kind"],
        "title": about["title"],
        "to": canonical(drawn.onward[name]),
        "step": about["step"],
        "verdict": about["verdict"],
    }
