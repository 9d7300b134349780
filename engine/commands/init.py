"""`init`: start a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from .options import NEW_FOLDER
from .shared import refusing

EXAMPLES = "\b\nExamples:\n  backchannel init my-rules\n  cd my-rules && backchannel check"


@click.command(epilog=EXAMPLES)
@click.argument("folder", type=NEW_FOLDER, metavar="DIR")
def init(folder: Path) -> None:
    """Start a workspace in DIR: the shipped rules, flows, tests and an example, to edit."""
    from ..author.workspace import init as start
    from ..present import phrases_work as work

    with refusing():
        written = start(folder)
    click.echo(work.files_written(len(written), str(folder)))
    click.echo(work.try_example(str(folder)))
