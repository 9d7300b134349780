"""Spark says of each row what `evaluate` says: the same query, in another dialect.

One session serves all that runs on it, so that this is one test.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.decide.evaluate import Evaluator
from engine.diagnostics.codes.commands import NO_SPARK
from engine.diagnostics.invalid import Invalid
from engine.matching.matcher import compiled
from engine.rulebook.model import Book
from engine.scan import spark
from tests.domain.program import BASE, rulebook
from tests.rulebooks import FLOW, books, described
from tests.scan.agreement import differences, without_a_key
from tests.scan.invented import Inventor
from tests.scan.test_scan_agreement import named
from tests.search import trials
from tests.tables.tables import run, written

LEFT_OUT = "left out: pyspark (the extra `spark`) or Java is missing; .ci/run has both"
MASTER = "local[2]"


@pytest.mark.skipif(not spark.is_there(), reason=LEFT_OUT)
@pytest.mark.filterwarnings("default")
def test_spark_says_what_evaluate_says(tmp_path: Path) -> None:
    """Of the shipped rulebook, plain rows and odd ones, and of random rulebooks."""
    session = spark.session_at(MASTER)
    try:
        for seed, form, odd in ((1, "parquet", 0.0), (2, "parquet", 0.01), (3, "csv", 0.01)):
            _shipped(tmp_path, seed, form, odd)
        _random(tmp_path)
        _command(tmp_path)
    finally:
        session.stop()


def _shipped(folder: Path, seed: int, form: str, odd: float) -> None:
    random, book = Random(seed), without_a_key(rulebook().book)
    evaluator = Evaluator(book, rulebook().flow, compiled)
    names = [one for one in named(book, random, 0.6) if one in BASE or random.random() < 0.3]
    inventor = Inventor(book, random, 0.02, odd)
    made = inventor.parquet if form == "parquet" else inventor.csv
    table, out = made(folder / f"{seed}.{form}", names, 60, BASE), folder / f"{seed}.o.{form}"
    assert differences(evaluator, table, out, engine="spark", master=MASTER) == []


def _random(folder: Path) -> None:
    @settings(max_examples=trials(3), deadline=None)
    @given(books(), st.integers(0, 10**6))
    def agrees(book: Book, seed: int) -> None:
        random = Random(seed)
        inventor = Inventor(book, random, 0.1, random.choice([0, 0.03]))
        form = random.choice(["csv", "parquet"])
        made = inventor.parquet if form == "parquet" else inventor.csv
        table = made(folder / f"r.{form}", named(book, random, 0.4), 10)
        evaluator, out = Evaluator(book, FLOW, compiled), folder / "r.o.parquet"
        found = differences(evaluator, table, out, engine="spark", master=MASTER)
        assert found == [], described(book)

    agrees()


def _command(folder: Path) -> None:
    """As it is typed; a mapping is read as on DuckDB."""
    mapping = written(folder, "m.yaml", "columns: {visa: visa.j1_sponsored}\n")
    table = written(folder, "t.csv", "program.name,visa,town\nA,yes,Ulm\nB,never,Bonn\n")
    told = []
    for engine in ("spark", "duckdb"):
        out = folder / f"{engine}.csv"
        found = run("scan", table, "--map", mapping, "--keep", "town", "-o", out, "--engine",
                    engine, "--master", MASTER)  # fmt: skip
        told.append((found.exit_code, found.stderr, out.read_text()))
    assert told[0] == told[1]
    assert told[0][0] == 1


def test_without_spark_it_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "lacking", lambda: "pyspark")
    table = written(tmp_path, "t.csv", "program.name\nA\n")
    found = run("scan", table, "-o", tmp_path / "o.csv", "--engine", "spark")
    assert (found.exit_code, [*tmp_path.iterdir()]) == (1, [table])
    told = " ".join(found.stderr.split())
    with pytest.raises(Invalid) as refused:
        spark.session_at(MASTER)
    assert [one.entry for one in refused.value.findings] == [NO_SPARK]
    assert "pyspark is not installed" in told and "pip install 'backchannel[spark]'" in told
