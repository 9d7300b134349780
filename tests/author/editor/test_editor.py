"""What an editor shows as one types: nothing in the shipped files, and every planted fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.author.workspace import init
from tests.author.editor.yaml_server import underlined


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A new workspace, whose files name their schemas."""
    init(tmp_path / "mine")
    return tmp_path / "mine"


def files(workspace: Path) -> list[Path]:
    """The rule and flow files."""
    return [path for part in ("rules", "flows") for path in sorted((workspace / part).glob("*"))
            if path.suffix == ".yaml"]  # fmt: skip


def test_nothing_is_underlined_in_a_new_workspace(workspace: Path) -> None:
    """The shipped files fit the schemas that are made from them."""
    found = underlined(files(workspace))
    assert len(found) >= 10
    assert {name: told for name, told in found.items() if told} == {}


FAULTS = (
    ("smooth_visa.yaml", "because: Residents are", "becuase: Residents are",
     "Property becuase is not allowed."),
    ("consistent_intake.yaml", "then: open", "then: true", 'Incorrect type. Expected "string".'),
    ("facts.yaml", "range: [0, 1000]", "range: [0]",
     "Array has too few items. Expected 2 or more."),
    ("facts.yaml", "type: boolean", "type: boolaen",
     'Value is not accepted. Valid values: "boolean", "integer", "number", "share", '
     '"enumeration", "set", "text", "date", "records".'),
    ("img_support.yaml", "kind: step, step: 1", "kind: stpe, step: 1",
     'Value is not accepted. Valid values: "step", "gate", "verdict".'),
)  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS)
def test_a_planted_fault_is_underlined(
    workspace: Path, file: str, old: str, new: str, message: str
) -> None:
    """On its very line, in that file and in no other."""
    (path,) = (path for path in files(workspace) if path.name == file)
    text = path.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = underlined(files(workspace))
    assert [name for name, told in found.items() if told] == [path.name]
    assert (line, message) in found[path.name]
