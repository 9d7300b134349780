"""Facts that cannot be true together are errors, never verdicts."""

from __future__ import annotations

import pytest

from engine import Invalid
from tests.domain.program import COUNTED, DODGED, Changes, decide, unasked


def last_class(**fields: int) -> Changes:
    """Two classes, the newer one with these fields."""
    older = {"match_year": 2021, "class_size": 10, "img_count": 4}
    newer = {"match_year": 2022, "class_size": 10, "img_count": 4} | fields
    return unasked(COUNTED) | {"history.intake": [older, newer]}


IMPOSSIBLE: dict[str, tuple[Changes, str, str]] = {
    "more IMGs than residents": (
        last_class(img_count=11), "contradiction", "history.intake[1]",
    ),
    "kinds of IMGs that do not add up": (
        last_class(us_img=1, non_us_img=2), "contradiction", "history.intake[1]",
    ),
    "two records for one year": (
        last_class(match_year=2021), "duplicate-record", "history.intake[1].match_year",
    ),
    "more years with IMGs than years": (
        {"history.years_with_img": 8}, "contradiction", "history.years_with_img",
    ),
    "a run longer than the years with IMGs": (
        {"history.years_with_img": 6}, "contradiction", "history.consecutive_years_with_img",
    ),
    "a smallest class above the largest": (
        {"history.img_per_class_min": 6}, "contradiction", "history.img_per_class_min",
    ),
    "no years with IMGs, yet a share": (
        {"history.years_with_img": 0, "history.consecutive_years_with_img": 0},
        "contradiction", "history.years_with_img",
    ),
    "no share of IMGs, yet years with them": (
        {"history.img_share": 0}, "contradiction", "history.years_with_img",
    ),
    "no IMG in the largest class, yet a share": (
        {"history.img_per_class_max": 0, "history.img_per_class_min": 0},
        "contradiction", "history.years_with_img",
    ),
    "a program without IMGs that counts some": (
        {"program.has_imgs": False}, "contradiction", "program.has_imgs",
    ),
    "a gap other than the difference": (
        {"outcomes.fellowship_gap": 0.2}, "contradiction", "outcomes.fellowship_gap",
    ),
    "careers that add up to more than all": (
        {"outcomes.img_unstable_share": 0.08}, "contradiction", "outcomes.img_fellowship_share",
    ),
    "academic careers that add up to more than all": (
        {"outcomes.img_academic_leadership_share": 0.05}, "contradiction",
        "outcomes.img_fellowship_share",
    ),
    "no graduates, yet their careers": (
        {"outcomes.img_n": 0}, "contradiction", "outcomes.img_n",
    ),
    "fewer who went on than who got fellowships": (
        {"outcomes.img_academic_leadership_share": None, "outcomes.img_advancing_share": 0.4},
        "contradiction", "outcomes.img_advancing_share",
    ),
    "one tier, where the numbers show two": (
        {"outcomes.us_fellowship_share": 0.9, "outcomes.two_tier": False},
        "contradiction", "outcomes.two_tier",
    ),
    "US graduates, where all residents are IMGs": (
        {"program.has_us_graduates": False}, "contradiction", "program.has_us_graduates",
    ),
    "paperwork begun after the start": (
        {"visa.paperwork_lead_months": -1}, "value-out-of-range", "visa.paperwork_lead_months",
    ),
    "a lowest score above the highest": (
        {"selection.step2_low": 250, "selection.step2_high": 240},
        "contradiction", "selection.step2_low",
    ),
    "a trend other than the shares show": (
        {"history.trend": "up"}, "contradiction", "history.trend",
    ),
    "a share other than the records give": (
        last_class() | {"history.img_share": 0.41}, "contradiction", "history.img_share",
    ),
    "informants other than the interviews give": (
        {"evidence.interviews": [{"is_img": True}]}, "contradiction", "evidence.img_informants",
    ),
    "a value for a question that was dodged": (
        {"visa.handler": DODGED | {"value": "gme"}}, "contradiction", "visa.handler",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_cannot_be_is_an_error(case: str) -> None:
    """The error names the fact, and no verdict is given."""
    changes, code, where = IMPOSSIBLE[case]
    with pytest.raises(Invalid) as raised:
        decide(changes)
    assert {(finding.code, finding.where) for finding in raised.value.findings} == {(code, where)}


@pytest.mark.parametrize("changes", [
    unasked(COUNTED) | {"history.img_per_class_min": 2, "history.years_with_img": 0},
    unasked(COUNTED) | {"history.img_per_class_min": 2, "program.has_imgs": False},
    {"outcomes.us_fellowship_share": None, "outcomes.fellowship_gap": 0.7},
])  # fmt: skip
def test_what_no_open_fact_can_mend_is_an_error(changes: Changes) -> None:
    """Facts that clash only through one that is open are found out too."""
    with pytest.raises(Invalid) as raised:
        decide(changes)
    assert {finding.code for finding in raised.value.findings} == {"contradiction"}


def test_a_share_may_be_given_rounded() -> None:
    """A share beside its records has to agree in the digits given, and no further."""
    rounded = last_class(class_size=11) | {"history.img_share": 0.38}
    assert decide(rounded).verdict == "incomplete"
