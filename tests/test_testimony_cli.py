"""What the commands tell of the people behind an answer, and what they keep to themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli import main

EXAMPLE = Path(__file__).parents[1] / "examples" / "three_voices.json"
DAY = ("--as-of", "2026-11-01")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words), catch_exceptions=False)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


def test_text_tells_where_voices_differ_what_hangs_on_it_and_who_said_what() -> None:
    told = lines(run("evaluate", str(EXAMPLE), *DAY).stdout)
    for line in (
        "Where voices differ",
        "- visa.paperwork_lead_months: from 5 (A) to 6 (B).",
        "- visa.handler: gme (A) or resident alone (B).",
        "What it hangs on",
        "- high if visa.handler is gme (A)",
        "- low if visa.handler is resident alone (B)",
        "Whom it rests on",
        "- Without A: low.",
        "Those who told of it differ: look yourself, talk to one of them again, or",
        "- visa.buffer_time = yes; C: yes (2026-10-12, not in private)",
    ):
        assert line in told


@pytest.mark.parametrize("form", ["svg", "dot", "mmd", "html"])
def test_pictures_and_pages_tell_it_too(form: str) -> None:
    told = run("render", str(EXAMPLE), *DAY, "--format", form).stdout
    words = " ".join(told.replace("\\n", " ").replace("<br/>", " ").split())
    assert "contested" in words or "Where voices differ" in words
    assert "resident alone" in words


def test_a_value_in_the_path_says_whose_word_it_is(tmp_path: Path) -> None:
    facts = json.loads(EXAMPLE.read_text("utf-8"))
    facts["evidence"]["interviews"][1]["said"]["visa"]["handler"] = "gme"
    told = run("evaluate", saved(tmp_path, facts), *DAY).stdout
    assert "HIGH" in told
    words = " ".join(told.split())
    assert "visa.handler = gme [A, 2026-10-03, in private; B, 2026-10-10, in private]" in words
    assert "It does not stand without A, nor without" in words


def saved(folder: Path, facts: dict[str, Any]) -> str:
    path = folder / "program.json"
    path.write_text(json.dumps(facts, indent=1), "utf-8")
    return str(path)


def with_names(facts: dict[str, Any]) -> dict[str, Any]:
    for one, name in zip(facts["evidence"]["interviews"], ("Ann", "Bob", "Cyd"), strict=True):
        one["who"] = name
    return facts


@pytest.mark.parametrize(
    "words",
    [
        ("evaluate",),
        ("evaluate", "--format", "json"),
        ("evaluate", "--format", "markdown"),
        ("evaluate", "--short"),
        ("render", "--format", "html"),
        ("render", "--format", "svg"),
        ("render", "--format", "mmd"),
    ],
    ids=" ".join,
)
def test_redacted_no_output_names_anybody(words: tuple[str, ...], tmp_path: Path) -> None:
    """Nor the day of a talk, nor where hearsay is from, nor a note."""
    path = saved(tmp_path, with_names(json.loads(EXAMPLE.read_text("utf-8"))))
    result = run(words[0], path, *words[1:], *DAY, "--redact")
    assert result.exit_code == 0
    for word in ("Ann", "Bob", "Cyd", "the coordinator", "forms came", "2026-10"):
        assert word not in result.stdout


def test_redacted_a_mistake_does_not_show_its_line(tmp_path: Path) -> None:
    facts = with_names(json.loads(EXAMPLE.read_text("utf-8")))
    facts["evidence"]["interviews"][0]["said"] = {"visa": {"handlr": "Ann"}}
    path = tmp_path / "program.json"
    path.write_text(json.dumps(facts), "utf-8")
    plain, redacted = (run("evaluate", str(path), *more).stderr for more in ((), ("--redact",)))
    assert "Ann" in plain
    assert "Ann" not in redacted
    assert "unknown fact `visa.handlr`" in redacted


@pytest.mark.parametrize("words", [("evaluate",), ("evaluate", "--format", "json"), ("render",)])
@pytest.mark.parametrize(
    "text",
    [
        '{"evidence": {"interviews": [{"who": "Ann" "on": "2026-10-03"}]}}',
        '{"evidence": {"interviews": [{"who": ["Ann"], "said": {"Ann": {}}}]}}',
        '{"evidence": {"interviews": [{"who": "Ann", "on": "Ann\'s day"}]}}',
    ],
)
def test_redacted_no_mistake_names_anybody(
    words: tuple[str, ...], text: str, tmp_path: Path
) -> None:
    path = tmp_path / "program.json"
    path.write_text(text, "utf-8")
    drawn = ("--format", "html") if words[0] == "render" else ()
    result = run(words[0], str(path), *words[1:], *drawn, "--redact")
    assert result.exit_code == 1
    assert "Ann" not in result.output
    assert "error" in result.output


def test_strict_leaves_what_is_contested_open(tmp_path: Path) -> None:
    facts = json.loads(EXAMPLE.read_text("utf-8"))
    facts["evidence"]["interviews"][1]["said"]["visa"]["handler"] = "gme"
    path = saved(tmp_path, facts)
    verdicts = [
        json.loads(run("evaluate", path, *DAY, "--format", "json", *more).stdout)["verdict"]
        for more in ((), ("--strict",))
    ]
    assert verdicts == ["high", "incomplete"]


def test_proofs_take_what_is_contested_as_not_known_and_say_so() -> None:
    result = run("sensitivity", str(EXAMPLE))
    assert result.exit_code == 0
    assert result.stderr == (
        f"notice: {EXAMPLE}: voices differ on visa.paperwork_lead_months and visa.handler;"
        " here that counts as not known\n"
    )
