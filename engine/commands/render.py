"""`render`: draw a path, or the flow."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from . import shared
from .options import AS_OF, FILE, REDACT, STRICT, TARGET, of_a_workspace

PICTURES = ("svg", "png", "pdf", "dot", "mmd", "html")
BINARY = ("png", "pdf")

EXAMPLES = """
\b
Examples:
  backchannel render program.json -o path.svg
  backchannel render program.json -o report.html
  backchannel render -o flow.pdf
  backchannel render program.json --format dot | dot -Tsvg > path.svg
"""


@click.command(epilog=EXAMPLES)
@click.argument("facts", required=False, type=FILE, metavar="[FACTS.json|-]")
@click.option(
    "-o",
    "--output",
    "out",
    type=TARGET,
    metavar="OUT",
    help="The file to write; its ending says the format.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(PICTURES),
    help="The format; without -o it is printed.",
)
@of_a_workspace
@AS_OF
@STRICT
@REDACT
def render(
    facts: Path | None,
    out: Path | None,
    form: str | None,
    rules: Path | None,
    flows: Path | None,
    flow: str | None,
    as_of: date | None,
    strict: bool,
    redact: bool,
) -> None:
    """Draw the path that the facts take through the flow; without facts, the flow itself.

    Formats: .svg, .png and .pdf for people, .html for a report to keep or send,
    .dot for Graphviz and .mmd (Mermaid) for Markdown. Neither a network nor
    Graphviz is needed. Exit status: 0 it is drawn, 1 a file or the rulebook is
    invalid or OUT cannot be written, 2 wrong usage.
    """
    if out is None and form is None:
        raise click.UsageError("say where to write with -o OUT, or what to print with --format")
    if out is None and form in BINARY and _on_terminal():
        raise click.UsageError(f"{form} is no text for a terminal; write it to a file with -o OUT")
    with shared.refusing():
        rulebook = shared.rulebook_of(rules, flows, flow)
        found = shared.decide(rulebook, [facts], as_of, strict, redact) if facts is not None else ()
        decision = found[0] if found else None
        shared.draw(rulebook, decision, out, form)


def _on_terminal() -> bool:
    return sys.stdout.isatty()
