"""A ranking for a terminal: by verdict, a short block for each case."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from . import phrases
from . import phrases_ranking as words
from .kept import line
from .page import heading
from .ranking import Ranking, Row, notes, rows, standing
from .undecided import warnings

PARTED = "  "


def render(ranking: Ranking) -> RenderableType:
    """Everything: the cases under their verdicts, then how many there are of each."""
    parts: list[RenderableType] = list(_above(ranking))
    for verdict, group in groupby(rows(ranking), key=lambda row: row.decision.verdict):
        parts += _verdict(verdict, list(group), ranking)
    tail = [Text(line) for line in notes(ranking)]
    return Group(
        *parts,
        *([Text()] if parts else []),
        *tail,
        Text(phrases.which_rules(ranking.book), style="dim"),
    )


def _above(ranking: Ranking) -> Iterator[RenderableType]:
    """What has to be known before the order is read, in a paragraph."""
    told = " ".join(warnings(ranking))
    if told:
        yield Text(told)


def _verdict(verdict: str, group: list[Row], ranking: Ranking) -> Iterator[RenderableType]:
    title = group[0].decision.path[-1].title if group[0].decision.settled else ""
    yield heading(words.heading(group[0].verdict, title, len(group), ranking.noun))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", no_wrap=True, min_width=len(str(len(ranking.found))) + 1)
    table.add_column()
    for place, row in enumerate(group):
        table.add_row(Text(str(row.rank)), Group(*_block(row, ranking, first=not place)))
    yield table


def _block(row: Row, ranking: Ranking, first: bool) -> Iterator[RenderableType]:
    """What is told of a case; the heading says why the first stands below others."""
    name = Text(row.called, style="bold")
    for one in standing(row, ranking):
        name.append(f"{PARTED}{one}", style="not bold")
    yield name
    known = line(ranking.kept, row.known)
    if known:
        yield _below(known)
    yield _below(" ".join(filter(None, (row.where, row.why))))
    if row.step:
        whom = phrases.whom([row.whom]) if row.whom else ""
        yield _below(" ".join(filter(None, (words.next_step(row.step), whom))))
    if row.weighs:
        yield _below(row.weighs, "dim")
    if row.behind and not first:
        yield _below(row.behind, "dim")


def _below(line: str, style: str = "") -> RenderableType:
    """A line below a name, set in so that names stand out where nothing is bold."""
    return Padding(Text(line, style=style), (0, 0, 0, 2))
