"""The command line: parse, call, print. `backchannel --help` lists the commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from engine.commands.lazy import LazyGroup

if TYPE_CHECKING:
    from engine.decide.decision import Decision
    from engine.diagnostics.findings import Invalid
    from engine.facade import Rulebook
    from engine.rulebook.load import Workspace
    from engine.scenario.model import Scenario

FORMATS = click.Choice(["text", "json", "markdown"])
PICTURES = click.Choice(["svg", "png", "pdf", "dot", "mmd", "html"])
BINARY = ("png", "pdf")
REPORTS = click.Choice(["text", "json", "junit"])
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, allow_dash=True, readable=False, path_type=Path)
TARGET = click.Path(path_type=Path)
Command = TypeVar("Command", bound=Callable[..., object])

EXAMPLES = """
\b
Examples:
  backchannel evaluate program.json
  backchannel evaluate programs/*.json --brief
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
  backchannel render program.json --format dot | dot -Tsvg > path.svg
"""

TEST_EXAMPLES = """
\b
Examples:
  backchannel test
  backchannel test my-rules -k "visa late"
  backchannel test --coverage --min-coverage 95
"""

WORKSPACE = (
    click.option(
        "--rules", type=FOLDER, help="Folder with the rules; default: ./rules, else the shipped."
    ),
    click.option(
        "--flows", type=FOLDER, help="Folder with the flows; default: ./flows, else the shipped."
    ),
    click.option("--flow", help="Which flow to use; default: the main one."),
)


def of_a_workspace(command: Command) -> Command:
    """The options that say which rulebook a command uses."""
    for option in reversed(WORKSPACE):
        command = option(command)
    return command


def _version() -> str:
    """The installed version; a checkout that is not installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("backchannel")
    except PackageNotFoundError:
        return "(not installed)"


AUTHOR = "engine.commands.author"
PROVE = "engine.commands.prove"
COMMANDS = {
    "init": f"{AUTHOR}:init",
    "check": f"{AUTHOR}:check",
    "fmt": f"{AUTHOR}:fmt",
    "schema": f"{AUTHOR}:schema",
    "rules": f"{AUTHOR}:rules",
    "facts": f"{AUTHOR}:facts",
    "diff": f"{PROVE}:diff",
    "whatif": f"{PROVE}:whatif",
    "sensitivity": f"{PROVE}:sensitivity",
}


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.version_option(version=_version())
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
@click.option("--brief", is_flag=True, help="One line for each program, as text.")
@click.option("--diagram", type=TARGET, metavar="OUT", help="Draw the path too, as `render` does.")
def evaluate(
    facts: Sequence[Path], rules: Path | None, flows: Path | None, flow: str | None,
    form: str, brief: bool, diagram: Path | None,
) -> None:  # fmt: skip
    """Decide each program from its fact file; `-` reads one from standard input.

    Prints the verdict, the path that led to it with the values that made it
    so, what is still missing and whom to ask. Several files give one result
    after another; as JSON, one a line. Exit status: 0 a decision was made,
    1 a file or the rulebook is invalid, 2 wrong usage.
    """
    from engine.diagnostics.findings import Invalid

    if diagram is not None and len(facts) > 1:
        raise click.UsageError("--diagram draws one fact file; for several, call `render` on each")
    if brief and form != "text":
        raise click.UsageError("--brief is text; leave out one of --brief and --format")
    try:
        rulebook = _load(rules, flows, flow)
        decisions = _decide(rulebook, facts)
        if diagram is not None:
            _draw(rulebook, decisions[0], diagram, None)
        if brief:
            _print_brief(rulebook, facts, decisions)
        else:
            _show(rulebook, decisions, form)
    except Invalid as invalid:
        _refuse(invalid, form, of_many=len(facts) > 1)


@main.command(epilog=PICTURE_EXAMPLES)
@click.argument("facts", required=False, type=FILE, metavar="[FACTS.json|-]")
@click.option("-o", "--output", "out", type=TARGET, metavar="OUT",
              help="The file to write; its ending says the format.")  # fmt: skip
@click.option("--format", "form", type=PICTURES, help="The format; without -o it is printed.")
@of_a_workspace
def render(
    facts: Path | None, out: Path | None, form: str | None,
    rules: Path | None, flows: Path | None, flow: str | None,
) -> None:  # fmt: skip
    """Draw the path that the facts take through the flow; without facts, the flow itself.

    Formats: .svg, .png and .pdf for people, .html for a report to keep or send,
    .dot for Graphviz and .mmd (Mermaid) for Markdown. Neither a network nor
    Graphviz is needed. Exit status: 0 it is drawn, 1 a file or the rulebook is
    invalid or OUT cannot be written, 2 wrong usage.
    """
    from engine.diagnostics.findings import Invalid

    if out is None and form is None:
        raise click.UsageError("say where to write with -o OUT, or what to print with --format")
    if out is None and form in BINARY and _on_terminal():
        raise click.UsageError(f"{form} is no text for a terminal; write it to a file with -o OUT")
    try:
        rulebook = _load(rules, flows, flow)
        decision = _decide(rulebook, [facts])[0] if facts is not None else None
        _draw(rulebook, decision, out, form)
    except Invalid as invalid:
        _refuse(invalid, "text")


@main.command(epilog=TEST_EXAMPLES)
@click.argument("folder", required=False, type=FOLDER, metavar="[DIR]")
@click.option("-k", "words", default="", metavar="WORDS",
              help="Only the tests whose names hold all of these words.")  # fmt: skip
@click.option("--coverage", is_flag=True, help="Say how much of the rulebook the tests have seen.")
@click.option("--min-coverage", "least", type=click.IntRange(0, 100), metavar="N",
              help="Fail when rules, edges, verdicts or conditions are below N %.")  # fmt: skip
@click.option("--format", "form", type=REPORTS, default="text", show_default=True)
def test(folder: Path | None, words: str, coverage: bool, least: int | None, form: str) -> None:
    """Run the scenario tests in rules/tests of a workspace, by default the one used here.

    Exit status: 0 all passed and the coverage is reached, 1 a test failed, the
    coverage falls short or a file is invalid, 2 wrong usage.
    """
    from engine.commands.shared import refusing
    from engine.rulebook.load import find_workspace
    from engine.scenario.session import run

    with refusing(form if form == "json" else "text"):
        session = run(find_workspace(folder), words, _watched)
        if not session.results:
            raise click.UsageError(f"no test has all of {words!r} in its name")
        click.echo(session.told(form, coverage, least))
        raise SystemExit(0 if session.passed(least) else 1)


def _watched(scenarios: Sequence[Scenario]) -> Iterable[Scenario]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return scenarios
    from rich.console import Console
    from rich.progress import track

    return track(scenarios, "Testing", console=Console(stderr=True), transient=True)


def _load(rules: Path | None, flows: Path | None, flow: str | None) -> Rulebook:
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


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def _draw(
    rulebook: Rulebook, decision: Decision | None, out: Path | None, form: str | None
) -> None:
    from engine.draw.output import Picture, form_of, write

    chosen = form or form_of(out or Path())
    data = Picture(rulebook.book, rulebook.flow, decision).form(chosen)
    if out is not None:
        write(out, data)
    else:
        click.echo(data, nl=False)


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


def _print_brief(rulebook: Rulebook, facts: Sequence[Path], decisions: Sequence[Decision]) -> None:
    from engine.present import page, text

    named = [(one.program or path.stem, one) for path, one in zip(facts, decisions, strict=True)]
    page.write(text.brief(named, rulebook.book), page.console())


def _print(rulebook: Rulebook, decisions: Sequence[Decision]) -> None:
    from rich.rule import Rule

    from engine.present import page, text

    console = page.console()
    for place, decision in enumerate(decisions):
        if place:
            console.print(Rule(style="dim"))
        page.write(text.render(decision, rulebook.book), console)


def _refuse(invalid: Invalid, form: str, of_many: bool = False) -> None:
    """Say everything that is wrong, and stop with status 1."""
    from engine.diagnostics.findings import render

    for finding in invalid.findings:
        click.echo(render(finding), err=True)
    if form == "json":
        findings = [finding.to_dict() for finding in invalid.findings]
        click.echo(json.dumps({"findings": findings}, ensure_ascii=False))
    if of_many:
        click.echo("nothing was evaluated, since not all of the files can be used", err=True)
    raise SystemExit(1)


if __name__ == "__main__":
    main(prog_name="backchannel")
