"""The reader in JavaScript decides as evaluation does, and never settles what that leaves open."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.diagnostics.invalid import Invalid
from engine.web.rulebook import rulebook_to_json
from tests.compile.test_prospect import partial_cases
from tests.domain.program import ROOT, rulebook
from tests.web.agreement import Answers, differences, spelled
from tests.web.under_node import decided, lacking

pytestmark = pytest.mark.skipif(lacking(), reason="left out, not checked: there is no node")

FLOW = "img_support"


def told(facts: Any, folder: Path, flow: str = FLOW) -> dict[str, Any]:
    (found,) = decided(rulebook().book, flow, [facts], folder)
    return found


def test_partial_cases_agree(tmp_path: Path) -> None:
    """Verdict, gate, rule, outcomes, what is possible and missing, and the next question.

    `benchmarks/form.py` does the same at length. Lists that lack fields may be left open.
    """
    counted: Counter[str] = Counter()
    cases, answers = [*partial_cases(11, 24)], Answers(rulebook())
    found = [*differences(rulebook(), cases, tmp_path, counted, answers.of)]
    assert counted["agree"] > 20
    assert not [one for one in found if not one.allowed], spelled(found)


def test_examples_are_never_settled_beyond_evaluation(tmp_path: Path) -> None:
    """What people said included."""
    cases = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "examples").glob("*.json"))
    ]
    for facts, one in zip(cases, decided(rulebook().book, FLOW, cases, tmp_path), strict=True):
        expected = rulebook().evaluate(facts)
        assert {*expected.possible} <= {*one["decision"]["possible"]}, facts


def test_other_flows_agree(tmp_path: Path) -> None:
    """One without a diagram goes by Kleene's logic."""
    from engine.facade import Rulebook

    facts = {"program": {"has_imgs": True}, "applicant": {"failed_attempts": 1}}
    for flow in ("archetype", "eligibility"):
        expected = Rulebook(rulebook().book, flow).evaluate(facts)
        assert {*expected.possible} <= {*told(facts, tmp_path, flow)["decision"]["possible"]}


def test_numbers_are_exact(tmp_path: Path) -> None:
    """A share of 4 in 12 is a third, and 0.1 + 0.2 makes 0.3."""
    intake = [{"match_year": 2020 + n, "class_size": 12, "img_count": 4} for n in range(5)]
    facts = {"program": {"has_imgs": True}, "history": {"intake": intake}}
    path = told(facts, tmp_path)["decision"]["path"]
    assert {"node": "consistent_intake", "outcome": "yes", "rule": "sustained"} in path


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"nobody": {"x": 1}}, 'the file: there is no group "nobody" in this rulebook'),
        ({"program": {"x": 1}}, 'the file: there is no fact "program.x" in this rulebook'),
        ({"program": {"has_imgs": "yes"}}, 'program.has_imgs: "yes" is not true or false'),
        ({"program": {"__proto__": 1, "constructor": 1}}, 'no fact "program.constructor"'),
        ({"program": {"class_size": 1.5}}, "program.class_size: 1.5 is not a whole number"),
        ({"program": {"class_size": 10**400}}, "program.class_size:"),
        ([1], "the file: it is no set of facts"),
        (
            {"program": {"has_imgs": False}, "history": {"img_share": 0.5}},
            "it cannot all be true: The program is said to have no IMGs, yet some were counted.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(facts: Any, sentence: str, tmp_path: Path) -> None:
    mistakes = told(facts, tmp_path)["decision"]["mistakes"]
    assert any(sentence in one for one in mistakes), mistakes


def test_facts_that_clash_only_together_are_refused(tmp_path: Path) -> None:
    """No single constraint tells; the simplex method does."""
    facts = {
        "outcomes": {"img_fellowship_share": 0.6, "img_advancing_share": 0.5},
    }
    assert "mistakes" in told(facts, tmp_path)["decision"]


def graduates(share: float, *records: dict[str, Any]) -> dict[str, Any]:
    return {"outcomes": {"graduates": [*records], "img_fellowship_share": share}}


def test_lists_in_part_are_read_by_bounds(tmp_path: Path) -> None:
    """What holds however they are filled in is settled, as evaluation settles it."""
    years = [{"match_year": 2020 + n, "class_size": 10, "img_count": 4} for n in range(4)]
    last: dict[str, Any] = {"match_year": 2024, "class_size": 10}
    lists = [*years, last], [*years, last | {"img_count": 4, "match_year": None}]
    cases = [{"program": {"has_imgs": True}, "history": {"intake": one}} for one in lists]
    for facts, one in zip(cases, decided(rulebook().book, FLOW, cases, tmp_path), strict=True):
        path = rulebook().evaluate(facts).to_dict()["path"]
        expected = [(one.get("outcome"), one.get("rule")) for one in path]
        found = [(one["outcome"], one["rule"]) for one in one["decision"]["path"]]
        assert found == expected


def test_what_the_page_cannot_tell_it_does_not_claim(tmp_path: Path) -> None:
    """Two of three, or one: 0.9 is out of bounds; 0.5 is not, and only evaluation refuses it."""
    img = {"is_img": True}
    records = (img | {"path": "fellowship"}, img | {"path": "hospitalist"}, img)
    beyond, between = (graduates(share, *records) for share in (0.9, 0.5))
    for facts in (beyond, between):
        with pytest.raises(Invalid):
            rulebook().evaluate(facts)
    cases = [beyond, between, {"program": {"has_imgs": True}}]
    refused, unsure, sure = (
        one["decision"] for one in decided(rulebook().book, FLOW, cases, tmp_path)
    )
    (mistake,) = refused["mistakes"]
    assert mistake.endswith("0.9 was given, but the rest leaves 1/3 to 2/3")
    assert (unsure["checked"], sure["checked"]) == (False, True)


def talked(*said: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """A good program of which who files visas, and how early, is known by word of mouth only."""
    facts: dict[str, dict[str, Any]] = json.loads(
        (ROOT / "examples" / "community.json").read_text()
    )
    talks = [{"who": who, "is_img": True, "on": on, "said": {"visa": one}} for who, on, one in said]
    for name in {name for *_, one in said for name in one}:
        del facts["visa"][name]
    return facts | {"evidence": {"interviews": talks}}


FIRST, LATER, ALONE = "2026-01-01", "2026-02-01", {"handler": "resident_alone"}
HEARSAY = {"handler": {"value": "resident_alone", "firsthand": False}}
GME, MONTHS = {"handler": "gme"}, "paperwork_lead_months"
TALKS = {
    "they agree": talked(("A", FIRST, GME), ("B", FIRST, GME)),
    "they differ": talked(("A", FIRST, GME), ("B", FIRST, ALONE)),
    "a later word": talked(("A", FIRST, ALONE), ("A", LATER, GME), ("B", FIRST, GME)),
    "hearsay": talked(("A", FIRST, GME), ("B", FIRST, HEARSAY)),
    "alike for rules": talked(("A", FIRST, GME), ("B", FIRST, {"handler": "program"})),
    "early enough": talked(("A", FIRST, {MONTHS: 5}), ("B", FIRST, {MONTHS: 6})),
    "perhaps late": talked(("A", FIRST, {MONTHS: 1}), ("B", FIRST, {MONTHS: 6})),
    "a dodge": talked(("A", FIRST, {"handler": {"status": "declined"}}), ("B", FIRST, {})),
}


def test_what_people_said_is_combined(tmp_path: Path) -> None:
    """As evaluation combines it, of facts that follow from no others."""
    found = decided(rulebook().book, FLOW, [*TALKS.values()], tmp_path)
    seen = set()
    for (name, facts), one in zip(TALKS.items(), found, strict=True):
        expected, told = rulebook().evaluate(facts), one["decision"]
        assert told["possible"] == [*expected.possible], name
        assert told["missing"] == [one.fact for one in expected.missing], name
        seen.add(expected.verdict)
    assert seen == {"high", "incomplete"}


def test_the_json_has_all_that_is_asked_for() -> None:
    data = rulebook_to_json(rulebook().book, rulebook().book.flows[FLOW])
    assert json.loads(json.dumps(data)) == data
    assert data["diagram"]["rules"].keys() == data["gates"].keys()
