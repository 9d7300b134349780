"""The command line of the checkout: `python cli.py` is what `backchannel` is once installed."""

from __future__ import annotations

if __name__ == "__main__":
    from engine.commands.run import run

    run()
else:
    from engine.commands.main import main

    __all__ = ["main"]
