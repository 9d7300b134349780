"""The diagram as a Mermaid flowchart, to paste where Markdown is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ...present import phrases
from ..diagram.model import Arrow, Box, Diagram
from . import theme
from .wrap import wrap

PLAIN = frozenset(" ,.?!()'")
STEERING, APART = frozenset("\N{LATIN SMALL LIGATURE FL}\N{PILCROW SIGN}"), "\N{ZERO WIDTH SPACE}"
"""Marks that, with the next one, Mermaid takes for an entity; and what keeps them from it."""
LIST = re.compile(r"([0-9]+)([.)])")
SHAPES = {"step": ("(", ")"), "gate": ("{{", "}}"), "verdict": ("([", "])")}
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
WIDEST = max(theme.WIDEST.values())
FRONT = (
    "---",
    "config:",
    "  flowchart:",
    f"    wrappingWidth: {2 * WIDEST}",
    "---",
    "flowchart TB",
)


def source(diagram: Diagram) -> str:
    """Mermaid text; every word of unknown origin is escaped."""
    names = {box.id: _name(box.id, place) for place, box in enumerate(diagram.boxes)}
    lines = [
        *FRONT,
        f"    accDescr: {phrases.KEY}",
        f"    {_heading(diagram)}",
        *(f"    {_box(names[box.id], box)}" for box in diagram.boxes),
        *(
            f"    {names[arrow.source]} {_arrow(arrow)} {names[arrow.target]}"
            for arrow in diagram.arrows
        ),
        f"    heading ~~~ {names[diagram.start]}",
        *(f"    {line}" for line in _styles(diagram)),
    ]
    return "\n".join(lines) + "\n"


def _name(node: str, place: int) -> str:
    """A name that is no word of Mermaid's."""
    return f"n_{node}" if NAME.fullmatch(node) else f"n{place}"


def _heading(diagram: Diagram) -> str:
    lines = filter(None, [diagram.heading, diagram.about, diagram.result])
    wrapped = (part for line in lines for part in wrap(line, 2 * WIDEST, theme.HEADING, bold=True))
    return f'heading["{_label(wrapped)}"]:::heading'


def _box(name: str, box: Box) -> str:
    before, after = SHAPES[box.kind]
    lines = [*theme.heading(box), *map(str, theme.notes(box))]
    return f'{name}{before}"{_label(lines)}"{after}:::{_ink(box)}'


def _ink(box: Box) -> str:
    return "pale" if box.state == "pale" else box.tone if box.state == "taken" else "blank"


def _arrow(arrow: Arrow) -> str:
    line = ("-.->" if arrow.tone == "open" else "==>") if arrow.taken else "-->"
    return f'{line}|"{_label(theme.label(arrow))}"|' if arrow.outcome else line


def _label(lines: Iterable[str]) -> str:
    return "<br>".join(map(_escaped, lines))


def _escaped(line: str) -> str:
    """A line that is neither Mermaid, Markdown nor HTML; `1. ` would start a list."""
    number = LIST.match(line)
    head = f"{number[1]}#{ord(number[2])};" if number else ""
    return head + "".join(map(_entity, line[number.end() if number else 0 :]))


def _entity(mark: str) -> str:
    if mark in STEERING:
        return mark + APART
    return mark if mark.isalnum() or mark in PLAIN else f"#{ord(mark)};"


def _styles(diagram: Diagram) -> Iterator[str]:
    """The inks in use, and the lines of the arrows on the path."""
    yield "classDef heading fill:none,stroke:none,font-weight:bold"
    used = dict.fromkeys(_ink(box) for box in diagram.boxes)
    for name in used:
        ink = theme.DAY["plain" if name == "blank" else name]
        width = "1px" if name in ("pale", "blank") else "3px"
        dashes = ",stroke-dasharray:6 4" if name == "open" else ""
        colours = f"fill:{ink.area},stroke:{ink.line},color:{ink.words}"
        yield f"classDef {name} {colours},stroke-width:{width}{dashes}"
    for place, arrow in enumerate(diagram.arrows):
        if arrow.taken:
            yield f"linkStyle {place} stroke:{theme.DAY[arrow.tone].line}"
