"""How long `check` takes on the shipped workspace, against importing what it uses.

Both are measured in new processes, in turn, so that a busy machine slows both alike.
Prints the ratio of the medians; the contract says below 1.5.

    python benchmarks/check.py [ROUNDS]
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
CHECK = "from cli import main; main(['check', '--no-prove'])"
USED = """
import sys
from cli import main
try:
    main(['check', '--no-prove'])
except SystemExit:
    pass
print('\\n'.join(name for name in sys.modules if name != '__main__'))
"""
LIMIT = 1.5


def used() -> list[str]:
    """The modules that are there when `check` ends, in the order of their import."""
    done = subprocess.run(
        [sys.executable, "-c", USED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[1:]


def importing(modules: list[str]) -> str:
    """A program that imports those modules and does nothing."""
    return f"""
import importlib
for name in {modules!r}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


def seconds(program: str) -> float:
    """The wall time of one new process."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    return perf_counter() - start


def main(rounds: int) -> None:
    """Measure, and print one line."""
    program = importing(used())
    pairs = [(seconds(CHECK), seconds(program)) for _ in range(rounds)]
    check, imports = (median(column) for column in zip(*pairs, strict=True))
    ratio = check / imports
    print(
        f"check {check * 1000:.0f} ms, imports {imports * 1000:.0f} ms, ratio {ratio:.2f} "
        f"(below {LIMIT}: {'yes' if ratio < LIMIT else 'no'})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
