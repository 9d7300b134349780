"""What an editor shows as one types: nothing in the shipped files, and every planted fault."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from engine.author.workspace import init
from tests.author.editor.yaml_server import Underlined, underlined


def files(workspace: Path) -> list[Path]:
    """The rule and flow files."""
    return [path for part in ("rules", "flows") for path in sorted((workspace / part).glob("*"))
            if path.suffix == ".yaml"]  # fmt: skip


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


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of new workspaces, whose files name their schemas, for each fault one with it."""
    root = tmp_path_factory.mktemp("editor")
    init(root / "new")
    for place, (file, old, new, _) in enumerate(FAULTS):
        shutil.copytree(root / "new", root / str(place))
        path = planted(root, place, file)
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return root


def planted(root: Path, place: int, file: str) -> Path:
    """The file with a fault."""
    (path,) = (path for path in files(root / str(place)) if path.name == file)
    return path


@cache
def underlined_in(root: Path) -> Underlined:
    """In all workspaces at once."""
    return underlined([path for workspace in sorted(root.iterdir()) for path in files(workspace)])


def test_nothing_is_underlined_in_a_new_workspace(root: Path) -> None:
    """The shipped files fit the schemas that are made from them."""
    found = {path: underlined_in(root)[path] for path in files(root / "new")}
    assert len(found) >= 10
    assert {path: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize("place", range(len(FAULTS)))
def test_a_planted_fault_is_underlined(root: Path, place: int) -> None:
    """On its very line, in that file and in no other."""
    file, old, _, message = FAULTS[place]
    path = planted(root, place, file)
    text = (root / "new" / path.relative_to(root / str(place))).read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = {one: underlined_in(root)[one] for one in files(root / str(place))}
    assert [one for one, told in found.items() if told] == [path]
    assert (line, message) in found[path]
