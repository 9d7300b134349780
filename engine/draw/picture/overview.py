"""Many cases at a glance as SVG: a row for each in their order, a cell for each gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ...language.values import spaced
from ...present import phrases
from ...present import phrases_ranking as said
from ...present.ranking import Ranking, Row, notes, standing
from ...rulebook.model import OPEN
from . import theme
from .style import STYLE
from .svg_parts import Font, element, group, outline, told, words
from .wrap import measure, wrap

MARGIN, ROW, BETWEEN = 24, 26, 12
"""In pixels: around the picture, from row to row, and more between verdicts."""
CELL, HIGH, GAP = 104, 20, 6
RANK, NAME, LAST = 34, 330, 250
"""How wide: the ranks, the names, and what came out."""
TITLE, PLAIN = Font(18, bold=True), Font()
NUMBER, MIDDLE = Font(anchor="end"), Font(anchor="middle")
LINE, BASE = 18, 15


@dataclass(frozen=True, slots=True)
class Overview:
    """The rows of one picture; `found` may be a part of the ranking, for one page of several."""

    ranking: Ranking
    found: Sequence[Row]

    @property
    def gates(self) -> tuple[str, ...]:
        """The gates of the flow, from left to right."""
        return tuple(self.ranking.order.flow.gates())

    @property
    def cells(self) -> int:
        """Where the cells begin."""
        return RANK + GAP + NAME

    @property
    def end(self) -> int:
        """Where they end, and what came out begins."""
        return self.cells + len(self.gates) * (CELL + GAP)

    @property
    def width(self) -> int:
        return self.end + LAST


def render(ranking: Ranking, found: Sequence[Row]) -> str:
    """A whole SVG file, the same for the same rows."""
    overview = Overview(ranking, found)
    parts, height = _stacked(overview)
    wide, high = overview.width + 2 * MARGIN, height + 2 * MARGIN
    page = element(
        "svg",
        told("title", said.ranking_of(ranking.noun)),
        told("desc", " ".join([*notes(ranking), said.CELLS])),
        told("style", STYLE),
        element("rect", class_="paper", width=wide, height=high, fill=theme.DAY["paper"].area),
        element("g", *parts, transform=f"translate({MARGIN} {MARGIN})"),
        xmlns="http://www.w3.org/2000/svg",
        class_="backchannel",
        role="img",
        width=wide,
        height=high,
        viewBox=f"0 0 {wide} {high}",
        font_family=theme.FONT,
        font_size=theme.NOTE,
    )
    return ElementTree.tostring(page, encoding="unicode") + "\n"


def _stacked(overview: Overview) -> tuple[list[Element], int]:
    """Heading, titles of the gates, and the rows, one below the other; and how high that is."""
    heading, y = _heading(overview)
    titles, below = _titles(overview, y)
    rows, end = _rows(overview, below)
    return [*heading, *titles, *rows], end


def _heading(overview: Overview) -> tuple[list[Element], int]:
    ranking = overview.ranking
    lines = [("paper", TITLE, said.ranking_of(ranking.noun))]
    small = [ranking.order.flow.title, *notes(ranking), said.CELLS]
    lines += [
        ("pale", PLAIN, line) for one in small for line in wrap(one, overview.width, PLAIN.size)
    ]
    made = [
        _line(text, 0, place * LINE + TITLE.size, ink, font)
        for place, (ink, font, text) in enumerate(lines)
    ]
    return made, len(lines) * LINE + BETWEEN


def _titles(overview: Overview, y: int) -> tuple[list[Element], int]:
    """The title of each gate above its cells, standing on one line."""
    nodes = overview.ranking.order.flow.nodes
    wrapped = [wrap(nodes[gate].title, CELL, PLAIN.size) for gate in overview.gates]
    deepest = max((len(lines) for lines in wrapped), default=0)
    made = [
        _line(text, _left(overview, column), y + (deepest - len(lines) + at) * LINE + BASE, "paper")
        for column, lines in enumerate(wrapped)
        for at, text in enumerate(lines)
    ]
    return made, y + deepest * LINE + GAP


def _left(overview: Overview, column: int) -> int:
    return overview.cells + column * (CELL + GAP)


def _rows(overview: Overview, y: int) -> tuple[list[Element], int]:
    """The rows, those of one verdict together."""
    made: list[Element] = []
    for before, row in pairwise([None, *overview.found]):
        assert row is not None
        y += BETWEEN if before is not None and before.verdict != row.verdict else 0
        made.append(element("g", *_row(row, overview), transform=f"translate(0 {y})"))
        y += ROW
    return made, y


def _row(row: Row, overview: Overview) -> Iterator[Element]:
    yield _line(str(row.rank), RANK, BASE, "pale", NUMBER)
    yield _line(fitting(row.name, NAME - 2 * GAP), RANK + 2 * GAP, BASE, "paper")
    came = {one.node: one.outcome for one in row.decision.path if one.kind == "gate"}
    for column, gate in enumerate(overview.gates):
        yield _cell(came.get(gate), gate, _left(overview, column), overview)
    out = ", ".join([row.verdict, *standing(row, overview.ranking)])
    yield _line(fitting(out, LAST - GAP), overview.end + GAP, BASE, "paper")


def _cell(outcome: str | None, gate: str, x: int, overview: Overview) -> Element:
    """Bold with its word where it came out; thin and dashed where it is open; else empty."""
    ink = _ink(outcome, overview)
    width = theme.THIN if ink in ("pale", "open") else 1.75
    line = theme.Line(theme.DAY[ink], width, dashed=outcome == OPEN)
    shape = outline(element("rect", x=x, y=0, width=CELL, height=HIGH, rx=4), line)
    title = overview.ranking.order.flow.nodes[gate].title
    word = spaced(outcome) if outcome is not None else phrases.NOT_TAKEN
    shown = fitting(word, CELL - GAP) if outcome is not None else ""
    inside = words(shown, x + CELL / 2, BASE, theme.DAY[ink].words, MIDDLE) if shown else None
    return group(ink, told("title", said.stands(title, word)), shape, inside)


def _ink(outcome: str | None, overview: Overview) -> str:
    """Good and bad as the board says."""
    board = overview.ranking.book.board
    if outcome is None:
        return "pale"
    if outcome == OPEN:
        return "open"
    if board is None:
        return "plain"
    return "good" if outcome in board.good else "bad" if outcome in board.bad else "plain"


def _line(text: str, x: int, y: int, ink: str, font: Font = PLAIN) -> Element:
    return group(ink, words(text, x, y, theme.DAY[ink].words, font))


def fitting(text: str, width: float) -> str:
    """The text, cut with an ellipsis where it is wider than `width`."""
    if measure(text, theme.NOTE) <= width:
        return text
    used, kept = measure("…", theme.NOTE), ""
    for mark in text:
        used += measure(mark, theme.NOTE)
        if used > width:
            break
        kept += mark
    return f"{kept.rstrip()}…"
