"""Headings with sentences below them, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from .page import heading
from .testimony import Section


def listed(sections: Iterable[Section]) -> list[RenderableType]:
    """Each heading, and its sentences as a list."""
    found: list[RenderableType] = []
    for one in sections:
        table = Table.grid(padding=(0, 1))
        for line in one.lines:
            table.add_row("-", Text(line))
        found += [heading(one.title), table]
    return found
