"""How many random cases the searching tests try, and which.

`make test` tries the same ones each time, so that a failure is of the change that was made.
`make test SEARCH=10` tries ten times as many, and other ones each time.
"""

from __future__ import annotations

import os

TIMES = float(os.environ.get("SEARCH", "1"))
STEADY = TIMES == 1


def trials(count: int) -> int:
    """So many, or as many times that as are asked for."""
    return max(1, round(count * TIMES))
