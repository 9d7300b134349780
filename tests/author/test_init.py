"""Starting a workspace: nothing is overwritten, and what is written works at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main


def run(*arguments: str) -> Result:
    """One command; an exception of any kind is the test's failure."""
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "mine").exit_code == 0
    monkeypatch.chdir(tmp_path / "mine")
    return tmp_path / "mine"


def test_a_folder_with_files_is_refused_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files in the way are named, a few of them where there are many."""
    monkeypatch.chdir(tmp_path)
    for name in "abcdefg":
        (tmp_path / f"{name}.txt").write_text("kept", encoding="utf-8")
    result = run("init", ".")
    assert result.stderr == (
        ".: error: the folder is not empty: a.txt, b.txt, c.txt, d.txt, e.txt, …\n"
        "  help: name a new folder\n"
    )
    assert result.exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{one}.txt" for one in "abcdefg"]


def test_a_file_of_that_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is there is no folder, and stays what it is."""
    monkeypatch.chdir(tmp_path)
    Path("mine").write_text("kept", encoding="utf-8")
    result = run("init", "mine")
    assert (result.exit_code, Path("mine").read_text(encoding="utf-8")) in (
        (1, "kept"),
        (2, "kept"),
    )


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """Somebody may have made the folder already."""
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "rules" / "facts.yaml").is_file()


def test_the_new_workspace_is_clean_and_laid_out(mine: Path) -> None:
    """Neither a finding nor anything for `fmt` to do."""
    assert run("check", "--no-prove").output == f"No findings in {mine}\n"
    assert run("fmt", "--check").output == ""


def test_it_means_what_the_shipped_one_means(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answer to the same case, by a rulebook with the same fingerprint."""
    ours = run("evaluate", "examples/community.json", "--format", "json").output
    monkeypatch.chdir(mine.parent)
    shipped = run("evaluate", "mine/examples/community.json", "--format", "json").output
    assert json.loads(ours) == json.loads(shipped)
    assert json.loads(ours)["verdict"] == "high"


def test_every_file_begins_with_its_schema_and_a_comment(mine: Path) -> None:
    """Editors read the first line, people the next."""
    paths = [path for part in ("rules", "flows") for path in (mine / part).glob("*.yaml")]
    assert len(paths) >= 10
    for path in paths:
        schema, comment, *_ = path.read_text(encoding="utf-8").splitlines()
        link = schema.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / link).is_file(), path
        assert comment.startswith("# ") and len(comment) > 20, path


def test_tests_begin_with_a_comment_too(mine: Path) -> None:
    """What a file of tests is about is said at its head."""
    for path in (mine / "rules").rglob("tests/*.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_the_example_names_its_schema(mine: Path) -> None:
    """A JSON file has no comments; its schema stands in a key."""
    path = mine / "examples" / "community.json"
    assert (path.parent / json.loads(path.read_text(encoding="utf-8"))["$schema"]).is_file()
