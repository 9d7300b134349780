"""Cases side by side as Markdown: tables with a column for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..decide.compared import Comparison
from . import compared as told
from . import phrases
from . import phrases_ranking as words
from .markdown import escape


def render(found: Comparison) -> str:
    """The gates and the facts; everything of unknown origin is escaped."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Comparison) -> Iterator[str]:
    names = [escape(one.name) for one in found.columns]
    yield from (f"# {escape(words.side_by_side(found.book.vocabulary.case))}", "")
    yield from _table(["", *names], _gates(found))
    for title, rows in told.sections(found):
        yield from (f"## {title}", "")
        facts = (
            [
                f"{escape(told.label(row.fact))} `{row.fact.name}`",
                *(escape(told.value(one, row.fact)) for one in row.states),
            ]
            for row in rows
        )
        yield from _table([words.FACT, *names], facts)
    yield from (escape(told.closing(found)), "")
    yield phrases.which_rules_markdown(escape(found.book.origin), found.book.fingerprint)


def _gates(found: Comparison) -> Iterator[list[str]]:
    yield [words.OUTCOME, *(f"**{escape(told.title(one))}**" for one in found.columns)]
    for title, outcomes in told.gates(found):
        yield [escape(title), *(_outcome(outcome, why) for outcome, why in outcomes)]
    steps = told.next_steps(found)
    if any(steps):
        yield [words.NEXT, *map(escape, steps)]


def _outcome(outcome: str, why: str) -> str:
    return f"**{escape(outcome)}** {escape(why)}" if why else escape(outcome)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""
