"""What docs/tables.md shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.domain.program import ROOT
from tests.tables.tables import BOOK, gathered, run, written

PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", blocks("console"))
def test_each_command_prints_what_is_shown(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    printed = ""
    for line in block.splitlines():
        if line.startswith("$ backchannel "):
            words = shlex.split(line)[2:]
            found = [sorted(map(str, tmp_path.glob(one))) or [one] for one in words]
            done = run(*(word for words in found for word in words))
            assert done.exit_code == 0, done.output
            printed = done.stdout
        elif line != "...":
            assert line in printed.splitlines()


def test_the_table_without_a_mapping_goes_in(tmp_path: Path) -> None:
    (table,) = blocks("text")
    programs, rejects, ledger = gathered(written(tmp_path, "t.csv", table))
    assert (len(programs), rejects, ledger.notices) == (2, [], [])
    for one in programs:
        assert one.case(BOOK)


def test_the_mapping_is_one(tmp_path: Path) -> None:
    """And fits the list that it is about."""
    (mapping,) = blocks("yaml")
    table = ROOT / "examples" / "tables" / "applicant_list.csv"
    text = mapping.replace("    words:\n      J1", '    not_known: "?"\n    words:\n      J1')
    programs, rejects, ledger = gathered(table, mapping=written(tmp_path, "m.yaml", text))
    assert ledger.notices == []
    assert len(programs) + len(rejects) == 5
    assert {one.findings[0].code for one in rejects} == {"unread-cell"}  # words it does not list
