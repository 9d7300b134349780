"""A ranking as Markdown: a table for a note or a message."""

from __future__ import annotations

from collections.abc import Iterator

from . import phrases
from . import phrases_ranking as words
from .kept import label, to_read
from .markdown import escape
from .ranking import Ranking, Row, notes, rows, standing
from .undecided import warnings


def render(ranking: Ranking) -> str:
    """A heading, the table, how many there are; everything of unknown origin is escaped."""
    return "\n".join(_lines(ranking)) + "\n"


def _lines(ranking: Ranking) -> Iterator[str]:
    yield from (f"# {escape(words.ranking_of(ranking.noun))}", "")
    for line in warnings(ranking):
        yield from (escape(line), "")
    found = list(rows(ranking))
    if found:
        kept = [label(fact) for fact in ranking.kept]
        head = (words.RANK, ranking.noun.one, words.VERDICT, *kept, words.WHERE_AND_WHY, words.NEXT)
        yield f"| {' | '.join(map(escape, head))} |"
        yield f"| ---: |{' --- |' * (len(head) - 1)}"
        yield from (_row(row, ranking) for row in found)
        yield ""
    for line in notes(ranking):
        yield from (escape(line), "")
    yield phrases.which_rules_markdown(escape(ranking.book.origin), ranking.book.fingerprint)


def _row(row: Row, ranking: Ranking) -> str:
    verdict = ", ".join([f"**{escape(row.verdict)}**", *map(escape, standing(row, ranking))])
    why = " ".join(filter(None, (row.where, row.why, row.behind)))
    step = " ".join(filter(None, (row.step, phrases.whom([row.whom]) if row.whom else "")))
    kept = (to_read(row.known, fact) for fact in ranking.kept)
    cells = [str(row.rank), escape(row.called), verdict, *map(escape, (*kept, why, step))]
    return f"| {' | '.join(cells)} |"
