"""How a picture looks: colours that colour-blind people can tell apart, sizes, lines.

Colour never stands alone: the path is bold, what is open is dashed, every outcome
and verdict carries its word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...language.values import spaced
from ...rulebook.model import Kind
from ..diagram.model import Arrow, Box, Note
from .wrap import wrap

FONT = "Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
HEADING, NOTE = 14, 13
BOLD, THIN = 2.5, 1.0
LINE, GAP = 18, 4
WIDEST: Mapping[Kind, int] = {"step": 300, "gate": 350, "verdict": 170}
NARROWEST: Mapping[Kind, int] = {"step": 120, "gate": 120, "verdict": 80}
LABEL, POINT = 120, 20
"""The widest outcome; how far the sides of a gate come to a point."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours by day and by night: line, area, and words."""

    line: str
    area: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """How an outline or an arrow is drawn."""

    ink: Ink
    width: float
    dashed: bool = False


DAY: Mapping[str, Ink] = {
    "paper": Ink("#d0d7de", "#ffffff", "#1b2026"),
    "pale": Ink("#8a939d", "#ffffff", "#5b6570"),
    "plain": Ink("#1b2026", "#f6f7f8", "#1b2026"),
    "good": Ink("#00785a", "#e6f4ef", "#00523d"),
    "bad": Ink("#c04a00", "#fdeee4", "#8a3400"),
    "open": Ink("#5b4ea8", "#f1effb", "#43388a"),
}

NIGHT: Mapping[str, Ink] = {
    "paper": Ink("#363d46", "#14181d", "#e8ebef"),
    "pale": Ink("#6b7580", "#14181d", "#a3acb6"),
    "plain": Ink("#e8ebef", "#20262d", "#e8ebef"),
    "good": Ink("#4fc3a1", "#12302a", "#a6e6d3"),
    "bad": Ink("#f08b4f", "#38200f", "#ffc9a8"),
    "open": Ink("#a79cf0", "#272245", "#d3cdfb"),
}


def box_line(box: Box) -> Line:
    """The outline of a box: bold on the path, dashed where a gate is open."""
    if box.state == "pale":
        return Line(DAY["pale"], THIN)
    return Line(DAY[box.tone], BOLD if box.state == "taken" else 1.25, box.open)


def arrow_line(arrow: Arrow) -> Line:
    """Bold on the path, dashed where it leaves an open gate."""
    if not arrow.taken:
        return Line(DAY["pale"], THIN)
    return Line(DAY[arrow.tone], BOLD, arrow.tone == "open")


def bold(box: Box) -> bool:
    """Whether its heading is bold: questions and verdicts are."""
    return box.kind != "step"


def heading(box: Box) -> tuple[str, ...]:
    """The heading of a box in lines."""
    return wrap(box.heading, WIDEST[box.kind], HEADING, bold(box))


def notes(box: Box) -> tuple[Note, ...]:
    """What stands below the heading, in lines; the first line of each note has its word."""
    return tuple(line for note in box.notes for line in _lines(note, WIDEST[box.kind]))


def _lines(note: Note, width: float) -> Iterator[Note]:
    first, *rest = wrap(str(note), width, NOTE)
    word = f"{note.word}:"
    own = note.word and first.startswith(word)
    yield Note(first.removeprefix(word).lstrip(), note.word) if own else Note(first)
    yield from map(Note, rest)


def label(arrow: Arrow) -> tuple[str, ...]:
    """The outcome at an arrow, in lines."""
    return wrap(spaced(arrow.outcome), LABEL, NOTE, bold=True)


def block(heading: tuple[str, ...], notes: tuple[Note, ...]) -> float:
    """The height of the words of a box."""
    return (len(heading) + len(notes)) * LINE + (GAP if notes else 0)


def size(kind: Kind, width: float, height: float) -> tuple[float, float]:
    """Width and height of a box around a block of words, as its shape needs it."""
    width = max(width, NARROWEST[kind])
    match kind:
        case "step":
            return width + 28, height + 18
        case "gate":
            return width + 2 * POINT + 8, height + 20
        case "verdict":
            return width * 1.35 + 8, height * 1.5 + 4
