"""Where the program starts: the modules of commands are imported when failures can be told."""

from __future__ import annotations

import signal


def run() -> None:
    """The command line. Until failures can be told, an interrupt ends it without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from .world import outside

    with outside():
        from .main import main

        main(prog_name="backchannel")
