"""What a verdict rests on, where values come from, and what forces an outcome."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

from engine import Decision
from tests.domain.program import rulebook

DAY = date(2026, 11, 1)


def decide(**facts: Any) -> Decision:
    return rulebook().evaluate({"program": {"has_imgs": True}, **facts}, as_of=DAY)


INTAKE = [{"match_year": year, "class_size": 10, "img_count": 5} for year in range(2018, 2026)]
LATE = {"j1_sponsored": True, "paperwork_lead_months": 1, "answer_quality": "specific"}


def test_ages_are_those_of_used_values() -> None:
    """A leaf with a day counts once a rule on the path reads it; others do not."""
    used = {"value": INTAKE, "as_of": "2026-09-01"}
    unused = {"value": True, "as_of": "2019-01-01"}
    found = decide(history={"intake": used}, outcomes={"education_strong": unused}).rests_on
    assert (found.oldest, found.newest) == (date(2026, 9, 1), date(2026, 9, 1))
    assert decide().to_dict()["as_of"] == "2026-11-01"


def test_thresholds_of_our_own_are_named_where_they_decided() -> None:
    """Two months of lead time is our reading, a third of the residents is not."""
    visa = {**LATE, "handler": "gme", "paperwork_lead_months": 4, "had_to_fight": False}
    visa |= {"resident_lost_position": False}
    asked = {"tried_reduce_sponsorship": False}
    found = decide(history={"intake": INTAKE}, visa=visa, institution=asked,
                   applicant={"visa_need": "j1"})  # fmt: skip
    assert [one.rule for one in found.path if one.kind == "gate"][:2] == ["sustained", "structured"]
    assert found.rests_on.own_thresholds == ("lead_months",)


def test_a_value_keeps_where_it_comes_from() -> None:
    """Source, day and note stand beside it in the trace."""
    leaf = {"value": True, "source": "a PGY-2", "as_of": "2026-10-03", "note": "twice"}
    visa = {"had_to_fight": leaf, "j1_sponsored": True, "resident_lost_position": False}
    need = {"visa_need": "j1"}
    found = decide(history={"intake": INTAKE}, visa=visa, applicant=need).to_dict()
    (told,) = (one["provenance"] for gate in found["path"] if gate["node"] == "smooth_visa"
               for one in gate["conditions"])  # fmt: skip
    assert told == {
        "visa.had_to_fight": {"source": "a PGY-2", "as_of": "2026-10-03", "note": "twice"}
    }


def test_drivers_are_a_weighted_mean() -> None:
    """(80 * 85 + 50 * 90) / (85 + 90), of two rated; none rated gives no score."""
    rated = decide(drivers={"visa_infrastructure": 80, "img_history": 50}).to_dict()
    assert rated["drivers"] == {"score": 64.6, "rated": 2}
    assert decide().to_dict()["drivers"] == {"score": None, "rated": 0}


def test_what_forces_an_outcome_is_the_fewest_facts() -> None:
    """Dropping any of them leaves the gate another outcome, and no smaller set forces it."""
    need = {"visa_need": "j1"}
    found = decide(history={"intake": INTAKE}, visa=LATE, applicant=need)
    gate = next(one for one in found.path if one.node == "smooth_visa")
    assert (gate.outcome, gate.rule) == ("no", None)
    assert set(gate.forced_by) == {"applicant.visa_need", "visa.paperwork_lead_months",
                                   "visa.answer_quality"}  # fmt: skip
    for size in range(len(gate.forced_by)):
        for kept in combinations(sorted(gate.forced_by), size):
            assert outcome_with(kept) != "no", kept
    assert outcome_with(tuple(gate.forced_by)) == "no"


def outcome_with(names: tuple[str, ...]) -> str | None:
    """How the gate comes out when of these facts only some are known."""
    known: dict[str, dict[str, Any]] = {"applicant": {"visa_need": "j1"}, "visa": LATE}
    facts: dict[str, dict[str, Any]] = {"history": {"intake": INTAKE}}
    for name in names:
        group, _, short = name.partition(".")
        facts.setdefault(group, {})[short] = known[group][short]
    path = decide(**facts).path
    return next((one.outcome for one in path if one.node == "smooth_visa"), None)
