"""Tables that are odd, hostile or broken: every row is decided or told to be rejected."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from tests.domain.program import ROOT
from tests.scan.agreement import rows_of, write_parquet
from tests.tables.tables import run, written

HOSTILE = 'x"; DROP TABLE t; --'


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)]


def test_rows_that_cannot_be_decided_are_rejected_with_file_row_and_column(tmp_path: Path) -> None:
    text = (
        "program.name,visa.j1_sponsored,visa.paperwork_lead_months\n"
        "A,true,4\nB,maybe,-3\nC,true,4,5\n\nD,yes\n"
    )
    table = written(tmp_path, "t.csv", text)
    out, rejects = tmp_path / "o.csv", tmp_path / "r.csv"
    found = run("scan", table, "-o", out, "--rejects", rejects)
    assert found.exit_code == 1
    assert found.stderr.startswith("4 rows in = 2 out + 2 rejected;")
    assert [one[0] for one in lines(out)] == ["program.name", "A", "D"]
    told = {
        int(row): (file, key, columns, why) for file, row, key, columns, why in lines(rejects)[1:]
    }
    assert told == {
        4: (str(table), "C", "", "4 cells, and there are 3 columns"),
        3: (
            str(table),
            "B",
            "visa.j1_sponsored, visa.paperwork_lead_months",
            "column `visa.j1_sponsored`: `maybe` is neither yes nor no;"
            " visa.paperwork_lead_months: `-3` is not a number from 0 to 60",
        ),
    }


def test_without_a_file_for_them_rejects_are_told(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "program.name,visa.paperwork_lead_months\nA,-3\n")
    found = run("scan", table, "-o", tmp_path / "o.parquet")
    assert found.exit_code == 1
    assert "row 2 (A): visa.paperwork_lead_months: `-3` is not" in found.stderr
    assert "--rejects FILE" in found.stderr


def test_rows_that_contradict_themselves_are_rejected(tmp_path: Path) -> None:
    columns = {"history.years_covered": "INTEGER", "history.years_with_img": "INTEGER"}
    table = write_parquet(tmp_path / "t.parquet", columns, [(5, 5), (5, 9)])
    found = run("scan", table, "-o", tmp_path / "o.parquet", "--rejects", tmp_path / "r.csv")
    assert found.exit_code == 1
    assert [one[0] for one in rows_of(tmp_path / "o.parquet")] == [1]
    assert [one[1] for one in lines(tmp_path / "r.csv")] == ["row", "2"]


def test_nothing_in_names_and_values_is_run(tmp_path: Path) -> None:
    """Neither by the database nor by a spreadsheet that opens the output."""
    folder = tmp_path / "it's; *[a]"
    folder.mkdir()
    path = folder / "t'; DROP TABLE x; --.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["program.name", "visa.handler", HOSTILE, "=1+1"])
        writer.writerow(["=cmd()", "gme", "'; DROP TABLE t; --", "+1"])
        writer.writerow(["'=x", "gme'; DROP TABLE t; --", "-5", "@a"])
        writer.writerow(["O'Hara", "gme", "", "a"])
    out, rejects = folder / "o'.csv", folder / "r'.csv"
    found = run("scan", path, "-o", out, "--keep", f"{HOSTILE},=1+1", "--rejects", rejects)
    assert found.exit_code == 1
    assert [one[:3] for one in lines(out)] == [
        ["program.name", HOSTILE, "'=1+1"],
        ["'=cmd()", "'; DROP TABLE t; --", "'+1"],
        ["O'Hara", "", "a"],
    ]
    assert lines(rejects)[1][1:4] == ["3", "'=x", "visa.handler"]
    out = folder / "o.parquet"
    run("scan", path, "-o", out, "--keep", HOSTILE)
    assert [one[:2] for one in rows_of(out)] == [
        ("=cmd()", "'; DROP TABLE t; --"),
        ("O'Hara", None),
    ]


@pytest.mark.parametrize(
    ("header", "options", "message"),
    [
        ("visa.handler,visa.handler", [], "2 columns are called `visa.handler`"),
        ("visa.handlr", [], "unknown fact `visa.handlr`"),
        ("name,zip", [], "no column is named as a fact"),
        ("visa.handler,$as_of", [], "a scan has one day for all rows"),
        ("visa.handler,verdict", ["--keep", "verdict"], "the output has another column called"),
        ("visa.handler,a,A", ["--keep", "a,A"], "the output has another column called `A`"),
        ("visa.handler", ["--key", "nmae"], "there is no column `nmae`"),
        ("", [], "the file is empty"),
    ],
)
def test_columns_that_are_wrong(
    tmp_path: Path, header: str, options: list[str], message: str
) -> None:
    table = written(tmp_path, "t.csv", f"{header}\n" if header else "")
    found = run("scan", table, "-o", tmp_path / "o.csv", *options)
    assert (found.exit_code, [*tmp_path.iterdir()]) == (1, [table])
    assert message in found.stderr


def test_a_table_without_rows(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "program.name,visa.handler\n")
    for ending in ("csv", "parquet"):
        out = tmp_path / f"o.{ending}"
        assert run("scan", table, "-o", out).exit_code == 0
        assert rows_of(out) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_marks(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f'program.name{mark}visa.handler\n"Sankt ""Ägid"""{mark}gme\n'
    table = written(tmp_path, "t.csv", text.encode(encoding))
    assert run("scan", table, "-o", tmp_path / "o.csv").exit_code == 0
    assert lines(tmp_path / "o.csv")[1][0] == 'Sankt "Ägid"'


def test_what_is_no_table(tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    cut = write_parquet(tmp_path / "cut.parquet", {"visa.handler": "VARCHAR"}, [("gme",)] * 99)
    cut.write_bytes(cut.read_bytes()[:-20])
    for path in (cut, written(tmp_path, "no.parquet", "no"), written(tmp_path, "q.csv", 'a\n"b')):
        found = run("scan", path, "-o", out)
        assert (found.exit_code, out.exists()) == (1, False)
        assert "no table can be read here" in found.stderr


def test_damage_in_the_middle_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    """The end of the file, with the names, is whole; a page of values is not."""
    path, out = tmp_path / "t.parquet", tmp_path / "o.parquet"
    with duckdb.connect() as connection:
        rows = 'SELECT \'p\' || i AS "program.name", hash(i) % 9 AS "history.years_covered"'
        connection.execute(f"COPY ({rows} FROM range(5000) t(i)) TO '{path}' (FORMAT parquet)")
    data = bytearray(path.read_bytes())
    data[100:5000] = b"\xff" * 4900
    path.write_bytes(data)
    out.write_bytes(b"old")
    found = run("scan", path, "-o", out)
    assert (found.exit_code, out.read_bytes()) == (1, b"old")
    assert "it cannot be scanned" in found.stderr


@pytest.mark.parametrize(
    "options",
    [["-o", "t.csv"], ["-o", "o.txt"], ["-o", "o.csv", "--rejects", "o.csv"],
     ["-o", "o.csv", "--memory", "much"]],
)  # fmt: skip
def test_wrong_usage(tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "t.csv", "visa.handler\ngme\n")
    assert run("scan", "t.csv", *options).exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]


def test_a_kill_leaves_nothing_that_looks_finished(tmp_path: Path) -> None:
    """kill -9 in the middle: what was there stays, and neither output nor rejects are there."""
    table = tmp_path / "t.csv"
    head = "program.name,visa.paperwork_lead_months\n"
    table.write_text(head + "".join(f"P{n},{n % 7}.{n}x\n" for n in range(30_000)))
    out, rejects = tmp_path / "o.csv", tmp_path / "r.csv"
    command = [sys.executable, "cli.py", "scan", str(table), "-o", str(out), "--rejects"]
    command.append(str(rejects))
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        while not [*tmp_path.glob(".*.backchannel")] and child.poll() is None:
            time.sleep(0.02)
        time.sleep(0.3)
        assert child.poll() is None
        os.kill(child.pid, signal.SIGKILL)
    finally:
        child.wait()
    assert child.returncode == -signal.SIGKILL
    assert not out.exists() and not rejects.exists()
