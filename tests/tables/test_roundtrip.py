"""What is exported and imported again is the same, whatever stands in it; nothing in it runs."""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.present.spreadsheet import quoted, unquoted
from engine.tables.fact_file import flat
from engine.tables.gather import gather
from engine.tables.json_out import exact_json
from engine.tables.program import Program
from engine.tables.take_out import Entry, line_of, table
from tests.domain.program import rulebook
from tests.tables.samples import TEXTS, VOCABULARY, entries

BOOK = rulebook().book


def spelled(programs: Sequence[tuple[str, Any]]) -> list[tuple[str, str]]:
    """Facts so that they are compared to the last digit, in the order of their names."""
    told = [(key, {name: dict(sorted(leaf.items())) for name, leaf in sorted(facts.items())})
            for key, facts in programs]  # fmt: skip
    return [(key, exact_json(facts)) for key, facts in told]


def again(data: bytes, ending: str) -> list[tuple[str, Any]]:
    """What `import` makes of a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(data)
        found = list(gather([path], BOOK))
    facts = []
    for one in found:
        assert isinstance(one, Program), one
        assert isinstance(one.facts, Mapping)
        read = flat(one.facts, VOCABULARY)
        assert read is not None
        facts.append((one.key, read))
    return facts


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".jsonl"])
def test_what_is_exported_comes_back(ending: str) -> None:
    """import(export(x)) = x, with every digit, remark and status, and lists too."""

    @settings(max_examples=30)
    @given(entries())
    def law(programs: list[Entry]) -> None:
        data, _columns = table(programs, VOCABULARY, Path(f"out{ending}"))
        assert spelled(again(data, ending)) == spelled([(one.key, one.facts) for one in programs])

    law()


@settings(max_examples=30)
@given(entries())
def test_json_lines_of_an_import_come_back(programs: list[Entry]) -> None:
    """OUT.jsonl is a table whose columns are named by fact."""
    from engine.tables.draft import grouped

    lines = [line_of(one.key, grouped(one.facts), VOCABULARY) for one in programs]
    data = "".join(f"{exact_json(line)}\n" for line in lines).encode()
    assert spelled(again(data, ".jsonl")) == spelled([(one.key, one.facts) for one in programs])


@given(st.one_of(TEXTS, st.text(alphabet="'=+-@\t\r 1a\uff1d", max_size=5)))
def test_a_quote_mark_comes_off_again(text: str) -> None:
    """Also where a text has such a mark of its own."""
    assert unquoted(quoted(text)) == text


RUN = re.compile(r"\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


@settings(max_examples=30)
@given(entries())
def test_no_cell_of_a_csv_begins_as_a_formula(programs: list[Entry]) -> None:
    """But for plain numbers."""
    data, _columns = table(programs, VOCABULARY, Path("out.csv"))
    for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")):
        for cell in row:
            assert not RUN.match(cell) or re.fullmatch(r"-[0-9.eE+-]+", cell), cell


@settings(max_examples=20)
@given(entries())
def test_no_cell_of_a_workbook_is_a_formula(programs: list[Entry]) -> None:
    """Texts are texts, whatever they begin with."""
    data, _columns = table(programs, VOCABULARY, Path("out.xlsx"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.xlsx"
        path.write_bytes(data)
        with zipfile.ZipFile(path) as book:
            assert b"<f" not in book.read("xl/worksheets/sheet1.xml").replace(b"<formats", b"")
