"""Worksheets: out as a CSV with the allowed values on top, and back into a fact file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.commands.main import main
from engine.diagnostics.invalid import Invalid
from engine.diagnostics.source import Source
from engine.interview.worksheet import read
from tests.domain.program import rulebook

INTAKE = rulebook().book.vocabulary.facts["history.intake"]
HEAD = "match_year,class_size,img_count,us_img,non_us_img\n"


def run(*arguments: object, typed: str = "") -> Result:
    given = ["facts", *map(str, arguments)]
    return CliRunner().invoke(main, given, typed, catch_exceptions=False)


def fill(program: Path, table: str, *more: str, worksheet: str = "intake") -> Result:
    path = program.parent / "table.csv"
    path.write_text(table, encoding="utf-8")
    return run("fill", program, path, "--worksheet", worksheet, *more)


def file_of(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "column"), [("graduates", "path"), ("intake", "img_count")])
def test_a_worksheet_says_what_may_be_written(name: str, column: str) -> None:
    told = run("template", "--worksheet", name).stdout.splitlines()
    *remarks, head = told
    assert all(line.startswith("# ") for line in remarks)
    assert any(line.startswith(f"# {column}: ") for line in remarks)
    assert column in head.split(",")


def test_out_and_back(tmp_path: Path) -> None:
    """Empty rows count for nothing, and what is not known is left empty."""
    table, program = tmp_path / "intake.csv", tmp_path / "a.json"
    assert run("template", "--worksheet", "intake", "-o", table).exit_code == 0
    text = table.read_text(encoding="utf-8")
    table.write_text(text + "2023,12,5,,\n,,,,\n2024,13,,2,4\n", encoding="utf-8")
    done = run("fill", program, table, "--worksheet", "intake")
    assert done.stdout == f"2 records of history.intake in {program}\n"
    assert file_of(program) == {
        "history": {
            "intake": [
                {"match_year": 2023, "class_size": 12, "img_count": 5},
                {"match_year": 2024, "class_size": 13, "us_img": 2, "non_us_img": 4},
            ]
        }
    }


def test_as_a_spreadsheet_writes_it(tmp_path: Path) -> None:
    """With semicolons, remarks in quotes, words as people write them, columns in other order."""
    table = '"# path: one of, several"\npath;is_img;grad_year;;\nfellowship;Yes;2024;;\n'
    program = tmp_path / "a.json"
    assert fill(program, table, worksheet="graduates").exit_code == 0
    records = file_of(program)["outcomes"]["graduates"]
    assert records == [{"path": "fellowship", "is_img": True, "grad_year": 2024}]


def test_the_rest_of_a_file_stays_as_it_is(tmp_path: Path) -> None:
    program = tmp_path / "a.json"
    program.write_text('{"visa":   {"handler": "gme"}}\n')
    assert fill(program, HEAD + "2024,13,6,,\n").exit_code == 0
    assert program.read_text().startswith('{"visa":   {"handler": "gme"}, "history": ')


def test_records_are_not_written_over(tmp_path: Path) -> None:
    """`list-filled`, unless it is asked for."""
    program = tmp_path / "a.json"
    program.write_text('{"history": {"intake": [{"match_year": 2020}]}}')
    done = fill(program, HEAD + "2024,13,6,,\n")
    assert done.exit_code == 1 and "`history.intake` has records already" in done.stderr
    assert file_of(program)["history"]["intake"] == [{"match_year": 2020}]
    assert fill(program, HEAD + "2024,13,6,,\n", "--replace").exit_code == 0
    assert file_of(program)["history"]["intake"][0]["match_year"] == 2024


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("# nothing\n", "the names of the columns are missing"),
        (HEAD, "no row is filled"),
        ("match_yaer\n2024\n", "`match_yaer` is no column of this worksheet"),
        (HEAD + "2024,many\n", 'class_size: `"many"` is not a whole number'),
        (HEAD + "2024,1,1,1,1,9\n", "`9` stands in no column"),
        (HEAD + "2024,9,1\n2024,9,2\n", "match_year 2024 stands on line 2 too"),
    ],
)
def test_what_is_wrong_with_a_table(table: str, told: str) -> None:
    """Without a row or a head it is `worksheet-empty`."""
    with pytest.raises(Invalid) as raised:
        read(Source("table.csv", table), INTAKE)
    assert told in raised.value.findings[0].message


@pytest.mark.parametrize(
    ("table", "told"), [("", "the file is empty"), (HEAD + "2024,5,6\n", "img_count")]
)
def test_nothing_is_written_unless_the_file_is_sound(tmp_path: Path, table: str, told: str) -> None:
    program = tmp_path / "a.json"
    done = fill(program, table)
    assert done.exit_code == 1 and told in done.stderr
    assert not program.exists()


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    done = fill(tmp_path / "a.json", HEAD + "x,1\n2024,y\n")
    assert "table.csv:2" in done.stderr and "table.csv:3" in done.stderr


def test_an_unknown_worksheet() -> None:
    """`unknown-worksheet`, with the nearest."""
    done = run("template", "--worksheet", "graduate")
    assert done.exit_code == 1 and "no worksheet `graduate`" in done.stderr
    assert "graduates" in done.stderr


@pytest.mark.parametrize(
    ("rows", "who"),
    [
        ("#3 resident,img_resident\n", ["#3 resident"]),
        ('"#3, the chief",chief\n', ["#3, the chief"]),
        ('"Jane\nDoe",chief\n', ["Jane\nDoe"]),
        ('"a\u2028b",chief\nB,resident\n', ["a\u2028b", "B"]),
        ("a\x0bb,chief\r\nB,resident\r\n", ["a\x0bb", "B"]),
    ],
)
def test_a_row_is_what_a_spreadsheet_takes_for_one(
    tmp_path: Path, rows: str, who: list[str]
) -> None:
    """Remarks are only above the names of the columns; a cell may go over several lines."""
    program = tmp_path / "a.json"
    done = fill(program, f"# whom you talked to\n,,\nwho,role\n{rows}", worksheet="interviews")
    assert done.exit_code == 0, done.stderr
    assert [one["who"] for one in file_of(program)["evidence"]["interviews"]] == who


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("match_year,match_year,class_size\n2020,2021,5\n", "`match_year` is the name of several"),
        (f"match_year,class_size\n2020,{'1' * 200_000}\n", "field larger than field limit"),
        (f"match_year,class_size\n2020,{'1' * 5_000}\n", "cannot be read exactly"),
    ],
)
def test_what_no_spreadsheet_writes_is_refused(tmp_path: Path, table: str, told: str) -> None:
    done = fill(tmp_path / "a.json", table)
    assert done.exit_code == 1 and told in done.stderr
    assert not (tmp_path / "a.json").exists()


def test_a_cell_that_is_too_long_is_a_bad_table() -> None:
    with pytest.raises(Invalid) as caught:
        read(Source("t.csv", f"match_year\n{'1' * 200_000}\n"), INTAKE)
    (finding,) = caught.value.findings
    assert (finding.code, finding.line) == ("bad-table", 2)


def test_a_number_is_no_word_in_a_table(tmp_path: Path) -> None:
    done = fill(tmp_path / "a.json", "who,tone,private\nA,1,2\n", worksheet="interviews")
    assert done.exit_code == 1
    assert 'tone: `"1"` is not' in done.stderr and 'private: `"2"` is not' in done.stderr


@pytest.mark.parametrize(
    "there", [{"status": "unknown", "note": "mine"}, {"note": "mine"}, [], None]
)
def test_a_list_without_records_is_filled_and_keeps_its_remarks(tmp_path: Path, there: Any) -> None:
    program = tmp_path / "a.json"
    program.write_text(json.dumps({"history": {"intake": there}}, indent=1), encoding="utf-8")
    assert fill(program, HEAD + "2023,12,5,,\n").exit_code == 0
    record = {"match_year": 2023, "class_size": 12, "img_count": 5}
    kept = {"value": [record], "note": "mine"} if there else [record]
    assert file_of(program) == {"history": {"intake": kept}}


def test_what_people_said_is_not_replaced_by_a_table(tmp_path: Path) -> None:
    program, said = tmp_path / "a.json", {"visa": {"handler": "gme"}}
    before = json.dumps({"evidence": {"interviews": [{"who": "A", "said": said}]}})
    program.write_text(before, encoding="utf-8")
    done = fill(program, "who,role\nB,chief\n", "--replace", worksheet="interviews")
    assert done.exit_code == 1 and "holds what people said" in done.stderr
    assert program.read_text(encoding="utf-8") == before
