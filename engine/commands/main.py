"""The group of all commands, which `backchannel` and `cli.py` call."""

from __future__ import annotations

import sys

import click

from .lazy import LazyGroup

COMMANDS = (
    "ask",
    "check",
    "compare",
    "completion",
    "diff",
    "evaluate",
    "facts",
    "fmt",
    "init",
    "questions",
    "rank",
    "render",
    "rules",
    "schema",
    "sensitivity",
    "test",
    "whatif",
)


def _version() -> str:
    """The installed version; a checkout that is not installed has none."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("backchannel")
    except PackageNotFoundError:
        return "(not installed)"


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
