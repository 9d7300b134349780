"""`rank`: every format, hostile names, bad files among good ones."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from engine.commands.rank import FORMS
from engine.decide.ranking import ranked
from engine.diagnostics.invalid import Invalid
from engine.draw.overview import drawn
from engine.draw.picture.overview import fitting
from engine.draw.picture.theme import NOTE
from engine.draw.picture.wrap import measure
from engine.draw.report.ranking import render
from engine.present import page, ranking_markdown, ranking_text
from engine.present.ranking import Ranking, table, to_dict
from engine.present.spreadsheet import as_csv, as_xlsx
from engine.tables.decided import Decided, Reading, decided
from engine.tables.gather import gather
from tests.domain.program import ROOT, rulebook
from tests.draw.report_page import Page
from tests.ranking.many_programs import EXAMPLES, HOSTILE, SAME_DAY, entries, folder, run

BEST = "Millbrook Valley Community Hospital"
TRIAGE = ROOT / "examples" / "workspaces" / "triage"


def sixty() -> Ranking:
    book, flow = rulebook().book, rulebook().flow
    return Ranking(book, flow, ranked(entries(), book, flow))


def of_folder(path: Path) -> Ranking:
    book, flow = rulebook().book, rulebook().flow
    made = decided(gather([path], book), rulebook().decide, Reading(book))
    return Ranking(
        book, flow, ranked((one.entry for one in made if isinstance(one, Decided)), book, flow)
    )


def test_text_of_the_examples_is_grouped_by_verdict_with_reason_and_next_step() -> None:
    done = run("rank", EXAMPLES, *SAME_DAY)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    groups = ("HIGH", "INCOMPLETE", "LOW")
    assert [line for line in lines if line.startswith(groups)] == [
        "HIGH: 3 programs, High priority",
        "INCOMPLETE: 3 programs",
        "LOW: 4 programs, Low priority",
    ]
    assert f"  1 {BEST}  Open to you" in lines
    assert "10 programs: 3 high, 3 incomplete, 4 low." in lines
    assert (
        "      Next: With whom of this program have you talked, and how did they answer?" in lines
    )


def test_text_names_no_rule_and_fits_80_columns() -> None:
    told = page.plain(ranking_text.render(sixty()))
    assert max(map(len, told.splitlines())) <= 80
    rules = {rule.id for gate in rulebook().book.gates.values() for rule in gate.rules}
    assert not {word.strip(".,;:") for word in told.split()} & {one for one in rules if "-" in one}


def test_csv_has_a_row_for_each_program_in_order() -> None:
    done = run("rank", EXAMPLES, *SAME_DAY, "--format", "csv")
    rows = list(csv.DictReader(StringIO(done.stdout)))
    assert [int(row["rank"]) for row in rows] == [*range(1, 11)]
    assert (rows[0]["program"], rows[0]["eligibility"]) == (BEST, "Open to you")
    assert rows[4]["with whom"] == "yourself" and rows[4]["questions left"] == "1"


def test_json_is_the_same_in_data() -> None:
    found = json.loads(run("rank", EXAMPLES, *SAME_DAY, "--format", "json").stdout)
    assert found["counts"] == {"high": 3, "incomplete": 3, "low": 4}
    first = found["ranking"][0]
    assert (first["rank"], first["program"], first["score"]) == (1, BEST, 83.3)
    assert first["gates"] == dict.fromkeys(first["gates"], "yes")
    open_ = found["ranking"][5]
    assert (open_["questions"], open_["passed"]) == (20, 1) and open_["next"]["whom"]


@pytest.mark.parametrize("form", ["text", "csv", "json", "markdown", "html", "xlsx"])
def test_the_format_follows_the_ending_and_the_file_is_whole(form: str, tmp_path: Path) -> None:
    ending = {"text": "txt", "markdown": "md"}.get(form, form)
    out = tmp_path / f"out.{ending}"
    done = run("rank", EXAMPLES, *SAME_DAY, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "10 programs: 3 high, 3 incomplete, 4 low.\n")
    assert [one.name for one in tmp_path.iterdir()] == [out.name]
    if form != "xlsx":
        printed = run("rank", EXAMPLES, *SAME_DAY, "--format", form).stdout
        assert out.read_text(encoding="utf-8") == printed and BEST in printed


def test_xlsx_of_sixty_holds_texts_and_numbers_and_no_formula() -> None:
    head, rows = table(sixty())
    rows[0][1], rows[1][1] = "=1+1", "http://example.org/"
    data = as_xlsx("Ranking", head, rows)
    found = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert len(found) == 61 and found[1][1] == "=1+1" and found[1][0] == 1.0
    sheet = ZipFile(BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet


def test_every_form_of_sixty_has_them_all() -> None:
    ranking = sixty()
    names = {one.name for one in entries()}
    assert len(to_dict(ranking)["ranking"]) == 60
    told = as_csv(*table(ranking)), ranking_markdown.render(ranking), render(ranking)
    for text in told:
        assert not {name for name in names if name not in unescape(text)}
    assert sum(line.startswith("| ") for line in told[1].splitlines()) == 62


def test_the_page_is_sound_loads_nothing_and_runs_its_own_script_only() -> None:
    html = render(sixty())
    found = Page(html)
    ids = [one.attributes["id"] for one in found.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    links = [one.attributes["href"] for one in found.elements if one.name == "a"]
    assert {link[1:] for link in links if link} <= {*ids}
    assert not [one for one in found.elements if {"src", "onclick", "style"} & {*one.attributes}]
    policy = next(
        one.attributes["content"]
        for one in found.elements
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None and policy.startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy and "unsafe" not in policy
    controls = next(one for one in found.elements if one.attributes.get("id") == "controls")
    assert "hidden" in controls.attributes, "without the script there is nothing to press"
    assert len([one for one in found.elements if one.name == "tbody"]) == 60


def test_hostile_names_stay_text_in_every_form(tmp_path: Path) -> None:
    ranking = of_folder(folder(tmp_path))
    told = {form: FORMS[form](ranking) for form in FORMS}
    for form in ("text", "csv", "json", "markdown", "html"):
        assert not {"\x1b", "\x07", "\u202e"} & {*told[form].decode()}, form
    page_ = Page(told["html"].decode())
    assert [one.name for one in page_.elements].count("script") == 1, "its own"
    assert "b" not in {one.name for one in page_.elements}
    assert "[link](" not in told["markdown"].decode()
    cells = [row[1] for row in csv.reader(StringIO(told["csv"].decode()))]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))]
    assert len(cells) == len(HOSTILE) + 1


def test_a_bad_file_is_told_and_the_others_are_ranked(tmp_path: Path) -> None:
    folder(tmp_path, ("Bayview", "Mercy"))
    (tmp_path / "bad.json").write_text('{"visa": {"handlr": "gme"}}')
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    done = run("rank", tmp_path)
    assert done.exit_code == 1
    assert "Bayview" in done.stdout and "Mercy" in done.stdout
    assert "2 left out: they are invalid." in done.stdout
    assert "`visa.handler`" in done.stderr and "binary.json" in done.stderr


def test_an_empty_folder_and_no_fit_are_told(tmp_path: Path) -> None:
    done = run("rank", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "this folder holds no fact file" in done.stderr
    folder(tmp_path, ("Bayview",))
    for form in ("text", "csv", "json", "markdown", "html"):
        none = run("rank", tmp_path, "--where", "verdict = high", "--format", form)
        assert none.exit_code == 0
        assert "No program to rank." in none.stdout or form in ("csv", "json")
    out = tmp_path / "none.svg"
    assert run("rank", tmp_path, "--where", "verdict = high", "--picture", out).exit_code == 0
    assert ElementTree.fromstring(out.read_text()).tag.endswith("svg")


def test_wrong_usage_ends_with_status_2_and_writes_nothing(tmp_path: Path) -> None:
    for words in (
        ("-o", tmp_path / "out.doc"),
        ("-o", tmp_path / "out"),
        ("--picture", tmp_path / "out.jpeg"),
        ("-o", tmp_path / "a.html", "--picture", tmp_path / "a.html"),
        (tmp_path / "missing.json",),
    ):
        assert run("rank", EXAMPLES, *words).exit_code == 2
    assert not [*tmp_path.iterdir()]


def test_a_file_that_cannot_be_written_leaves_none_of_them(tmp_path: Path) -> None:
    folder(tmp_path, ("Bayview",))
    good, bad = tmp_path / "out.html", tmp_path / "nowhere" / "out.svg"
    done = run("rank", tmp_path, "-o", good, "--picture", bad)
    assert done.exit_code == 1 and "cannot be written" in done.stderr
    assert not good.exists() and "Bayview" not in done.stdout


def test_people_are_left_out_where_it_is_passed_on() -> None:
    source = "PGY-3"
    told = run("rank", EXAMPLES / "one_voice.json", "--format", "html").stdout
    passed_on = run("rank", EXAMPLES / "one_voice.json", "--format", "html", "--redact").stdout
    assert source in told and source not in passed_on


def test_another_workspace_is_ranked_in_its_own_words() -> None:
    words = ("--rules", TRIAGE / "rules", "--flows", TRIAGE / "flows")
    done = run("rank", TRIAGE / "cases", *words)
    heads = [line for line in done.stdout.splitlines() if line and not line.startswith(" ")]
    assert [head.partition(":")[0] for head in heads[:5]] == [
        "TODAY", "WEEK", "INCOMPLETE", "LIST", "ASK",
    ]  # fmt: skip
    assert "5 reports: 1 today, 1 week, 1 incomplete, 1 list, 1 ask." in heads


# the picture


def test_a_png_that_nobody_could_read_is_refused() -> None:
    ranking = sixty()
    with pytest.raises(Invalid) as caught:
        drawn(replace(ranking, found=ranking.found * 34), "png")
    assert "of more than 2,000 rows nothing could be read" in caught.value.findings[0].message


def test_the_picture_has_a_row_for_each_and_a_cell_for_each_gate() -> None:
    drawing = ElementTree.fromstring(drawn(sixty(), "svg"))
    space = "{http://www.w3.org/2000/svg}"
    cells = [one for one in drawing.iter(f"{space}g") if one.find(f"{space}rect") is not None]
    assert len(cells) == 60 * 4
    open_ = [one for one in cells if "stroke-dasharray" in one[1].attrib]
    gates = [s for e in entries() for s in e.decision.path if s.kind == "gate"]
    assert len(open_) == sum(one.outcome == "open" for one in gates)
    texts = {text.text for text in drawing.iter(f"{space}text")}
    assert {one.name for one in entries()} <= texts


def test_the_other_forms_of_the_picture_are_made() -> None:
    ranking = sixty()
    assert drawn(ranking, "png").startswith(b"\x89PNG")
    assert drawn(ranking, "pdf").startswith(b"%PDF")
    assert b"default-src &#x27;none&#x27;" in drawn(ranking, "html")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_in_the_picture_is_cut_where_it_is_too_wide(name: str) -> None:
    shown = fitting(name, 300)
    assert measure(shown, NOTE) <= 300 or shown == name
    assert shown == name or shown.endswith("…")


@pytest.mark.parametrize("command", ["rank", "compare"])
def test_columns_that_are_not_read_are_told(command: str, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("program.name,visa.j1_sponsored,Deadline\nA,yes,May\nB,no,June\n")
    done = run(command, table)
    assert done.exit_code == 0
    assert "not read: `Deadline`" in done.stderr


@pytest.mark.parametrize("years", [1, 2, 4])
def test_a_record_that_is_too_short_says_how_long_it_has_to_be(tmp_path: Path, years: int) -> None:
    table_ = tmp_path / "short.csv"
    columns = "program.name,program.has_imgs,history.years_covered,history.img_share"
    table_.write_text(f"{columns}\nBayview,yes,{years},0.4\nHarbor,yes,,0.4\n", encoding="utf-8")
    why = {
        row["program"]: row["why"]
        for row in csv.DictReader(StringIO(run("rank", table_, "--format", "csv").stdout))
    }
    assert why["Bayview"].startswith(f"Known: {years} of 5 years. The record is too short")
    assert "Known:" not in why["Harbor"], "nothing is known of its record"
    assert f"Known: {years} of 5 years." in run("compare", table_).stdout


def test_the_page_names_what_is_invalid_in_a_closed_list_at_its_foot(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("program.name,history.img_share\nBayview,0.5\n<b>Mercy</b>,7\n")
    done = run("rank", path, "--format", "html")
    found = Page(done.stdout)
    (list_,) = [one for one in found.all("details") if one.attributes.get("class") == "rejected"]
    assert "open" not in list_.attributes and not found.all("b")
    told = " ".join(list_.text.split())
    assert told.startswith("1 left out: it is invalid.") and f"<b>Mercy</b> ({path}:3): " in told
    first = done.stderr.splitlines()[0].split("error: ")[1]
    assert told.endswith(first)
    folder(tmp_path, ("Mercy",))
    assert 'class="rejected"' not in run("rank", tmp_path / "p0.json", "--format", "html").stdout
