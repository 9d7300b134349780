"""`serve`: the workbench in the browser."""

from __future__ import annotations

import errno
from pathlib import Path
from socket import socket

import click

from .options import FLOW, HERE
from .shared import own_workspace, refusing

EXAMPLES = """
\b
Examples:
  backchannel serve
  backchannel serve my-rules
  backchannel serve my-rules --port 9000
"""


@click.command(epilog=EXAMPLES)
@HERE
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="The port on this machine; default: 8765, or a free one where that is in use.",
)
@FLOW
def serve(folder: Path | None, port: int | None, flow: str | None) -> None:
    """Open the workbench of a workspace: its programs, its rules, and what an edit does.

    It prints an address for the browser on this machine; nobody else can reach
    it, and nothing outside of DIR is read or written. Programs are the fact
    files in DIR and in the folders right in it. Ctrl-C ends it. Exit status: 0
    ended, 1 the workspace cannot be read, 2 wrong usage or a port that is in use.
    """
    from ..present import phrases_workbench as words
    from ..workbench.desk import Desk
    from ..workbench.folder import opened
    from ..workbench.server import serve as answer

    found = own_workspace(folder)
    if not (found.rules.is_dir() and found.flows.is_dir()):
        raise click.UsageError(words.no_workspace(str(folder)))

    def tell(address: str) -> None:
        click.echo(words.serving(found.name))
        click.echo(f"\n  {address}\n")
        click.echo(words.STOP)

    with refusing():
        desk = Desk(opened(found.rules.parent), flow)
        desk.check_flow()
        answer(desk, _socket(port), tell)


def _socket(port: int | None) -> socket:
    from ..present import phrases_workbench as words
    from ..workbench.server import USUAL_PORT, bound

    try:
        return bound(port)
    except OSError as error:
        wanted = port or USUAL_PORT
        if error.errno == errno.EADDRINUSE:
            raise click.UsageError(words.port_taken(wanted)) from None
        reason = (error.strerror or "unknown reason").lower()
        raise click.UsageError(words.port_refused(wanted, reason)) from None
