"""Fact files to rank: the shipped examples with facts left out at random, and hostile names."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from click.testing import CliRunner, Result

from cli import main
from engine.decide.ranking import Entry
from engine.diagnostics.place import Place
from tests.domain.program import ROOT, rulebook

EXAMPLES = ROOT / "examples"
SAME_DAY = ("--as-of", "2026-11-01")
HOSTILE = (
    '<script>alert("x")</script>',
    '=HYPERLINK("http://x","y")',
    "  +1+1",
    "@SUM(A1)",
    "-2+3",
    "| a | b",
    "\x1b[31mred\x07",
    "\u202egnp.exe",
    "x" * 500,
    "[link](javascript:alert(1))",
    "</style><b>&amp;",
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, words)], catch_exceptions=False)


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(one.read_text()) for one in sorted(EXAMPLES.glob("*.json")))


def thinned(random: Random, name: str) -> dict[str, Any]:
    """The facts of an example under another name, some of them left out."""
    found = deepcopy(random.choice(shipped()))
    for group, facts in found.items():
        if group != "program":
            found[group] = {fact: one for fact, one in facts.items() if random.random() > 0.15}
    found["program"]["name"] = name
    return found


@cache
def entries() -> tuple[Entry, ...]:
    """Sixty decided cases, some of them equal in all but their names."""
    random = Random(14)
    found = [thinned(random, f"Program {place}") for place in range(45)]
    found += [*shipped(), *found[:5]]
    decided = [rulebook().evaluate(one) for one in found]
    return tuple(
        Entry(f"p{place}", Place(f"p{place}.json"), one) for place, one in enumerate(decided)
    )


def folder(path: Path, names: tuple[str, ...] = HOSTILE) -> Path:
    """A folder of fact files with these names."""
    for place, name in enumerate(names):
        facts = {"program": {"name": name, "has_imgs": place % 2 == 0}}
        (path / f"p{place}.json").write_text(json.dumps(facts))
    return path
