"""A share beside the yearly counts that give it never costs the row, and is never lost silently."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.domain.program import rulebook
from tests.tables.tables import run, written

MAPPING = """\
source: my list
as_of: 2026-09-01
columns:
  share: {fact: history.img_share, unit: "%"}
  "{match_year} Quota": history.intake.class_size
  "{match_year} IMGs": history.intake.img_count
"""
HEAD = "program.name,share,2025 Quota,2025 IMGs,2024 Quota,2024 IMGs\n"


def taken_in(folder: Path, cells: str) -> tuple[dict[str, Any], str]:
    """The facts of one row, and what is told of it; whatever it says can be decided."""
    path = written(folder, "t.csv", f"{HEAD}A,{cells}\n")
    mapping = written(folder, "m.yaml", MAPPING)
    done = run("import", path, "--map", mapping, "-o", folder / "out")
    assert (done.exit_code, done.stdout[:8]) == (0, "1 row in")
    facts = json.loads((folder / "out" / "A.json").read_text(), parse_float=Decimal)
    assert rulebook().evaluate(facts).verdict == "incomplete"
    return facts, done.stderr


@pytest.mark.parametrize("share", ["47%", "46.7", "~47"])
def test_what_rounds_to_the_number_is_kept(tmp_path: Path, share: str) -> None:
    facts, told = taken_in(tmp_path, f"{share},10,5,5,2")
    assert ("img_share" in facts["history"], "evidence" in facts, told) == (True, False, "")


@pytest.mark.parametrize("share", ["~50", "about 44%", "ca. 45"])
def test_what_is_about_the_number_gives_way(tmp_path: Path, share: str) -> None:
    """gives-way: the counts stand, and the command says so."""
    facts, told = taken_in(tmp_path, f"{share},10,5,5,2")
    assert ("img_share" in facts["history"], "evidence" in facts) == (False, False)
    assert f"{tmp_path / 't.csv'}:2:2: history.img_share: warning: `0." in told
    assert "makes it `0.466667`; it is marked as about, and gives way" in told


@pytest.mark.parametrize(
    ("cells", "given"),
    [("75,15,11,15,12", "0.766667"), ("80%,26,20,26,22", "0.807692"), ("88%,15,13,15,14", "0.9"),
     ("35,9,3,9,3", "0.333333")],
)  # fmt: skip
def test_a_share_that_differs_by_rounding_gives_way(tmp_path: Path, cells: str, given: str) -> None:
    """Within two percentage points, and 88 beside 90 is just within."""
    facts, told = taken_in(tmp_path, cells)
    assert ("img_share" in facts["history"], "evidence" in facts) == (False, False)
    assert f"makes it `{given}`; it is within 2 percentage points, and gives way" in told


def test_of_many_notices_the_first_are_told(tmp_path: Path) -> None:
    """And of the others how many there are, and in which rows."""
    rows = [f"{n},9{n},10,5,5,2\n" for n in range(8)]
    path = written(tmp_path, "t.csv", HEAD + "".join(rows))
    mapping = written(tmp_path, "m.yaml", MAPPING)
    done = run("import", path, "--map", mapping, "-o", tmp_path / "out")
    told = [line for line in done.stderr.splitlines() if not line.startswith("  help")]
    assert ["; kept as what" in line for line in told] == [True] * 5 + [False]
    assert told[-1] == "3 more warnings of the kind kept-as-said, in rows 7, 8, 9"
    assert run("rank", path, "--map", mapping).stderr.endswith(f"{told[-1]}\n")


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ("49,10,5,5,2", Decimal("0.49")),
        ("62,10,5,5,2", Decimal("0.62")),
        ("~90,10,5,5,2", {"value": Decimal("0.90"), "note": "about: ~90"}),
        ("90,10,5,10,", Decimal("0.90")),
    ],
)
def test_what_truly_differs_is_kept_as_said(tmp_path: Path, cells: str, said: object) -> None:
    """kept-as-said: also where it is only that years known by half cannot give it."""
    facts, told = taken_in(tmp_path, cells)
    assert "img_share" not in facts["history"]
    assert facts["evidence"]["sources"] == [
        {"who": "my list", "on": "2026-09-01", "said": {"history": {"img_share": said}}}
    ]
    assert "history.img_share: warning: " in told
    assert "; kept as what `my list` said" in told


def test_other_contradictions_are_rejects(tmp_path: Path) -> None:
    """And a mistake beside such a share hides nothing."""
    rows = "A,62,10,5,5,2,no\nB,62,10,12,5,2,yes\n"
    path = written(tmp_path, "t.csv", HEAD.replace("\n", ",program.has_imgs\n") + rows)
    mapping = written(tmp_path, "m.yaml", MAPPING)
    done = run("import", path, "--map", mapping, "-o", tmp_path / "out")
    assert done.stdout.startswith("2 rows in, 0 programs out, 2 rejected\n")
    assert f"{path}:2:2: history.img_share: error: " in done.stderr
    assert "is said to have no IMGs" in done.stderr
    assert "cannot hold more IMGs than residents" in done.stderr


def test_rank_takes_the_same_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "t.csv", f"{HEAD}A,62,10,5,5,2\n")
    mapping = written(tmp_path, "m.yaml", MAPPING)
    done = run("rank", path, "--map", mapping)
    assert done.exit_code == 0
    assert "; kept as what `my list` said" in done.stderr
