"""What a gate collects: all of it that holds is told, and its rules count it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..diagnostics.place import Place

if TYPE_CHECKING:
    from ..language.tree import Expression

Side = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a gate collects; which way it `speaks` colors its signals."""

    id: str
    when: Expression
    because: tuple[str, ...]
    source: str = ""
    signals: tuple[str, ...] = ()
    speaks: Side | None = None
    place: Place = Place()
