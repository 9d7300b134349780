"""Where a stated value comes from, as its leaf in a fact file says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Provenance:
    """The `source`, `as_of` and `note` of a leaf, each as it was written."""

    source: str | None = None
    as_of: str | None = None
    note: str | None = None

    @property
    def day(self) -> date | None:
        """The day in `as_of`, where it is one: `2026-10-03`."""
        try:
            return date.fromisoformat(self.as_of) if self.as_of is not None else None
        except ValueError:
            return None

    def to_dict(self) -> dict[str, str]:
        """Those of the three that were given."""
        found = {"source": self.source, "as_of": self.as_of, "note": self.note}
        return {key: text for key, text in found.items() if text is not None}
