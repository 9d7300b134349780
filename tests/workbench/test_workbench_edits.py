"""What an edit does before it is saved, and what goes on running when it breaks a rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.workbench.desks import FILES, GATE, ask, client, edit, program, workspace

LATER, BROKEN = edit("value: 2", "value: 4"), edit("a.months >= lead", "a.moths >= lead")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return workspace(tmp_path / "own")


@pytest.fixture
def browser(folder: Path) -> TestClient:
    return client(folder)


def save(browser: TestClient, name: str, text: str) -> Any:
    held = ask(browser, "open", file=name)
    return ask(browser, "save", file=name, text=text, digest=held["digest"])


def proof(browser: TestClient, texts: dict[str, str], turn: int, tab: str = "one") -> Any:
    return ask(browser, "proof", texts=texts, turn=turn, tab=tab)


def verdicts(browser: TestClient) -> dict[str, str]:
    return {row["name"]: row["verdict"] for row in ask(browser, "ranking")["rows"]}


def test_programs_that_move_are_told_before_it_is_saved(browser: TestClient) -> None:
    assert ask(browser, "movers", texts=LATER) == {
        "movers": [
            {"file": "programs/three.json", "program": "Three", "from": "high", "to": "low",
             "gate": "early"}
        ],
        "among": 3,
    }  # fmt: skip
    assert verdicts(browser) == {"Ten": "high", "Three": "high", "Slow": "low"}


def test_why_a_program_moves_is_told_by_both_rulebooks(browser: TestClient) -> None:
    found = ask(browser, "why", file="programs/three.json", texts=LATER)
    assert found == {
        "before": {"verdict": "high", "why": "It is ahead."},
        "after": {"verdict": "low", "why": "It is not."},
    }
    narrow = edit("[0, 24]", "[0, 9]", "rules/facts.yaml")
    found = ask(browser, "why", file="programs/ten.json", texts=narrow)
    assert found["after"] == {"verdict": "refused", "why": "These rules cannot read its facts."}


def test_two_programs_of_one_name_are_told_apart(folder: Path, browser: TestClient) -> None:
    (folder / "programs/again.json").write_text(program("ten", 10))
    names = [row["name"] for row in ask(browser, "ranking")["rows"]]
    assert sorted(names) == ["Slow", "Ten (again)", "Ten (ten)", "Three"]


def test_the_rules_of_the_first_gate_are_shown_first(folder: Path, browser: TestClient) -> None:
    assert ask(browser, "state")["first"] == "rules/early.yaml"
    (folder / "rules/early.yaml").write_text(BROKEN["rules/early.yaml"])
    assert ask(client(folder), "state")["first"] is None


def test_what_means_the_same_moves_nothing(browser: TestClient) -> None:
    same = edit("rules:", "# a remark\nrules:")
    assert ask(browser, "movers", texts=same) == {"movers": [], "among": 3}
    assert proof(browser, texts=same, turn=1)["regions"] == []


def test_a_program_of_which_nothing_is_known_moves_too(folder: Path, browser: TestClient) -> None:
    """No months are less than none, which Kleene's logic does not see, and the solver does."""
    (folder / "programs/open.json").write_text('{"a": {"name": "Open"}}')
    moved = ask(browser, "movers", texts=edit("value: 2", "value: 0"))["movers"]
    assert [(one["program"], one["from"], one["to"]) for one in moved] == [
        ("Open", "incomplete", "high"), ("Slow", "low", "high"),
    ]  # fmt: skip


def test_a_program_that_the_new_rules_refuse_moves(browser: TestClient) -> None:
    texts = edit("[0, 24]", "[0, 9]", "rules/facts.yaml")
    (moved,) = ask(browser, "movers", texts=texts)["movers"]
    assert (moved["program"], moved["from"], moved["to"]) == ("Ten", "high", "refused")


def test_regions_are_told(browser: TestClient) -> None:
    (found,) = proof(browser, texts=LATER, turn=1)["regions"]
    assert (found["from"], found["to"], found["gate"], found["rule"]) == (
        "high", "low", "early", "ahead",
    )  # fmt: skip
    assert found["region"] == "a.months >= 2 and a.months <= 3"


def test_promises_that_break_are_told_and_no_others(browser: TestClient) -> None:
    assert proof(browser, texts=LATER, turn=1)["broken"] == []
    found = proof(browser, texts=edit("value: 2", "value: 12"), turn=2)
    (broken,) = found["broken"]
    assert broken not in found["findings"]
    assert broken["message"] == "promise `many-months` is broken: Nine are many"
    assert (broken["file"], broken["line"]) == ("rules/promises.yaml", 2)
    save(browser, "rules/early.yaml", GATE.replace("value: 2", "value: 12"))
    again = edit("value: 2", "value: 13")
    assert proof(browser, texts=again, turn=3)["broken"] == []  # it was broken before


def test_a_flow_of_another_name_is_not_compared_region_by_region(browser: TestClient) -> None:
    """Its programs are."""
    texts = {
        **edit("flow: main", "flow: other", "flows/main.yaml"),
        **edit("flow: main", "flow: other", "rules/promises.yaml"),
        **LATER,
    }
    told = proof(browser, texts=texts, turn=1)["undecided"]
    assert told == ["the flow has another name, so that regions are not compared"]
    assert [one["program"] for one in ask(browser, "movers", texts=texts)["movers"]] == ["Three"]


def test_an_older_question_gives_way(browser: TestClient) -> None:
    """To one of the same page; another tab has questions of its own."""
    proof(browser, texts={}, turn=7)
    late = browser.post("/api/proof", json={"texts": {}, "turn": 6, "tab": "one"})
    assert proof(browser, texts={}, turn=1, tab="two")["broken"] == []
    assert (late.status_code, late.text) == (409, "A newer edit is being looked at.")


def test_findings_name_the_place_in_the_unsaved_text(browser: TestClient) -> None:
    found = ask(browser, "check", file="rules/early.yaml", texts=BROKEN)
    assert (found["sound"], found["picture"]) == (False, None)
    (one,) = found["findings"]
    assert one["message"] == "unknown fact `a.moths`" and one["help"] == "did you mean `a.months`?"
    assert (one["file"], one["line"], one["column"], one["width"]) == ("rules/early.yaml", 6, 23, 7)
    assert browser.post("/api/movers", json={"texts": BROKEN}).status_code == 422


def test_the_picture_is_of_the_unsaved_flow(browser: TestClient) -> None:
    texts = edit("title: Good", "title: Splendid & <b>good</b>", "flows/main.yaml")
    picture = ask(browser, "check", file="flows/main.yaml", texts=texts)["picture"]
    assert "Splendid &amp; &lt;b&gt;" in picture and "<b>" not in picture


def test_the_last_good_rulebook_goes_on_running(folder: Path, browser: TestClient) -> None:
    """Whoever broke the file, and until it is mended."""
    good = ask(browser, "state")
    save(browser, "rules/early.yaml", BROKEN["rules/early.yaml"])
    told = ask(browser, "state")
    assert told["hash"] == good["hash"]
    assert [one["message"] for one in told["broken"]] == ["unknown fact `a.moths`"]
    assert verdicts(browser) == {"Ten": "high", "Three": "high", "Slow": "low"}
    (folder / "flows/main.yaml").unlink()
    assert ask(browser, "state")["hash"] == good["hash"]
    workspace(folder)
    (folder / "rules/early.yaml").write_text(LATER["rules/early.yaml"])
    mended = ask(browser, "state")
    assert mended["broken"] == [] and mended["hash"] != good["hash"]
    assert verdicts(browser) == {"Ten": "high", "Three": "low", "Slow": "low"}


def test_without_a_good_rulebook_files_can_be_mended(folder: Path) -> None:
    (folder / "rules/early.yaml").write_text(BROKEN["rules/early.yaml"])
    browser = client(folder)
    assert ask(browser, "state")["hash"] is None
    refused = browser.post("/api/ranking", json={})
    assert refused.status_code == 422
    assert [one["line"] for one in refused.json()["findings"]] == [6]
    save(browser, "rules/early.yaml", GATE)
    assert len(ask(browser, "ranking")["rows"]) == 3


def test_only_files_of_the_workspace_can_be_tried(browser: TestClient) -> None:
    for name in ("rules/new.yaml", "../x.yaml", "programs/ten.json"):
        answer = browser.post("/api/check", json={"file": name, "texts": {name: ""}})
        assert answer.status_code == 404


def test_tests_run_by_the_rulebook_that_is_saved(browser: TestClient) -> None:
    found = ask(browser, "tests", texts={})
    assert (found["passed"], found["of"], found["failed"]) == (1, 1, [])
    assert found["older"] is False
    (line,) = [one["line"] for one in found["coverage"]["uncovered"] if one["kind"] == "rule"]
    assert FILES["rules/early.yaml"].splitlines()[line - 1].startswith("otherwise:")
    save(browser, "rules/early.yaml", LATER["rules/early.yaml"])
    (failed,) = ask(browser, "tests", texts={})["failed"]
    assert failed == {
        "name": "three months are early",
        "file": "rules/tests/early.yaml",
        "line": 3,
        "wrong": [{"key": "verdict", "expected": "high", "got": "low"}],
    }
    save(browser, "rules/tests/early.yaml", "flow: main\ntests: [{nme: x}]\n")
    assert ask(browser, "tests", texts={})["findings"][0]["file"] == "rules/tests/early.yaml"


def test_tests_run_with_what_is_typed(browser: TestClient) -> None:
    """Rules and tests alike; what is saved stays as it is."""
    found = ask(browser, "tests", texts=LATER)
    assert (found["passed"], found["of"], found["older"]) == (0, 1, False)
    expected = edit("verdict: high", "verdict: low", "rules/tests/early.yaml")
    assert ask(browser, "tests", texts={**LATER, **expected})["passed"] == 1
    assert ask(browser, "tests", texts=expected)["passed"] == 0
    assert ask(browser, "tests", texts={})["passed"] == 1


def test_results_of_older_rules_than_those_saved_are_told_to_be_so(browser: TestClient) -> None:
    assert ask(browser, "tests", texts={})["older"] is False
    save(browser, "rules/early.yaml", BROKEN["rules/early.yaml"])
    found = ask(browser, "tests", texts={})
    assert (found["passed"], found["of"], found["older"]) == (1, 1, True)


def test_tests_are_checked_while_they_are_written(browser: TestClient) -> None:
    name = "rules/tests/early.yaml"
    wrong = edit("a.months: 3", "a.moths: 3", name)
    (found,) = ask(browser, "check", file=name, texts=wrong)["findings"]
    assert (found["file"], found["line"], found["message"]) == (name, 3, "unknown fact `a.moths`")
    assert ask(browser, "check", file=name, texts={name: FILES[name]})["findings"] == []


def test_programs_that_cannot_be_read_are_told_beside_the_others(
    folder: Path, browser: TestClient
) -> None:
    (folder / "programs/odd.json").write_text('{"a": {"months": "<b>many</b>"}}')
    found = ask(browser, "ranking")
    assert len(found["rows"]) == 3
    (refused,) = found["refused"]
    assert refused["file"] == "programs/odd.json" and "many" in refused["findings"][0]["message"]
    page = browser.get("/form", params={"file": "programs/odd.json"})
    assert page.status_code == 422 and "&lt;b&gt;many" in page.text and "<b>" not in page.text


def test_a_form_starts_from_the_file_and_its_answers_can_be_saved(browser: TestClient) -> None:
    page = browser.get("/form", params={"file": "programs/three.json"}).text
    assert '"held":"{\\n  \\"a\\": {\\n    \\"name\\": \\"Three\\"' in page
    assert "saved to the file at once" in page and "stays in this browser" not in page
    save(browser, "programs/three.json", program("three", 1))
    assert verdicts(browser)["Three"] == "low"
    report = browser.get("/report", params={"file": "programs/three.json"})
    assert report.status_code == 200 and "It is not." in report.text
    assert browser.get("/report", params={"file": "programs/none.json"}).status_code == 404
