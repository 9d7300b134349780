"""One invented, sound and unremarkable program, to be changed by each case.

It comes out high, and no caution or ignored claim goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from engine import Decision, Rulebook

ROOT = Path(__file__).parents[2]

Changes = dict[str, Any]

BASE: Changes = {
    "program.name": "Larkfield Regional",
    "program.position_type": "categorical",
    "program.tier": "mid_level",
    "program.has_imgs": True,
    "applicant.visa_need": "j1",
    "applicant.school_in_feeder": False,
    "applicant.img_kind": "non_us_img",
    "applicant.in_us": False,
    "applicant.need": "real_support",
    "evidence.img_informants": 3,
    "history.years_covered": 7,
    "history.years_with_img": 7,
    "history.consecutive_years_with_img": 7,
    "history.img_share": 0.4,
    "history.img_per_class_max": 5,
    "history.img_per_class_min": 3,
    "history.recent_share": 0.42,
    "history.early_share": 0.38,
    "history.top_feeder_share": 0.35,
    "visa.j1_sponsored": True,
    "visa.h1b_sponsored": True,
    "visa.h1b_practice": "occasional",
    "visa.resident_lost_position": False,
    "visa.paperwork_lead_months": 4,
    "visa.buffer_time": True,
    "visa.handler": "gme",
    "visa.had_to_fight": False,
    "visa.answer_quality": "specific",
    "outcomes.img_n": 14,
    "outcomes.us_n": 12,
    "outcomes.img_fellowship_share": 0.45,
    "outcomes.img_hospitalist_community_share": 0.48,
    "outcomes.img_unstable_share": 0.07,
    "outcomes.img_academic_leadership_share": 0,
    "outcomes.us_fellowship_share": 0.5,
    "outcomes.img_waiver_desert_share": 0.2,
    "outcomes.letters": "average",
    "outcomes.placement_help": "active",
    "outcomes.waiver_job_help": "active",
    "culture.accent_complaint_response": "backs_resident",
    "culture.accent_answer_tone": "calm",
    "culture.last_minute_coverage": "shared",
    "culture.schedule_favours": "equal",
    "culture.light_electives_research": "equal",
    "culture.adaptation_owner": True,
    "culture.supported_first_6mo": "yes",
    "culture.struggle_response": "structured_remediation",
    "culture.surveillance": "same",
    "institution.tried_reduce_sponsorship": False,
    "institution.visa_based_renewal_issue": False,
}

COUNTED = tuple(
    name for name in BASE if name.startswith("history.") and name != "history.top_feeder_share"
)
OUTCOMES = tuple(name for name in BASE if name.startswith("outcomes."))
VISA = tuple(name for name in BASE if name.startswith("visa."))
DODGED = {"status": "declined"}
CLUELESS = {"status": "unknown"}


def unasked(names: tuple[str, ...]) -> Changes:
    """Nothing known of these facts."""
    return dict.fromkeys(names)


def merged(changes: Iterable[Mapping[str, Any]]) -> Changes:
    """Several changes as one; the later counts."""
    return {name: value for one in changes for name, value in one.items()}


def program(*changes: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The base program with some facts changed; None for one that was not asked."""
    found: dict[str, dict[str, Any]] = {}
    for name, value in {**BASE, **merged(changes)}.items():
        group, _, short = name.partition(".")
        found.setdefault(group, {})[short] = value
    return found


def classes(size: int, imgs: list[int], newest: int = 2025) -> list[dict[str, int]]:
    """Intake records of equal classes, the oldest first."""
    oldest = newest - len(imgs) + 1
    return [
        {"match_year": oldest + place, "class_size": size, "img_count": count}
        for place, count in enumerate(imgs)
    ]


def roster(size: int, imgs: list[int]) -> Changes:
    """The intake as records, in place of numbers given directly."""
    return unasked(COUNTED) | {"history.intake": classes(size, imgs)}


def careers(img: Mapping[str, int], us: Mapping[str, int]) -> list[dict[str, Any]]:
    """Graduates' records: how many IMGs and US graduates took each path."""
    return [
        {"is_img": is_img, "path": path}
        for is_img, group in ((True, img), (False, us))
        for path, count in group.items()
        for _ in range(count)
    ]


@cache
def rulebook(flow: str = "img_support") -> Rulebook:
    """The shipped rulebook."""
    return Rulebook.load(ROOT, flow)


def decide(*changes: Mapping[str, Any]) -> Decision:
    """What becomes of the base program with these changes."""
    return rulebook().evaluate(program(*changes))


def told(decision: Decision) -> tuple[str, str | None, str | None]:
    """Verdict, gate and rule."""
    return decision.verdict, decision.decided_at, decision.rule


def fired(decision: Decision, gate: str) -> str | None:
    """The rule that decided a gate on the path."""
    return next(station.rule for station in decision.path if station.node == gate)


def remarks(decision: Decision) -> set[str]:
    """The cautions, strengths and ignored claims that go with a decision."""
    every = (*decision.cautions, *decision.strengths, *decision.ignored)
    return {remark.id for remark in every}
