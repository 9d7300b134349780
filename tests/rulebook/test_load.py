"""Loading a workspace: where it is found, and what makes two rulebooks the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from engine.diagnostics.invalid import Invalid
from engine.rulebook.load import load
from engine.rulebook.workspace import Workspace, find_workspace, shipped
from tests.rulebook.tiny_workspace import BOARD, FACTS, FILES, FLOW, GATE, book, write


def test_the_shipped_workspace_is_sound() -> None:
    """It loads without a finding, with the flows and gates that it is known for."""
    found = load(shipped())
    assert list(found.flows) == ["archetype", "eligibility", "img_support"]
    assert list(found.flows["img_support"].gates()) == [
        "consistent_intake", "smooth_visa", "strong_outcomes", "equal_treatment",
    ]  # fmt: skip
    assert found.origin == "the shipped rulebook"


def test_the_tiny_workspace_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that every finding elsewhere comes from the fault that was put into it."""
    workspace = write(tmp_path)
    monkeypatch.chdir(tmp_path)
    found = book(workspace)
    assert [rule.id for rule in found.gates["good"].every_rule] == [
        "stale", "well-known", "sweet", "otherwise",
    ]  # fmt: skip
    assert found.gates["good"].rules[1].then == "yes", "a word, not true"
    assert found.flows["shops"].verdicts == ("high", "low")


def fingerprint(folder: Path, file: str = GATE, old: str = "", new: str = "") -> str:
    """The fingerprint of the tiny workspace after one change."""
    write(folder, file, old, new)
    return load(Workspace(folder / "rules", folder / "flows")).fingerprint


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (GATE, "question:", "# why not\n\nquestion:"),
        (GATE, "when: shop.visits >= often", "when: (shop.visits\n      >= often)"),
        (GATE, "because: You know it well.", 'because: "You know\n      it well."'),
        (GATE, "often: {value: 3, unit: visits}", "often:\n    unit: visits\n    value: 3.0"),
        (GATE, "[bakery, butcher]", '["bakery",butcher]'),
        (FACTS, "values: [bread, cake]", "values:\n    - bread\n    - cake"),
        (FLOW, "{id: look, kind: step, ", "{kind: step, id: look, "),
        (BOARD, "good: [yes]", 'good: ["yes"]'),
    ],
)
def test_the_fingerprint_ignores_layout(tmp_path: Path, file: str, old: str, new: str) -> None:
    """Comments, line breaks, quotes, parentheses and the order of keys say nothing."""
    assert fingerprint(tmp_path, file, old, new) == fingerprint(tmp_path)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (GATE, "value: 3", "value: 4"),
        (GATE, "You know it well.", "You know it very well."),
        (GATE, "shop.visits >= often", "shop.visits > often"),
        (GATE, "strength:", "caution:"),
        (FLOW, "yes: buy, no: leave", "yes: leave, no: buy"),
        (FLOW, "title: Leave", "title: Go"),
        (FACTS, "ask: When does it close?", "ask: When?"),
        (FACTS, "assume: []", "assume: [bread]"),
        (FACTS, "sold: {type: integer}", "sold: {type: number}"),
        (FACTS, "sold: {type: integer}", "sold: {type: text}"),
        (BOARD, "good: [yes]", "good: []"),
    ],
)
def test_the_fingerprint_tells_every_change_of_meaning(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    """A threshold, a word, an operator, an edge or a type: each makes another rulebook."""
    assert fingerprint(tmp_path, file, old, new) != fingerprint(tmp_path)


def test_the_fingerprint_tells_the_types_of_fields_apart(tmp_path: Path) -> None:
    """Text and dates have no properties of their own, yet they are not the same."""
    kinds = ("text", "date", "boolean")
    old = "sold: {type: integer}"
    found = {fingerprint(tmp_path, FACTS, old, f"sold: {{type: {kind}}}") for kind in kinds}
    assert len(found) == len(kinds)


def test_the_names_of_files_change_nothing(tmp_path: Path) -> None:
    """Files are read in any order: contents, order and fingerprint stay the same."""
    rules, flows = tmp_path / "rules", tmp_path / "flows"
    shutil.copytree(shipped().rules, rules)
    shutil.copytree(shipped().flows, flows)
    for folder in (rules, flows):
        for place, path in enumerate(sorted(folder.glob("*.yaml"), reverse=True)):
            path.rename(folder / f"{place:02}-{path.stem}.yml")
    renamed, known = load(Workspace(rules, flows)), load(shipped())
    assert renamed.fingerprint == known.fingerprint
    assert [note.id for note in renamed.notes] == [note.id for note in known.notes]
    assert list(renamed.thresholds) == list(known.thresholds)


def test_notes_come_in_the_order_of_the_board() -> None:
    """Signals as the board lists them, then the others; within a signal by id."""
    found = load(shipped())
    assert found.board is not None
    order = [*found.board.signals, "closing", "faq", "reality-check"]
    keys = [(order.index(note.signal), note.id) for note in found.notes]
    assert keys == sorted(keys) and len(keys) > 40


def test_the_current_folder_wins_over_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder with both `rules/` and `flows/` is a workspace; with one of them it is not."""
    monkeypatch.chdir(tmp_path)
    assert find_workspace().shipped
    (tmp_path / "rules").mkdir()
    assert find_workspace().shipped
    (tmp_path / "flows").mkdir()
    assert find_workspace() == Workspace(Path("rules"), Path("flows"))
    assert find_workspace().name == str(tmp_path)


def test_a_folder_that_is_named_is_taken_at_its_word(tmp_path: Path) -> None:
    """Nothing shipped stands in for what is missing there."""
    with pytest.raises(Invalid) as caught:
        load(find_workspace(tmp_path))
    assert str(caught.value).splitlines() == [
        f"{tmp_path}/flows: error: there is no such folder",
        f"{tmp_path}/rules: error: there is no such folder",
    ]


def test_only_yaml_files_are_read(tmp_path: Path) -> None:
    """Notes to oneself may lie beside the rules."""
    write(tmp_path)
    (tmp_path / "rules" / "README.txt").write_text("hello", encoding="utf-8")
    found = load(Workspace(tmp_path / "rules", tmp_path / "flows"))
    assert set(found.gates) == {"good"} and len(FILES) == 4
