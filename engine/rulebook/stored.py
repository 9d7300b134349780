"""A checked rulebook as JSON, and back: the same objects, without reading its files again.

Of our own dataclasses only, listed in `CLASSES`: what is read makes nothing else, whoever wrote it.
Each value that JSON lacks is a list whose first item says what it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any, cast

from ..diagnostics import place
from ..language import tree, types
from . import about, collect, graph, model, promise, span

CLASSES: tuple[type[Any], ...] = (
    *tree.NODES,
    tree.Selection,
    *types.type_names,
    place.Place,
    place.Span,
    about.RestsOn,
    about.Noun,
    about.Asking,
    collect.Item,
    promise.Promise,
    span.Span,
    model.Fact,
    model.Constraint,
    model.Vocabulary,
    model.Threshold,
    model.Rule,
    model.Note,
    model.Gate,
    model.Board,
    model.Flow,
    model.Book,
)
TUPLE, FRACTION, DATE, WORDS, MAPPING, DRAWN = range(6)
BASE = 6
"""The first items of lists: below it what Python has, from it on the classes in their order."""

_NUMBER = {kind: BASE + place for place, kind in enumerate(CLASSES)}
_FIELDS = {kind: tuple(one.name for one in fields(kind)) for kind in CLASSES}


def dumps(book: model.Book) -> str:
    """A rulebook, with the fingerprint that it has."""
    return json.dumps([book.fingerprint, _put(book)], ensure_ascii=True, separators=(",", ":"))


def loads(text: str) -> model.Book:
    """The rulebook that was stored; raises ValueError where the text is none."""
    try:
        fingerprint, stored = json.loads(text)
        book = _take(stored)
    except (ArithmeticError, LookupError, RecursionError, TypeError, AttributeError) as error:
        raise ValueError(f"no stored rulebook: {error}") from None
    if not isinstance(book, model.Book) or not isinstance(fingerprint, str):
        raise ValueError("no stored rulebook")
    book.__dict__["fingerprint"] = fingerprint
    return book


def _put(value: Any) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case tuple():
            return [TUPLE, *map(_put, value)]
        case Fraction():
            return [FRACTION, value.numerator, value.denominator]
        case date():
            return [DATE, value.isoformat()]
        case frozenset():
            return [WORDS, *sorted(value)]
        case Mapping():
            return [MAPPING, *(_put(part) for pair in value.items() for part in pair)]
        case graph.Drawn():
            told = (value.name, value.nodes, value.onward, value.in_order)
            return [DRAWN, *map(_put, told)]
    kind = type(value)
    return [_NUMBER[kind], *(_put(getattr(value, name)) for name in _FIELDS[kind])]


def _take(stored: Any) -> Any:
    if type(stored) is not list:
        return stored
    return _TAKEN[stored[0]](stored)


def _made(kind: type[Any]) -> Callable[[list[Any]], Any]:
    def made(stored: list[Any]) -> Any:
        return kind(*[_take(one) if type(one) is list else one for one in stored[1:]])

    return made


def _mapping(stored: list[Any]) -> dict[Any, Any]:
    parts = [_take(one) for one in stored[1:]]
    return dict(zip(parts[::2], parts[1::2], strict=True))


_TAKEN: tuple[Callable[[list[Any]], Any], ...] = (
    lambda stored: tuple([_take(one) for one in stored[1:]]),
    lambda stored: Fraction(cast(int, stored[1]), cast(int, stored[2])),
    lambda stored: date.fromisoformat(stored[1]),
    lambda stored: frozenset(stored[1:]),
    _mapping,
    lambda stored: graph.Drawn.kept(*map(_take, stored[1:])),
    *map(_made, CLASSES),
)
