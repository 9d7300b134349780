"""`facts`: an empty fact file, and its questions."""

from __future__ import annotations

from pathlib import Path

import click

from ..diagnostics.codes.flows import UNKNOWN_FLOW
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.writing import write_new
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
            raise Invalid([Finding(UNKNOWN_FLOW, message, Place(book.origin), help_)])
        wanted = asked(book, flow)
        if out is not None:
            if out.suffix == ".md":
                raise click.UsageError("the facts are JSON: name the file .json; its page is .md")
            pages = {out: fact_file(wanted), out.with_suffix(".md"): questionnaire(book, wanted)}
            write_new({path: text.encode() for path, text in pages.items()})
            click.echo(work.written([str(out), str(out.with_suffix(".md"))]))
            return
    click.echo(fact_file(wanted), nl=False)
