"""Settings of all tests, and their order."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from tests.search import STEADY

# A busy machine is no failure: nothing here is timed.
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize=STEADY,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")

# Rulebooks that are kept ready are those of the tests alone, and go with them.
_cache = TemporaryDirectory(prefix="backchannel-tests-")
os.environ["XDG_CACHE_HOME"] = _cache.name

HERE = Path(__file__).parent
LONG = (
    "draw/browser",
    "prove/test_diff.py",
    "prove/test_brute_force.py",
    "prove/test_diff_brute_force.py",
    "decide/test_laws.py",
    "test_threads.py",
    "test_wheel.py",
    "decide/test_testimony_laws.py",
    "test_outside.py",
    "domain/test_oracle.py",
    "test_cli.py",
    "scenario/test_thresholds.py",
    "prove/test_effort.py",
    "rulebook/test_derivation_chains.py",
    "prove/test_whatif_edges.py",
    "fuzz",
    "test_readme.py",
    "collecting/test_bad_collecting.py",
    "interview/test_ask.py",
    "decide/test_testimony.py",
    "compile/test_prospect.py",
    "language/test_show.py",
)
"""What takes longest, the longest first, by path below this folder."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker begins with some of what takes long, and ends with what others can take over.

    pytest-xdist gives every worker one stretch of the list; who is done early steals from the
    end of another's.
    """
    workers = getattr(config, "workerinput", {"workercount": 1})["workercount"]
    groups: dict[str, list[pytest.Item]] = {name: [] for name in LONG}
    short: list[pytest.Item] = []
    for item in items:
        groups.get(_long(item.path), short).append(item)
    stretches: list[list[pytest.Item]] = [[] for _ in range(workers)]
    for place, group in enumerate(groups.values()):
        stretches[place % workers] += group
    for place, stretch in enumerate(stretches):
        missing = len(items) // workers - len(stretch)
        stretch += short if place + 1 == workers else short[: max(missing, 0)]
        del short[: max(missing, 0)]
    items[:] = [item for stretch in stretches for item in stretch]


def _long(path: Path) -> str:
    inside = path.relative_to(HERE) if path.is_relative_to(HERE) else path
    return next((name for name in LONG if inside.is_relative_to(name)), "")


def pytest_collection_finish() -> None:
    """What was collected stays: nobody need look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
