"""The public API: what `Rulebook.load` loads."""

from __future__ import annotations

from pathlib import Path

import pytest

import engine
from engine import Rulebook
from tests.domain.program import ROOT

TRIAGE = ROOT / "examples" / "workspaces" / "triage"


def test_without_a_folder_it_is_the_shipped_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that embeds it must not decide otherwise where it happens to be started."""
    monkeypatch.chdir(TRIAGE)
    assert Rulebook.load().book.origin == "the shipped rulebook"
    assert list(Rulebook.load().book.gates) == list(Rulebook.load(ROOT).book.gates)


def test_a_folder_that_is_named_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder too, when it is asked for."""
    monkeypatch.chdir(TRIAGE)
    assert Rulebook.load(".").book.gates.keys() == Rulebook.load(TRIAGE).book.gates.keys()
    assert Rulebook.load(Path()).flow == "triage"


def test_every_public_name_is_there() -> None:
    """They are looked up late, by name; a wrong one is an ordinary error."""
    assert {getattr(engine, name).__name__ for name in engine.__all__} == set(engine.__all__)
    with pytest.raises(AttributeError, match="module `engine` has no attribute `Rulebok`"):
        _ = engine.Rulebok
