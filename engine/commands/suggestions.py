"""Names of the rulebook at hand, for shells that complete what is typed.

Each function is called by click with what has been typed so far, and answers with the
names that go on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ..rulebook.model import Book

Suggest = Callable[[click.Context, click.Parameter, str], list[str]]


def _names(of: Callable[[Book, click.Context], Iterable[str]]) -> Suggest:
    """Those of some names that go on from what is typed; none in a workspace with errors.

    A shell that completes has no place for findings: the command tells them when it runs.
    """

    def suggest(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
        from ..diagnostics.invalid import Invalid

        try:
            names = [*of(_book(context), context)]
        except (Invalid, click.UsageError):
            return []
        return [name for name in names if name.startswith(typed)]

    return suggest


def _book(context: click.Context) -> Book:
    """The rulebook that the command would use."""
    from ..rulebook.load import load
    from .shared import mixed_workspace, workspace

    given = context.params
    if "folder" in given:
        return load(workspace(given["folder"]))
    return load(mixed_workspace(given.get("rules"), given.get("flows")))


def _rules(book: Book, _: click.Context) -> Iterable[str]:
    return (one.id for gate in book.gates.values() for one in gate.everything)


def _worksheets(book: Book, _: click.Context) -> Iterable[str]:
    from ..interview.worksheet import worksheets

    return worksheets(book)


def _verdicts(book: Book, context: click.Context) -> Iterable[str]:
    from ..rulebook.choice import chosen_flow

    flow = chosen_flow(book, context.params.get("flow"), book.origin)
    return book.flows[flow].verdicts


flows = _names(lambda book, _: book.flows)
gates = _names(lambda book, _: book.gates)
rules = _names(_rules)
verdicts = _names(_verdicts)
worksheets = _names(_worksheets)
informants = _names(lambda book, _: book.vocabulary.informants)
