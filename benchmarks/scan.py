"""Scans against their limits and a peer: CPU time in one process, in turn, the best of ROUNDS.

Run from the project's folder: `python -m benchmarks.scan [ROWS] [ROUNDS]`. The table is Parquet, of
60 to 70 columns. The limit is DuckDB summing the columns that a decision reads (the lengths of
texts). ZEN (zen-engine, with trace, content loaded once) and the interpreter decide PEERS rows,
which is scaled; ZEN is given derived facts, and what both say is compared. It is left out, and
that is said, where it is not installed.
"""

from __future__ import annotations

import importlib.util
import os
import resource
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from engine.case.case import Case
from engine.decide.evaluate import Evaluator
from engine.facade import Rulebook
from engine.scan.duck import Duck, opened
from engine.scan.opening import opened_table
from engine.scan.options import Options
from engine.scan.relevance import uses
from engine.scan.scan import scan
from engine.scan.sql import words
from engine.scan.sql.query import plan, source
from engine.scan.table import layout
from engine.tables.gather import gather
from engine.tables.program import Program

from . import scan_table, zen

DAY = date(2026, 11, 1)
PEERS = 500


@dataclass(frozen=True)
class Work:
    """Something that is measured: what it is called, how many rows it does, and how."""

    name: str
    rows: int
    run: Callable[[], object]


def cpu() -> float:
    """Seconds of this process, all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(works: list[Work], rounds: int) -> dict[str, float]:
    """Rows a second of each, the best of some rounds, all in turn."""
    best = dict.fromkeys((one.name for one in works), 0.0)
    for _ in range(rounds):
        for one in works:
            before = cpu()
            one.run()
            best[one.name] = max(best[one.name], one.rows / (cpu() - before))
    return best


def in_sql(duck: Duck, evaluator: Evaluator, table: Path, folder: Path, rows: int) -> list[Work]:
    """The scan as it is, the verdict alone, and the limits, all on DuckDB."""
    read = opened_table(duck, table)
    found = layout(read.columns, evaluator.book.vocabulary, str(table))
    planned = plan(evaluator.book, evaluator.flow, found, DAY, coded=True)
    columns = [(one.sql_name, one.kind) for one in found.facts.values()]
    how = {"boolean": 'sum("{}"::INT)', "text": 'sum(length("{}"))'}
    sums = ", ".join(how.get(kind, 'sum("{}")').format(name) for name, kind in columns)
    counts = ", ".join(f'count("{name}")' for name, _kind in columns)

    def verdicts() -> None:
        query = planned.query(
            source(found, read.sql, read.row), [("verdict", words.column("verdict"))]
        )
        duck.copy(query, folder / "verdict.parquet", ".parquet")

    def everything() -> None:
        scan(evaluator, table, folder / "out.parquet", Options(DAY), lambda *_: None)

    def run(what: str) -> Callable[[], object]:
        return lambda: [*duck.rows(f"SELECT {what} FROM {read.relation}")]

    return [
        Work("scan, all outputs", rows, everything),
        Work("scan, verdict alone", rows, verdicts),
        Work("limit: sum the same columns", rows, run(sums)),
        Work("reading the same columns", rows, run(counts)),
    ]


def cases(evaluator: Evaluator, table: Path) -> list[Case]:
    found = gather([table], evaluator.book)
    return [one.case(evaluator.book, DAY, now=DAY) for one in found if isinstance(one, Program)]


def nested(case: Case) -> dict[str, Any]:
    """The known values of a case, derived ones among them, as JSON has them."""
    found: dict[str, Any] = {}
    for name, value in case.values.items():
        group, _, short = name.partition(".")
        told: Any = float(value) if isinstance(value, Fraction) else value
        found.setdefault(group, {})[short] = sorted(told) if isinstance(told, frozenset) else told
    return found


def by_peers(evaluator: Evaluator, table: Path) -> list[Work]:
    """The interpreter in a loop, and ZEN with its trace."""
    some = cases(evaluator, table)
    loop = Work("evaluate in a loop", len(some), lambda: [evaluator.outcome(one) for one in some])
    if importlib.util.find_spec("zen") is None:
        print("ZEN is left out: zen-engine is not installed")
        return [loop]
    import zen as engine_of_zen

    content = {"g": zen.graph(evaluator.book, evaluator.flow)}
    engine = engine_of_zen.ZenEngine({"loader": {"type": "static", "content": content}})
    given = [nested(one) for one in some]

    def rule_of(told: Any) -> object:
        return [*told["result"]["out"].values()][-1]["rule"]

    said = [rule_of(engine.evaluate("g", one)) for one in given]
    same = sum(evaluator.outcome(one).rule == rule for one, rule in zip(some, said, strict=True))
    print(f"ZEN names the same rule in {same} of {len(some)} rows")
    return [
        loop,
        Work("ZEN with trace", len(given),
             lambda: [engine.evaluate("g", one, {"trace": True}) for one in given]),
        Work("ZEN without", len(given), lambda: [engine.evaluate("g", one) for one in given]),
    ]  # fmt: skip


def main(rows: int, rounds: int) -> None:
    evaluator = Rulebook.load().evaluator
    book, read = evaluator.book, uses(evaluator.book, evaluator.flow)
    with tempfile.TemporaryDirectory() as name, opened() as duck:
        folder = Path(name)
        many, few = folder / "many.parquet", folder / "few.parquet"
        width = scan_table.write(many, rows, book.vocabulary, read)
        scan_table.write(few, min(rows, PEERS), book.vocabulary, read)
        print(f"{rows:,} rows of {width} columns; {os.cpu_count()} cores; CPU time")
        works = in_sql(duck, evaluator, many, folder, rows) + by_peers(evaluator, few)
        found = measured(works, rounds)
        limit = found["limit: sum the same columns"]
        peer = found.get("ZEN with trace")
        print(f"{'':30}{'rows/s':>12}{'of the limit':>15}{'x ZEN traced':>15}")
        for what, speed in found.items():
            ratio = f"{speed / peer:,.1f}" if peer else "-"
            print(f"{what:30}{speed:12,.0f}{speed / limit:15.4f}{ratio:>15}")


if __name__ == "__main__":
    told = [int(one) for one in sys.argv[1:]]
    main(*(told + [100_000, 3][len(told) :]))
