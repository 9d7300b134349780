"""What every printed page needs: a console of fitting width, headings, no trailing spaces."""

from __future__ import annotations

import sys

from rich.console import Console, Group, RenderableType
from rich.text import Text

PIPED = 80
"""The width of what goes to a file or a pipe, in columns."""


def console() -> Console:
    """Standard output, as wide as the terminal that shows it."""
    return Console(width=None if sys.stdout.isatty() else PIPED, highlight=False, emoji=False)


def write(found: RenderableType, to: Console) -> None:
    """Print to a terminal, or as plain lines without trailing spaces to a file or a pipe."""
    if to.is_terminal:
        to.print(found, highlight=False)
        return
    with to.capture() as capture:
        to.print(found, highlight=False)
    for line in capture.get().splitlines():
        to.file.write(line.rstrip() + "\n")


def plain(found: RenderableType) -> str:
    """The same as plain lines of PIPED columns, for a file."""
    to = Console(width=PIPED, highlight=False, emoji=False, no_color=True, force_terminal=False)
    with to.capture() as capture:
        to.print(found, highlight=False)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def heading(title: str) -> RenderableType:
    """A heading with a line of space above."""
    return Group(Text(), Text(title, style="bold underline"))
