"""`compare`: two to six programs side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.draw.report_page import Page
from tests.ranking.many_programs import EXAMPLES, HOSTILE, SAME_DAY, folder, run

SIX = ("big_name", "closing_door", "community", "one_voice", "records", "three_voices")
PAIR = (EXAMPLES / "community.json", EXAMPLES / "three_voices.json")


def test_two_stand_side_by_side_where_they_differ() -> None:
    done = run("compare", *PAIR, *SAME_DAY)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    gate = lines.index("Are visas handled in good order?")
    assert lines[gate + 1].split()[:2] == ["A", "yes"]
    assert lines[gate + 3].split()[:2] == ["B", "open"]
    handler = next(line for line in lines if line.startswith("  Who files the visa"))
    assert handler.split()[4:] == ["gme", "voices", "differ"]
    assert not [line for line in lines if "lead_months" in line or "handler" in line]
    assert lines.index("Where they differ") < lines.index("Known of some only")
    assert not [line for line in lines if "class" in line], "they agree"


@pytest.mark.parametrize("count", (2, 3, 6))
def test_up_to_six_fit_80_columns_and_every_one_is_named(count: int) -> None:
    files = [EXAMPLES / f"{name}.json" for name in SIX[:count]]
    lines = run("compare", *files, *SAME_DAY).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line[0] for line in lines if line[1:3] == "  " and line[0].isupper()][:count] == [
        *"ABCDEF"[:count]
    ]


def test_those_with_the_same_value_are_named_together() -> None:
    files = [EXAMPLES / f"{name}.json" for name in SIX]
    told = run("compare", *files, *SAME_DAY).stdout
    assert "A: big name" in told and "A, D: 1 person" in told


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_the_other_forms_say_the_same(form: str, tmp_path: Path) -> None:
    out = tmp_path / ("out.md" if form == "markdown" else "out.html")
    assert run("compare", *PAIR, *SAME_DAY, "-o", out).exit_code == 0
    text = out.read_text(encoding="utf-8")
    assert text == run("compare", *PAIR, *SAME_DAY, "--format", form).stdout
    for told in ("visa.handler", "voices differ", "Larkmoor Medical Center", "comes later"):
        assert told in text
    if form == "html":
        assert "script" not in {one.name for one in Page(text).elements}


def test_some_of_many_are_chosen_by_name_or_key_in_the_order_given() -> None:
    only = ("--only", "three_voices", "--only", "Millbrook Valley Community Hospital")
    done = run("compare", EXAMPLES, *SAME_DAY, *only)
    assert done.stdout.splitlines()[0] == "A  Larkmoor Medical Center"
    unknown = run("compare", EXAMPLES, "--only", "three_voice", "--only", "community")
    assert unknown.exit_code == 2 and "did you mean `three_voices`?" in unknown.stderr


def test_fewer_than_two_and_more_than_six_are_refused() -> None:
    assert run("compare", PAIR[0]).exit_code == 2
    many = run("compare", EXAMPLES)
    assert many.exit_code == 2 and "with --only" in many.stderr


def test_a_bad_file_is_told_and_nothing_is_compared(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('{"visa": {"handlr": "gme"}}')
    done = run("compare", PAIR[0], bad)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "`visa.handler`" in done.stderr


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    files = sorted(folder(tmp_path, HOSTILE[-2:]).glob("*.json"))
    for form in ("text", "markdown", "html"):
        done = run("compare", *files, "--format", form)
        assert done.exit_code == 0
        assert not {"\x1b", "\x07", "\u202e"} & {*done.stdout}
        assert form != "html" or "b" not in {one.name for one in Page(done.stdout).elements}


def test_a_check_to_which_none_of_them_came_is_left_out(tmp_path: Path) -> None:
    """One to which some came tells of the others why they did not."""
    first = sorted(folder(tmp_path, ("Open", "Low")).glob("*.json"))
    told = run("compare", *first, *SAME_DAY).stdout
    assert "Do IMGs come year after year?" in told and "Do IMG graduates do well?" not in told
    words = run("compare", *first, PAIR[0], *SAME_DAY).stdout.splitlines()
    graduates = words.index("Do IMG graduates do well?")
    assert words[graduates + 1].split() == ["A", "comes", "later"]
    assert words[graduates + 2].split() == ["B", "decided", "before"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Milbrook", "did you mean `Millbrook Valley Community Hospital`?"),
        ("millbrook valley", "did you mean `Millbrook Valley Community Hospital`?"),
        ("comunity", "did you mean `community`?"),
        ("zzz\x1b[31m", "there are `"),
    ],
)
def test_a_name_that_none_has_is_answered_with_those_that_are_like_it(name: str, told: str) -> None:
    done = run("compare", EXAMPLES, "--only", name, "--only", "community")
    assert (done.exit_code, told in done.stderr) == (2, True)
    assert "\x1b" not in done.stderr
