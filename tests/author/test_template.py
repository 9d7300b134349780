"""An empty fact file, and its questions on paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from tests.domain.program import rulebook

FACTS = rulebook().book.vocabulary.facts


def run(*arguments: str) -> Result:
    """One command; an exception of any kind is the test's failure."""
    return CliRunner().invoke(main, ["facts", "template", *arguments], catch_exceptions=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(text: str) -> list[str]:
    """The facts of a template, all of them null."""
    groups = json.loads(text)
    assert all(value is None for facts in groups.values() for value in facts.values())
    return [f"{group}.{name}" for group, facts in groups.items() for name in facts]


def test_every_fact_is_there_and_null() -> None:
    """In the order of the vocabulary, as JSON without comments."""
    assert names(run().output) == list(FACTS)


def test_an_empty_case_is_incomplete(here: Path) -> None:
    """Nothing that was not asked is taken for an answer."""
    (here / "case.json").write_text(run().output, encoding="utf-8")
    command = ["evaluate", "case.json", "--format", "json"]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert json.loads(result.output)["verdict"] == "incomplete"


def test_the_questionnaire_has_every_question(here: Path) -> None:
    """Beside the JSON file, by group, with whom to ask and what to answer.

    A sighting is no question of its own: it stands in words below the one it is heard under.
    """
    result = run("-o", "case.json")
    assert result.output == "written: case.json and case.md\n"
    page = (here / "case.md").read_text(encoding="utf-8")
    asked = {name: fact for name, fact in FACTS.items() if fact.under is None}
    assert [name for name, fact in asked.items() if f"**{fact.ask}**" not in page] == []
    assert [name for name in FACTS if f"`{name}`" not in page] == []
    assert names((here / "case.json").read_text(encoding="utf-8")) == list(FACTS)
    assert page.count("\n## ") == len({name.partition(".")[0] for name in asked})


def test_a_flow_asks_for_less() -> None:
    """Only what its gates, its labels and the notes read, with what that is derived from."""
    found = names(run("--flow", "img_support").output)
    assert set(found) < set(FACTS)
    assert "visa.handler" in found and "history.intake" in found
    assert "program.acgme_id" not in found


def test_no_flow_of_that_name() -> None:
    """The flows are named."""
    result = run("--flow", "img_suport")
    assert result.exit_code == 1
    assert (
        "error: no flow `img_suport`\n  help: flows: archetype, eligibility, img_support\n"
        in result.stderr
    )


def test_nothing_is_written_over(here: Path) -> None:
    """Neither the file nor its questions."""
    (here / "case.json").write_text("mine", encoding="utf-8")
    result = run("-o", "case.json")
    assert result.stderr == "case.json: error: there is such a file already\n"
    assert (here / "case.json").read_text(encoding="utf-8") == "mine"
    assert not (here / "case.md").exists()
