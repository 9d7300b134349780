"""`ask --informant`, piped: what each of them said, and what is left when they differ."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.case.intake import read_mapping
from engine.commands.main import main
from engine.compile.prospect import Prospects
from tests.domain.program import ROOT, rulebook

BOOK = rulebook().book
PROSPECTS = Prospects(BOOK, BOOK.flows["img_support"])


def ask(folder: Path, who: str, *lines: str, role: str = "img_resident") -> Result:
    given = ["ask", "a.json", "--informant", who, "--role", role]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        typed = "".join(f"{line}\n" for line in lines)
        return CliRunner().invoke(main, given, typed, catch_exceptions=False)


def start(folder: Path, **visa: Any) -> Path:
    """The community example, of which visas are open but for some facts."""
    facts = json.loads((ROOT / "examples" / "community.json").read_text(encoding="utf-8"))
    path = folder / "a.json"
    path.write_text(json.dumps(facts | {"visa": visa}), encoding="utf-8")
    return path


def talks(path: Path) -> Any:
    found = json.loads(path.read_text(encoding="utf-8"))["evidence"]["interviews"]
    return [one for one in found if "said" in one]


def test_what_is_said_is_read_again(tmp_path: Path) -> None:
    path = start(tmp_path)
    done = ask(tmp_path, "Anna", "2", "dodged", "dk", "quit")
    assert done.exit_code == 0 and "contradict" not in done.stdout
    (talk,) = talks(path)
    assert (talk["who"], talk["role"], talk["on"]) == (
        "Anna", "img_resident", date.today().isoformat(),
    )  # fmt: skip
    case = read_mapping(json.loads(path.read_text()), BOOK, now=date.today())
    assert {one.who for one in case.told.statements} == {"Anna"}
    assert len(case.told.statements) == 3


def differing(folder: Path) -> Path:
    """Anna and Ben differ on who handles visas, and the verdict hangs on it."""
    path = start(
        folder, answer_quality="specific", had_to_fight=False, resident_lost_position=False,
        j1_sponsored=True, paperwork_lead_months=5,
    )  # fmt: skip
    facts = json.loads(path.read_text())
    facts["evidence"]["interviews"] += [
        {"who": "Anna", "said": {"visa": {"handler": "gme"}}},
        {"who": "Ben", "said": {"visa": {"handler": "resident_alone"}}},
    ]
    path.write_text(json.dumps(facts))
    return path


def test_a_name_is_one_however_it_is_written(tmp_path: Path) -> None:
    """Spaces and ways of writing an accent tell nobody apart, here as in testimony."""
    path = start(tmp_path)
    ask(tmp_path, "Jose\u0301  B", "2", "quit")
    again = ask(tmp_path, " Jos\u00e9 B ", "dk", "quit")
    (talk,) = talks(path)
    assert talk["who"] == "Jos\u00e9 B" and len(talk["said"]["visa"]) == 2
    assert "visa.answer_quality" not in again.stdout


def test_the_day_of_a_talk_can_be_given(tmp_path: Path) -> None:
    path = start(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        given = ["ask", "a.json", "--informant", "Anna", "--role", "img_resident",
                 "--talk", "on=2026-10-03", "--talk", "private=yes"]  # fmt: skip
        CliRunner().invoke(main, given, "2\nquit\n", catch_exceptions=False)
    (talk,) = talks(path)
    assert (talk["on"], talk["private"]) == ("2026-10-03", True)


def test_talks_may_have_remarks_beside_them(tmp_path: Path) -> None:
    path = start(tmp_path)
    facts = json.loads(path.read_text())
    facts["evidence"]["interviews"] = {"value": facts["evidence"]["interviews"], "note": "mine"}
    path.write_text(json.dumps(facts))
    ask(tmp_path, "Anna", "2", "quit")
    found = json.loads(path.read_text())["evidence"]["interviews"]
    assert found["note"] == "mine" and found["value"][-1]["who"] == "Anna"


def test_an_informant_is_asked_last_for_what_can_be_looked_up(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    done = ask(tmp_path, "Anna", *["skip"] * 40)
    questions = [line for line in done.stdout.splitlines() if line.startswith(("1 ·", "2 ·"))]
    assert "1 · history" not in questions[0]
    assert "How many residents, and how many IMGs among them" in done.stdout


@pytest.mark.parametrize("name", ["\udcff", "a\nb", "\x1b[31m", ""])
def test_a_name_is_a_text(tmp_path: Path, name: str) -> None:
    start(tmp_path)
    done = ask(tmp_path, name)
    assert done.exit_code == 2


def test_what_two_differ_on_is_not_asked_of_a_third(tmp_path: Path) -> None:
    """Another voice does not settle it, and nobody is asked what they told already."""
    path = differing(tmp_path)
    before = path.read_text()
    done = ask(tmp_path, "Cara")
    assert "Nothing that Cara can say matters any more; still possible: low and high." in (
        done.stdout
    )
    assert "Voices differ, and one more settles nothing: visa.handler." in done.stdout
    assert path.read_text() == before
    again = ask(tmp_path, "Anna")
    assert "Still open, since skipped or asked in vain: visa.handler." in again.stdout


def test_who_saw_it_settles_what_others_heard_of(tmp_path: Path) -> None:
    path = differing(tmp_path)
    facts = json.loads(path.read_text())
    for record in facts["evidence"]["interviews"][-2:]:
        found = record["said"]["visa"]
        found["handler"] = {"value": found["handler"], "firsthand": False}
    path.write_text(json.dumps(facts))
    done = ask(tmp_path, "Cara", "gme")
    assert "1 gme" in done.stdout and "Settled: high, " in done.stdout


def test_ones_own_judgment_settles_what_others_differ_on(tmp_path: Path) -> None:
    path = differing(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = CliRunner().invoke(main, ["ask", "a.json"], "gme\n", catch_exceptions=False)
    assert "Settled: high, " in done.stdout
    assert json.loads(path.read_text())["visa"]["handler"] == "gme"


def test_what_is_possible_agrees_with_evaluation_where_voices_differ(tmp_path: Path) -> None:
    """And so does what matters; also where the verdict does not hang on it."""
    for handler, lead in (("resident_alone", 5), ("outside_attorney", 5), ("program", 1)):
        facts = json.loads(differing(tmp_path).read_text())
        facts["evidence"]["interviews"][-1]["said"]["visa"] = {
            "handler": handler, "paperwork_lead_months": lead,
        }  # fmt: skip
        del facts["visa"]["paperwork_lead_months"], facts["visa"]["j1_sponsored"]
        decision = rulebook().evaluate(facts)
        prospect = PROSPECTS.of(read_mapping(facts, BOOK))
        assert prospect.verdicts == decision.possible
        found = {name for name in prospect.questions if prospect.matters(name)}
        assert found == {one.fact for one in decision.missing}
