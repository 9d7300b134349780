"""The group of all commands, which `backchannel` and `cli.py` call."""

from __future__ import annotations

import sys

import click

from .lazy import LazyGroup
from .options import NO_CACHE

COMMANDS = (
    "ask",
    "check",
    "compare",
    "completion",
    "diff",
    "evaluate",
    "export",
    "facts",
    "fmt",
    "form",
    "import",
    "init",
    "questions",
    "rank",
    "render",
    "rules",
    "scan",
    "schema",
    "sensitivity",
    "serve",
    "sql",
    "test",
    "whatif",
)


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:
    """Print the installed version; a checkout that is not installed has none."""
    if not asked or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("backchannel")
    except PackageNotFoundError:
        found = "(not installed)"
    click.echo(f"{context.info_name}, version {found}")
    context.exit()


@click.group(
    cls=LazyGroup,
    lazy=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and exit.",
)
@NO_CACHE
def main() -> None:
    """Walk a decision flowchart with the facts you have, and see why it ends where it does.

    The shipped rulebook asks whether a US residency program truly supports
    international medical graduates. The answer is one article's reading, put
    into rules; it is no advice of a lawyer.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
