"""`rules`: the rules as sentences, a gate as a decision table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.codes.scenarios import UNKNOWN_GATE, UNKNOWN_RULE
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from . import suggestions
from .options import INSIDE
from .shared import book_of, refusing

if TYPE_CHECKING:
    from ..rulebook.collect import Item
    from ..rulebook.model import Book, Gate, Rule


@click.group()
def rules() -> None:
    """Read the rules: as sentences, or a gate as a decision table."""


@rules.command("list")
@INSIDE
def list_rules(folder: Path | None) -> None:
    """Every rule of every gate as a sentence, with its source."""
    with refusing():
        book = book_of(folder)
    from ..author import terminal
    from ..present import page

    for gate in book.gates.values():
        page.write(terminal.gate(gate, book), page.console())
        click.echo()


@rules.command("show")
@click.argument("name", metavar="ID", shell_complete=suggestions.rules)
@INSIDE
def show_rule(name: str, folder: Path | None) -> None:
    """One rule or collected item: its sentence, condition, reason and place."""
    with refusing():
        book = book_of(folder)
        gate, found = _found(book, name)
    from ..author import terminal
    from ..author.layout import lay_out
    from ..present import page
    from ..present import phrases_work as work
    from ..rulebook.lint import written

    page.write(terminal.told(found, book), page.console())
    if found in gate.collect or (found in gate.rules and not found.columns):
        click.echo(f"  {work.WHEN}")
        for line in lay_out(found.when, page.console().width - 4):
            click.echo(f"    {line}")
    click.echo(f"  {work.reason(written(found.because))}")
    click.echo(f"  {work.where_gate(gate.id, None)}, {found.place.file}:{found.place.line}")


def _found(book: Book, name: str) -> tuple[Gate, Rule | Item]:
    from ..diagnostics.suggestion import did_you_mean

    known = {one.id: (gate, one) for gate in book.gates.values() for one in gate.everything}
    if name not in known:
        message, help_ = f"no rule `{name}`", did_you_mean(name, known)
        raise Invalid([Finding(UNKNOWN_RULE, message, Place(book.origin), help_)])
    return known[name]


@rules.command("table")
@click.argument("gate", metavar="GATE", shell_complete=suggestions.gates)
@INSIDE
@click.option("--format", "form", type=click.Choice(["text", "markdown", "csv"]), default="text")
def table(gate: str, folder: Path | None, form: str) -> None:
    """A gate as a decision table: rules as rows, facts as columns."""
    from ..author import tables

    with refusing():
        book = book_of(folder)
        found = tables.table(_gate(book, gate), book)
    if form == "csv":
        click.echo(tables.as_csv(found), nl=False)
    elif form == "markdown":
        click.echo(tables.as_markdown(found), nl=False)
    else:
        from ..author import terminal
        from ..present import page

        console = page.console()
        page.write(terminal.table(found, console), console)


def _gate(book: Book, name: str) -> Gate:
    from ..diagnostics.suggestion import did_you_mean

    if name not in book.gates:
        help_ = did_you_mean(name, book.gates) or "gates: " + ", ".join(book.gates)
        raise Invalid([Finding(UNKNOWN_GATE, f"no gate `{name}`", Place(book.origin), help_)])
    return book.gates[name]
