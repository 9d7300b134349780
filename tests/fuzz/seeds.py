"""Where the fuzzer starts: sound workspaces with fact files, small ones and the shipped one."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from random import Random

from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import find_workspace, shipped
from tests.author.corpus_case import GOOD
from tests.rulebook import tiny_workspace

ROOT = Path(__file__).resolve().parents[2]
TRIAGE = ROOT / "examples" / "workspaces" / "triage"

Files = dict[str, str]

TRIAGE_TESTS = """\
flow: triage
bases:
  slow:
    report.title: It is slow
    report.times_reproduced: 3
tests:
  - name: What stops is mended today
    base: slow
    with: {impact.work_stops: true, impact.share_hit: 0.5}
    expect: {verdict: today, rule: many-stopped}
"""
TRIAGE_PROMISES = """\
promises:
  - id: loss-is-today
    flow: triage
    always: not impact.data_lost or verdict != list
    because: What is lost does not wait.
  - id: sooner
    flow: triage
    raising: impact.share_hit
    never: today to list
    because: More people are no reason to wait.
"""
SHOP_CASE = """{"shop": {"name": "Ann's", "kind": "bakery", "fresh_share": 0.75, "sells": ["bread"],
 "open_late": {"value": null, "status": "declined", "note": "shrugs", "as_of": "2026-03-01"},
 "days": [{"day": 3, "sold": 40}, {"day": 4}]}}
"""
WARD_CASE = """{"intake": {"trend": "down", "foreign_share": 0.2, "classes": []},
 "visa": {"had_to_fight": true}}
"""


@cache
def _folder(root: Path) -> Files:
    parts = ("rules/*.yaml", "flows/*.yaml", "rules/tests/*.yaml", "cases/*.json")
    paths = [path for part in parts for path in sorted(root.glob(part))]
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in paths}


@cache
def workspaces() -> dict[str, Files]:
    """The workspaces by name."""
    shop = {**tiny_workspace.FILES, "cases/shop.json": SHOP_CASE}
    more = {"rules/tests/triage.yaml": TRIAGE_TESTS, "rules/promises.yaml": TRIAGE_PROMISES}
    home = shipped().rules.parent
    large = _folder(home) | {
        f"cases/{path.name}": path.read_text(encoding="utf-8")
        for path in sorted((home / "examples").glob("*.json"))
    }
    return {
        "shop": shop,
        "hospital": _folder(GOOD) | {"cases/ward.json": WARD_CASE},
        "triage": _folder(TRIAGE) | more,
        "shipped": large,
    }


@cache
def book(name: str) -> Book:
    """The rulebook of a workspace."""
    with tempfile.TemporaryDirectory() as folder:
        for file, text in workspaces()[name].items():
            path = Path(folder, file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(find_workspace(Path(folder)))


def one(random: Random) -> str:
    """The name of a workspace to start from; the shipped one is slow, and seldom."""
    return random.choices([*workspaces()], weights=[30, 30, 37, 3])[0]
