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
from .model import Book, Place

LEFT_OUT = ("place", "origin")


def fingerprint(book: Book) -> str:
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
        case Place():
            return None
    if isinstance(value, NODES):
        return show(value)
    assert is_dataclass(value), f"no canonical form for {type(value).__name__}"
    return {"": type(value).__name__} | {
        one.name: canonical(getattr(value, one.name))
        for one in fields(value)
        if one.name not in LEFT_OUT
    }
