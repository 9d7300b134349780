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


def test_what_two_differ_on_is_asked_of_a_third_once(tmp_path: Path) -> None:
    """Another voice does not settle it, and nobody is asked what they told already."""
    path = differing(tmp_path)
    done = ask(tmp_path, "Cara", "gme")
    assert "who handled" in done.stdout.lower() or "1 gme" in done.stdout
    assert "Still open, since skipped or asked in vain: visa.handler." in done.stdout
    assert talks(path)[-1]["said"] == {"visa": {"handler": "gme"}}
    again = ask(tmp_path, "Anna")
    assert "Nothing that Anna can say matters any more" in again.stdout


def test_ones_own_judgment_settles_what_others_differ_on(tmp_path: Path) -> None:
    path = differing(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        done = CliRunner().invoke(main, ["ask", "a.json"], "gme\n", catch_exceptions=False)
    assert "Settled: high." in done.stdout
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
