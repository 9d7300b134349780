"""Commands for those who edit rules: init, check, fmt, schema, rules, facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..diagnostics.findings import Finding, Invalid
from ..rulebook.load import load
from ..rulebook.model import Book, Gate, Rule
from .shared import DIRECTORY, own_workspace, refusing, show, workspace

if TYPE_CHECKING:
    pass

FINDINGS = click.Choice(["text", "json", "github"])
HERE = click.argument("folder", type=DIRECTORY, required=False, metavar="[DIR]")


@click.command(
    epilog="\b\nExamples:\n  backchannel init my-rules\n  cd my-rules && backchannel check"
)
@click.argument("folder", type=DIRECTORY, metavar="DIR")
def init(folder: Path) -> None:
    """Start a workspace in DIR: the shipped rules, flows, tests and an example, to edit."""
    from ..author.workspace import init as start

    with refusing():
        written = start(folder)
    click.echo(f"{len(written)} files written to {folder}")
    click.echo(f"Try: cd {folder} && backchannel evaluate examples/community.json")


@click.command(
    epilog="\b\nExamples:\n  backchannel check\n  backchannel check my-rules --format json"
)
@HERE
@click.option("--format", "form", type=FINDINGS, default="text", show_default=True)
@click.option("--prove/--no-prove", default=True, help="Also prove what no file shows by itself.")
def check(folder: Path | None, form: str, prove: bool) -> None:
    """Check a workspace: every mistake and everything suspect, with place and remedy.

    Exit status: 0 clean or warnings only, 1 errors, 2 wrong usage. Each finding
    has a code; docs/findings.md explains them.
    """
    found = findings(folder, prove)
    errors = sum(finding.severity == "error" for finding in found)
    show(found, form)
    if form == "text":
        click.echo(f"{_summary(errors, len(found) - errors)} in {workspace(folder).name}")
    raise SystemExit(1 if errors else 0)


def findings(folder: Path | None, prove: bool) -> list[Finding]:
    """Errors, or else the warnings and what the proofs show."""
    from ..diagnostics.illustrate import illustrated
    from ..rulebook.lint import lint

    try:
        book = load(workspace(folder))
    except Invalid as invalid:
        return list(invalid.findings)
    return illustrated(lint(book) + (_proved(book) if prove else []))


def _proved(book: Book) -> list[Finding]:
    from ..prove.check.findings import prove

    return prove(book)


def _summary(errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return "No findings"
    return f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


@click.command(epilog="\b\nExamples:\n  backchannel fmt\n  backchannel fmt my-rules --check")
@HERE
@click.option(
    "--check", "only", is_flag=True, help="Change nothing; exit 1 if a file would change."
)
def fmt(folder: Path | None, only: bool) -> None:
    """Give every rule and flow file one layout; comments stay, the meaning is proved the same.

    A workspace with errors is left untouched.
    """
    from ..author.format import format_workspace, write

    with refusing():
        found = format_workspace(own_workspace(folder))
        changed = [one for one in found if one.changed]
        if not only:
            write(found)
    for one in changed:
        click.echo(f"{'would change' if only else 'changed'}: {one.path}")
    raise SystemExit(1 if only and changed else 0)


@click.command(epilog="\b\nExamples:\n  backchannel schema facts > facts.schema.json")
@click.argument("kind", type=click.Choice(["facts", "rules", "flow"]))
@HERE
def schema(kind: str, folder: Path | None) -> None:
    """Print the JSON Schema (2020-12) of fact files, rule files or flow files."""
    from ..author.schema import MAKERS

    with refusing():
        book = load(workspace(folder))
    click.echo(json.dumps(MAKERS[kind](book), indent=2, ensure_ascii=False))


WHERE = click.option("--in", "folder", type=DIRECTORY, help="The workspace; default: this folder.")


@click.group()
def rules() -> None:
    """Read the rules: as sentences, or a gate as a decision table."""


@rules.command("list")
@WHERE
def list_rules(folder: Path | None) -> None:
    """Every rule of every gate as a sentence, with its source."""
    with refusing():
        book = load(workspace(folder))
    from ..author import terminal
    from ..present import page

    for gate in book.gates.values():
        page.write(terminal.gate(gate, book), page.console())
        click.echo()


@rules.command("show")
@click.argument("name", metavar="ID")
@WHERE
def show_rule(name: str, folder: Path | None) -> None:
    """One rule: its sentence, its condition, its reason and where it stands."""
    with refusing():
        book = load(workspace(folder))
        gate, rule = _found(book, name)
    from ..author import terminal
    from ..author.layout import lay_out
    from ..present import page
    from ..rulebook.lint import written

    page.write(terminal.rule(rule, book), page.console())
    if rule in gate.rules and not rule.columns:
        click.echo("  when:")
        for line in lay_out(rule.when, page.console().width - 4):
            click.echo(f"    {line}")
    click.echo(f"  because: {written(rule.because)}")
    click.echo(f"  gate {gate.id}, {rule.place.file}:{rule.place.line}")


def _found(book: Book, name: str) -> tuple[Gate, Rule]:
    from ..diagnostics.problem import did_you_mean

    known = {rule.id: (gate, rule) for gate in book.gates.values() for rule in gate.every_rule}
    if name not in known:
        message, help_ = f"no rule `{name}`", did_you_mean(name, known)
        raise Invalid([Finding("unknown-rule", message, book.origin, help=help_)])
    return known[name]


@rules.command("table")
@click.argument("gate", metavar="GATE")
@WHERE
@click.option("--format", "form", type=click.Choice(["text", "markdown", "csv"]), default="text")
def table(gate: str, folder: Path | None, form: str) -> None:
    """A gate as a decision table: rules as rows, facts as columns."""
    from ..author import tables

    with refusing():
        book = load(workspace(folder))
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
    from ..diagnostics.problem import did_you_mean

    if name not in book.gates:
        help_ = did_you_mean(name, book.gates) or "gates: " + ", ".join(book.gates)
        raise Invalid([Finding("unknown-gate", f"no gate `{name}`", book.origin, help=help_)])
    return book.gates[name]


@click.group()
def facts() -> None:
    """Work with fact files."""


@facts.command("template", epilog="\b\nExamples:\n  backchannel facts template -o program.json")
@WHERE
@click.option("--flow", help="Only the facts that this flow and the notes read.")
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write OUT, and the questions beside it as .md; else print the JSON.",
)
def template(folder: Path | None, flow: str | None, out: Path | None) -> None:
    """An empty fact file with every fact, and the questions as a page to print."""
    from ..author.template import asked, fact_file, questionnaire

    with refusing():
        book = load(workspace(folder))
        if flow is not None and flow not in book.flows:
            message, help_ = f"no flow `{flow}`", "flows: " + ", ".join(book.flows)
            raise Invalid([Finding("unknown-flow", message, book.origin, help=help_)])
        wanted = asked(book, flow)
        if out is not None:
            _write(out, fact_file(wanted))
            _write(out.with_suffix(".md"), questionnaire(book, wanted))
            click.echo(f"written: {out} and {out.with_suffix('.md')}")
            return
    click.echo(fact_file(wanted), nl=False)


def _write(path: Path, text: str) -> None:
    """Write a new file; one that is there already is kept."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise Invalid([Finding("file-exists", "there is such a file already", str(path))]) from None
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise Invalid(
            [Finding("unwritable-file", f"cannot be written: {reason}", str(path))]
        ) from None
