"""Whatever is wrong with a table is told with its file, row, column and reason; no row is lost."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from engine.diagnostics.invalid import Invalid
from engine.tables.rows import drafts
from tests.tables.tables import codes, facts_of, gathered, run, written

HEAD = "program.name,visa.j1_sponsored,program.state\n"


@pytest.mark.parametrize(
    ("data", "notice"),
    [
        ((HEAD + "Hôpital,yes,TX\n").encode("utf-8-sig"), []),
        ((HEAD + "Hôpital,yes,TX\n").encode("utf-16"), []),
        ((HEAD + "Hôpital,yes,TX\n").encode("utf-16-le"), ["other-encoding"]),
        ((HEAD + "Hôpital,yes,TX\n").encode("utf-16-be"), ["other-encoding"]),
        ((HEAD + "Hôpital,yes,TX\n").encode("cp1252"), ["other-encoding"]),
        ((HEAD + "Hôpital,yes,T\x81\n").encode("latin-1").replace(b"\x81", b"X"),
         ["other-encoding"]),
    ],
)  # fmt: skip
def test_encodings_are_told_apart(tmp_path: Path, data: bytes, notice: list[str]) -> None:
    """What is no UTF-8 and has no mark is read with a notice."""
    (program,), rejects, ledger = gathered(written(tmp_path, "t.csv", data))
    assert facts_of(program)["program"]["name"] == "Hôpital"
    assert (rejects, [one.code for one in ledger.notices]) == ([], notice)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_mark_may_part_columns(tmp_path: Path, mark: str) -> None:
    text = HEAD.replace(",", mark) + mark.join(['"A, B; C"', "no", "TX"]) + "\n"
    (program,), _, _ = gathered(written(tmp_path, "t.csv", text))
    assert facts_of(program) == {"program": {"name": "A, B; C", "state": "TX"},
                                 "visa": {"j1_sponsored": False}}  # fmt: skip


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """Blank rows count there, and a text of two lines is one row; neither is a program."""
    text = f'\n{HEAD}\n"A\nB",yes,TX\n,,\nC,maybe,TX\n'
    programs, rejects, ledger = gathered(written(tmp_path, "t.csv", text))
    assert [one.key for one in programs] == ["A B"]
    assert codes(*rejects) == [("unread-cell", 6, 2)]
    assert ledger.rows == 2


def test_a_row_with_a_cell_too_many_is_rejected(tmp_path: Path) -> None:
    """One with fewer is read: spreadsheets leave out what is empty at the end."""
    text = HEAD + "A, Main,yes,TX\nB,yes\nC,no,OK,,\n"
    programs, rejects, _ = gathered(written(tmp_path, "t.csv", text))
    assert [one.key for one in programs] == ["B", "C"]
    assert codes(*rejects) == [("unread-cell", 2, 2), ("ragged-row", 2, 4)] or codes(*rejects) == [
        ("ragged-row", 2, 4), ("unread-cell", 2, 2)]  # fmt: skip


def test_quotes_stand_in_quotes(tmp_path: Path) -> None:
    (program,), _, _ = gathered(written(tmp_path, "t.csv", HEAD + '"A ""b"" C",yes,\n'))
    assert program.key == 'A "b" C'


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        (HEAD + '"A,yes,TX\nB,no,TX\n', "bad-table", "never closed"),
        (HEAD + "A,yes," + "x" * 140_000, "bad-table", "more than 131,072 characters"),
        (HEAD + '"A"x,yes,TX\n', "bad-table", "behind the quote mark"),
        ("", "empty-file", "empty"),
        (",,\n1,2,3\n", "no-fact-columns", "no column is named"),
        ("program,visa\nA,yes\n", "no-fact-columns", "no column is named"),
        ("a,program.name,a,program.name\n1,2,3,4\n", "duplicate-column", "2 columns are called"),
        (",".join(f"c{n}" for n in range(20_000)), "too-many-columns", "20,000 columns"),
    ],
    ids=lambda one: one[:20] if isinstance(one, str) else None,
)
def test_a_table_that_cannot_be_read_says_why(
    tmp_path: Path, text: str, code: str, says: str
) -> None:
    """Nothing is written, and there is no traceback."""
    path = written(tmp_path, "t.csv", text)
    with pytest.raises(Invalid) as caught:
        gathered(path)
    assert [one.code for one in caught.value.findings] == [code]
    assert says in caught.value.findings[0].message
    done = run("import", path, "-o", tmp_path / "out")
    assert (done.exit_code, (tmp_path / "out").exists()) == (1, False)


def test_it_teaches_to_ask_for_a_mapping(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "program,visa\nA,yes\n")
    assert (
        f"`backchannel import {path} --suggest > mapping.yaml`"
        in run("import", path, "-o", tmp_path / "out").stderr
    )


def test_a_column_that_nobody_reads_is_told(tmp_path: Path) -> None:
    """It is not dropped without a word."""
    path = written(tmp_path, "t.csv", "program.name,city,\nA,Elgin,x\n")
    _, _, ledger = gathered(path)
    assert [(one.code, one.severity, one.message) for one in ledger.notices] == [
        ("unread-column", "warning", "not read: `city`, the one without a name at place 3")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\0b,yes,TX\n", [("unread-cell", 2, 1)]),
        ("A,perhaps,TX\n", [("unread-cell", 2, 2)]),
        ("A,yes,TX\nA,no,TX\n", [("same-key", 3, 1)]),
    ],
)
def test_a_bad_row_is_rejected_alone(
    tmp_path: Path, text: str, expected: list[tuple[str, int, int]]
) -> None:
    _, rejects, _ = gathered(written(tmp_path, "t.csv", HEAD + text + "Z,no,OK\n"))
    assert codes(*rejects) == expected


def test_two_rows_of_one_key_are_both_named(tmp_path: Path) -> None:
    _, (reject,), _ = gathered(written(tmp_path, "t.csv", HEAD + "A,yes,TX\nB,,\nA,no,TX\n"))
    assert reject.findings[0].message == "rows 2 and 4 are both called `A`"


def test_a_row_that_contradicts_itself_is_rejected_by_its_column(tmp_path: Path) -> None:
    """As is a value out of its range; the others are written."""
    head = "program.name,program.has_imgs,history.img_share\n"
    path = written(tmp_path, "t.csv", head + "A,no,0.5\nB,yes,62\nC,yes,62%\n")
    done = run("import", path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert (
        f"{path}:2:2: program.has_imgs: error: the program is said to have no IMGs" in done.stderr
    )
    assert f"{path}:3:3: history.img_share: error: `62` is not a number from 0 to 1" in done.stderr
    assert done.stdout.splitlines()[0] == "3 rows in, 1 program out, 2 rejected"
    found = json.loads((tmp_path / "out" / "C.json").read_text())
    assert found["history"] == {"img_share": 0.62}


def test_nothing_is_written_that_a_decision_refuses(tmp_path: Path) -> None:
    """Shares that only a solver finds not to fit are told at their cell, as `evaluate` has it."""
    head = "program.name,outcomes.img_n,outcomes.us_n,outcomes.img_fellowship_share,"
    rows = "A,20,20,0.45,0.7\nB,20,20,0.45,0.5\n"
    path = written(tmp_path, "t.csv", f"{head}outcomes.fellowship_gap\n{rows}")
    done = run("import", path, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert done.stdout.startswith("2 rows in, 1 program out, 1 rejected\n")
    told = "outcomes.img_fellowship_share: error: these cannot all be true:"
    assert f"{path}:2:4: {told}" in done.stderr
    files = sorted((tmp_path / "out").iterdir())
    assert [one.name for one in files] == ["B.json"]
    assert run("evaluate", "--brief", *files).exit_code == 0


def test_all_mistakes_of_a_row_come_in_one_round(tmp_path: Path) -> None:
    """What cannot be read, what is out of range, and what contradicts the rest."""
    head = "program.name,visa.j1_sponsored,program.class_size,history.img_share,program.has_imgs,"
    rows = "A,perhaps,-5,0.5,no,260,240\nB,yes,-5,2,no,200,240\n"
    path = written(tmp_path, "t.csv", f"{head}selection.step2_low,selection.step2_high\n{rows}")
    done = run("import", path, "-o", tmp_path / "out")
    told = re.findall(r"t\.csv:(\d+:\d+): [^`]*error", done.stderr)
    assert told == ["2:2", "2:3", "2:5", "2:6", "3:3", "3:4"]


def test_a_column_may_say_that_a_bad_cell_costs_no_row(tmp_path: Path) -> None:
    """dropped-cell: it is left unasked, also where only its size is wrong, and that is told."""
    path = written(tmp_path, "t.csv", "program.name,Step 2,Size\nA,220+,x\nB,ask,3\nC,900,4\n")
    text = """columns:
  Step 2: {fact: selection.step2_low, unit: "+", on_error: drop}
  Size: program.class_size
"""
    programs, rejects, ledger = gathered(path, mapping=written(tmp_path, "m.yaml", text))
    assert [facts_of(one) for one in programs] == [
        {"program": {"name": "B", "class_size": 3}},
        {"program": {"name": "C", "class_size": 4}},
    ]
    assert codes(*rejects) == [("unread-cell", 2, 3)]
    assert [(one.code, one.severity, one.line, one.column) for one in ledger.notices] == [
        ("dropped-cell", "warning", 3, 2), ("dropped-cell", "warning", 4, 2)]  # fmt: skip
    assert "column `Step 2`: `ask` is not a whole number" in ledger.notices[0].message
    wrong = written(tmp_path, "w.yaml", text.replace("drop}", "skip}"))
    with pytest.raises(Invalid, match="`skip` is no way to go on"):
        gathered(path, mapping=wrong)


def test_what_stands_behind_a_number_may_be_no_word(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "program.name,Step 2\nA,220+\nB,230 +\nC,240++\n")
    mapping = 'columns: {Step 2: {fact: selection.step2_low, unit: "+"}}\n'
    programs, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", mapping))
    assert [facts_of(one)["selection"]["step2_low"] for one in programs] == [220, 230]
    assert codes(*rejects) == [("unread-cell", 4, 2)]


def test_an_export_holds_only_what_can_be_taken_in_again(tmp_path: Path) -> None:
    years = [{"match_year": 2025, "class_size": 10, "img_count": 5},
             {"match_year": 2024, "class_size": 10}]  # fmt: skip
    facts = {"history": {"img_share": 0.9, "intake": years}}
    written(tmp_path, "a.json", json.dumps(facts))
    written(tmp_path, "b.json", '{"program": {"name": "B"}}')
    done = run("export", tmp_path / "a.json", tmp_path / "b.json", "-o", tmp_path / "t.csv")
    assert (done.exit_code, done.stdout.startswith("1 program with")) == (1, True)
    assert "a.json:1:27: history.img_share: error: these cannot all be true" in done.stderr


def test_nothing_in_a_cell_is_a_command(tmp_path: Path) -> None:
    """SQL, formulas, markup and paths are the texts that they are."""
    name = "../../x'); DROP TABLE t;--<script>=cmd|'/C calc'!A0"
    path = written(tmp_path, "t.csv", f'program.name,"; rm -rf /"\n"{name}",1\n')
    done = run("import", path, "-o", tmp_path / "out")
    assert done.exit_code == 0
    (file,) = (tmp_path / "out").iterdir()
    assert file.name == "x-DROP-TABLE-t-script-cmd-C-calc-A0.json"
    assert json.loads(file.read_text())["program"]["name"] == name


def test_names_of_files_are_safe_and_different(tmp_path: Path) -> None:
    """Devices, dots and letters of two sizes are no trouble."""
    path = written(tmp_path, "t.csv", "program.name\nCON\ncon\n..\n!!\nÉcole\nA/B\na-b\n")
    assert run("import", path, "-o", tmp_path / "out").exit_code == 0
    names = sorted(one.name for one in (tmp_path / "out").iterdir())
    assert names == ["A-B.json", "_CON.json", "_con-2.json", "a-b-2.json", "program-2.json",
                     "program.json", "École.json"]  # fmt: skip


def workbook(path: Path) -> Path:
    """Two sheets, the first one hidden; formulas, an error, a percentage, merged cells."""
    book = xlsxwriter.Workbook(str(path))
    hidden = book.add_worksheet("Secret")
    hidden.write_row(0, 0, ["program.name"])
    hidden.write_row(1, 0, ["S"])
    sheet = book.add_worksheet("Programs")
    hidden.hide()
    sheet.activate()
    sheet.write_row(0, 0, ["program.name", "visa.j1_sponsored", "history.img_share",
                           "program.state"])  # fmt: skip
    sheet.write_row(1, 0, ["A", "yes"])
    sheet.write_number(1, 2, 0.62, book.add_format({"num_format": "0%"}))
    sheet.write_row(2, 0, ["B"])
    sheet.write_formula(2, 1, "=1+1", None, "")
    sheet.write_row(3, 0, ["C", True, 0.1])
    sheet.merge_range("D2:D4", "TX")
    sheet.write_row(5, 0, ["D"])
    sheet.write_formula(5, 2, "=NA()", None, "#N/A")
    sheet.write_row(6, 0, [1802600001, False])
    book.close()
    return path


def test_a_workbook_is_read_as_a_person_sees_it(tmp_path: Path) -> None:
    """Merged cells hold for each row; a formula without a value is named, not read as empty."""
    programs, rejects, ledger = gathered(workbook(tmp_path / "t.xlsx"))
    assert {one.key: facts_of(one) for one in programs} == {
        "A": {"program": {"name": "A", "state": "TX"}, "visa": {"j1_sponsored": True},
              "history": {"img_share": 0.62}},
        "C": {"program": {"name": "C", "state": "TX"}, "visa": {"j1_sponsored": True},
              "history": {"img_share": 0.1}},
        "1802600001": {"program": {"name": "1802600001"}, "visa": {"j1_sponsored": False}},
    }  # fmt: skip
    assert codes(*rejects) == [("no-cached-value", 3, 2), ("no-cached-value", 6, 3)]
    assert [one.code for one in ledger.notices] == ["hidden-sheet", "merged-cells"]
    assert ledger.notices[0].message == "sheet `Programs` is read, and not `Secret` (hidden)"


def test_a_mapping_names_a_sheet(tmp_path: Path) -> None:
    """Also a hidden one; a name that there is not comes with those that there are."""
    path = workbook(tmp_path / "t.xlsx")
    (program,), _, _ = gathered(path, mapping=written(tmp_path, "m.yaml", "sheet: Secret\n"))
    assert program.key == "S"
    with pytest.raises(Invalid, match="there is no sheet `Program`\n  help: did you mean"):
        gathered(path, mapping=written(tmp_path, "m.yaml", "sheet: Program\n"))


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet"])
@pytest.mark.parametrize("data", [b"", b"hello", b"PAR1xxxxPAR1", b"PK\x03\x04" + b"\0" * 40])
def test_a_damaged_file_is_told(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(Invalid, match="no table can be read here"):
        gathered(written(tmp_path, name, data))


def test_prefixes_and_missing_references_hide_no_formula(tmp_path: Path) -> None:
    """Not every program writes workbooks as the usual one does."""
    path = workbook(tmp_path / "t.xlsx")
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = re.sub(rb'<c r="[A-Z]+3"', b"<c", data)
            new.writestr(name, data)
    _, rejects, _ = gathered(other)
    assert ("no-cached-value", 3, 2) in codes(*rejects)


def test_a_spreadsheet_of_another_kind_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=r"no \.ods is read\n  help: save it as \.xlsx"):
        gathered(written(tmp_path, "t.ods", b"PK"))


def test_bytes_that_are_none_of_the_encoding_are_told(tmp_path: Path) -> None:
    """Rather than read as something else."""
    path = written(tmp_path, "t.csv", HEAD.encode("utf-8-sig") + b"H\xf4pital,yes,TX\n")
    with pytest.raises(Invalid, match="marked as utf-8-sig, and has bytes that are none"):
        gathered(path)


def test_parquet_is_read_under_any_name(tmp_path: Path) -> None:
    """No letter of a path stands for others."""
    path = tmp_path / "a[1]*'.parquet"
    made = duckdb.sql('select \'A\' as "program.name", 0.50::decimal(4,2) as "history.img_share"')
    assert made is not None
    made.write_parquet(str(tmp_path / "plain.parquet"))
    (tmp_path / "plain.parquet").rename(path)
    written(tmp_path, "a1b'.parquet", b"another")
    (program,), _, _ = gathered(path)
    assert facts_of(program) == {"program": {"name": "A"}, "history": {"img_share": 0.5}}


def test_a_line_that_is_no_object_is_rejected(tmp_path: Path) -> None:
    """The others are read; nesting without end is refused."""
    lines = ['{"program.name": "A"}', "nonsense", '{"program": {"name": "B"}}', "[1]", "",
             '{"program.name": "C", "program.name": "D"}', '{"x": ' + "[" * 99 + "]" * 99 + "}",
             '{"program.name": "E", "visa.j1_sponsored": {"status": "declined"}}']  # fmt: skip
    programs, rejects, _ = gathered(written(tmp_path, "t.jsonl", "\n".join(lines)))
    assert [one.key for one in programs] == ["A", "B", "E"]
    assert [line for _code, line, _column in codes(*rejects)] == [2, 4, 6, 7]
    assert facts_of(programs[2])["visa"] == {"j1_sponsored": {"status": "declined"}}


def test_a_json_list_is_a_table_and_an_object_a_fact_file(tmp_path: Path) -> None:
    listed = written(tmp_path, "t.json", '[{"program.name": "A"}, {"program.name": "B"}]')
    alone = written(tmp_path, "u.json", '{"program": {"name": "C"}}')
    programs, _, ledger = gathered(listed, alone)
    assert [one.key for one in programs] == ["A", "B", "u"]
    assert (ledger.rows, ledger.files) == (2, 1)


def test_a_pipe_is_no_table(tmp_path: Path) -> None:
    """Reading it might never end."""
    path = tmp_path / "t.csv"
    subprocess.run(["mkfifo", str(path)], check=True)
    with pytest.raises(Invalid, match="no file but a folder, a pipe or a device"):
        gathered(path)


def test_lost_rows_are_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the program to lose one, it would say so and write nothing."""
    from engine.tables import gather as module

    monkeypatch.setattr(module, "drafts", lambda *given: list(drafts(*given))[1:])
    path = written(tmp_path, "t.csv", HEAD + "A,yes,TX\nB,no,TX\n")
    done = run("import", path, "-o", tmp_path / "out")
    assert "2 rows were read, and 1 accounted for" in done.stderr  # lost-rows
    assert (done.exit_code, (tmp_path / "out").exists()) == (1, False)
