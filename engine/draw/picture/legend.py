"""What the shapes and lines of a picture mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ...present import phrases
from ...rulebook.model import Kind
from ..diagram.model import Diagram
from . import theme
from .svg_parts import element, group, outline, stroke, words
from .theme import Line
from .wrap import measure

WIDTH, HEIGHT = 30, 16
SPACE, GAP, ROW = 8, 10, 26
"""In pixels: between a sample and its meaning, after an entry, from row to row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample of a shape or line, and its meaning."""

    sample: Element
    meaning: str

    @property
    def width(self) -> float:
        return WIDTH + SPACE + measure(self.meaning, theme.NOTE) + GAP


def legend(diagram: Diagram, width: float) -> tuple[Element, int]:
    """The legend in rows no wider than `width`, and its height."""
    made, x, y = [], 0.0, 0
    for entry in _entries(diagram):
        if x and x + entry.width - GAP > width:
            x, y = 0.0, y + ROW
        made.append(_placed(entry, x, y))
        x += entry.width
    return group("paper", *made, class_="legend"), y + HEIGHT


def _placed(entry: Entry, x: float, y: int) -> Element:
    said = words(entry.meaning, WIDTH + SPACE, HEIGHT - 3, theme.DAY["paper"].words)
    return element("g", entry.sample, said, transform=f"translate({x:g} {y})")


def _entries(diagram: Diagram) -> Iterator[Entry]:
    pale, taken = theme.DAY["pale"], theme.DAY["plain"]
    for kind in diagram.kinds:
        yield Entry(group("pale", outline(_shape(kind), Line(pale, 1.25))), phrases.KINDS[kind])
    if diagram.decided:
        yield Entry(group("plain", _line(Line(taken, theme.BOLD))), phrases.TAKEN)
        yield Entry(group("pale", _line(Line(pale, theme.THIN))), phrases.NOT_TAKEN)
    if diagram.undecided:
        line = Line(theme.DAY["open"], theme.BOLD, dashed=True)
        yield Entry(group("open", outline(_shape("gate"), line)), phrases.STILL_OPEN)


def _shape(kind: Kind) -> Element:
    x, y = WIDTH / 2, HEIGHT / 2
    if kind == "verdict":
        return element("ellipse", cx=x, cy=y, rx=x, ry=y)
    if kind == "gate":
        points = f"0,{y:g} 7,0 {WIDTH - 7},0 {WIDTH},{y:g} {WIDTH - 7},{HEIGHT} 7,{HEIGHT}"
        return element("polygon", points=points)
    return element("rect", x=0, y=0, width=WIDTH, height=HEIGHT, rx=5)


def _line(line: Line) -> Element:
    return stroke(element("path", d=f"M0,{HEIGHT // 2}H{WIDTH}"), line)
