"""A picture in the form that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from ..decide.decision import Decision
from ..diagnostics.codes.pictures import UNKNOWN_ENDING
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from ..rulebook.model import Book
from .diagram.model import Diagram

BINARY = frozenset(["png", "pdf"])


class Picture:
    """A flow of a rulebook, or the path that a decision took through it, in every form."""

    def __init__(self, book: Book, flow: str, decision: Decision | None = None) -> None:
        self.book, self.flow, self.decision = book, flow, decision

    def form(self, name: str) -> bytes:
        """The bytes of a file in one of FORMS; raises Invalid where it cannot be made here."""
        return FORM[name](self)

    @cached_property
    def diagram(self) -> Diagram:
        from .diagram.diagram import diagram

        return diagram(self.book.flows[self.flow], self.book, self.decision)

    @cached_property
    def svg(self) -> str:
        from .picture import svg

        return svg.render(self.diagram)


def _svg(picture: Picture) -> bytes:
    return picture.svg.encode()


def _png(picture: Picture) -> bytes:
    from .picture import raster

    return raster.png(picture.svg)


def _pdf(picture: Picture) -> bytes:
    from .picture import raster

    return raster.pdf(picture.svg)


def _dot(picture: Picture) -> bytes:
    from .picture import dot

    return dot.source(picture.diagram).encode()


def _mermaid(picture: Picture) -> bytes:
    from .picture import mermaid

    return mermaid.source(picture.diagram).encode()


def _html(picture: Picture) -> bytes:
    """The page has a title of its own."""
    from .picture import svg
    from .report import outline, report

    drawing = svg.render(picture.diagram, titled=False)
    if picture.decision is None:
        return outline.render(picture.book, picture.flow, drawing).encode()
    return report.render(picture.decision, picture.book, drawing).encode()


FORM: Mapping[str, Callable[[Picture], bytes]] = {
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
    "dot": _dot,
    "mmd": _mermaid,
    "html": _html,
}
FORMS = tuple(FORM)


def form_of(path: Path) -> str:
    """The form that a file's ending asks for; raises Invalid where none does."""
    ending = path.suffix.removeprefix(".").lower()
    if ending in FORMS:
        return ending
    message = f"`{path.suffix}` is no picture's ending" if ending else "the name has no ending"
    help_ = did_you_mean(ending, FORMS) or "endings: " + ", ".join(f".{form}" for form in FORMS)
    raise Invalid([Finding(UNKNOWN_ENDING, message, Place(str(path)), help_)])
