"""Where the program starts: the modules of commands are imported when failures can be told."""

from __future__ import annotations

from .world import outside


def run() -> None:
    """The command line."""
    with outside():
        from .main import main

        main(prog_name="backchannel")
