"""Tables with a mapping, workbooks and JSON: a scan says what `evaluate` says of each program."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from engine.decide.evaluate import Evaluator
from engine.diagnostics.codes.tables import OF_NO_ROW
from engine.matching.matcher import compiled
from engine.scan.options import Options
from engine.scan.scan import scan
from engine.tables.gather import gather
from engine.tables.program import Program
from tests.domain.program import ROOT, rulebook
from tests.scan.agreement import rows_of
from tests.tables.tables import run, written

DAY = date(2026, 11, 1)
EXAMPLES = ("applicant_list", "florida_quota_matched", "neurosurgery_intake")
Answer = tuple[str, str, str | None, int, str | None]


def evaluated(table: Path, mapping: Path | None = None) -> list[Answer]:
    """What `evaluate` says of the programs that `import` makes of a table."""
    book, flow = rulebook().book, rulebook().flow
    decide = Evaluator(book, flow, compiled).decide
    found: list[Answer] = []
    for one in gather([table], book, mapping):
        assert isinstance(one, Program)
        told = decide(one.case(book, DAY, now=DAY))
        first = told.missing[0].fact if told.missing else None
        found.append((one.key, told.verdict, told.decided_at, len(told.missing), first))
    return found


def scanned(table: Path, out: Path, *mappings: Path, key: str | None = None) -> list[Answer]:
    """The same of a scan."""
    evaluator = Evaluator(rulebook().book, rulebook().flow, compiled)
    options = Options(DAY, key, mappings=mappings)
    summary = scan(evaluator, table, out, options, lambda *_: None)
    assert summary.rows == summary.written
    return [(one[0], one[1], one[2], int(one[-2]), one[-1]) for one in rows_of(out)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_mapped_tables(name: str, tmp_path: Path) -> None:
    """Examples that ship, records by columns and by rows among them."""
    mapping, table = (ROOT / "examples" / "tables" / f"{name}.{one}" for one in ("yaml", "csv"))
    assert scanned(table, tmp_path / "o.parquet", mapping) == evaluated(table, mapping)


@pytest.mark.parametrize("ending", ["xlsx", "jsonl"])
def test_other_formats(ending: str, tmp_path: Path) -> None:
    """Exported from fact files: statuses, notes, sets and records come as long forms."""
    table = tmp_path / f"t.{ending}"
    facts = [ROOT / "examples" / f"{one}.json" for one in ("community", "j1_only", "records")]
    assert run("export", *facts, "-o", table).exit_code == 0
    found = scanned(table, tmp_path / "o.parquet")
    assert [one[1:] for one in found] == [one[1:] for one in evaluated(table)]


MAPPING = "key: [program, city]\ncolumns: {program: program.name, visa: visa.j1_sponsored}\n"


def test_rejects_name_the_row_and_the_column_of_the_file(tmp_path: Path) -> None:
    mapping = written(tmp_path, "m.yaml", MAPPING + "every_row: {applicant.visa_need: j1}\n")
    text = "program,city,visa,x\nA,Ulm,yes,=1\n\nA,Bonn,perhaps,2\nB,Ulm,no,3,4\n"
    table, out, rejects = written(tmp_path, "t.csv", text), tmp_path / "o.csv", tmp_path / "r.csv"
    found = run("scan", table, "--map", mapping, "-o", out, "--keep", "x", "--rejects", rejects)
    assert found.exit_code == 1
    assert found.stderr.splitlines()[-1].startswith("3 rows in = 1 out + 2 rejected;")
    assert [one[:2] for one in rows_of(out)] == [("A, Ulm", "'=1")]
    with rejects.open(newline="") as file:
        told = [*csv.reader(file)][1:]
    assert [one[:4] for one in told] == [
        [str(table), "4", "A, Bonn", "visa"],
        [str(table), "5", "B, Ulm", ""],
    ]
    assert told[0][4] == "column `visa`: `perhaps` is neither yes nor no"


def test_what_the_facts_are_wrong_with_names_the_column_of_the_file(tmp_path: Path) -> None:
    mapping = written(tmp_path, "m.yaml", "columns: {lead: visa.paperwork_lead_months}\n")
    table, rejects = written(tmp_path, "t.csv", "lead\n4\n-3\n"), tmp_path / "r.csv"
    run("scan", table, "--map", mapping, "-o", tmp_path / "o.csv", "--rejects", rejects)
    with rejects.open(newline="") as file:
        assert [one[1:4] for one in csv.reader(file)][1:] == [["3", "", "lead"]]


@pytest.mark.parametrize(
    ("mapping", "options", "message"),
    [
        (MAPPING, [], "has no column `city`"),
        ("columns: {visa: visa.j1_sponsord}\n", [], "unknown fact `visa.j1_sponsord`"),
        ("files: [other.csv]\ncolumns: {visa: visa.j1_sponsored}\n", [], "no table that is read"),
        ("columns: {visa: visa.j1_sponsored}\n", ["--keep", "town"], "there is no column `town`"),
    ],
)
def test_mappings_that_do_not_fit(
    mapping: str, options: list[str], message: str, tmp_path: Path
) -> None:
    table, out = written(tmp_path, "t.csv", "program,visa\nA,yes\n"), tmp_path / "o.csv"
    path = written(tmp_path, "m.yaml", mapping)
    found = run("scan", table, "--map", path, "-o", out, *options)
    assert (found.exit_code, out.exists()) == (1, False)
    assert message in found.stderr


PROGRAMS = "program.name,visa.j1_sponsored\nA,yes\nB,yes\nC  D,no\nE,yes\n"
CLASSES = (
    "program.name,match_year,class_size,img_count,town\nA,2024,10,4,\nA,2022,10,5,\n\nA,2023,9,6,\n"
    "C D,2024,8,0,\nB,2024,x,0,\nB,2023,8,1,\nNobody,2023,8,1,Ulm\n"
)


def test_records_of_a_table_of_their_own(tmp_path: Path) -> None:
    """A list with a hole rejects its row; what is of no row is told."""
    table, classes = written(tmp_path, "t.csv", PROGRAMS), written(tmp_path, "c.csv", CLASSES)
    out, rejects = tmp_path / "o.csv", tmp_path / "r.csv"
    found = run("scan", table, "--records", f"history.intake={classes}", "-o", out, "--rejects",
                rejects, "--as-of", DAY)  # fmt: skip
    assert found.exit_code == 1
    assert found.stderr.splitlines()[-2:] == [
        "4 rows in = 3 out + 1 rejected; SQL left 3 to the evaluator.",
        "7 records in = 5 joined + 2 rejected.",
    ]
    assert "not read: `town`" in found.stderr
    with rejects.open(newline="") as file:
        told = {(Path(one[0]).name, *one[1:4]): one[4] for one in csv.reader(file)}
    assert told.keys() >= {("c.csv", "7", "B", "class_size"), ("c.csv", "9", "Nobody", "")}
    assert "row 7" in told["t.csv", "3", "B", ""]
    listed = '"[{""match_year"": 2022, ""class_size"": 10, ""img_count"": 5}, '
    listed += '{""match_year"": 2023, ""class_size"": 9, ""img_count"": 6}, '
    listed += '{""match_year"": 2024, ""class_size"": 10, ""img_count"": 4}]"'
    alone = (
        "program.name,visa.j1_sponsored,history.intake\n"
        f"A,yes,{listed}\n"
        'C D,no,"[{""match_year"":2024,""class_size"":8,""img_count"":0}]"\nE,yes,\n'
    )
    found_ = [(" ".join(one[0].split()), *one[1:]) for one in rows_of(out)]
    assert found_ == _answers(alone, tmp_path)


def _answers(text: str, folder: Path) -> list[tuple[object, ...]]:
    """A scan of a table that has the lists in its cells."""
    table, out = written(folder, "alone.csv", text), folder / "alone.out.csv"
    assert run("scan", table, "-o", out, "--as-of", DAY).exit_code == 0
    return rows_of(out)


def test_a_record_of_no_row_has_a_finding_of_its_own(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "program.name\nA\n")
    records = (("history.intake", written(tmp_path, "c.csv", "program.name,match_year\nB,2024\n")),)
    evaluator = Evaluator(rulebook().book, rulebook().flow, compiled)
    options = Options(DAY, records=records)
    found = scan(evaluator, table, tmp_path / "o.csv", options, lambda *_: None)
    assert [one.entry for reject in found.shown for one in reject.findings] == [OF_NO_ROW]


@pytest.mark.parametrize(
    ("classes", "option", "code", "message"),
    [
        (CLASSES, "history.intak={}", 1, "`history.intak` is no list of records"),
        (CLASSES, "visa.handler={}", 1, "`visa.handler` is no list of records"),
        ("name,match_year\nA,2024\n", "history.intake={}", 1, "no column says which row"),
        ("program.name,size\nA,9\n", "history.intake={}", 1, "no column is a field of"),
        (CLASSES, "history.intake", 2, "is no FACT=FILE"),
    ],
)
def test_records_that_do_not_fit(
    classes: str, option: str, code: int, message: str, tmp_path: Path
) -> None:
    table, file = written(tmp_path, "t.csv", PROGRAMS), written(tmp_path, "c.csv", classes)
    found = run("scan", table, "--records", option.format(file), "-o", tmp_path / "o.csv")
    assert (found.exit_code, (tmp_path / "o.csv").exists()) == (code, False)
    assert message in " ".join(found.stderr.split())
