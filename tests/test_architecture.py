"""What imports what, and which matcher runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine import Rulebook

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("networkx", "z3", "durable_rules_engine", "lark", "ruamel", "rich", "graphviz",
         "starlette", "uvicorn")  # fmt: skip


def loaded_after(code: str) -> set[str]:
    """The modules that are loaded once `code` has run."""
    told = f"{code}\nimport sys; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_engine_loads_nothing_heavy() -> None:
    """`import engine` costs next to nothing."""
    assert not loaded_after("import engine") & set(HEAVY)


def test_durable_rules_decides_which_rules_fire() -> None:
    """On every supported Python the real matcher runs, not its stand-in."""
    assert Rulebook.load(ROOT).matcher == "durable_rules"


@pytest.mark.parametrize(("facts", "needed"), [("{}", True), (
    "{'program': {'has_imgs': False}}", False)])  # fmt: skip
def test_z3_is_imported_only_when_it_is_needed(facts: str, needed: bool) -> None:
    """A case that Kleene's logic settles does not wait for z3."""
    code = f"from engine import Rulebook; Rulebook.load().evaluate({facts})"
    assert ("z3" in loaded_after(code)) is needed


ENGINE = ROOT / "engine"
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_on_the_house_names_is_there(name: str) -> None:
    """Modules by their path in `engine`, without an ending; other files as they are."""
    roots = (ENGINE, ROOT)
    assert any((root / f"{name}{ending}").exists() for root in roots for ending in ("", ".py"))
