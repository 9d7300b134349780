"""Workbooks made to break their reader, and other things that are no tables."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from engine.tables import book_marks
from tests.tables.tables import codes, gathered, run, written

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
Change = Callable[[bytes], bytes]


def book(folder: Path, part: str = "", change: Change = bytes) -> Path:
    """A sound workbook of one program, but for what is changed in one part."""
    sound, path = folder / "sound.xlsx", folder / "t.xlsx"
    with xlsxwriter.Workbook(str(sound)) as made:
        sheet = made.add_worksheet("S")
        sheet.write_row(0, 0, ["program.name", "visa.j1_sponsored"])
        sheet.write_row(1, 0, ["A", "yes"])
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return path


def row(cell: str, number: str = "3") -> Change:
    """One more row of one cell."""
    told = f'<row r="{number}"><c r="{cell}" t="inlineStr"><is><t>B</t></is></c></row>'
    return lambda data: data.replace(b"</sheetData>", told.encode() + b"</sheetData>")


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        (SHEET, row("XFD1048576", "1048576"), "lie too far apart: 17,179,869,184 between"),
        (SHEET, row("ZZZ9999999", "9999999"), "the workbook is damaged"),
        (SHEET, row("A99999999999", "9"), "the workbook is damaged"),
        (SHEET, lambda data: data[: len(data) // 2], "the workbook is damaged"),
        (SHEET, lambda data: b'<!DOCTYPE x [<!ENTITY a "b">]>' + data, "the workbook is damaged"),
        ("xl/_rels/workbook.xml.rels", lambda data: data.replace(b"worksheets/", b"../../../"),
         "sheet `S` is damaged, or missing"),
        (STRINGS, lambda data: data + b" " * 30_000, "unpacked, a part of the workbook has 30,"),
        (SHEET, lambda data: data.replace(b"</sheetData>", b" " * 30_000 + b"</sheetData>"),
         "unpacked, a part of the workbook has "),
    ],
)  # fmt: skip
def test_a_workbook_that_would_break_its_reader_is_refused(
    tmp_path: Path, part: str, change: Change, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is unpacked or held that does not fit into memory."""
    monkeypatch.setattr(book_marks, "SMALL_ENOUGH", 20_000)
    monkeypatch.setattr(book_marks, "BLOWN_UP", 4)
    done = run("import", book(tmp_path, part, change), "-o", tmp_path / "out")
    assert (done.exit_code, (tmp_path / "out").exists()) == (1, False)
    assert says in done.stderr


def test_a_sound_workbook_passes(tmp_path: Path) -> None:
    (program,), rejects, _ = gathered(book(tmp_path))
    assert (program.key, rejects) == ("A", [])


def test_a_number_that_is_none_costs_its_row(tmp_path: Path) -> None:
    """A workbook can spell a number that no number is."""
    cells = b'<row r="3"><c r="A3"><v>1e999</v></c><c r="B3"><v>1e999</v></c></row></sheetData>'
    path = book(tmp_path, SHEET, lambda data: data.replace(b"</sheetData>", cells))
    programs, rejects, _ = gathered(path)
    assert ([one.key for one in programs], codes(*rejects)) == (["A"], [("unread-cell", 3, 2)])


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    """It is a reject; the other files are taken."""
    programs = tmp_path / "programs"
    programs.mkdir()
    os.mkfifo(programs / "a.json")
    written(programs, "b.json", '{"program": {"name": "B"}}')
    done = run("export", programs, "-o", tmp_path / "t.csv")
    assert (done.exit_code, done.stdout.startswith("1 program with")) == (1, True)
    assert "a.json: error: cannot be read: it is no file but a pipe or a device" in done.stderr


def test_a_broken_table_in_a_folder_keeps_nothing_else_back(tmp_path: Path) -> None:
    """One that is named is another matter: the others may be nothing without it."""
    bad = written(tmp_path, "a.json", "[1,2")
    book(tmp_path, SHEET, row("ZZZ9999999", "9999999"))
    written(tmp_path, "c.json", '{"program": {"name": "C"}}')
    done = run("import", tmp_path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    told = "1 row and 3 fact files in, 2 programs out, 2 rejected\n"
    assert done.stdout.startswith(told)
    assert "a.json:1:4: error: the file stops too early" in done.stderr
    assert "t.xlsx: error: no table can be read here: the workbook is damaged" in done.stderr
    done = run("import", bad, tmp_path / "c.json", "-o", tmp_path / "other")
    assert (done.exit_code, done.stdout) == (1, "")


def test_a_link_to_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """It stays a link."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    path = written(tmp_path, "t.csv", "program.name\nA\n")
    assert run("import", path, "-o", tmp_path / "link").exit_code == 0
    assert (tmp_path / "link").is_symlink()
    assert [one.name for one in (tmp_path / "real").iterdir()] == ["A.json"]


def test_utf_32_is_known_by_its_mark(tmp_path: Path) -> None:
    """It begins as UTF-16 does."""
    (program,), _, _ = gathered(written(tmp_path, "t.csv", "program.name\nÄ\n".encode("utf-32")))
    assert program.key == "Ä"


def test_lines_of_which_none_can_be_read_say_why(tmp_path: Path) -> None:
    text = '{"program.name": "A", "program.name": "B"}\n[1]\n'
    done = run("import", written(tmp_path, "t.jsonl", text), "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "t.jsonl:1:1: error: no table can be read here: " in done.stderr
    assert "t.jsonl:2:1: error: no table can be read here: an object has to stand" in done.stderr
