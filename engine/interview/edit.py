"""Putting a value into the text of a fact file, with everything around it left as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ..case.json_text import Spot, spots
from ..diagnostics.place import Path

STEP = 2
"""How far a new line goes in below what it belongs to, in spaces, where the file does not tell."""


def put(text: str, path: Path, data: Any) -> str:
    """A sound JSON text with `data` at `path`; a place at the end of a list adds to it.

    What stands there is replaced; what lacks on the way is made. A `null` counts as nothing.
    """
    found = {spot.path: spot for spot in spots(text)}
    if path in found:
        start, end = found[path].value
        return text[:start] + spelled(data, _column(text, _head(found[path]))) + text[end:]
    depth = max(
        n for n in range(len(path)) if path[:n] in found and not _is_null(text, found, path[:n])
    )
    here = path[: depth + 1]
    if here != path:
        empty: Any = {} if isinstance(path[depth + 1], str) else []
        return put(put(text, here, empty), path, data)
    return _inserted(text, found, here, data)


def _is_null(text: str, found: Mapping[Path, Spot], path: Path) -> bool:
    start, end = found[path].value
    return text[start:end] == "null"


def _inserted(text: str, found: Mapping[Path, Spot], path: Path, data: Any) -> str:
    """A new member as the last one of an object or a list."""
    *outer, key = path
    start, end = found[tuple(outer)].value
    inside = [spot for spot in found.values() if spot.path[:-1] == tuple(outer) and spot.path]
    name = f"{json.dumps(key, ensure_ascii=False)}: " if isinstance(key, str) else ""
    if not inside:
        column = _column(text, start)
        indent = "\n" + " " * (column + STEP)
        member = name + spelled(data, column + STEP)
        return f"{text[: start + 1]}{indent}{member}\n{' ' * column}{text[end - 1 :]}"
    last = max(inside, key=lambda spot: spot.value[1])
    head = _head(last)
    column = _column(text, head)
    on_a_line = text[:head].rstrip(" \t").endswith("\n")
    between = ",\n" + " " * column if on_a_line else ", "
    member = name + (spelled(data, column) if on_a_line else spelled(data, None))
    place = last.value[1]
    return text[:place] + between + member + text[place:]


def _head(spot: Spot) -> int:
    return spot.key[0] if spot.key[1] else spot.value[0]


def _column(text: str, offset: int) -> int:
    """How far the line goes in on which a value begins."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    return len(line) - len(line.lstrip())


def spelled(data: Any, column: int | None) -> str:
    """Data as JSON, numbers exactly; small things on one line, objects of objects on several.

    Without a column everything stands on one line.
    """
    match data:
        case Decimal():
            return format(data, "f")
        case date():
            return json.dumps(data.isoformat())
        case Mapping():
            parts = [(f"{json.dumps(key, ensure_ascii=False)}: ", one) for key, one in data.items()]
            return _joined("{}", parts, column)
        case list() | tuple():
            return _joined("[]", [("", one) for one in data], column)
        case _:
            return json.dumps(data, ensure_ascii=False)


def _joined(brackets: str, parts: Sequence[tuple[str, Any]], column: int | None) -> str:
    first, last = brackets[0], brackets[1]
    if column is None or not any(_has_inside(one) for _, one in parts):
        return first + ", ".join(name + spelled(one, None) for name, one in parts) + last
    inner = column + STEP
    lines: Iterable[str] = (f"{' ' * inner}{name}{spelled(one, inner)}" for name, one in parts)
    return first + "\n" + ",\n".join(lines) + f"\n{' ' * column}{last}"


def _has_inside(data: Any) -> bool:
    return isinstance(data, Mapping | list | tuple) and bool(data)
