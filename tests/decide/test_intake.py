"""From a fact file to what is known: leaf forms, statuses, sightings, derivations."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from engine.case.case import Case
from engine.case.conclude import agree
from engine.case.intake import read_mapping
from engine.diagnostics.invalid import Invalid
from engine.rulebook.load import load
from engine.rulebook.model import Book
from engine.rulebook.workspace import shipped


@cache
def book() -> Book:
    return load(shipped())


def read(**groups: Any) -> Case:
    """The case of some groups of facts."""
    return read_mapping(groups, book())


def mistakes(**groups: Any) -> list[str]:
    """What is said of some groups of facts: place and message."""
    with pytest.raises(Invalid) as caught:
        read(**groups)
    return [f"{finding.where or ''}: {finding.message}" for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        ("visa.j1_sponsored", True, True),
        ("visa.j1_sponsored", {"value": False, "status": "known"}, False),
        ("visa.handler", "gme", "gme"),
        ("visa.handler", {"value": "gme", "source": "Ana", "as_of": "2025", "note": "sure"}, "gme"),
        ("visa.paperwork_lead_months", 5, Fraction(5)),
        ("visa.paperwork_lead_months", 5.0, Fraction(5)),
        ("history.top_feeder_share", 0.1, Fraction(1, 10)),
        ("outcomes.fellowship_gap", -0.25, Fraction(-1, 4)),
        ("visa.pd_line", ["case_by_case", "case_by_case"], frozenset({"case_by_case"})),
        ("visa.pd_line", [], frozenset()),
        ("program.name", "Ünïted ‮ Hospital", "Ünïted ‮ Hospital"),
        ("visa.h1b_count_by_year", [{"year": 2020, "count": None}], ({"year": Fraction(2020)},)),
        ("evidence.interviews", [{"on": "2025-02-28"}], ({"on": date(2025, 2, 28)},)),
        ("evidence.interviews", {"value": []}, ()),
    ],
)  # fmt: skip
def test_a_leaf_is_read_as_the_type_of_its_fact(fact: str, raw: Any, value: Any) -> None:
    """Plain or as an object with a status; numbers are exact, a field that is null is left out."""
    group, _, name = fact.partition(".")
    assert read(**{group: {name: raw}}).value(fact) == value


@pytest.mark.parametrize(
    "raw", [None, {}, {"value": None}, {"status": "unknown"}, {"status": "declined"},
            {"status": "unknown", "value": None}, {"note": "ask again"}],
)  # fmt: skip
def test_a_fact_without_a_value_is_open(raw: Any) -> None:
    """Not asked, asked in vain and dodged are alike but for the status."""
    case = read(visa={"handler": raw})
    assert case.value("visa.handler") is None
    dodged = isinstance(raw, dict) and raw.get("status") == "declined"
    assert case.declined("visa.handler") is dodged


@pytest.mark.parametrize("raw", [None, {}, {"value": None}, {"note": "did not look"}])
def test_a_sighting_that_nobody_reported_counts_as_not_seen(raw: Any) -> None:
    """And is listed as assumed; the value assumed is the vocabulary's."""
    asked = {
        "struggle_response": "none", "light_electives_research": "equal",
        "accent_complaint_response": "none_yet",
    }  # fmt: skip
    unseen = {"eggshells": raw, "vacation_slots": raw, "coded_language": raw}
    case = read(culture={**asked, **unseen})
    assert case.value("culture.eggshells") is False
    assert case.value("culture.vacation_slots") == "equal"
    assert case.value("culture.coded_language") == frozenset()
    assert {"culture.eggshells", "culture.vacation_slots"} <= set(case.assumed)


@pytest.mark.parametrize("question", [None, {"status": "unknown"}, {"status": "declined"}])
def test_a_sighting_waits_for_an_answer_to_its_question(question: Any) -> None:
    """Not asked, or asked in vain: nobody had a chance to tell, so it is open."""
    case = read(culture={"struggle_response": question})
    assert case.value("culture.eggshells") is None
    assert "culture.eggshells" not in case.assumed
    assert case.asked == ({"culture.struggle_response"} if question else set())


@pytest.mark.parametrize("status", ["unknown", "declined"])
def test_a_sighting_asked_for_in_vain_stays_open(status: str) -> None:
    """Asking and not learning is not the same as not asking."""
    case = read(culture={"eggshells": {"status": status}})
    assert case.value("culture.eggshells") is None
    assert "culture.eggshells" not in case.assumed


def test_a_sighting_that_was_reported_is_not_assumed() -> None:
    """Also when it was reported as absent."""
    case = read(culture={"eggshells": False})
    assert case.value("culture.eggshells") is False and "culture.eggshells" not in case.assumed


INTAKE = [
    {"match_year": 2020, "class_size": 3, "img_count": 1},
    {"match_year": 2022, "class_size": 3, "img_count": 1},
    {"match_year": 2021, "class_size": 3, "img_count": 0},
]


def test_derived_facts_are_worked_out_from_records() -> None:
    """Counts, shares and runs; in any order of the records."""
    for records in (INTAKE, INTAKE[::-1]):
        case = read(history={"intake": records})
        assert case.value("history.years_covered") == 3
        assert case.value("history.years_with_img") == 2
        assert case.value("history.consecutive_years_with_img") == 1
        assert case.value("history.img_share") == Fraction(2, 9)


@pytest.mark.parametrize("given", [0.2, 0.22, 0.222, 0.2222222222])
def test_a_derived_fact_may_be_given_rounded(given: float) -> None:
    """It agrees to the digits given, and stays as given: learning the records changes nothing."""
    case = read(history={"intake": INTAKE, "img_share": given})
    assert case.value("history.img_share") == Fraction(str(given))


@pytest.mark.parametrize("given", [0.3, 0.23, 0.21, 0.2223])
def test_a_derived_fact_that_disagrees_is_a_contradiction(given: float) -> None:
    """Both cannot be right."""
    assert mistakes(history={"intake": INTAKE, "img_share": given}) == [
        f"history.img_share: `{given}` does not agree with `history.intake`,"
        " which makes it `0.222222`"
    ]


@pytest.mark.parametrize(
    ("exact", "given", "decimals", "agrees"),
    [
        ("0.125", "0.12", 2, True), ("0.125", "0.13", 2, True), ("0.1251", "0.12", 2, False),
        ("1/3", "0.3", 1, True), ("1/3", "0", 0, True), ("1/2", "1", 0, True),
        ("1/2", "0", 0, True),
        ("3", "3", 0, True), ("3", "4", 0, False),
    ],
)  # fmt: skip
def test_halves_may_be_rounded_either_way(
    exact: str, given: str, decimals: int, agrees: bool
) -> None:
    """People round 0.125 to 0.12 and to 0.13."""
    assert agree(Fraction(exact), Fraction(given), decimals) is agrees


def test_words_and_truths_that_are_derived_have_to_be_equal() -> None:
    """There is nothing to round."""
    told = mistakes(program={"has_us_graduates": False}, history={"img_share": 0.4})
    assert told == [
        "program.has_us_graduates: `false` does not agree with `history.img_share`,"
        " which makes it `true`"
    ]


def test_what_was_heard_stands_against_a_derivation_that_says_no() -> None:
    """A two-tier system that somebody told of needs no count; without it the count decides."""
    few = {"img_n": 2, "us_n": 9}
    assert read(outcomes={**few, "two_tier": True}).value("outcomes.two_tier") is True
    assert read(outcomes=few).value("outcomes.two_tier") is False


def test_a_derived_fact_given_directly_stands_where_nothing_contradicts_it() -> None:
    """Nobody has to have the records."""
    assert read(history={"img_share": 0.4}).value("history.img_share") == Fraction(2, 5)


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ({"history": {"intake": [{"img_count": 9, "class_size": 5}]}},
         "history.intake[0]: a class cannot hold more IMGs than residents"),
        ({"history": {"intake": [{"img_count": 3, "us_img": 1, "non_us_img": 1}]}},
         "history.intake[0]: US-IMGs and non-US IMGs of a class must add up to its IMGs"),
        ({"history": {"years_with_img": 6, "years_covered": 5}},
         "history.years_with_img: more years with IMGs than years looked at"),
        ({"selection": {"step2_low": 250, "step2_high": 240}},
         "selection.step2_low: the lowest usual Step 2 score is above the highest"),
        ({"outcomes": {"img_fellowship_share": 0.7, "img_unstable_share": 0.4}},
         "outcomes.img_fellowship_share: the parts of one group of graduates"
         " add up to more than all of it"),
        ({"program": {"has_imgs": False}, "history": {"years_with_img": 3}},
         "program.has_imgs: the program is said to have no IMGs, yet some were counted"),
        ({"outcomes": {"img_n": 0, "letters": "weak", "img_unstable_share": 0}},
         "outcomes.img_n: no IMG graduates are counted, yet something is said of how they fared"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_together_is_no_verdict(groups: dict[str, Any], told: str) -> None:
    """Contradictions are errors about the fact that was stated first."""
    assert mistakes(**groups) == [told]


def test_parts_that_add_up_to_exactly_one_are_possible() -> None:
    """0.1 + 0.2 + 0.7 is one, not a little more."""
    shares = {"img_fellowship_share": 0.1, "img_unstable_share": 0.2}
    assert read(outcomes={**shares, "img_hospitalist_community_share": 0.7}).values


def test_what_is_derived_has_to_be_possible() -> None:
    """Ten thousand conversations are as wrong as the number given directly."""
    told = mistakes(evidence={"interviews": [
        {"who": f"resident {place}", "is_img": True} for place in range(1001)
    ]})  # fmt: skip
    assert told == [
        "evidence.interviews: `evidence.interviews` makes `evidence.img_informants` `1001`,"
        " which is not a whole number from 0 to 1000"
    ]


def test_everything_wrong_is_told_at_once() -> None:
    """One mistake hides no other."""
    told = mistakes(visa={"handler": 3, "decided": "soon"}, vsa={}, history={"img_share": 30})
    assert [one.partition(":")[0] for one in told] == [
        "history.img_share", "visa.decided", "visa.handler", "vsa",
    ]  # fmt: skip
    assert len(mistakes(visa={"j1_sponsored": 1, "h1b_sponsored": 1})) == 2, "also if alike"


def test_endless_mistakes_are_cut_short() -> None:
    """A hundred are enough for anyone, and a bound on the work."""
    told = mistakes(visa={f"x{number}": 1 for number in range(5000)})
    assert len(told) == 101
    assert told[0] == ": more than 99 mistakes; the rest are not listed"


@pytest.mark.parametrize(
    "raw",
    [
        float("nan"), float("inf"), datetime(2025, 1, 1), b"gme", object(), {1: 2}, [[1], {2: 3}],
        10**400, Fraction(1, 7), "x" * 20_000, {("a", 1): "b"}, {"value": {"value": "gme"}}, -0.0,
    ],
)  # fmt: skip
def test_nothing_that_python_can_hold_escapes_the_intake(raw: Any) -> None:
    """From the API anything may come; it is refused with a place, not with an exception."""
    facts = {"handler": raw, "j1_sponsored": raw, "pd_line": raw, "h1b_count_by_year": raw}
    told = mistakes(visa=facts, program={"class_size": [raw]}, evidence={"interviews": [raw]})
    assert len(told) >= 6 and all(len(one) < 300 for one in told)


def test_the_order_of_facts_does_not_matter() -> None:
    """Not even to contradictions."""
    facts = {"img_n": 0, "img_fellowship_share": 0.5}
    turned = dict(reversed(facts.items()))
    assert mistakes(outcomes=facts) == mistakes(outcomes=turned)
