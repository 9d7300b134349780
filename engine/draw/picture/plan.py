"""What is drawn before anything has a place: boxes with their sizes, and where arrows end.

A verdict that several nodes lead to is drawn beside each of them: long arrows that
all meet in one box take dot minutes to lay out, and a reader not much less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ...rulebook.model import Kind
from ..diagram import captions
from ..diagram.model import Box, Diagram, Note
from . import theme
from .wrap import measure


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box as it is drawn: its words in lines, its size. A `repeat` stands for another box."""

    box: Box
    heading: tuple[str, ...]
    notes: tuple[Note, ...]
    width: float
    height: float
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The drawn boxes by name, the name at which each arrow ends, and pairs side by side."""

    diagram: Diagram
    boxes: Mapping[str, Drawn]
    ends: tuple[str, ...]
    beside: Mapping[str, str]


def plan(diagram: Diagram) -> Plan:
    """Everything that a layout needs. Repeated verdicts are called `verdict.source`."""
    ends = tuple(_ends(diagram))
    boxes = diagram.box | dict(_repeats(diagram, ends))
    drawn = {name: _drawn(box, repeat=name != box.id) for name, box in boxes.items()}
    return Plan(diagram, _even(drawn), ends, dict(_beside(diagram, ends)))


def _ends(diagram: Diagram) -> Iterator[str]:
    """The arrow on the path leads to the verdict itself, or else the first one does."""
    first: dict[str, str] = {}
    for arrow in diagram.arrows:
        if arrow.taken or arrow.target not in first:
            first[arrow.target] = arrow.source
    for arrow in diagram.arrows:
        verdict = diagram.box[arrow.target].kind == "verdict"
        own = not verdict or first[arrow.target] == arrow.source
        yield arrow.target if own else f"{arrow.target}.{arrow.source}"


def _repeats(diagram: Diagram, ends: tuple[str, ...]) -> Iterator[tuple[str, Box]]:
    for arrow, name in zip(diagram.arrows, ends, strict=True):
        box = diagram.box[arrow.target]
        if name != box.id:
            yield name, _elsewhere(box) if diagram.decided else box


def _elsewhere(box: Box) -> Box:
    """A verdict off the path, though it may be the one that the path comes to."""
    why = captions.elsewhere(box.notes[0].text)
    return replace(box, state="pale", tone="plain", tooltip=why)


def _beside(diagram: Diagram, ends: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Gates with a verdict at their side: a repeated one, if a way down is left."""
    pairs = list(zip(diagram.arrows, ends, strict=True))
    repeated = {arrow.target for arrow, name in pairs if name != arrow.target}
    out: dict[str, dict[str, bool]] = {}
    for arrow, name in pairs:
        out.setdefault(arrow.source, {})[name] = arrow.target in repeated
    for source, names in out.items():
        aside = [name for name, again in names.items() if again]
        if diagram.box[source].kind == "gate":
            free = aside if len(aside) < len(names) else aside[1:]
            yield from ((source, name) for name in free[:1])


def _drawn(box: Box, repeat: bool) -> Drawn:
    heading, notes = theme.heading(box), theme.notes(box)
    widths = [measure(line, theme.HEADING, theme.bold(box)) for line in heading]
    widths += [_width(note) for note in notes]
    size = theme.size(box.kind, max(widths, default=0), theme.block(heading, notes))
    return Drawn(box, heading, notes, *size, repeat)


def _width(note: Note) -> float:
    word = measure(f"{note.word}: ", theme.NOTE, bold=True) if note.word else 0
    return word + measure(note.text, theme.NOTE)


def _even(drawn: dict[str, Drawn]) -> dict[str, Drawn]:
    """Boxes of one kind equally wide."""
    widest: dict[Kind, float] = {}
    for one in drawn.values():
        widest[one.box.kind] = max(one.width, widest.get(one.box.kind, 0))
    return {name: replace(one, width=widest[one.box.kind]) for name, one in drawn.items()}
