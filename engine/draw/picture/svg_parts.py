"""Small parts of an SVG: elements, words, shapes, groups of one ink."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from . import theme
from .theme import Line

Attribute = str | float | None
SVG = "{http://www.w3.org/2000/svg}"
GEOMETRY = ("d", "points", "x", "y", "width", "height", "rx", "cx", "cy", "ry")


@dataclass(frozen=True, slots=True)
class Font:
    """How words are set; without an anchor they begin at their place."""

    size: int = theme.NOTE
    bold: bool = False
    anchor: str | None = None


def element(name: str, *parts: Element | None, **attributes: Attribute) -> Element:
    """An element; `stroke_width=2` gives `stroke-width="2"`, what is None is left out."""
    made = Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.rstrip("_").replace("_", "-"), _plain(value))
    made.extend(part for part in parts if part is not None)
    return made


def _plain(value: str | float) -> str:
    return value if isinstance(value, str) else f"{round(value, 2):.10g}"


def told(name: str, text: str) -> Element:
    """An element that holds only text."""
    made = element(name)
    made.text = text
    return made


def words(text: str, x: float, y: float, ink: str, font: Font = Font(), word: str = "") -> Element:
    """One line of text; where there is a `word`, that comes first, in bold, with a colon."""
    made = element(
        "text",
        x=x,
        y=y,
        fill=ink,
        text_anchor=font.anchor,
        font_size=font.size if font.size != theme.NOTE else None,
        font_weight="bold" if font.bold else None,
    )
    if word:
        first = told("tspan", f"{word}:")
        first.set("font-weight", "bold")
        first.tail = f" {text}"
        made.append(first)
    else:
        made.text = text
    return made


def outline(shape: Element, line: Line) -> Element:
    """A shape as a box is drawn."""
    return _drawn(shape, line, "area", line.ink.area)


def stroke(shape: Element, line: Line) -> Element:
    """A path as an arrow is drawn."""
    return _drawn(shape, line, "line", "none")


def tip(shape: Element, line: Line) -> Element:
    """The head of an arrow, never dashed."""
    return _drawn(shape, Line(line.ink, line.width, False), "tip", line.ink.line)


def _drawn(shape: Element, line: Line, name: str, fill: str) -> Element:
    """The geometry of a shape, drawn anew."""
    geometry = {key: shape.attrib[key] for key in GEOMETRY if key in shape.attrib}
    return element(
        shape.tag.removeprefix(SVG),
        class_=name,
        **geometry,
        fill=fill,
        stroke=line.ink.line,
        stroke_width=line.width,
        stroke_dasharray="6 4" if line.dashed else None,
        stroke_linejoin="round",
    )


def group(ink: str, *parts: Element | None, **attributes: Attribute) -> Element:
    """A group of one ink, by whose name the style knows it."""
    return element("g", *parts, data_ink=ink, **attributes)
