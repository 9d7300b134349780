"""The picture as SVG: what graphviz has laid out, with our words, inks, heading and legend."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..diagram.model import Diagram
from . import theme
from .dot import for_layout
from .layout import lay_out
from .legend import legend
from .plan import Plan, plan
from .shapes import drawn
from .style import STYLE
from .svg_parts import SVG, Font, element, group, told, words
from .wrap import wrap

Layout = Callable[[str], str]
"""From DOT to graphviz's own SVG."""
MARGIN, NARROWEST, SPACE = 24, 460, 20
"""In pixels: around the picture, between its margins, above and below the graph."""
TITLE, ABOUT, RESULT = Font(18, bold=True), Font(theme.HEADING), Font(theme.HEADING, bold=True)
TITLE_LINE = 24


def render(diagram: Diagram, titled: bool = True, layout: Layout = lay_out) -> str:
    """A whole SVG file, the same for the same diagram and layout program."""
    planned = plan(diagram)
    laid = ElementTree.fromstring(layout(for_layout(planned)))
    return ElementTree.tostring(_picture(planned, laid, titled), encoding="unicode") + "\n"


def _picture(planned: Plan, laid: Element, titled: bool) -> Element:
    """Heading, graph and legend, one below the other."""
    diagram = planned.diagram
    _x, _y, wide, high = (float(part) for part in laid.attrib["viewBox"].split())
    inner = max(wide, NARROWEST)
    heading, above = _heading(diagram, inner) if titled else (None, 0)
    below, foot = legend(diagram, inner)
    top = MARGIN + above
    end = top + high + SPACE
    return _page(
        diagram,
        inner + 2 * MARGIN,
        end + foot + MARGIN,
        _at(MARGIN, MARGIN, heading),
        _at(MARGIN + (inner - wide) / 2, top, _graph(planned, laid)),
        _at(MARGIN, end, below),
    )


def _page(diagram: Diagram, width: float, height: float, *parts: Element | None) -> Element:
    wide, high = round(width), round(height)
    return element(
        "svg",
        told("title", diagram.heading),
        told("desc", diagram.told),
        told("style", STYLE),
        element("rect", class_="paper", width=wide, height=high, fill=theme.DAY["paper"].area),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        class_="backchannel",
        role="img",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
        font_family=theme.FONT,
        font_size=theme.NOTE,
    )


def _at(x: float, y: float, part: Element | None) -> Element | None:
    return element("g", part, transform=f"translate({x:g} {y:g})") if part is not None else None


def _graph(planned: Plan, laid: Element) -> Element:
    """Boxes and arrows, moved as graphviz moves them."""
    graph = next(laid.iter(f"{SVG}g"))
    moved = graph.attrib["transform"].rpartition("translate")[2]
    return element("g", *drawn(planned, graph), transform=f"translate{moved}")


def _heading(diagram: Diagram, width: float) -> tuple[Element, int]:
    """What the picture is of and what came out, and the height of that."""
    rows = [("paper", TITLE, line) for line in wrap(diagram.heading, width, TITLE.size, bold=True)]
    rows += [("pale", ABOUT, line) for line in wrap(diagram.about, width, ABOUT.size)]
    result = wrap(diagram.result, width, RESULT.size, bold=True)
    rows += [(diagram.tone, RESULT, line) for line in result]
    made = [_row(place, *row) for place, row in enumerate(rows)]
    return element("g", *made, class_="heading"), TITLE_LINE * len(made) + SPACE


def _row(place: int, ink: str, font: Font, line: str) -> Element:
    y = place * TITLE_LINE + TITLE.size
    return group(ink, words(line, 0, y, theme.DAY[ink].words, font))
