"""A mapping says what columns mean; what is wrong with it is told at its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from engine.diagnostics.invalid import Invalid
from engine.scan.sql.given import PLAIN_NUMBER
from tests.domain.program import ROOT
from tests.tables.tables import codes, facts_of, gathered, run, written

TABLES = ROOT / "examples" / "tables"


def read(folder: Path, mapping: str, table: str) -> Any:
    """The facts of the only program in a table."""
    path = written(folder, "t.csv", table)
    (program,), rejects, _ = gathered(path, mapping=written(folder, "m.yaml", mapping))
    assert rejects == []
    return facts_of(program)


def findings(folder: Path, mapping: str, table: str = "program,visa\nA,yes\n") -> list[str]:
    """What is wrong, each with its line and column."""
    path = written(folder, "t.csv", table)
    with pytest.raises(Invalid) as caught:
        gathered(path, mapping=written(folder, "m.yaml", mapping))
    return [f"{one.line}:{one.column} {one.code}: {one.message}" for one in caught.value.findings]


@pytest.mark.parametrize(
    ("name", "rows", "programs"),
    [
        ("applicant_list", 5, 5),
        ("neurology_explorer", 4, 4),
        ("internal_medicine_programs", 3, 3),
        ("florida_quota_matched", 3, 3),
        ("neurosurgery_intake", 5, 2),
    ],
)
def test_the_examples_go_in_whole(tmp_path: Path, name: str, rows: int, programs: int) -> None:
    """One command and one mapping for each, no notice, and what comes out is evaluated."""
    out = tmp_path / "out"
    done = run("import", TABLES / f"{name}.csv", "--map", TABLES / f"{name}.yaml", "-o", out)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == f"{rows} rows in, {programs} programs out, 0 rejected"
    files = sorted(out.iterdir())
    assert len(files) == programs
    assert run("evaluate", "--brief", files[0]).exit_code == 0


VISA = """
columns:
  program: program.name
  visa:
    words:
      J1 & H1B: {visa.j1_sponsored: true, visa.h1b_sponsored: true}
      J1 only: {visa.j1_sponsored: true, visa.h1b_sponsored: false}
      none: {visa.j1_sponsored: false, visa.h1b_sponsored: false}
    declined: would not say
    asked: nobody knew
"""


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ("J1 & H1B", {"j1_sponsored": True, "h1b_sponsored": True}),
        ("j1  ONLY", {"j1_sponsored": True, "h1b_sponsored": False}),
        ("none", {"j1_sponsored": False, "h1b_sponsored": False}),
        ("would not say", {"j1_sponsored": {"status": "declined"},
                           "h1b_sponsored": {"status": "declined"}}),
        ("Nobody knew", {"j1_sponsored": {"status": "unknown"},
                         "h1b_sponsored": {"status": "unknown"}}),
        ("?", None), ("", None), ("--", None), ("N/A", None),
    ],
)  # fmt: skip
def test_one_word_may_say_several_facts(tmp_path: Path, cell: str, facts: Any) -> None:
    """Neither its case nor its spaces matter; what nobody asked says nothing."""
    assert read(tmp_path, VISA, f"program,visa\nA,{cell}\n").get("visa") == facts


def test_a_word_that_is_not_listed_is_rejected(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "program,visa\nA,J2\n")
    _, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", VISA))
    assert codes(*rejects) == [("unread-cell", 2, 2)]
    assert "column `visa`: `J2` is not among the words" in rejects[0].findings[0].message


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("62%", 0.62), ("62", 0.62), ("0.5", 0.005), ("12.5", 0.125), ("100", 1),
        ("~30", {"value": 0.3, "note": "about: ~30"}),
        ("about 30 %", {"value": 0.3, "note": "about: about 30 %"}),
    ],
)  # fmt: skip
def test_percents_are_parts_of_a_hundred(tmp_path: Path, cell: str, value: Any) -> None:
    """Where the mapping says so, a bare number is one too."""
    mapping = 'columns: {p: program.name, n: {fact: history.img_share, unit: "%"}}'
    assert read(tmp_path, mapping, f"p,n\nA,{cell}\n")["history"] == {"img_share": value}


@pytest.mark.parametrize(
    ("cell", "value"),
    [("5 yrs", 5), ("high (3y)", 3), ("5", 5), ("5 years", 5), ("~5 yrs", {
        "value": 5, "note": "about: ~5 yrs"})],
)  # fmt: skip
def test_units_stand_behind_numbers(tmp_path: Path, cell: str, value: Any) -> None:
    """Those of the mapping, and the fact's own."""
    mapping = (
        "columns: {p: program.name, n: {fact: program.graduation_cutoff_years, unit: [y, yrs]}}"
    )
    found = read(tmp_path, mapping, f"p,n\nA,{cell}\n")
    assert found["program"]["graduation_cutoff_years"] == value


@pytest.mark.parametrize("cell", ["5 mi", "3y or 5y", "1,500", "12,5", "5%"])
def test_a_number_that_is_not_clear_is_rejected(tmp_path: Path, cell: str) -> None:
    path = written(tmp_path, "t.csv", f'p,n\nA,"{cell}"\n')
    mapping = "columns: {p: program.name, n: {fact: program.graduation_cutoff_years, unit: y}}"
    _, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", mapping))
    assert codes(*rejects) == [("unread-cell", 2, 2)]


def test_decimals_may_begin_with_a_comma(tmp_path: Path) -> None:
    mapping = "decimal_comma: true\ncolumns: {p: program.name, n: history.img_share}"
    assert read(tmp_path, mapping, 'p;n\nA;"0,5"\n')["history"] == {"img_share": 0.5}


def test_source_and_day_are_stamped_on_each_value(tmp_path: Path) -> None:
    mapping = ("source: a list\nas_of: 2026-09-01\ncolumns: {p: program.name, v: visa.j1_sponsored}"
               "\nevery_row: {applicant.visa_need: j1}")  # fmt: skip
    stamp = {"source": "a list", "as_of": "2026-09-01"}
    assert read(tmp_path, mapping, "p,v\nA,yes\n") == {
        "program": {"name": {"value": "A", **stamp}},
        "visa": {"j1_sponsored": {"value": True, **stamp}},
        "applicant": {"visa_need": {"value": "j1", **stamp}},
    }


def test_years_in_the_names_of_columns_become_records(tmp_path: Path) -> None:
    """A year with nothing in it is none; the records stand in the order of their years."""
    mapping = """
        columns:
          p: program.name
          "{match_year} Quota": history.intake.class_size
          "IMGs {match_year}": history.intake.img_count
    """
    table = "p,2026 Quota,2025 Quota,2024 Quota,IMGs 2025\nA,8,7,-,2\n"
    assert read(tmp_path, mapping, table)["history"] == {"intake": [
        {"match_year": 2025, "class_size": 7, "img_count": 2},
        {"match_year": 2026, "class_size": 8}]}  # fmt: skip


def test_a_column_without_a_year_is_for_all_years_of_its_row(tmp_path: Path) -> None:
    """Where a year says something else it stands; a row without years has nowhere to put it."""
    mapping = """
        columns:
          p: program.name
          size: history.intake.class_size
          "{match_year} Quota": history.intake.class_size
          "{match_year} IMGs": history.intake.img_count
    """
    table = "p,size,2024 IMGs,2025 IMGs,2025 Quota\nA,13,4,5,12\nB,9,,,\n"
    path = written(tmp_path, "t.csv", table)
    programs, rejects, ledger = gathered(path, mapping=written(tmp_path, "m.yaml", mapping))
    assert rejects == []
    assert [facts_of(one).get("history") for one in programs] == [
        {"intake": [{"match_year": 2024, "class_size": 13, "img_count": 4},
                    {"match_year": 2025, "class_size": 12, "img_count": 5}]}, None]  # fmt: skip
    assert [(one.code, one.line, one.column) for one in ledger.notices] == [("dropped-cell", 3, 2)]


def test_a_record_without_its_key_is_rejected(tmp_path: Path) -> None:
    """In its row; where no column could say it, the mapping is refused."""
    path = written(tmp_path, "t.csv", "p,s,y,n\nA,TX,,4\nB,TX,2024,3\n")
    programs, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", LONG))
    assert [one.key for one in programs] == ["B"]
    assert codes(*rejects) == [("unread-cell", 2, 4)]
    bare = written(tmp_path, "b.csv", "program.name,history.intake.class_size\nA,4\n")
    with pytest.raises(Invalid) as caught:
        gathered(bare)
    assert [(one.code, one.line, one.column) for one in caught.value.findings] == [
        ("bad-column", 1, 2)]  # fmt: skip


LONG = """
key: p
columns:
  p: program.name
  s: program.state
  y: history.intake.match_year
  n: history.intake.class_size
"""


def test_rows_may_be_records(tmp_path: Path) -> None:
    """Those of one key are one program, wherever they stand."""
    path = written(tmp_path, "t.csv", "p,s,y,n\nA,TX,2025,4\nB,OK,2025,3\nA,TX,2024,5\n")
    programs, _, _ = gathered(path, mapping=written(tmp_path, "m.yaml", LONG))
    assert [(one.key, one.rows) for one in programs] == [("A", 2), ("B", 1)]
    assert facts_of(programs[0])["history"]["intake"] == [
        {"match_year": 2024, "class_size": 5}, {"match_year": 2025, "class_size": 4}]  # fmt: skip


def test_a_bad_record_rejects_its_program_whole(tmp_path: Path) -> None:
    """A history with a hole would say something else; each finding stands at its own row."""
    table = "p,s,y,n\nA,TX,2025,4\nA,TX,2024,x\nB,TX,2025,3\nB,OK,2024,3\nC,TX,2024,2\n"
    path = written(tmp_path, "t.csv", table)
    programs, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", LONG))
    assert [one.key for one in programs] == ["C"]
    assert [one.rows for one in rejects] == [2, 2]
    assert codes(*rejects) == [("unread-cell", 3, 4), ("rows-differ", 5, 2)]


def test_a_record_out_of_range_is_told_at_its_row(tmp_path: Path) -> None:
    """Though records are put in the order of their years."""
    path = written(tmp_path, "t.csv", "p,s,y,n\nA,TX,2025,4000\nA,TX,2024,2\nA,TX,2024,2\n")
    mapping = written(tmp_path, "m.yaml", f"source: x\n{LONG}")
    done = run("import", path, "--map", mapping, "-o", tmp_path / "out")
    places = [
        line.split(": ")[0] for line in done.stderr.splitlines() if line.startswith(str(path))
    ]
    assert places == [f"{path}:2:3", f"{path}:4:3"]


def test_a_key_may_be_several_columns_or_the_row(tmp_path: Path) -> None:
    """empty-key: what it is made of has to be there; without a key it is the name, and without a
    name the row."""
    path = written(tmp_path, "t.csv", "p,c\nA,x\nA,y\n,z\n")

    def keys(mapping: str) -> list[str]:
        text = mapping + "columns: {p: program.name}\nignore: c\n"
        programs, rejects, _ = gathered(path, mapping=written(tmp_path, "m.yaml", text))
        return [*(one.key for one in programs), *(one.key for one in rejects)]

    key = written(tmp_path, "k.yaml", "key: [p, c]\ncolumns: {p: program.name}\nignore: c\n")
    programs, rejects, _ = gathered(path, mapping=key)
    assert [one.key for one in programs] == ["A, x", "A, y"]
    assert codes(*rejects) == [("empty-key", 4, 1)]
    assert rejects[0].findings[0].message == "column `p` of the `key` is empty"
    assert keys('key: [p, "{row}"]\n') == ["A, row 2", "A, row 3", "row 4"]
    assert keys("") == ["A", "row 4", "A"]


def test_a_text_is_put_together_of_columns(tmp_path: Path) -> None:
    """Filled in once: what stands in a cell is not filled in again."""
    mapping = 'every_row: {program.name: "{a}, {b}", program.state: FL}\nignore: [a, b]'
    assert read(tmp_path, mapping, "a,b\n{b},X\n") == {
        "program": {"name": "{b}, X", "state": "FL"}}  # fmt: skip


def test_a_list_of_words_takes_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    """Those of a column are added to it."""
    mapping = ("not_known: [nil]\ncolumns: {p: program.name, a: program.state, "
               "b: {fact: program.acgme_id, not_known: none}, c: program.nrmp_code}")  # fmt: skip
    assert read(tmp_path, mapping, "p,a,b,c\nA,nil,none,-\n") == {
        "program": {"name": "A", "nrmp_code": "-"}}  # fmt: skip


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ("columns: {program: program.nam}", "1:20 unknown-fact: unknown fact `program.nam`"),
        ("colums: {program: program.name}", "1:1 unknown-key: unknown key `colums` in a mapping"),
        ("columns: {prgram: program.name}", "1:11 no-such-column: `{t}` has no column `prgram`"),
        ("key: nobody\ncolumns: {program: program.name}",
         "1:6 no-such-column: `{t}` has no column `nobody`"),
        ('every_row: {program.name: "{x}"}', "1:13 no-such-column: `{t}` has no column `x`"),
        ('columns: {"{year} Quota": visa.j1_sponsored}',
         "1:11 bad-column: braces stand for one field of a list, and this column is of none"),
        ('columns: {"{year} Quota": history.intake.class_size}',
         "1:11 bad-column: `history.intake` has no field `year`"),
        ("columns: {visa: {unit: y}}",
         "1:11 bad-column: it is not said which fact the column `visa` holds"),
        ("columns: {visa: {words: {x: true}}}",
         "1:29 bad-column: it is not said of which fact this is a value"),
        ("every_row: {history.intake.class_size: 3}",
         "1:13 bad-column: `history.intake.class_size` is a field of a list"),
        ("as_of: 2026-02-31\ncolumns: {program: program.name}",
         "1:8 wrong-shape: `2026-02-31` is not a date"),
        ("files: other.csv\ncolumns: {program: program.name}",
         "1:8 no-mapping-for: no table that is read is called so"),
        ("columns: {program: history.intake.class_size, visa: outcomes.graduates.field}",
         "1:10 bad-column: each row would be a record of several lists: history.intake,"
         " outcomes.graduates"),
        ("columns: {program: program.name, visa: history.intake.class_size}",
         "1:34 bad-column: nothing says of which `match_year` the column `visa` is"),
        ("- a list", "1:1 wrong-shape: a mapping has to be a mapping of keys to values"),
        ("a: &x 1\nb: *x", None),
    ],
)  # fmt: skip
def test_mistakes_stand_at_their_places(tmp_path: Path, mapping: str, expected: str | None) -> None:
    found = findings(tmp_path, mapping)
    if expected is None:
        assert any("yaml-anchor" in one for one in found)
    else:
        assert found == [expected.replace("{t}", str(tmp_path / "t.csv"))]


def test_several_mappings_name_their_tables(tmp_path: Path) -> None:
    """One that names none is for the rest; two of those are a question."""
    one = written(tmp_path, "one.csv", "p,v\nA,yes\n")
    two = written(tmp_path, "two.csv", "p,w\nA,no\n")
    first = written(tmp_path, "1.yaml", "files: one.csv\ncolumns: {p: program.name, "
                                        "v: visa.j1_sponsored}")  # fmt: skip
    rest = written(tmp_path, "2.yaml", "columns: {p: program.name, w: visa.h1b_sponsored}")
    (program,), _, _ = gathered(one, two, mapping=[first, rest])
    assert facts_of(program)["visa"] == {"j1_sponsored": True, "h1b_sponsored": False}
    with pytest.raises(Invalid, match="several mappings are for it"):
        gathered(one, two, mapping=[rest, rest])


SHARES = 'columns: {p: program.name, n: {fact: history.img_share, unit: "%"}}'


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("40-50%", "a range"), ("40\u201350 %", "a range"), ("40% to 50%", "a range"),
        ("~30-40%", "a range"), (">50%", "a bound"), ("<10%", "a bound"), ("50%+", "a bound"),
        ("at least 30%", "a bound"), ("30%?", "doubtful"), ("maybe 30%", "doubtful"),
        ("9 of 30, so 30%", "several numbers"), ("4/9", "several numbers"),
    ],
)  # fmt: skip
def test_what_is_no_one_number_is_never_read_as_one(tmp_path: Path, cell: str, why: str) -> None:
    """It is a reject that says why, or is left out where the mapping says so."""
    path = written(tmp_path, "t.csv", f'p,n\nA,"{cell}"\n')
    _, (reject,), _ = gathered(path, mapping=written(tmp_path, "m.yaml", SHARES))
    assert codes(reject) == [("unread-cell", 2, 2)]
    assert f" is {why}, not a number from 0 to 1" in reject.findings[0].message
    assert "`on_error: drop`" in str(reject.findings[0].help)
    dropping = written(tmp_path, "d.yaml", SHARES.replace('"%"', '"%", on_error: drop'))
    (program,), _, ledger = gathered(path, mapping=dropping)
    assert facts_of(program) == {"program": {"name": "A"}}
    assert [one.code for one in ledger.notices] == ["dropped-cell"]
    assert not re.match(PLAIN_NUMBER.removesuffix(r"\z") + r"\Z", cell)  # a scan asks import, too


@pytest.mark.parametrize("cell", ["30% (2023)", "IMG 30 %", "+30%", "30 percent", "30% IMGs"])
def test_words_beside_a_number_with_its_unit_are_no_harm(tmp_path: Path, cell: str) -> None:
    mapping = SHARES.replace('"%"', '["%", percent]')
    assert read(tmp_path, mapping, f"p,n\nA,{cell}\n")["history"] == {"img_share": 0.3}


def test_a_small_number_among_percentages_is_told(tmp_path: Path) -> None:
    """small-percentage: once for the column, with the rows; not where all are alike."""
    table = "p,n\nA,62%\nB,0.5\nC,0\nD,1\nE,~0.4\n"
    path = written(tmp_path, "t.csv", table)
    mapping = written(tmp_path, "m.yaml", SHARES)
    _, _, ledger = gathered(path, mapping=mapping)
    (notice,) = ledger.notices
    assert (notice.code, notice.line, notice.column) == ("small-percentage", 3, 2)
    told = "among percentages, `0.5` (row 3), `1` (row 5), `~0.4` (row 6) read as at most 1 %"
    assert notice.message == f"column `n`: {told}"
    assert (
        gathered(written(tmp_path, "s.csv", "p,n\nA,0.5\nB,1\n"), mapping=mapping)[2].notices == []
    )
