"""Boxes and arrows as graphviz has placed them, drawn anew with our words and inks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ..diagram.model import Arrow
from . import theme
from .dot import edge_id
from .plan import Drawn, Plan
from .svg_parts import SVG, Font, element, group, outline, stroke, tip, told, words

NUMBER = re.compile(r"-?[0-9.]+(?:e-?[0-9]+)?")
BASELINE = 0.34
"""How far below the middle of a line its baseline is, in parts of the font size."""
Point = tuple[float, float]


def drawn(planned: Plan, graph: Element) -> Iterator[Element]:
    """The groups of all arrows, those on the path last, and then of all boxes."""
    found = {laid.attrib.get("id", ""): laid for laid in graph.iter(f"{SVG}g")}
    arrows = [(found[edge_id(place)], arrow) for place, arrow in enumerate(planned.diagram.arrows)]
    for laid, arrow in sorted(arrows, key=lambda pair: pair[1].taken):
        yield _arrow(laid, arrow, _middle(_shape(found[arrow.source])))
    for name, box in planned.boxes.items():
        yield _box(found[name], box)


def _arrow(laid: Element, arrow: Arrow, start: Point) -> Element:
    line = theme.arrow_line(arrow)
    lines = [stroke(_from(start, path), line) for path in laid.iter(f"{SVG}path")]
    tips = [tip(polygon, line) for polygon in laid.iter(f"{SVG}polygon")]
    return group(
        arrow.tone if arrow.taken else "pale",
        told("title", arrow.tooltip),
        *lines,
        *tips,
        *_label(laid, arrow, line.ink.words),
        class_=" ".join(("edge", *arrow.classes)),
        data_from=arrow.source,
        data_to=arrow.target,
        data_outcome=arrow.outcome or None,
    )


def _from(start: Point, path: Element) -> Element:
    """The path from the middle of its box on, which hides the rest: a gate's corners are cut."""
    return element("path", d=f"M{start[0]:g},{start[1]:g}L{path.attrib['d'].removeprefix('M')}")


def _label(laid: Element, arrow: Arrow, ink: str) -> Iterator[Element]:
    """The outcome, in bold where it is certain."""
    font = Font(bold=arrow.taken and arrow.tone != "open", anchor="middle")
    for line, text in zip(theme.label(arrow), laid.iter(f"{SVG}text"), strict=True):
        yield words(line, float(text.attrib["x"]), float(text.attrib["y"]), ink, font)


def _box(laid: Element, drawn: Drawn) -> Element:
    box, shape = drawn.box, _shape(laid)
    inside = (
        told("title", box.tooltip),
        outline(_pointed(shape) if box.kind == "gate" else shape, theme.box_line(box)),
        *_words(drawn, _middle(shape)),
    )
    ink = "pale" if box.state == "pale" else box.tone
    if drawn.repeat:
        return group(ink, *inside, class_="repeat", data_of=box.id)
    return group(ink, *inside, id=box.id, class_=" ".join(("node", *box.classes)))


def _words(drawn: Drawn, middle: Point) -> Iterator[Element]:
    """The lines of a box, one below the other around its middle."""
    ink, bold = theme.box_line(drawn.box).ink.words, theme.bold(drawn.box)
    head, note = Font(theme.HEADING, bold, "middle"), Font(anchor="middle")
    x, y = middle[0], middle[1] + (theme.LINE - theme.block(drawn.heading, drawn.notes)) / 2
    for line in drawn.heading:
        yield words(line, x, y + BASELINE * head.size, ink, head)
        y += theme.LINE
    y += theme.GAP
    for one in drawn.notes:
        yield words(one.text, x, y + BASELINE * note.size, ink, note, one.word)
        y += theme.LINE


def _pointed(rectangle: Element) -> Element:
    """A rectangle whose sides come to a point."""
    (left, top), (right, bottom) = _corners(rectangle)
    middle, inset = (top + bottom) / 2, theme.POINT
    corners = [
        (left, middle),
        (left + inset, top),
        (right - inset, top),
        (right, middle),
        (right - inset, bottom),
        (left + inset, bottom),
    ]
    return element("polygon", points=" ".join(f"{x:g},{y:g}" for x, y in corners))


def _middle(shape: Element) -> Point:
    (left, top), (right, bottom) = _corners(shape)
    return (left + right) / 2, (top + bottom) / 2


def _corners(shape: Element) -> tuple[Point, Point]:
    """The upper left and the lower right corner, from whatever gives the geometry."""
    if "cx" in shape.attrib:
        x, y = float(shape.attrib["cx"]), float(shape.attrib["cy"])
        return (x, y), (x, y)
    numbers = [float(word) for word in NUMBER.findall(shape.get("points") or shape.get("d") or "")]
    xs, ys = numbers[::2], numbers[1::2]
    return (min(xs), min(ys)), (max(xs), max(ys))


def _shape(laid: Element) -> Element:
    """What graphviz has drawn for a box."""
    tags = (f"{SVG}path", f"{SVG}polygon", f"{SVG}ellipse")
    return next(part for part in laid.iter() if part.tag in tags)
