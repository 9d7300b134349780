"""Each threshold at its boundary and just beside it."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.domain.program import (
    Changes,
    decide,
    fired,
    merged,
    program,
    remarks,
    roster,
    rulebook,
    told,
)

UNHELPED: Changes = {
    "outcomes.placement_help": "passive",
    "outcomes.waiver_job_help": "passive",
    "outcomes.alumni_recommend_privately": False,
}
OWN_SCHOOL: Changes = {"applicant.school_in_feeder": True}
UNPRAISED: Changes = {"outcomes.alumni_recommend_privately": False}


class Boundary(NamedTuple):
    """The rule that decides the gate with one value at the threshold and one beside it."""

    threshold: str
    gate: str
    at: Changes
    rule: str
    beside: Changes
    other: str


def years(count: int) -> Changes:
    """So many years looked at, with IMGs in all of them."""
    return {
        "history.years_covered": count,
        "history.years_with_img": count,
        "history.consecutive_years_with_img": count,
    }


def fellows(img: float, us: float, *more: Changes) -> Changes:
    """The parts of IMGs and US graduates who got fellowships."""
    shares = {"outcomes.img_fellowship_share": img, "outcomes.us_fellowship_share": us}
    return merged([shares, *more])


def most(count: int, share: float = 0.15) -> Changes:
    """At most so many IMGs in a class, and what part of all residents they are."""
    return {
        "history.img_per_class_max": count,
        "history.img_per_class_min": 1,
        "history.img_share": share,
    }


def seen(years: int, imgs: int, **more: int) -> Changes:
    """So many years looked at, with IMGs in some of them."""
    return {
        "history.img_per_class_min": 0,
        "history.years_covered": years,
        "history.years_with_img": imgs,
        "history.consecutive_years_with_img": min(imgs, 3),
    } | {f"history.{name}": value for name, value in more.items()}


INTAKE, VISA, CAREERS = "consistent_intake", "smooth_visa", "strong_outcomes"

GATED = (
    Boundary("min_years", INTAKE, years(5), "sustained", years(4), "too-short"),
    Boundary("steady_years", INTAKE, seen(10, 8), "sustained", seen(10, 7), "interrupted"),
    Boundary("steady_years", INTAKE, {**seen(10, 8), **most(2, 0.25)}, "steady-but-thin",
             {**seen(10, 7), **most(2, 0.25)}, "rotating"),
    Boundary("token_years", INTAKE, {**years(3), "history.img_share": 0.05}, "token-share",
             {**years(2), "history.img_share": 0.05}, "too-short"),
    Boundary("token_years", INTAKE, roster(9, [0, 0, 0]), "no-imgs",
             roster(9, [0, 0]), "too-short"),
    Boundary("token_years", INTAKE, roster(12, [2, 2, 2]), "token-headcount",
             roster(12, [2, 2]), "too-short"),
    Boundary("token_years", INTAKE, roster(5, [0, 2, 2]), "rotating",
             roster(5, [0, 2]), "too-short"),
    Boundary("token_share", INTAKE, {"history.img_share": 0.1}, "steady-but-thin",
             {"history.img_share": 0.099}, "token-share"),
    Boundary("token_per_class", INTAKE, most(2), "token-headcount", most(3), "steady-but-thin"),
    Boundary("token_per_class", INTAKE, seen(10, 7, img_per_class_max=2), "sustained",
             seen(10, 7, img_per_class_max=3), "interrupted"),
    Boundary("token_headcount_share", INTAKE, most(2, 0.2), "steady-but-thin",
             most(2, 0.199), "token-headcount"),
    Boundary("sustained_share", INTAKE, roster(12, [4] * 6), "sustained",
             roster(12, [4, 4, 4, 4, 4, 3]), "steady-but-thin"),
    Boundary("sustained_share", INTAKE, {"history.img_share": 0.334}, "sustained",
             {"history.img_share": 0.333}, "steady-but-thin"),
    Boundary("sustained_share", INTAKE, roster(4, [0, 2, 2, 0, 2, 2]), "sustained",
             roster(4, [0, 2, 2, 0, 2, 1]), "rotating"),
    Boundary("decline_ratio", INTAKE, {"history.early_share": 0.5, "history.recent_share": 0.3},
             "sustained", {"history.early_share": 0.5, "history.recent_share": 0.299},
             "closing-door"),
    Boundary("lead_months", VISA, {"visa.paperwork_lead_months": 2}, "structured",
             {"visa.paperwork_lead_months": 1.9}, "otherwise"),
    Boundary("min_graduates", CAREERS, {"outcomes.img_n": 3}, "strong-fellowships",
             {"outcomes.img_n": 2}, "too-few-graduates"),
    Boundary("min_graduates", CAREERS, fellows(0.45, 0.9, {"outcomes.us_n": 3}), "two-tier",
             fellows(0.45, 0.9, {"outcomes.us_n": 2}), "strong-fellowships"),
    Boundary("felt_share", CAREERS,
             {"outcomes.img_felt_disadvantaged": 0.5, "outcomes.letters_help": "none"},
             "held-back",
             {"outcomes.img_felt_disadvantaged": 0.49, "outcomes.letters_help": "none"},
             "strong-fellowships"),
    Boundary("fellowship_strong", CAREERS, fellows(0.4, 0.5, UNHELPED), "strong-fellowships",
             fellows(0.39, 0.5, UNHELPED), "otherwise"),
    Boundary("fellowship_strong", CAREERS,
             fellows(0.3, 0.5, UNHELPED, {"outcomes.img_academic_leadership_share": 0.1}),
             "strong-fellowships",
             fellows(0.3, 0.5, UNHELPED, {"outcomes.img_academic_leadership_share": 0.09}),
             "otherwise"),
    Boundary("fellowship_weak", CAREERS, fellows(0.2, 0.4, UNHELPED), "otherwise",
             fellows(0.19, 0.4, UNHELPED), "weak"),
    Boundary("unstable_bad", CAREERS,
             {"outcomes.img_unstable_share": 0.2, "outcomes.img_hospitalist_community_share": 0.3},
             "unstable",
             {"outcomes.img_unstable_share": 0.19, "outcomes.img_hospitalist_community_share": 0.3},
             "strong-fellowships"),
    Boundary("unstable_good", CAREERS,
             fellows(0.3, 0.35, {"outcomes.img_unstable_share": 0.1}), "good-jobs",
             fellows(0.3, 0.35, {"outcomes.img_unstable_share": 0.11}, UNPRAISED), "otherwise"),
    Boundary("two_tier_gap", CAREERS, fellows(0.45, 0.7), "two-tier",
             fellows(0.45, 0.69), "strong-fellowships"),
    Boundary("fair_gap", CAREERS, fellows(0.3, 0.4), "good-jobs",
             fellows(0.3, 0.41, UNPRAISED), "otherwise"),
    Boundary("fair_gap", CAREERS, fellows(0.3, 0.4, UNHELPED, {"outcomes.letters": "strong"}),
             "fair-letters",
             fellows(0.3, 0.41, UNHELPED, {"outcomes.letters": "strong"}), "otherwise"),
    Boundary("desert_share", CAREERS,
             {"outcomes.img_waiver_desert_share": 0.5, "outcomes.waiver_job_help": "none"},
             "deserts",
             {"outcomes.img_waiver_desert_share": 0.49, "outcomes.waiver_job_help": "none"},
             "strong-fellowships"),
    Boundary("min_informants", "equal_treatment", {"evidence.img_informants": 2}, "equal",
             {"evidence.img_informants": 1}, "too-few-voices"),
)  # fmt: skip

NOTED: tuple[tuple[str, str, Changes, Changes], ...] = (
    ("token_share", "thin-intake", {"history.img_share": 0.1}, {"history.img_share": 0.099}),
    ("sustained_share", "thin-intake", {"history.img_share": 0.333}, roster(12, [4] * 6)),
    ("min_years", "thin-intake", roster(12, [3] * 5), roster(12, [3] * 4)),
    ("token_headcount_share", "thin-intake", most(2, 0.2), most(2, 0.199)),
    ("token_per_class", "thin-intake", most(3), most(2)),
    ("steady_years", "thin-intake", {**seen(10, 8), "history.img_share": 0.3},
     {**seen(10, 7), "history.img_share": 0.3}),
    ("token_share", "us-citizens-abroad", {"history.non_us_share": 0.099},
     {"history.non_us_share": 0.1}),
    ("felt_share", "felt-behind", {"outcomes.img_felt_disadvantaged": 0.5},
     {"outcomes.img_felt_disadvantaged": 0.49}),
    ("fellowship_weak", "few-fellowships", fellows(0.19, 0.2), fellows(0.2, 0.2)),
    ("token_per_class", "big-name-few-imgs", {"program.tier": "big_name", **most(2)},
     {"program.tier": "big_name", **most(3)}),
    ("feeder_share", "own-feeder", {**OWN_SCHOOL, "history.top_feeder_share": 0.8},
     {**OWN_SCHOOL, "history.top_feeder_share": 0.79}),
    ("sustained_share", "falling-from-high", roster(12, [8, 8, 8, 4, 4, 4]),
     roster(12, [8, 8, 8, 4, 4, 3])),
    ("decade_years", "decade-of-imgs", roster(12, [6] * 10), roster(12, [6] * 9)),
    ("steady_headcount", "decade-of-imgs", roster(12, [6] * 10), roster(12, [6] * 9 + [5])),
    ("few_graduates", "few-graduates-known", {"outcomes.img_n": 4}, {"outcomes.img_n": 5}),
)  # fmt: skip


@pytest.mark.parametrize("case", GATED, ids=lambda case: f"{case.threshold}-{case.rule}")
def test_a_threshold_counts_at_its_very_value(case: Boundary) -> None:
    """At the threshold one rule decides, just beside it another."""
    assert fired(decide(case.at), case.gate) == case.rule
    assert fired(decide(case.beside), case.gate) == case.other


@pytest.mark.parametrize(("threshold", "note", "at", "beside"), NOTED)
def test_a_note_keeps_to_its_threshold(
    threshold: str, note: str, at: Changes, beside: Changes
) -> None:
    """A note fires on one side of its threshold only."""
    assert threshold in rulebook().book.thresholds
    assert note in remarks(decide(at))
    assert note not in remarks(decide(beside))


def test_every_threshold_has_a_boundary_case() -> None:
    """A threshold that is added or renamed wants a case here."""
    listed = {case.threshold for case in GATED} | {case[0] for case in NOTED}
    assert listed == set(rulebook().book.thresholds)


@pytest.mark.parametrize(("low", "high", "share", "fellowships", "row", "matched"), [
    (220, 255, 0.3, 0.4, "truly_supportive", 4),
    (219, 255, 0.6, 0.6, "truly_supportive", 3),
    (220, 256, 0.61, 0.6, "truly_supportive", 2),
    (245, 265, 0.1, 0.2, "score_mining", 4),
    (245, 265, 0.25, 0.36, "score_mining", 3),
    (240, 260, 0.1, 0.19, "token", 3),
    (240, 261, 0.27, 0.37, "none", 1),
    (244, 265, 0.1, 0.2, "none", 1),
])  # fmt: skip
def test_the_rows_of_the_table_include_their_limits(
    low: int, high: int, share: float, fellowships: float, row: str, matched: int
) -> None:
    """A column matches at its limits and not beyond; ties and poor matches follow the table."""
    label = decide(
        {"selection.step2_low": low, "selection.step2_high": high, "history.img_share": share},
        fellows(fellowships, 0.6, {"outcomes.img_hospitalist_community_share": 0.3}),
    ).labels["archetype"]
    assert (label.row, label.matched) == (row, matched)


def test_of_equal_rows_the_less_favorable_is_named() -> None:
    """Two columns of the first row and two of the last: the last is named."""
    tie: Changes = {
        "history.img_share": 0.4,
        "outcomes.img_fellowship_share": 0.42,
        "visa.h1b_sponsored": False,
        "selection.step2_low": 242,
        "selection.step2_high": 259,
    }
    decision = rulebook("archetype").evaluate(program(tie))
    assert told(decision) == ("token", "archetype_row", "token")
