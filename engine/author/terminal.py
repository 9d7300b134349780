"""Rules and decision tables for a terminal, at whatever width it has."""

from __future__ import annotations

from rich.box import SIMPLE
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from ..language.tree import COLLECTED
from ..rulebook.collect import Item
from ..rulebook.model import Book, Gate, Rule
from .sentences import collected, sentence
from .tables import ANY, Table

WIDEST = 10_000


def gate(found: Gate, book: Book) -> RenderableType:
    """The question of a gate, what it collects, and each of its rules as a sentence."""
    head = Text.assemble((found.id, "bold"), "  ", found.question)
    every = [told(one, book) for one in found.everything]
    return Group(head, Text(), *(Padding(one, (0, 0, 1, 2), expand=False) for one in every))


def told(found: Rule | Item, book: Book) -> RenderableType:
    """The id of a rule, or of something collected, with its passage, and its sentence below."""
    if isinstance(found, Item):
        name, words = f"{COLLECTED}.{found.id}", collected(found, book)
    else:
        name, words = found.id, sentence(found, book)
    passage = f"  [{found.source}]" if found.source else ""
    head = Text.assemble((name, "bold"), (passage, "dim"))
    return Group(head, Padding(Text(words), (0, 0, 0, 2), expand=False))


def table(found: Table, console: Console) -> RenderableType:
    """A table where it fits; else each rule with only the facts that it reads."""
    grid = _grid(found)
    unbounded = console.options.update(max_width=WIDEST)
    needed = console.measure(grid, options=unbounded).maximum
    return grid if needed <= console.width else _sideways(found)


def _grid(found: Table) -> Grid:
    grid = Grid(box=SIMPLE, show_edge=False, pad_edge=False)
    for name in found.head:
        grid.add_column(Text(name.replace(".", ".\n", 1)), no_wrap=True)
    for row in found.rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _sideways(found: Table) -> RenderableType:
    facts = found.head[1:-1]
    width = max((len(name) for name in facts), default=0)
    return Group(*(_block(facts, row, width) for row in found.rows))


def _block(facts: tuple[str, ...], row: tuple[str, ...], width: int) -> RenderableType:
    """One row: its rule and outcome, then a line for each fact it reads."""
    grid = Grid.grid(padding=(0, 2))
    grid.add_column(min_width=width, no_wrap=True)
    grid.add_column(overflow="fold")
    for name, cell in zip(facts, row[1:-1], strict=True):
        if cell != ANY:
            grid.add_row(Text(name), Text(cell))
    head = Text.assemble((row[0], "bold"), " → ", row[-1])
    return Group(head, Padding(grid, (0, 0, 1, 2), expand=False))
