"""`sql` prints the query of a scan: what it says is what `evaluate` says, or nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random

import duckdb
import pytest

from engine.decide.evaluate import Evaluator
from engine.matching.matcher import compiled
from tests.domain.program import BASE, rulebook
from tests.scan.agreement import AS_OF, evaluated
from tests.scan.invented import Inventor
from tests.tables.tables import run, written


def test_the_query_says_what_evaluate_says_of_all_rows_that_it_settles(tmp_path: Path) -> None:
    book = rulebook().book
    names = [one for one in BASE if one != "program.name"]
    inventor = Inventor(book, Random(8), empty=0.01, odd=0)
    table = inventor.parquet(tmp_path / "t.parquet", ["program.name", *names], 30, BASE)
    printed = run("sql", table, "--table", "my programs", "--as-of", AS_OF)
    assert (printed.exit_code, printed.stderr) == (0, "")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW \"my programs\" AS SELECT * FROM '{table}'")
        found = connection.execute(printed.stdout).fetchall()
    told = [*evaluated(Evaluator(book, rulebook().flow, compiled), table)]
    settled = [place for place, row in enumerate(found) if row[1] is not None]
    assert len(found) == 30 and len(settled) > 15
    for place in settled:
        expected = told[place]
        assert expected is not None and found[place][1:] == expected[:-2]


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres", "mysql"])
def test_a_dialect_that_no_test_runs_is_told(dialect: str) -> None:
    found = run("sql", "--dialect", dialect)
    assert found.exit_code == 0
    assert found.stdout.startswith("WITH ") and found.stdout.endswith(";\n")
    notice = f"This query was not run on {dialect}: only DuckDB runs it in our tests.\n"
    assert found.stderr == ("" if dialect == "duckdb" else notice)


def test_no_such_dialect() -> None:
    found = run("sql", "--dialect", "esperanto")
    assert found.exit_code == 2
    assert "'esperanto' is no dialect; there are:" in found.stderr


def test_names_are_quoted(tmp_path: Path) -> None:
    table = written(tmp_path, "t.csv", "program.name,visa.handler\nA,gme\n")
    found = run("sql", table, "--table", 'x"; DROP TABLE y; --')
    assert 'FROM "x""; DROP TABLE y; --"' in found.stdout
