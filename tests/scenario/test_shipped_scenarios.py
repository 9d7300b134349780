"""The shipped tests pass, and together they show all of the shipped rulebook."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from engine.rulebook.workspace import find_workspace
from engine.scenario.observed import seen_in
from engine.scenario.parts import Atom, atoms_of
from engine.scenario.reasons import Reasons
from engine.scenario.session import Session, run

ROOT = Path(__file__).parents[2]


@cache
def shipped() -> Session:
    return run(find_workspace(ROOT))


def test_every_shipped_test_comes_out_as_expected() -> None:
    """There are tests, and none fails."""
    assert len(shipped().results) > 100
    assert [one.scenario.name for one in shipped().results if not one.passed] == []


def test_every_rule_edge_and_verdict_is_shown() -> None:
    """All rules, edges and verdicts of both flows, and at least 95 percent of the conditions."""
    found = shipped().coverage
    assert set(shipped().book.flows) == {"archetype", "eligibility", "img_support"}
    assert [one.what for one in found.uncovered if one.kind != "condition"] == []
    assert found.conditions.reaches(95), [one.what for one in found.uncovered if one.counted]


def test_what_is_left_out_cannot_be() -> None:
    """Each condition left out of the count is so for a reason that a person can check."""
    left = {one.what for one in shipped().coverage.uncovered if not one.counted}
    assert {one for one in left if " unknown in " not in one} == {
        "`visa.handler in [gme, outside_attorney, program]` false in rule `smooth_visa/structured`",
        "`visa.answer_quality = specific` false in rule `smooth_visa/structured`",
    }
    assert all("known` un" in one or "declined` un" in one for one in left if " unknown in " in one)


def test_what_a_test_has_seen_is_never_called_impossible() -> None:
    """The proofs agree with the traces: true and false, for every condition seen so."""
    book = shipped().book
    seen = seen_in(book, shipped().results)
    reasons = Reasons(book, seen)

    def refuted(atom: Atom) -> bool:
        return any(not reasons.condition(atom, truth)[0] for truth in seen.truths_of(atom))

    atoms = atoms_of(book)
    assert atoms
    assert [f"{atom.text} in {atom.owner}" for atom in atoms if refuted(atom)] == []
