"""A picture in the form that is asked for, and writing a file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from secrets import token_hex

from ..decide.decision import Decision
from ..diagnostics.codes.commands import UNWRITABLE_FILE
from ..diagnostics.codes.pictures import UNKNOWN_ENDING
from ..diagnostics.findings import Finding
from ..diagnostics.invalid import Invalid
from ..diagnostics.place import Place
from ..diagnostics.suggestion import did_you_mean
from ..rulebook.model import Book
from .diagram.model import Diagram

FORMS = ("svg", "png", "pdf", "dot", "mmd", "html")
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


def form_of(path: Path) -> str:
    """The form that a file's ending asks for; raises Invalid where none does."""
    ending = path.suffix.removeprefix(".").lower()
    if ending in FORMS:
        return ending
    message = f"`{path.suffix}` is no picture's ending" if ending else "the name has no ending"
    help_ = did_you_mean(ending, FORMS) or "endings: " + ", ".join(f".{form}" for form in FORMS)
    raise Invalid([Finding(UNKNOWN_ENDING, message, Place(str(path)), help_)])


def write(path: Path, data: bytes) -> None:
    """Replace a file in one go; on any failure the old one stays. Raises Invalid."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a pipe or a device has nothing to keep
        else:
            _replace(target, data)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        finding = Finding(UNWRITABLE_FILE, f"cannot be written: {reason}", Place(str(path)))
        raise Invalid([finding]) from None


def _replace(target: Path, data: bytes) -> None:
    """Write beside the file first, so that a full disk or a crash leaves the old one whole."""
    beside = target.with_name(f".{token_hex(8)}.backchannel")
    mode = _mode(target)
    try:
        _store(beside, data)
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _mode(target: Path) -> int | None:
    """The permissions of a file that may be written to; None where there is no file."""
    if not target.exists():
        return None
    with target.open("r+b") as file:
        return os.fstat(file.fileno()).st_mode & 0o777


def _store(path: Path, data: bytes) -> None:
    """A new file with the usual permissions, on the disk when this returns."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
