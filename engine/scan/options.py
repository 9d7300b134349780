"""What a scan is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """The day that is today; key, what to keep, where rejects go; how much memory; the files
    that say what columns are; and lists with the tables that hold their records."""

    as_of: date
    key: str | None = None
    keep: tuple[str, ...] = ()
    rejects: Path | None = None
    memory: str | None = None
    mappings: tuple[Path, ...] = ()
    records: tuple[tuple[str, Path], ...] = ()
