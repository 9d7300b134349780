"""The command line of the checkout: `python cli.py` is what `backchannel` is once installed."""

from __future__ import annotations

from engine.commands.main import main

__all__ = ["main"]

if __name__ == "__main__":
    main(prog_name="backchannel")
