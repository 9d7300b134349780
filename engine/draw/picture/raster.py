"""PNG and PDF from the SVG. The only module that knows typst, which brings fonts of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from xml.etree import ElementTree

from ...diagnostics.codes.pictures import NO_RASTER
from ...diagnostics.findings import Finding
from ...diagnostics.invalid import Invalid
from ...diagnostics.place import Place
from .svg_parts import SVG

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
POINTS = 0.75
"""Points to a pixel."""
SHARP, LARGEST = 2.0, 60_000_000
"""Pixels of a PNG to a pixel of the picture, as long as it has no more than so many."""
A4, EDGE, LONGEST = (595.0, 842.0), 36, 14_400
"""In points: the paper, its margin, and what is the longest page of a PDF."""
SMALLEST = 0.45
"""How much a picture may shrink to fit on A4."""

PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(width: {across}pt, height: {down}pt, margin: {edge}pt, fill: white)
#set align(center)
#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt, alt: sys.inputs.told)
"""


SHEETS = """
#set document(title: sys.inputs.title, date: none)
#set page(width: {across}pt, height: {down}pt, margin: {edge}pt, fill: white, numbering: "1 / 1")
#for place in range({count}) {{
  if place > 0 {{ pagebreak() }}
  image(
    bytes(sys.inputs.at("svg" + str(place))), format: "svg", width: 100%, alt: sys.inputs.told
  )
}}
"""


def png(svg: str) -> bytes:
    """A PNG on white, twice as sharp as the picture; less so where it is very large."""
    width, height = _size(svg)
    sharp = min(SHARP, (LARGEST / (width * height)) ** 0.5)
    wide, high = width * POINTS, height * POINTS
    return _made(svg, PAGE.format(across=wide, down=high, edge=0, width=wide), "png", sharp)


def pdf(svg: str) -> bytes:
    """One page: A4 where the picture stays readable on it, else as large as the picture."""
    width, height = (part * POINTS for part in _size(svg))
    across, down = sorted(A4, reverse=width > height)
    shrunk = min(1.0, (across - 2 * EDGE) / width, (down - 2 * EDGE) / height)
    if shrunk < SMALLEST:
        shrunk = min(1.0, (LONGEST - 2 * EDGE) / max(width, height))
        across, down = width * shrunk + 2 * EDGE, height * shrunk + 2 * EDGE
    page = PAGE.format(across=across, down=down, edge=EDGE, width=width * shrunk)
    return _made(svg, page, "pdf")


def pages(svgs: Sequence[str]) -> bytes:
    """A PDF of numbered pages, A4 across, a picture on each; they are of one width."""
    down, across = A4
    page = SHEETS.format(across=across, down=down, edge=EDGE, count=len(svgs))
    drawn = {f"svg{place}": STYLE.sub("", svg) for place, svg in enumerate(svgs)}
    return _compiled(drawn | _named(svgs[0]), page, "pdf")


def _size(svg: str) -> tuple[float, float]:
    root = ElementTree.fromstring(svg)
    return float(root.attrib["width"]), float(root.attrib["height"])


def _made(svg: str, page: str, form: Literal["png", "pdf"], sharp: float = 1) -> bytes:
    """By day: the style is for the night, and is left out."""
    return _compiled({"svg": STYLE.sub("", svg), **_named(svg)}, page, form, sharp)


def _compiled(
    inputs: dict[str, str], page: str, form: Literal["png", "pdf"], sharp: float = 1
) -> bytes:
    try:
        import typst
    except ImportError:
        help_ = "`pip install typst`, or write .svg"
        raise _no_raster(form, "typst, which makes it, is not installed", help_) from None
    try:
        made = typst.compile(page.encode(), format=form, ppi=72 / POINTS * sharp, sys_inputs=inputs)
    except typst.TypstError as error:
        raise _no_raster(form, str(error).splitlines()[0], "write .svg") from None
    return made if isinstance(made, bytes) else b"".join(made or ())


def _named(svg: str) -> dict[str, str]:
    """The title of a picture, and the picture in words."""
    root = ElementTree.fromstring(svg)
    return {"title": root.findtext(f"{SVG}title", ""), "told": root.findtext(f"{SVG}desc", "")}


def too_long(rows: int) -> Invalid:
    """Why a picture of more rows is no PNG."""
    reason = f"of more than {rows:,} rows nothing could be read"
    return _no_raster("png", reason, "write .svg or .pdf, or choose fewer with --where")


def _no_raster(form: str, reason: str, help_: str) -> Invalid:
    message = f"no {form.upper()} can be made: {reason}"
    return Invalid([Finding(NO_RASTER, message, Place("picture"), help_)])
