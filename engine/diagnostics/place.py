"""Where something was written: inside a text, inside a fact file, and in a file by its name."""

from __future__ import annotations

from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The keys and the places in lists that lead to a value: `("history", "intake", 2)`."""


def dotted(path: Path) -> str:
    """A path as a person writes it: `history.intake[2].img_count`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Span:
    """The half-open range of characters that something was written in."""

    start: int = 0
    end: int = 0

    def behind(self, offset: int) -> Span:
        """The same characters of a text that begins at `offset` of a larger one."""
        return Span(self.start + offset, self.end + offset)


NOWHERE = Span()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file. Lines and columns count from 1; 0 stands for the file as a whole.

    `path` leads there inside a fact file. `excerpt` is the line itself and `width` how much of
    it to underline, so that nobody who tells of the place has to read the file again.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    path: Path = ()
    excerpt: str = field(default="", compare=False, repr=False)
    width: int = field(default=1, compare=False, repr=False)


UNPLACED = Place()
