"""Cases side by side for a terminal: each has a letter, below which or by which it is told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ..decide.compared import Comparison, FactRow
from ..language.naming import lettered
from . import compared as told
from . import phrases
from . import phrases_ranking as words
from .page import heading
from .text import outcome_colour
from .words import shown

SIDE_BY_SIDE = 3
"""So many cases have columns of their own; of more, those with the same value are named."""
NARROW = 30
"""How wide the questions of facts are beside columns, in characters."""


def render(found: Comparison) -> RenderableType:
    """Who is compared, the gates, the facts."""
    parts: list[RenderableType] = [_legend(found), *_gates(found)]
    for title, rows in told.sections(found):
        parts += [heading(title), *_facts(rows, found)]
    parts += [Text(), Text(told.closing(found))]
    return Group(*parts, Text(phrases.which_rules(found.book), style="dim"))


def _letters(found: Comparison) -> list[str]:
    return [lettered(place).upper() for place in range(len(found.columns))]


def _grid(*widths: int | None) -> Table:
    table = Table.grid(padding=(0, 2))
    for width in widths:
        table.add_column(width=width, overflow="fold")
    return table


def _legend(found: Comparison) -> Table:
    table = _grid(None, None)
    for letter, one, step in zip(
        _letters(found), found.columns, told.next_steps(found), strict=True
    ):
        lines = [Text(shown(one.name), style="bold"), Text(told.title(one))]
        weighs = words.weighs(one.decision, one.known)
        lines += [Text(weighs, style="dim")] if weighs else []
        lines += [Text(words.next_step(step))] if step else []
        table.add_row(Text(letter, style="bold"), Group(*lines))
    return table


def _gates(found: Comparison) -> Iterator[RenderableType]:
    for title, outcomes in told.gates(found):
        yield heading(title)
        table = _grid(None, None, None)
        for letter, (outcome, why) in zip(_letters(found), outcomes, strict=True):
            style = f"bold {outcome_colour(outcome, found.book)}" if why else "dim"
            table.add_row(letter, Text(outcome, style=style), Text(why))
        yield table


def _facts(rows: Sequence[FactRow], found: Comparison) -> Iterator[RenderableType]:
    beside = len(found.columns) <= SIDE_BY_SIDE
    yield _beside(rows, found) if beside else _by_value(rows, found)


def _beside(rows: Sequence[FactRow], found: Comparison) -> Table:
    """A column for each case."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(width=NARROW, overflow="fold")
    for _ in found.columns:
        table.add_column(ratio=1, overflow="fold")
    table.add_row("", *(Text(letter, style="bold") for letter in _letters(found)))
    for group, inner in told.by_group(rows):
        table.add_row(Text(group, style="bold"))
        for row in inner:
            values = (Text(told.value(state, row.fact)) for state in row.states)
            table.add_row(_name(row), *values)
    return table


def _by_value(rows: Sequence[FactRow], found: Comparison) -> Table:
    """The values, each with the letters of those that have it."""
    table = _grid(NARROW, None)
    for group, inner in told.by_group(rows):
        table.add_row(Text(group, style="bold"), "")
        for row in inner:
            table.add_row(_name(row), Group(*_values(row, found)))
    return table


def _values(row: FactRow, found: Comparison) -> Iterator[Text]:
    who: dict[str, list[str]] = {}
    for letter, state in zip(_letters(found), row.states, strict=True):
        who.setdefault(told.value(state, row.fact), []).append(letter)
    for value, letters in who.items():
        yield Text(f"{', '.join(letters)}: ", style="bold").append(value, style="not bold")


def _name(row: FactRow) -> RenderableType:
    """The name of a fact, set in below its group."""
    return Padding(Text(told.label(row.fact)), (0, 0, 0, 2))
