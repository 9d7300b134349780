"""One workspace is read and written, each file whole or not at all, and nothing else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from engine.diagnostics import writing
from engine.diagnostics.invalid import Invalid
from engine.workbench.folder import BOM, MOST_PROGRAMS, Conflict, Folder, NotThere, opened
from tests.workbench.desks import FILES, ask, client, program, workspace

NAMES = (
    "../outside.yaml",
    "rules/../../outside.yaml",
    "rules/../rules/early.yaml",
    "/etc/passwd",
    "rules//early.yaml",
    "rules\\early.yaml",
    "rules/early.yaml\0",
    "rules/none.yaml",
    "rules",
    "",
    ".",
    "rules/link.yaml",
    "rules/tests/link.yaml",
    "programs/link.json",
    "away/secret.json",
    ".hidden/secret.json",
    "schemas/facts.json",
    "notes.txt",
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A workspace with links that lead out of it, and files that are none of its kinds."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.json").write_text('{"secret": 1}')
    (tmp_path / "outside.yaml").write_text("secret: 1\n")
    root = workspace(tmp_path / "own")
    for place in ("rules/link.yaml", "rules/tests/link.yaml"):
        (root / place).symlink_to(tmp_path / "outside.yaml")
    (root / "programs/link.json").symlink_to(outside / "secret.json")
    (root / "away").symlink_to(outside)
    for name in (".hidden/secret.json", "schemas/facts.json", "notes.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("{}")
    return opened(root)


def test_it_lists_what_belongs_to_it(folder: Folder) -> None:
    assert {one.name for one in folder.texts()} == {*FILES}
    assert [one.name for one in folder.programs()] == [
        "programs/slow.json", "programs/ten.json", "programs/three.json",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_no_other_name_is_read_or_written(folder: Folder, name: str) -> None:
    before = everything(folder.root.parent)
    with pytest.raises(NotThere):
        folder.read(name)
    with pytest.raises(NotThere):
        folder.save(name, "stolen: 1\n", "")
    assert everything(folder.root.parent) == before


def everything(root: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_rules_that_lead_out_of_it_are_not_read(folder: Folder) -> None:
    """Nor does the rulebook run that they would be part of."""
    found = [one.file for one in folder.strays()]
    assert found == ["rules/link.yaml", "rules/tests/link.yaml"]
    told = ask(client(folder.root), "state")
    assert [one["file"] for one in told["broken"]] == found and told["hash"] is None
    assert {one["message"] for one in told["broken"]} == {
        "cannot be read: this link leads out of the workspace"
    }


def test_a_name_that_is_no_text_is_told_and_left_out(tmp_path: Path) -> None:
    root = workspace(tmp_path / "own")
    (root / "programs" / os.fsdecode(b"odd\xff.json")).write_text(program("odd", 3))
    found = ask(client(root), "ranking")
    assert found["notes"] == ["1 file left out: its name is no UTF-8 text."]
    assert len(found["rows"]) == 3
    (root / "rules" / os.fsdecode(b"odd\xff.yaml")).write_text("gate: odd\n")
    (told,) = ask(client(root), "state")["broken"]
    assert told["message"] == "cannot be read: its name is no UTF-8 text"


def test_programs_beyond_the_limit_are_told_of(tmp_path: Path) -> None:
    root = workspace(tmp_path / "own")
    (root / "more").mkdir()
    for number in range(MOST_PROGRAMS):
        (root / "more" / f"{number}.json").touch()
    folder = opened(root)
    assert len(folder.programs()) == MOST_PROGRAMS
    assert [*folder.left_out()] == [
        "Only the first 2,000 of 2,003 fact files are shown, ranked and counted."
    ]


def test_a_link_inside_of_it_stays_one(folder: Folder) -> None:
    (folder.root / "rules/alias.yaml").symlink_to("early.yaml")
    held = folder.read("rules/alias.yaml")
    folder.save(held.name, f"{held.text}# more\n", held.digest)
    assert (folder.root / "rules/alias.yaml").is_symlink()
    assert folder.read("rules/early.yaml").text.endswith("# more\n")


def test_what_was_changed_meanwhile_is_not_written_over(folder: Folder) -> None:
    """What is there comes back, so that both can be shown."""
    held = folder.read("rules/early.yaml")
    (folder.root / "rules/early.yaml").write_text("theirs: 1\n")
    with pytest.raises(Conflict) as caught:
        folder.save("rules/early.yaml", "mine: 1\n", held.digest)
    assert caught.value.held.text == "theirs: 1\n"
    assert folder.read("rules/early.yaml").text == "theirs: 1\n"
    folder.save("rules/early.yaml", "mine: 1\n", caught.value.held.digest)
    assert folder.read("rules/early.yaml").text == "mine: 1\n"


@pytest.mark.parametrize(
    ("written", "saved"),
    [
        (b"a: 1\r\nb: 2\r\n", b"a: 3\r\nb: 2\r\n"),
        (BOM + b"a: 1\nb: 2\n", BOM + b"a: 3\nb: 2\n"),
        ("a: 1\nb: e\u0301\n".encode(), "a: 3\nb: e\u0301\n".encode()),
    ],
)
def test_line_ends_marks_and_letters_stay_what_they_were(
    folder: Folder, written: bytes, saved: bytes
) -> None:
    (folder.root / "rules/early.yaml").write_bytes(written)
    held = folder.read("rules/early.yaml")
    assert "\r" not in held.text
    made = folder.save("rules/early.yaml", held.text.replace("a: 1", "a: 3"), held.digest)
    assert (folder.root / "rules/early.yaml").read_bytes() == saved == made.data


@pytest.mark.parametrize("reason", [errno.EROFS, errno.ENOSPC, errno.EACCES])
def test_a_disk_that_takes_nothing_loses_nothing(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    """It is told in words, and the old file stays."""

    def refuse(*_given: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(writing, "_store", refuse)
    before = everything(folder.root)
    held = folder.read("rules/early.yaml")
    with pytest.raises(Invalid) as caught:
        folder.save("rules/early.yaml", "mine: 1\n", held.digest)
    (told,) = caught.value.findings
    assert told.message == f"cannot be written: {os.strerror(reason).lower()}"
    assert everything(folder.root) == before


def test_what_is_too_large_or_no_text_is_told(folder: Folder) -> None:
    path = folder.root / "rules/early.yaml"
    held = folder.read("rules/early.yaml")
    with pytest.raises(Invalid) as caught:
        folder.save("rules/early.yaml", "# " + "x" * 2_100_000, held.digest)
    assert [one.message for one in caught.value.findings] == ["larger than 2 MB"]
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Invalid) as caught:
        _ = folder.read("rules/early.yaml").text
    assert [one.message for one in caught.value.findings] == ["this is not UTF-8 text"]


def test_a_refused_save_says_what_the_file_holds(folder: Folder) -> None:
    """As the page gets it: 409 with both digest and text, 404 for other names, 422 for a disk."""
    for name in ("rules/link.yaml", "rules/tests/link.yaml"):
        (folder.root / name).unlink()
    browser = client(folder.root)
    held = ask(browser, "open", file="rules/early.yaml")
    (folder.root / "rules/early.yaml").write_text("theirs: 1\n")
    given = {"file": "rules/early.yaml", "text": "mine: 1\n", "digest": held["digest"]}
    clash = browser.post("/api/save", json=given)
    assert (clash.status_code, clash.json()["text"]) == (409, "theirs: 1\n")
    again = browser.post("/api/save", json={**given, "digest": clash.json()["digest"]})
    assert again.status_code == 200
    away = browser.post("/api/save", json={**given, "file": "../outside.yaml"})
    assert (away.status_code, away.json()) == (
        404,
        {"message": "This workspace has no such file; nothing was written."},
    )
