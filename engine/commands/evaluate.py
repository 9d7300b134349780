"""`evaluate`: decide programs from their fact files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.invalid import Invalid
from ..diagnostics.printable import json_text
from ..diagnostics.rendering import as_json
from . import shared
from .options import AS_OF, FILE, REDACT, STRICT, TARGET, of_a_workspace, printed_as

if TYPE_CHECKING:
    from ..decide.decision import Decision
    from ..facade import Rulebook

EXAMPLES = """
\b
Examples:
  backchannel evaluate program.json
  backchannel evaluate program.json --short
  backchannel evaluate programs/*.json --brief
  backchannel evaluate programs/*.json --format json | jq .verdict
  backchannel evaluate program.json --rules my/rules --flows my/flows
  backchannel evaluate program.json --diagram path.svg
"""


def _print_json(_rulebook: Rulebook, decisions: Sequence[Decision]) -> None:
    indent = 2 if len(decisions) == 1 else None
    for decision in decisions:
        click.echo(json_text(decision.to_dict(), indent))


def _print_markdown(rulebook: Rulebook, decisions: Sequence[Decision]) -> None:
    from ..present import markdown

    click.echo("\n".join(markdown.render(one, rulebook.book) for one in decisions), nl=False)


def _print_text(rulebook: Rulebook, decisions: Sequence[Decision]) -> None:
    from rich.rule import Rule

    from ..present import page, text

    console = page.console()
    for place, decision in enumerate(decisions):
        if place:
            console.print(Rule(style="dim"))
        page.write(text.render(decision, rulebook.book), console)


PRINTERS: Mapping[str, Callable[[Rulebook, Sequence[Decision]], None]] = {
    "text": _print_text,
    "json": _print_json,
    "markdown": _print_markdown,
}
"""What `--format` can be; the first is what is printed without it."""


@click.command(epilog=EXAMPLES)
@click.argument("facts", nargs=-1, required=True, type=FILE, metavar="FACTS.json...|-")
@of_a_workspace
@printed_as(*PRINTERS)
@AS_OF
@STRICT
@REDACT
@click.option("--short", is_flag=True, help="The verdict and the next step only, as text.")
@click.option("--brief", is_flag=True, help="One line for each program, as text.")
@click.option("--diagram", type=TARGET, metavar="OUT", help="Draw the path too, as `render` does.")
def evaluate(
    facts: Sequence[Path],
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    form: str,
    as_of: date | None,
    strict: bool,
    redact: bool,
    short: bool,
    brief: bool,
    diagram: Path | None,
) -> None:
    """Decide each program from its fact file; `-` reads one from standard input.

    Prints the verdict, the path that led to it with the values that made it
    so, what is still missing and whom to ask. Several files give one result
    after another; as JSON, one a line. Exit status: 0 a decision was made,
    1 a file or the rulebook is invalid, 2 wrong usage.
    """
    if diagram is not None and len(facts) > 1:
        raise click.UsageError("--diagram draws one fact file; for several, call `render` on each")
    if (brief or short) and form != "text":
        flag = "--brief" if brief else "--short"
        raise click.UsageError(f"{flag} is text; leave out one of {flag} and --format")
    try:
        rulebook = shared.rulebook_of(rules, flows, flow)
        decisions = shared.decide(rulebook, facts, as_of, strict, redact)
        if diagram is not None:
            shared.draw(rulebook, decisions[0], diagram, None)
        if short:
            _print_short(rulebook, facts, decisions)
        elif brief:
            _print_brief(rulebook, facts, decisions)
        else:
            PRINTERS[form](rulebook, decisions)
    except Invalid as invalid:
        _refuse(invalid, form, of_many=len(facts) > 1)


def _print_short(rulebook: Rulebook, facts: Sequence[Path], decisions: Sequence[Decision]) -> None:
    from ..present import page, text

    for path, decision in zip(facts, decisions, strict=True):
        page.write(text.short(decision, rulebook.book, shared.seen_alike(path)), page.console())


def _print_brief(rulebook: Rulebook, facts: Sequence[Path], decisions: Sequence[Decision]) -> None:
    from ..present import page, text

    named = [(one.program or path.stem, one) for path, one in zip(facts, decisions, strict=True)]
    page.write(text.brief(named, rulebook.book), page.console())


def _refuse(invalid: Invalid, form: str, of_many: bool) -> None:
    """Say everything that is wrong, as JSON too where that was asked for, and stop with status 1.

    Unlike the other commands this one also tells people what it prints as JSON: its
    JSON is often piped on.
    """
    from ..present import phrases_work as work

    shared.show(invalid.findings, "text", err=True)
    if form == "json":
        click.echo(json_text(as_json(invalid.findings), None))
    if of_many:
        click.echo(work.NOTHING_EVALUATED, err=True)
    raise SystemExit(1)
