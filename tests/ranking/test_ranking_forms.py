"""`rank` of random fact files and of tables: every form has every program once, and is sound."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from engine.commands.rank import WRITERS
from engine.decide.ranking import ranked
from engine.present.ranking import Ranking
from engine.tables.decided import Decided, Reading, decided
from engine.tables.gather import gather
from tests.domain.program import ROOT, rulebook
from tests.domain.samples import complete, sparse
from tests.draw.report_page import Page
from tests.ranking.many_programs import EXAMPLES, SAME_DAY, run

COUNT = 40
NAMES = [f"Hospital No. {place:02}" for place in range(COUNT)]
TABLE = """$key,program.name,visa.j1_sponsored,program.has_imgs
a,Bayview,yes,yes
b,Mercy,,no
c,,no,yes
"""


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of random fact files, a third of them with holes."""
    folder, random = tmp_path_factory.mktemp("forty"), Random(14)
    for place, name in enumerate(NAMES):
        facts = complete(random)
        facts = sparse(random, facts) if place % 3 == 0 else facts
        facts.setdefault("program", {})["name"] = name
        (folder / f"{place}.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


@cache
def outputs(folder: Path) -> dict[str, bytes]:
    """The ranking of a folder in every form."""
    book, flow = rulebook().book, rulebook().flow
    made = decided(gather([folder], book), rulebook().decide, Reading(book))
    entries = [one.entry for one in made if isinstance(one, Decided)]
    ranking = Ranking(book, flow, ranked(entries, book, flow))
    return {form: write(ranking) for form, write in WRITERS.items()}


def names_in(form: str, data: bytes) -> list[str]:
    """The programs in an output, in its order."""
    match form:
        case "csv":
            return [row["program"] for row in csv.DictReader(StringIO(data.decode()))]
        case "json":
            return [row["program"] for row in json.loads(data)["ranking"]]
        case "html":
            heads = Page(data.decode()).all("th")
            return [one.text for one in heads if one.attributes.get("scope") == "row"]
        case "xlsx":
            sheet = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0)
            return [str(row[1]) for row in sheet.to_python()[1:]]
        case _:
            words = " ".join(data.decode().replace("**", "").split())
            return sorted((name for name in NAMES if words.count(name) == 1), key=words.index)


@pytest.mark.parametrize("form", WRITERS)
def test_every_program_stands_once_and_in_the_same_order(form: str, forty: Path) -> None:
    order = names_in("json", outputs(forty)["json"])
    assert sorted(order) == NAMES
    assert names_in(form, outputs(forty)[form]) == order


@pytest.mark.parametrize("form", ["text", "brief"])
def test_text_fits_80_columns(form: str, forty: Path) -> None:
    lines = outputs(forty)[form].decode().splitlines()
    assert max(map(len, lines)) <= 80
    assert form == "text" or len(lines) == COUNT + 4


def test_what_is_printed_as_json_fits_its_schema(forty: Path) -> None:
    schema = json.loads(run("schema", "ranking").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    for text in (outputs(forty)["json"], run("rank", EXAMPLES, "--format", "json").stdout):
        assert [one.message for one in validator.iter_errors(json.loads(text))] == []
    worse = json.loads(outputs(forty)["json"])
    worse["ranking"][0]["rank"] = 0
    assert not validator.is_valid(worse)


def test_brief_is_a_line_for_each_and_text_only(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    done = run("rank", EXAMPLES, *SAME_DAY, "--brief")
    assert done.exit_code == run("rank", EXAMPLES, *SAME_DAY, "--brief", "-o", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["rank", "program", "verdict", "stands", "at", "next"]
    assert lines[4].split()[-4:] == ["incomplete", "smooth", "visa", "visa.handler"]
    assert lines[4].split()[0] == "4"
    for words in (("--format", "json"), ("-o", tmp_path / "out.csv")):
        refused = run("rank", EXAMPLES, "--brief", *words)
        assert refused.exit_code == 2 and "--brief is text" in refused.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["out.txt"]


# tables


def test_a_table_named_by_fact_needs_no_mapping(tmp_path: Path) -> None:
    """For `rank` and for `compare`; a program without a name goes by its key."""
    table = tmp_path / "programs.csv"
    table.write_text(TABLE, encoding="utf-8")
    found = json.loads(run("rank", table, "--format", "json").stdout)["ranking"]
    assert {(one["key"], one["program"]) for one in found} == {
        ("a", "Bayview"), ("b", "Mercy"), ("c", None),
    }  # fmt: skip
    done = run("compare", table, "--only", "c", "--only", "Mercy")
    assert done.exit_code == 0
    heads = [line for line in done.stdout.splitlines() if line[:3] in ("A  ", "B  ")]
    assert heads[:2] == ["A  c", "B  Mercy"]


def test_a_row_that_is_wrong_keeps_no_other_back(tmp_path: Path) -> None:
    table = tmp_path / "programs.csv"
    table.write_text(TABLE + "d,Harbor,perhaps,yes\n", encoding="utf-8")
    done = run("rank", table, "--format", "json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert (len(found["ranking"]), found["left_out"]["invalid"]) == (3, 1)
    assert f"{table}:5:3: error:" in done.stderr


# people, workspaces, streams


@pytest.mark.parametrize("form", ["text", "json", "html", "csv", "markdown"])
def test_who_said_something_is_left_out_for_others(form: str, tmp_path: Path) -> None:
    """Also of what is told of a file that is wrong."""
    facts = json.loads((EXAMPLES / "three_voices.json").read_text(encoding="utf-8"))
    facts["evidence"]["sources"][0]["who"] = "Dr. Quimby"
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(facts), encoding="utf-8")
    bad.write_text(json.dumps({**facts, "Quimby": {"who": 1}}), encoding="utf-8")
    told = run("rank", good, "--format", form).stdout
    assert ("Quimby" in told) is (form == "html"), "rows tell of nobody, reports do"
    done = run("rank", good, bad, "--redact", "--format", form)
    assert done.exit_code == 1 and "Quimby" not in done.stdout
    if form in ("text", "html", "markdown"):
        beside = run("compare", good, EXAMPLES / "community.json", "--redact", "--format", form)
        assert beside.exit_code == 0 and "Quimby" not in beside.stdout


def test_another_workspace_is_compared_in_its_own_words() -> None:
    triage = ROOT / "examples" / "workspaces" / "triage"
    cases = sorted((triage / "cases").glob("*.json"))[:3]
    done = run("compare", *cases, "--rules", triage / "rules", "--flows", triage / "flows")
    assert done.exit_code == 0 and "IMG" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("command", ["rank", "compare"])
def test_a_full_or_closed_output_ends_without_a_traceback(command: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    pair = [EXAMPLES / "community.json", EXAMPLES / "one_voice.json"]
    words = [*map(str, (sys.executable, ROOT / "cli.py", command, *pair))]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1 and b"Traceback" not in done.stderr
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.returncode != 0 and b"Traceback" not in done.stderr
