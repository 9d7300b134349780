"""What a scan is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Options:
    """The day that is today; key, what to keep, where rejects go; how much memory.

    `mappings` say what columns are, `records` which tables hold the records of lists; the query
    is run by `engine`, and Spark runs at `master`.
    """

    as_of: date
    key: str | None = None
    keep: tuple[str, ...] = ()
    rejects: Path | None = None
    memory: str | None = None
    mappings: tuple[Path, ...] = ()
    records: tuple[tuple[str, Path], ...] = ()
    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str | None = None
