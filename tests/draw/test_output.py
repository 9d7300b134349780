"""Files are written whole or not at all, in the form that their ending asks for."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from engine.diagnostics.invalid import Invalid
from engine.draw.output import BINARY, FORMS, Picture, form_of, write
from tests.draw.drawn_cases import STORIES, shipped

STARTS = {
    "svg": b"<svg ", "png": b"\x89PNG", "pdf": b"%PDF-", "dot": b"digraph ", "mmd": b"---\n",
    "html": b"<!doctype html>",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", [None, "low", "incomplete"])
def test_every_form_can_be_made_with_facts_and_without(form: str, name: str | None) -> None:
    """And is what its ending says."""
    flow, book = shipped()
    made = Picture(book, flow.name, STORIES[name] if name else None).form(form)
    assert made.startswith(STARTS[form]) and len(made) > 1000


def test_what_is_no_text_is_known() -> None:
    """So that it is not printed on a terminal."""
    flow, book = shipped()
    picture = Picture(book, flow.name)
    assert {form for form in FORMS if b"\x00" in picture.form(form)} <= BINARY == {"png", "pdf"}


def test_the_page_without_facts_has_every_question_and_rule() -> None:
    """In words, below the picture."""
    flow, book = shipped()
    page = Picture(book, flow.name).form("html").decode()
    words = page.partition("</svg>")[2]
    for gate in flow.gates():
        assert book.gates[gate].question in words
        assert all(f"<code>{rule.id}</code>" in words for rule in book.gates[gate].every_rule)


@pytest.mark.parametrize("name", ["a.svg", "A.SVG", "dir.png/a.svg", "a.b.svg"])
def test_the_ending_says_the_form(name: str) -> None:
    """However it is written."""
    assert form_of(Path(name)) == "svg"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.gif", "a.gif: error: `.gif` is no picture's ending\n  help: endings: .svg, .png, .pdf, "
                  ".dot, .mmd, .html"),
        ("a.htm", "a.htm: error: `.htm` is no picture's ending\n  help: did you mean `html`?"),
        ("a", "a: error: the name has no ending\n  help: endings: .svg, .png, .pdf, .dot, .mmd, "
              ".html"),
    ],
)  # fmt: skip
def test_an_unknown_ending_is_told(name: str, told: str) -> None:
    """With the endings there are."""
    with pytest.raises(Invalid) as caught:
        form_of(Path(name))
    assert str(caught.value) == told


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    """Not those of a temporary file."""
    before = os.umask(0o027)
    try:
        write(tmp_path / "a.svg", b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["a.svg"]


def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path) -> None:
    """As if it had been written into."""
    (tmp_path / "a.svg").write_bytes(b"old")
    (tmp_path / "a.svg").chmod(0o600)
    write(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == 0o600


def test_a_file_that_is_write_protected_is_not_replaced(tmp_path: Path) -> None:
    """Though its folder would allow it."""
    (tmp_path / "a.svg").write_bytes(b"old")
    (tmp_path / "a.svg").chmod(0o400)
    if os.access(tmp_path / "a.svg", os.W_OK):
        pytest.skip("left out, not checked with a write-protected file: root may write to any")
    with pytest.raises(Invalid, match="cannot be written: permission denied"):
        write(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").read_bytes() == b"old"


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_whatever_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """And nothing is left beside it."""
    (tmp_path / "a.svg").write_bytes(b"old")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "write":
        monkeypatch.setattr(os, "fdopen", full)
    elif step == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Invalid) as caught:
        write(tmp_path / "a.svg", b"new")
    assert str(caught.value).endswith("a.svg: error: cannot be written: no space left on device")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.svg", b"old")]


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """One that has the old file open reads on in it."""
    (tmp_path / "a.svg").write_bytes(b"old")
    with (tmp_path / "a.svg").open("rb") as reader:
        write(tmp_path / "a.svg", b"new and longer")
        assert reader.read() == b"old"


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it leads to is replaced."""
    (tmp_path / "real.svg").write_bytes(b"old")
    (tmp_path / "a.svg").symlink_to("real.svg")
    write(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").is_symlink()
    assert (tmp_path / "real.svg").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    """`-o /dev/null` must not make a file of it."""
    write(Path("/dev/null"), b"gone")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["missing/a.svg", "", "file.txt/a.svg"])
def test_what_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    """A folder that is not there, a folder in place of a file, a file in place of a folder."""
    (tmp_path / "file.txt").write_bytes(b"")
    with pytest.raises(Invalid, match="error: cannot be written: "):
        write(tmp_path / name, b"new")
