"""PNG and PDF from the SVG: sizes, sharpness, the page, and a machine without fonts or typst."""

from __future__ import annotations

import re
import struct
import sys
from functools import cache, partial

import pytest
import typst

from engine.diagnostics.invalid import Invalid
from engine.draw.picture import layout, raster, svg
from tests.draw.drawn_cases import STORIES, drawing, long_chain


@cache
def low() -> str:
    return svg.render(drawing(STORIES["low"]), layout=layout.by_wheel)


@cache
def chain() -> str:
    """Much too long for one page."""
    return svg.render(long_chain(60), layout=layout.by_wheel)


def size(picture: str) -> tuple[int, int]:
    """Of an SVG, in pixels."""
    found = re.search(r'viewBox="0 0 ([0-9]+) ([0-9]+)"', picture)
    assert found is not None
    return int(found[1]), int(found[2])


def pixels(png: bytes) -> tuple[int, int]:
    """Of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


def page(pdf: bytes) -> list[float]:
    """The paper of a PDF of one page, in points."""
    assert pdf[:5] == b"%PDF-" and pdf.count(b"/MediaBox") == 1
    found = re.search(rb"/MediaBox ?\[([^\]]*)\]", pdf)
    assert found is not None
    return [round(float(part)) for part in found[1].split()]


def test_a_png_is_twice_as_sharp_as_the_picture() -> None:
    """For screens that have two pixels for one."""
    width, height = size(low())
    assert pixels(raster.png(low())) == (2 * width, 2 * height)


def test_a_very_large_png_is_less_sharp() -> None:
    """Or it would not fit into memory."""
    tall = low().replace(f'height="{size(low())[1]}"', 'height="90000"', 1)
    width, height = pixels(raster.png(tall))
    assert 0.9 * raster.LARGEST < width * height < 1.1 * raster.LARGEST


def test_a_pdf_is_a_page_of_a4() -> None:
    """Upright, as the picture is."""
    assert page(raster.pdf(low())) == [0, 0, 595, 842]


def test_a_broad_picture_lies_across_the_page() -> None:
    """On the same paper."""
    archetype = low().replace(f'width="{size(low())[0]}"', 'width="1500"', 1)
    assert page(raster.pdf(archetype)) == [0, 0, 842, 595]


def test_what_would_be_too_small_on_a4_has_a_page_of_its_own_size() -> None:
    """A flow of sixty gates is a long strip."""
    width, height = (round(part * 0.75) + 2 * raster.EDGE for part in size(chain()))
    found = page(raster.pdf(chain()))
    assert found[2:] == [pytest.approx(width, abs=1), pytest.approx(height, abs=1)]


def test_no_page_is_longer_than_a_pdf_allows() -> None:
    """However many gates there are."""
    tall = low().replace(f'height="{size(low())[1]}"', 'height="90000"', 1)
    assert max(page(raster.pdf(tall))) == raster.LONGEST


def test_a_pdf_has_a_title_and_words_for_whoever_cannot_see_it() -> None:
    """And no date, so that the same picture gives the same file."""
    made = raster.pdf(low())
    assert b"Larkfield Regional" in made and b"CreationDate" not in made
    assert b"/Alt" in made or b"/Alt " in made
    assert made == raster.pdf(low())


def test_it_needs_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """typst brings some."""
    monkeypatch.setattr(typst, "compile", partial(typst.compile, ignore_system_fonts=True))
    assert pixels(raster.png(low())) == tuple(2 * part for part in size(low()))
    assert b"Libertinus" in raster.pdf(low())


def test_where_typst_is_missing_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence with a remedy."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(Invalid) as caught:
        raster.png(low())
    assert str(caught.value) == (
        "picture: error: no PNG can be made: typst, which makes it, is not installed\n"
        "  help: `pip install typst`, or write .svg"
    )


def test_what_typst_cannot_draw_is_told() -> None:
    """Never a traceback."""
    with pytest.raises(Invalid, match="no PDF can be made"):
        raster.pdf('<p width="10" height="10"/>')
