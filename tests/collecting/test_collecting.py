"""A gate that collects: what holds is told whatever decides, and its rules count it."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main
from engine import Rulebook
from engine.author.format import format_text
from engine.language.show import show
from engine.rulebook.load import load
from engine.rulebook.workspace import Workspace

FLAT = Path(__file__).with_name("flat")
DEAR = {"street": "Elm", "rent": 1500, "size": 50, "floor": "ground", "notice_months": 3}


def flat(**facts: Any) -> dict[str, Any]:
    return {"flat": DEAR | facts}


def decided(**facts: Any) -> dict[str, Any]:
    return Rulebook.load(FLAT).evaluate(flat(**facts)).to_dict()


def run(folder: Path, *arguments: str, facts: dict[str, Any] | None = None) -> Result:
    path = folder / "facts.json"
    path.write_text(json.dumps(facts or flat()), encoding="utf-8")
    words = [str(path) if one == "FACTS" else one for one in arguments]
    return CliRunner().invoke(main, words, catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example workspace as the current folder."""
    copytree(FLAT, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_is_clean_and_laid_out(here: Path) -> None:
    assert run(here, "check").output == f"No findings in {here}\n"
    assert run(here, "fmt", "--check").output == ""


@pytest.mark.parametrize(
    ("facts", "verdict", "rule", "holding"),
    [
        ({}, "no", "too-much", ["too-dear", "dark"]),
        ({"floor": "top"}, "yes", "otherwise", ["too-dear"]),
        ({"floor": "top", "rent": 900}, "yes", "nothing", []),
        ({"mould": True}, "no", "unhealthy", ["too-dear", "mouldy", "dark"]),
        ({"floor": None}, "incomplete", None, ["too-dear"]),
        ({"floor": None, "notice_months": 6}, "no", "too-much", ["too-dear", "long-notice"]),
    ],
)
def test_every_item_that_holds_is_told(
    facts: dict[str, Any], verdict: str, rule: str | None, holding: list[str]
) -> None:
    """Not only those that decide, nor only where they do; what is open is told as open."""
    found = decided(**facts)
    assert (found["verdict"], found["rule"]) == (verdict, rule)
    told = found["path"][0]["collected"]
    assert [one["id"] for one in told] == ["too-dear", "long-notice", "mouldy", "dark"]
    assert [one["id"] for one in told if one["truth"] is True] == holding
    assert [one["id"] for one in told if one["because"]] == holding


def test_an_item_is_told_with_its_reason_and_its_conditions() -> None:
    told = decided(floor=None, notice_months=6)["path"][0]["collected"]
    assert told[1] == {
        "id": "long-notice",
        "truth": True,
        "because": "Its notice is 6 months.",
        "source": "lease",
        "conditions": [
            {"text": "flat.notice_months > 3", "truth": True, "values": {"flat.notice_months": 6}}
        ],
    }
    assert (told[3]["truth"], told[3]["because"]) == (None, None)


def test_what_is_counted_is_what_is_missing() -> None:
    found = decided(floor=None, notice_months=None, mould={"status": "unknown"})
    assert [one["fact"] for one in found["missing"]] == [
        "flat.floor", "flat.notice_months", "flat.mould",
    ]  # fmt: skip


def test_items_color_their_signals_the_way_they_speak() -> None:
    assert decided()["signals"] == {"1": "red", "2": "unheard"}
    assert decided(mould=True, rent=900)["signals"] == {"1": "unheard", "2": "red"}


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_people_see_all_of_them(here: Path, form: str) -> None:
    output = run(here, "evaluate", "FACTS", "--format", form).output
    assert "It is dear and dark." in output
    assert "Collected: It costs 1500 euros for 50 square meters." in output.replace("\\", "")
    assert "Collected: It is on the ground floor." in output and "mould." not in output


@pytest.mark.parametrize("form", ["mmd", "dot", "svg", "html"])
def test_pictures_and_pages_show_all_of_them(here: Path, form: str) -> None:
    output = " ".join(run(here, "render", "FACTS", "--format", form).output.split())
    assert "It is on the ground floor." in output and "There is mould." not in output
    plain = " ".join(run(here, "render", "--format", form).output.split())
    assert "collects" in plain


def test_rules_are_read_with_what_they_count(here: Path) -> None:
    listed = run(here, "rules", "list").output
    assert "  collected.mouldy\n    Told and counted when `flat.mould` is true.\n" in listed
    assert "When the number of what is collected that holds is at least 2, the gate" in " ".join(
        listed.split()
    )
    shown = run(here, "rules", "show", "long-notice").output
    assert "collected.long-notice  [lease]" in shown and "    flat.notice_months > 3\n" in shown
    table = run(here, "rules", "table", "warnings", "--format", "csv").output.splitlines()
    assert table[0] == "rule,flat.floor,flat.notice_months,flat.mould,further condition,outcome"
    assert 'collected.dark,"""ground""",-,-,-,collected' in table
    assert "nothing,-,-,-,none of collected,yes" in table


def test_the_tree_is_written_out_and_prints_as_it_was_written() -> None:
    """Readings of conditions need to know nothing of items; an author sees their own words."""
    book = load(Workspace(FLAT / "rules", FLAT / "flows"))
    gate = book.gates["warnings"]
    assert [show(rule.when) for rule in gate.rules] == [
        "collected.mouldy", "number of collected >= 2", "none of collected",
    ]  # fmt: skip
    nothing = gate.rules[2].when
    assert [*getattr(nothing, "operands", ())] == [item.when for item in gate.collect]
    text = (FLAT / "rules" / "warnings.yaml").read_text(encoding="utf-8")
    assert format_text(text.replace("number of collected", "number  of  collected")) == text


def test_the_fingerprint_knows_the_items(here: Path) -> None:
    """Whatever they are called in rules; rulebooks that collect nothing keep theirs."""
    before = load(Workspace(Path("rules"), Path("flows"))).fingerprint
    file = Path("rules/warnings.yaml")
    file.write_text(file.read_text(encoding="utf-8").replace("= ground", "= top"), encoding="utf-8")
    assert load(Workspace(Path("rules"), Path("flows"))).fingerprint != before


def test_an_edit_of_an_item_is_a_difference(here: Path, tmp_path: Path) -> None:
    """Though the rules that count it read as before."""
    other = tmp_path / "other"
    copytree(FLAT, other)
    file = other / "rules" / "warnings.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("= ground", "= top"), encoding="utf-8")
    output = run(here, "diff", str(FLAT), str(other)).output
    assert output.startswith(
        "yes -> no\n  made by    what gate warnings collects\n"
        "  where      gate warnings, rule too-much\n"
    )
