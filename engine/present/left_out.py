"""What a ranking leaves out: cases unlike its condition, those that may fit, and what is none."""

from __future__ import annotations

from dataclasses import dataclass

from ..decide.ranking import Entry
from ..diagnostics.findings import Finding


@dataclass(frozen=True, slots=True)
class Perhaps:
    """A case that may fit a condition, and what of it is not known."""

    entry: Entry
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file or rows that are no case: what they would be called, and what is wrong first."""

    key: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not ranked: how many are unlike the condition, which may fit it or are invalid."""

    unlike: int = 0
    perhaps: tuple[Perhaps, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    @property
    def invalid(self) -> int:
        """How many are invalid."""
        return len(self.rejected)
