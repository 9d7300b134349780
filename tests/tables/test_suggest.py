"""A mapping is suggested with reasons, reads back as one, and guesses nothing silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.diagnostics.source import Source
from engine.rulebook.document import YamlMapping, compose
from engine.tables.mapping_file import read_mapping_text
from engine.tables.suggest import suggestion, yaml_word
from tests.domain.program import ROOT
from tests.tables.tables import BOOK, gathered, run, written

TABLES = ROOT / "examples" / "tables"


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.csv")), ids=lambda path: path.stem)
def test_a_suggestion_is_a_mapping_for_its_table(tmp_path: Path, path: Path) -> None:
    """Every row goes in with it as it stands, and every line of a column has its reason."""
    text = suggestion(path, BOOK)
    found = read_mapping_text(Source("suggested", text), BOOK)
    assert found.columns
    _, _, ledger = gathered(path, mapping=written(tmp_path, "m.yaml", text))
    assert ledger.rows == len(path.read_text(encoding="utf-8-sig").splitlines()) - 1
    body = text.partition("columns:\n")[2].partition("# Not certain")[0].splitlines()
    heads = [line for line in body if not line.startswith("    ")]
    assert heads
    assert all("# by its word" in line for line in heads)


def test_the_list_of_an_applicant(tmp_path: Path) -> None:
    """What is not certain is a comment, with what it may be and what stands in it."""
    done = run("import", TABLES / "applicant_list.csv", "--suggest")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert "  state: program.state  # by its word state; 5 of 5 fit" in lines
    assert "    fact: history.non_us_share" in lines
    assert '    unit: ["%"]  # as it stands behind numbers; with % 62 is 0.62' in lines
    assert "#  city: no fact is like it" in lines
    assert not any(line.startswith(("  visa", "  tier", "  city")) for line in lines)
    assert all(len(line) <= 100 for line in lines)


def test_years_are_one_pattern(tmp_path: Path) -> None:
    text = suggestion(TABLES / "florida_quota_matched.csv", BOOK)
    assert '#  "{match_year} Quota": history.intake.class_size or' in text


def test_rows_that_are_records_are_seen() -> None:
    text = suggestion(TABLES / "neurosurgery_intake.csv", BOOK)
    assert "key: program  # rows of one key are records of one program" in text
    assert "  class_size: history.intake.class_size  # by its words class, size; 5 of 5 fit" in text


def test_what_a_name_does_not_say_is_not_guessed() -> None:
    """`Non US IMG` may be a share of anything."""
    text = suggestion(TABLES / "internal_medicine_programs.csv", BOOK)
    found = read_mapping_text(Source("suggested", text), BOOK)
    assert [one.name for one in found.columns] == ["Program", "State"]


KEPT_BY_HAND = """\
Program,Visas sponsored,J1,H-1B,IMGs,% IMG,Non-US IMG %,Step 2 min,YOG cutoff,Notes,Link,Mail
A,J-1/H1B,yes,no,12,40%,30%,230,5,friendly,https://a.org,a@b.org
B,J-1,no,no,10,50%,20%,225,7,no labelled slots,https://b.org,b@b.org
"""


def test_headers_of_a_list_kept_by_hand(tmp_path: Path) -> None:
    """What the vocabulary says that tables call a fact; notes and links are about none."""
    path = written(tmp_path, "t.csv", KEPT_BY_HAND)
    text = suggestion(path, BOOK)
    found = read_mapping_text(Source("suggested", text), BOOK)
    assert {one.name: one.target.name for one in found.columns if one.target} == {
        "Program": "program.name", "J1": "visa.j1_sponsored", "H-1B": "visa.h1b_sponsored",
        "% IMG": "history.img_share", "Non-US IMG %": "history.non_us_share",
        "Step 2 min": "selection.step2_low", "YOG cutoff": "program.graduation_cutoff_years",
    }  # fmt: skip
    lines = text.splitlines()
    visas = lines.index("#  Visas sponsored:  # for each word, what is true and what is false")
    assert lines[visas + 2] == "#      J-1/H1B: {visa.j1_sponsored: true, visa.h1b_sponsored: true}"
    assert "#  IMGs: history.img_share or program.has_imgs" in lines
    for name in ("Notes", "Link", "Mail"):
        assert f"#  {name}: no fact is like it" in lines


@pytest.mark.parametrize(
    ("word", "j1", "h1b"),
    [
        ("J1", "true", "?"), ("J-1", "true", "?"), ("J1 and H1B", "true", "true"),
        ("J1/H1B", "true", "true"), ("no visa", "false", "false"), ("none", "false", "false"),
        ("J1 only", "?", "?"), ("J1 (maybe H1B)", "?", "?"), ("J1??", "?", "?"),
        ("yes J1", "?", "?"), ("no H1B", "?", "?"),
    ],
)  # fmt: skip
def test_words_that_name_facts_are_understood(tmp_path: Path, word: str, j1: str, h1b: str) -> None:
    """As far as every word is known; the rest is for the user to say."""
    text = suggestion(written(tmp_path, "t.csv", f"Program,Visa\nA,{word}\n"), BOOK)
    (line,) = [one for one in text.splitlines() if "visa.j1_sponsored: " in one and "{" in one]
    assert line.endswith(f": {{visa.j1_sponsored: {j1}, visa.h1b_sponsored: {h1b}}}")


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ("University;comm;community;Military;other", "  Type:  # by its word type; 4 of 5 fit"),
        ("Advanced;Categorical", "  Type: program.position_type  # by its word type; 2 of 2 fit"),
        ("big;small", "#  Type:  # by its word type; 0 of 2 fit"),
    ],
)  # fmt: skip
def test_values_tell_facts_of_one_name_apart(tmp_path: Path, cells: str, line: str) -> None:
    rows = "".join(f"A{n},{one}\n" for n, one in enumerate(cells.split(";")))
    path = written(tmp_path, "t.csv", f"Program,Type\n{rows}")
    assert line in suggestion(path, BOOK).splitlines()


def test_how_many_need_not_be_said(tmp_path: Path) -> None:
    """`IMGs` of a year are their number before that of any of them."""
    path = written(tmp_path, "t.csv", "Program,2023 IMGs,2024 IMGs\nA,3,4\n")
    line = '#  "{match_year} IMGs": history.intake.img_count or history.intake.us_img'
    assert line in suggestion(path, BOOK).splitlines()


def test_every_odd_word_is_written_up_to_forty(tmp_path: Path) -> None:
    """And then how many more there are, in a line that no mapping trips over."""
    sizes = [*("12" for _ in range(200)), *(f"odd {n}" for n in range(45))]
    rows = "".join(f"A{n},{one}\n" for n, one in enumerate(sizes))
    text = suggestion(written(tmp_path, "t.csv", f"Program,Class size\n{rows}"), BOOK)
    assert text.count(": ?\n") == 40
    assert text.splitlines()[-1] == "    #   # .. and 5 more"


def test_no_fact_of_another_name_is_meant(tmp_path: Path) -> None:
    """A group that two names share does not make them alike."""
    path = written(tmp_path, "t.csv", "Program,City\nA,Elgin\n")
    mapping = written(tmp_path, "m.yaml", "columns: {City: program.city, Program: program.nam}\n")
    told = run("import", path, "--map", mapping, "-o", tmp_path / "out").stderr
    assert "did you mean `program.name`?" in told
    assert "specialty" not in told


def test_it_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", "program,visa\nA,yes\n")
    assert run("import", path, "--suggest").exit_code == 0
    assert run("import", path, "--suggest", "-o", tmp_path / "out").exit_code == 2
    assert run("import", path).exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["t.csv"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1))
def test_any_name_is_a_key_of_yaml(name: str) -> None:
    """Whatever a column is called, the mapping has that name."""
    root, _ = compose(Source("m", f"{yaml_word(name)}: x\n"))
    assert isinstance(root, YamlMapping)
    ((key, _value),) = root.entries
    assert " ".join(key.value.split()) == " ".join(name.split()) or not name.isprintable()
