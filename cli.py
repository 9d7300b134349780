"""The command line: parse, call, print. `backchannel --help` lists the commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from engine.commands.lazy import LazyGroup

if TYPE_CHECKING:
    from engine.decide.decision import Decision
    from engine.facade import Rulebook
    from engine.rulebook.findings import Invalid
    from engine.rulebook.load import Workspace

FORMATS = click.Choice(["text", "json", "markdown"])
PICTURES = click.Choice(["svg", "png", "pdf", "dot", "mmd", "html"])
BINARY = ("png", "pdf")
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, allow_dash=True, readable=False, path_type=Path)
TARGET = click.Path(path_type=Path)
Command = TypeVar("Command", bound=Callable[..., object])

EXAMPLES = """
\b
Examples:
  backchannel evaluate program.json
  backchannel evaluate programs/*.json --format json | jq .verdict
  backchannel evaluate program.json --rules my/rules --flows my/flows
  backchannel evaluate program.json --diagram path.svg
"""

PICTURE_EXAMPLES = """
\b
Examples:
  backchannel render program.json -o path.svg
  backchannel render program.json -o report.html
  backchannel render -o flow.pdf
  backchannel render program.json --format mmd | pbcopy
"""

WORKSPACE = (
    click.option(
        "--rules", type=FOLDER, help="Folder with the rules; default: ./rules, else the shipped."
    ),
    click.option(
        "--flows", type=FOLDER, help="Folder with the flows; default: ./flows, else the shipped."
    ),
    click.option("--flow", default="img_support", show_default=True, help="Which flow to use."),
)


def of_a_workspace(command: Command) -> Command:
    """The options that say which rulebook a command uses."""
    for option in reversed(WORKSPACE):
        command = option(command)
    return command


AUTHOR = "engine.commands.author"
COMMANDS = {
    "init": f"{AUTHOR}:init",
    "check": f"{AUTHOR}:check",
    "fmt": f"{AUTHOR}:fmt",
    "schema": f"{AUTHOR}:schema",
    "rules": f"{AUTHOR}:rules",
    "facts": f"{AUTHOR}:facts",
}


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.version_option(package_name="backchannel")
def main() -> None:
    """Walk a decision flowchart with the facts you have, and see why it ends where it does.

    The shipped rulebook asks whether a US residency program truly supports
    international medical graduates. The answer is one article's reading, put
    into rules; it is no advice of a lawyer.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command(epilog=EXAMPLES)
@click.argument("facts", nargs=-1, required=True, type=FILE, metavar="FACTS.json...|-")
@of_a_workspace
@click.option("--format", "form", type=FORMATS, default="text", show_default=True)
@click.option("--diagram", type=TARGET, metavar="OUT", help="Draw the path too, as `render` does.")
def evaluate(
    facts: Sequence[Path], rules: Path | None, flows: Path | None, flow: str, form: str,
    diagram: Path | None,
) -> None:
    """Decide each program from its fact file; `-` reads one from standard input.

    Prints the verdict, the path that led to it with the values that made it
    so, what is still missing and whom to ask. Several files give one result
    after another; as JSON, one a line. Exit status: 0 a decision was made,
    1 a file or the rulebook is invalid, 2 wrong usage.
    """
    from engine.rulebook.findings import Invalid

    if diagram is not None and len(facts) > 1:
        raise click.UsageError("--diagram draws one fact file; for several, call `render` on each")
    try:
        rulebook = _load(rules, flows, flow)
        decisions = _decide(rulebook, facts)
        if diagram is not None:
            _draw(rulebook, decisions[0], diagram, None)
        _show(rulebook, decisions, form)
    except Invalid as invalid:
        _refuse(invalid, form)


@main.command(epilog=PICTURE_EXAMPLES)
@click.argument("facts", required=False, type=FILE, metavar="[FACTS.json|-]")
@click.option("-o", "--output", "out", type=TARGET, metavar="OUT",
              help="The file to write; its ending says the format.")
@click.option("--format", "form", type=PICTURES, help="The format; without -o it is printed.")
@of_a_workspace
def render(
    facts: Path | None, out: Path | None, form: str | None,
    rules: Path | None, flows: Path | None, flow: str,
) -> None:
    """Draw the path that the facts take through the flow; without facts, the flow itself.

    Formats: .svg, .png and .pdf for people, .html for a report to keep or send,
    .dot for Graphviz and .mmd (Mermaid) for Markdown. Neither a network nor
    Graphviz is needed. Exit status: 0 it is drawn, 1 a file or the rulebook is
    invalid or OUT cannot be written, 2 wrong usage.
    """
    from engine.rulebook.findings import Invalid

    if out is None and form is None:
        raise click.UsageError("say where to write with -o OUT, or what to print with --format")
    if out is None and form in BINARY and sys.stdout.isatty():
        raise click.UsageError(f"{form} is no text for a terminal; write it to a file with -o OUT")
    try:
        rulebook = _load(rules, flows, flow)
        decision = _decide(rulebook, [facts])[0] if facts is not None else None
        _draw(rulebook, decision, out, form)
    except Invalid as invalid:
        _refuse(invalid, "text")


def _load(rules: Path | None, flows: Path | None, flow: str) -> Rulebook:
    from engine.facade import Rulebook

    return Rulebook.of(_workspace(rules, flows), flow)


def _workspace(rules: Path | None, flows: Path | None) -> Workspace:
    from dataclasses import replace

    from engine.rulebook.load import find_workspace

    found = find_workspace()
    if rules is None and flows is None:
        return found
    return replace(found, rules=rules or found.rules, flows=flows or found.flows, shipped=False)


def _decide(rulebook: Rulebook, paths: Sequence[Path]) -> tuple[Decision, ...]:
    from engine.decide.many import decide_all

    decisions = decide_all(rulebook.evaluate_text, paths)
    if rulebook.matcher != "durable_rules":
        click.echo(
            "notice: durable_rules cannot be imported here; the plain matcher decides instead,"
            " with the same answers", err=True,
        )  # fmt: skip
    return decisions


def _draw(
    rulebook: Rulebook, decision: Decision | None, out: Path | None, form: str | None
) -> None:
    from engine.draw.output import Picture, form_of, write

    chosen = form or form_of(out or Path())
    data = Picture(rulebook.book, rulebook.flow, decision).form(chosen)
    if out is not None:
        write(out, data)
    else:
        click.get_binary_stream("stdout").write(data)


def _show(rulebook: Rulebook, decisions: Sequence[Decision], form: str) -> None:
    if form == "json":
        indent = 2 if len(decisions) == 1 else None
        for decision in decisions:
            click.echo(json.dumps(decision.to_dict(), indent=indent, ensure_ascii=False))
    elif form == "markdown":
        from engine.present import markdown

        click.echo("\n".join(markdown.render(one, rulebook.book) for one in decisions), nl=False)
    else:
        _print(rulebook, decisions)


def _print(rulebook: Rulebook, decisions: Sequence[Decision]) -> None:
    from rich.console import Console
    from rich.rule import Rule

    from engine.present import text

    console = Console(width=None if sys.stdout.isatty() else 80, soft_wrap=False)
    for place, decision in enumerate(decisions):
        if place:
            console.print(Rule(style="dim"))
        text.write(decision, rulebook.book, console)


def _refuse(invalid: Invalid, form: str) -> None:
    """Say everything that is wrong, and stop with status 1."""
    from engine.rulebook.findings import render

    for finding in invalid.findings:
        click.echo(render(finding), err=True)
    if form == "json":
        findings = [finding.to_dict() for finding in invalid.findings]
        click.echo(json.dumps({"findings": findings}, ensure_ascii=False))
    raise SystemExit(1)


if __name__ == "__main__":
    main(prog_name="backchannel")
