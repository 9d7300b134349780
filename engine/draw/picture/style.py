"""The style of a picture: by night it changes its inks. By day and on paper they stand as drawn."""

from __future__ import annotations

from collections.abc import Iterator

from . import theme
from .theme import Ink


def _night() -> Iterator[str]:
    yield f".backchannel .paper{{fill:{theme.NIGHT['paper'].area}}}"
    for name, ink in theme.NIGHT.items():
        yield from _ink(f'.backchannel [data-ink="{name}"]', ink)


def _ink(within: str, ink: Ink) -> Iterator[str]:
    yield f"{within} .area{{fill:{ink.area};stroke:{ink.line}}}"
    yield f"{within} .line{{stroke:{ink.line}}}"
    yield f"{within} .tip{{fill:{ink.line};stroke:{ink.line}}}"
    yield f"{within} text{{fill:{ink.words}}}"


STYLE = "\n".join(["@media screen and (prefers-color-scheme:dark){", *_night(), "}"])
