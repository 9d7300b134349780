"""A ranking for a terminal, a line for each case: for hundreds of them."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ..decide.decision import Decision
from ..language.values import spaced
from . import phrases
from . import phrases_ranking as words
from .ranking import Ranking, notes
from .words import shown


def render(ranking: Ranking) -> RenderableType:
    """Rank, name, verdict, the gate where it stands, the next fact; then how many there are."""
    parts: list[RenderableType] = [_table(ranking), Text()] if ranking.found else []
    parts += [Text(line) for line in notes(ranking)]
    return Group(*parts, Text(phrases.which_rules(ranking.book), style="dim"))


def _table(ranking: Ranking) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    table.add_column(justify="right", no_wrap=True)
    for ratio in (3, None, None, 2):
        table.add_column(no_wrap=True, overflow="ellipsis", ratio=ratio)
    head = (words.RANK, ranking.noun.one, words.VERDICT, words.STANDS_AT, words.NEXT)
    table.add_row(*(Text(shown(one), style="dim") for one in head))
    for one in ranking.found:
        decision = one.entry.decision
        verdict = Text(spaced(decision.verdict), style="bold")
        name, step = Text(shown(one.entry.name)), Text(_next(decision))
        table.add_row(str(one.rank), name, verdict, Text(spaced(decision.decided_at or "")), step)
    return table


def _next(decision: Decision) -> str:
    return decision.missing[0].fact if decision.missing else ""
