"""Breaking text into lines that fit, by widths that the common fonts keep within."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category, east_asian_width

BOLD = 1.14
WIDTHS = (
    (0.30, "'ijlIJ"),
    (0.36, " \N{NO-BREAK SPACE},./:;\\|f"),
    (0.42, "-()[]t!r"),
    (0.56, '"*_`sz?cL'),
    (0.80, "KAVBRXZCUHNDG&OQ"),
    (0.88, "w#+<=>^~M"),
    (1.01, "%mW@"),
)
ASCII, WIDE, OTHER = 0.64, 1.05, 0.78
"""Parts of the font size; DejaVu Sans, the widest of the common fonts, keeps within them."""
BY_MARK = {mark: width for width, marks in WIDTHS for mark in marks}
HALVINGS = 6
GLUE = "\N{NO-BREAK SPACE}"


def measure(text: str, size: float, bold: bool = False) -> float:
    """About how wide `text` is drawn, and hardly ever less."""
    return sum(map(_width, text)) * size * (BOLD if bold else 1)


def _width(mark: str) -> float:
    if mark in BY_MARK:
        return BY_MARK[mark]
    if mark.isascii():
        return ASCII
    if category(mark) in ("Mn", "Me", "Cf"):
        return 0
    return WIDE if east_asian_width(mark) in "WF" else OTHER


@lru_cache(maxsize=4096)
def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `width` and about equally long; words too long for one are cut.

    A number stays with its per cent.
    """
    glued = text.replace(" %", GLUE + "%").split(" ")
    words = [(word, measure(word, size, bold)) for word in glued if word]
    space, narrow, wide = measure(" ", size, bold), 0.0, width
    best = _filled(words, space, width)
    for _ in range(HALVINGS):
        middle = (narrow + wide) / 2
        lines = _filled(words, space, middle)
        if middle > size and len(lines) == len(best):
            best, wide = lines, middle
        else:
            narrow = middle
    return tuple(line.replace(GLUE, " ") for line in best)


def _filled(words: list[tuple[str, float]], space: float, width: float) -> list[str]:
    """As few lines as will do."""
    lines: list[str] = []
    used = width
    for part, long in (part for word in words for part in _parts(*word, width)):
        if lines and used + space + long <= width:
            lines[-1] += f" {part}"
            used += space + long
        else:
            lines.append(part)
            used = long
    return lines


def _parts(word: str, long: float, width: float) -> Iterator[tuple[str, float]]:
    """The word itself, or parts of it that fit; a mark stays with the letter that it is on."""
    if long <= width:
        yield word, long
        return
    one = long / measure(word, 1)
    part, used = "", 0.0
    for mark in word:
        more = _width(mark) * one
        if part and more and used + more > width:
            yield part, used
            part, used = "", 0.0
        part, used = part + mark, used + more
    yield part, used
