"""What domain.md calls sightings, each with the question that it is heard under."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

HEARD: Mapping[str | None, str] = {
    None: """
        evidence.website_img_claims evidence.dei_statement evidence.official_video_praise
        evidence.faculty_say_love_imgs history.visa_battles_fought history.faculty_adjusted
        history.pd_kept_going_under_criticism selection.only_perfect_on_paper
        selection.diversity_claim_but_260s
    """,
    "visa.answer_quality": """
        visa.discourages_j1_to_h1b visa.discourages_waiver_jobs visa.h1b_separate_bucket
        visa.process_nightmare visa.lost_to_outside_cause institution.legal_delay
        institution.gme_h1b_pushback
    """,
    "institution.tried_reduce_sponsorship": "institution.leadership_anti_img",
    "institution.visa_based_renewal_issue": "institution.hr_visa_threat",
    "culture.accent_complaint_response": """
        culture.made_to_feel_small culture.told_english_inadequate culture.nurses_bypass_imgs
        culture.must_sound_american culture.coded_language
    """,
    "culture.last_minute_coverage": """
        culture.extra_nights_no_family culture.extra_crosscover_brutal
        culture.expected_to_help_grateful culture.visa_wont_complain_remark
        prestige.img_heaviest_rotations prestige.lucky_to_be_here_remark
    """,
    "culture.light_electives_research": "culture.vacation_slots",
    "culture.supported_first_6mo": """
        culture.thrown_in_deep_end culture.labelled_slow_or_not_fit culture.mistakes_seen_as
        culture.asking_questions
    """,
    "culture.struggle_response": """
        culture.one_complaint_probation culture.charting_delay_as_competence
        culture.miscommunication_as_unsafe culture.eggshells culture.retaliation
    """,
    "outcomes.placement_help": "outcomes.img_felt_disadvantaged prestige.no_leverage_after",
}

OTHER_THAN_FALSE: Mapping[str, Any] = {
    "outcomes.img_felt_disadvantaged": Fraction(0),
    "culture.coded_language": [],
    "culture.vacation_slots": "equal",
    "culture.asking_questions": "normalised",
    "culture.mistakes_seen_as": "learning",
    "institution.gme_h1b_pushback": "none",
    "institution.legal_delay": "none",
}

UNDER: Mapping[str, str | None] = {
    name: question for question, names in HEARD.items() for name in names.split()
}
SIGHTINGS: Mapping[str, Any] = {name: OTHER_THAN_FALSE.get(name, False) for name in UNDER}
"""What each sighting is taken as while nobody has seen it."""

SEASON = Fraction(2027)
