"""How many random cases the searching tests try: `make test SEARCH=10` tries ten times as many."""

from __future__ import annotations

import os

TIMES = float(os.environ.get("SEARCH", "1"))


def trials(count: int) -> int:
    """So many, or as many times that as are asked for."""
    return max(1, round(count * TIMES))
