"""How often the page that asks in a browser decides as evaluation does.

`python -m benchmarks.form N`: on N random partial cases of the shipped rulebook, under Node.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.compile.test_prospect import partial_cases
from tests.domain.program import rulebook
from tests.web.agreement import differences, spelled

LOT = 250


def main() -> None:
    """Print how many cases agree, and the first that differ where they may not."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    counted, parts, refused = Counter[str](), Counter[str](), []
    began = time.process_time()
    for seed in range(0, count, LOT):
        with TemporaryDirectory() as folder:
            cases = [*partial_cases(1000 + seed, min(LOT, count - seed))]
            for one in differences(rulebook(), cases, Path(folder), counted):
                parts.update(one.parts)
                refused += [] if one.allowed else [one]
        print(f"{sum(counted.values())} cases: {dict(counted)}", flush=True)
    print(f"where lists lack fields, these parts differ: {dict(parts)}")
    print(f"not allowed: {len(refused)}  ({time.process_time() - began:.0f} s of this process)")
    if refused:
        print(spelled(refused))
        raise SystemExit(1)


if __name__ == "__main__":
    main()
