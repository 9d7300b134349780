"""`fmt`: one layout for the files of a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from .options import HERE
from .shared import own_workspace, refusing

EXAMPLES = "\b\nExamples:\n  backchannel fmt\n  backchannel fmt my-rules --check"


@click.command(epilog=EXAMPLES)
@HERE
@click.option(
    "--check", "only", is_flag=True, help="Change nothing; exit 1 if a file would change."
)
def fmt(folder: Path | None, only: bool) -> None:
    """Give every rule and flow file one layout; comments stay, the meaning is proved the same.

    A workspace with errors is left untouched.
    """
    from ..author.format import format_workspace, write
    from ..present import phrases_work as work

    with refusing():
        found = format_workspace(own_workspace(folder))
        changed = [one for one in found if one.changed]
        if not only:
            write(found)
    for one in changed:
        click.echo(work.changed(str(one.path), only))
    raise SystemExit(1 if only and changed else 0)
