"""`facts`: an empty fact file, and its questions."""

from __future__ import annotations

from pathlib import Path

import click

from ..diagnostics.findings import Finding, Invalid
from . import suggestions
from .options import INSIDE
from .shared import book_of, refusing

EXAMPLES = "\b\nExamples:\n  backchannel facts template -o program.json"


@click.group()
def facts() -> None:
    """Work with fact files."""


@facts.command("template", epilog=EXAMPLES)
@INSIDE
@click.option(
    "--flow",
    help="Only the facts that this flow and the notes read.",
    shell_complete=suggestions.flows,
)
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
    from ..present import phrases_work as work

    with refusing():
        book = book_of(folder)
        if flow is not None and flow not in book.flows:
            message, help_ = f"no flow `{flow}`", "flows: " + ", ".join(book.flows)
            raise Invalid([Finding("unknown-flow", message, book.origin, help=help_)])
        wanted = asked(book, flow)
        if out is not None:
            _write(out, fact_file(wanted))
            _write(out.with_suffix(".md"), questionnaire(book, wanted))
            click.echo(work.written([str(out), str(out.with_suffix(".md"))]))
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
