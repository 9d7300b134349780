"""Where a value comes from, as its leaf in a fact file says, and who told it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from .testimony.statement import Statement


@dataclass(frozen=True, slots=True)
class Provenance:
    """The `source`, `as_of` and `note` of a leaf, each as it was written, and what was `said`.

    `counted` are those statements that the value rests on; none, where the user's own leaf does.
    """

    source: str | None = None
    as_of: str | None = None
    note: str | None = None
    said: tuple[Statement, ...] = ()
    counted: tuple[Statement, ...] = ()

    @property
    def day(self) -> date | None:
        """The day in `as_of`, where it is one: `2026-10-03`."""
        try:
            return date.fromisoformat(self.as_of) if self.as_of is not None else None
        except ValueError:
            return None

    @property
    def days(self) -> Iterator[date]:
        """The days as of which the value was told."""
        if self.day is not None:
            yield self.day
        yield from (one.on for one in self.counted if one.on is not None)

    def to_dict(self) -> dict[str, Any]:
        """What was given of all that; what does not count says so."""
        found = {"source": self.source, "as_of": self.as_of, "note": self.note}
        told: dict[str, Any] = {key: text for key, text in found.items() if text is not None}
        said = [
            one.to_dict() | ({} if one in self.counted else {"counts": False}) for one in self.said
        ]
        return told | ({"said": said} if said else {})
