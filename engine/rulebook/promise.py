"""A promise: what a rulebook holds to for every case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..diagnostics.place import Place

if TYPE_CHECKING:
    from ..language.tree import Expression

Direction = Literal["raising", "lowering", "changing"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What the rulebook holds to for every case, by one of its flows.

    Either `always` is a condition over facts and `verdict`, or a change of
    `fact` in a `direction`, all else equal, never turns `before` into `after`.
    """

    id: str
    flow: str
    because: str
    always: Expression | None = None
    direction: Direction | None = None
    fact: str = ""
    before: str = ""
    after: str = ""
    source: str = ""
    place: Place = Place()
