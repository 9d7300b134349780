"""One readable case for every rule: the base program with these changes is decided by it."""

from __future__ import annotations

from collections.abc import Mapping

from tests.domain.program import OUTCOMES, Changes, careers, roster, unasked

Cases = Mapping[str, tuple[str, Changes]]
"""By rule: the verdict that the case comes to, and what differs from the base program."""

INTAKE: Cases = {
    "no-imgs": ("low", roster(10, [0, 0, 0, 0])),
    "token-share": ("low", {"history.img_share": 0.08}),
    "token-headcount": ("low", roster(12, [2, 1, 2, 2, 2, 1])),
    "rotating": ("low", roster(4, [1, 0, 2, 0, 1, 2])),
    "closing-door": ("low", roster(10, [6, 5, 4, 3, 2, 1])),
    "too-short": ("incomplete", roster(10, [7, 8, 7])),
    "interrupted": ("low", roster(10, [4, 5, 0, 0, 5, 4, 5])),
    "sustained": ("high", roster(12, [5, 6, 4, 5, 6])),
    "steady-but-thin": ("high", roster(10, [3, 2, 3, 3, 2])),
}

NO_HELP: Changes = {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive"}

NEEDS_H1B: Changes = {"applicant.visa_need": "h1b", "visa.decided": "before_ranking"}

VISA: Cases = {
    "no-visa-needed": (
        "high",
        {"applicant.visa_need": "none", "visa.j1_sponsored": False, "visa.h1b_sponsored": False},
    ),
    "no-sponsorship": ("low", {"visa.j1_sponsored": False, "visa.h1b_sponsored": False}),
    "lost-position": ("low", {"visa.resident_lost_position": True}),
    "had-to-fight": ("low", {"visa.had_to_fight": True}),
    "on-their-own": ("low", {"visa.handler": "resident_alone"}),
    "nightmare": ("low", {"visa.process_nightmare": True}),
    "vague": ("low", {"visa.answer_quality": "vague"}),
    "shrinking": ("low", {"institution.tried_reduce_sponsorship": True}),
    "moving-goalposts": ("low", {"institution.legal_delay": "yearly_new_interpretations"}),
    "talked-out-of-it": (
        "low",
        {"visa.discourages_j1_to_h1b": True, "visa.discourages_waiver_jobs": True},
    ),
    "h1b-needed": (
        "low",
        {"applicant.visa_need": "h1b", "visa.h1b_practice": "case_by_case"},
    ),
    "j1-needed": ("low", {"visa.j1_sponsored": False}),
    "fee-undecided": ("incomplete", NEEDS_H1B | {"visa.h1b_fee_stance": "undecided"}),
    "conflicting": ("incomplete", {"visa.answer_quality": "conflicting"}),
    "structured": ("high", {"visa.handler": "outside_attorney"}),
    "otherwise": ("low", {"visa.paperwork_lead_months": 1.5}),
}

CAREERS: Cases = {
    "no-graduates": ("incomplete", unasked(OUTCOMES) | {"outcomes.img_n": 0}),
    "two-tier": (
        "low",
        unasked(OUTCOMES)
        | {
            "outcomes.graduates": careers(
                img={"fellowship": 2, "hospitalist": 8}, us={"fellowship": 7, "community": 3}
            )
        },
    ),
    "held-back": (
        "low",
        {"outcomes.img_felt_disadvantaged": 0.6, "outcomes.letters_help": "none"},
    ),
    "too-few-graduates": ("incomplete", {"outcomes.img_n": 2}),
    "unstable": ("low", {"outcomes.img_unstable_share": 0.22,
                         "outcomes.img_hospitalist_community_share": 0.3}),
    "deserts": (
        "low",
        {"outcomes.img_waiver_desert_share": 0.7, "outcomes.waiver_job_help": "none"},
    ),
    "strong-fellowships": ("high", {"outcomes.img_fellowship_share": 0.4}),
    "good-jobs": (
        "high",
        {"outcomes.img_fellowship_share": 0.08, "outcomes.us_fellowship_share": 0.12},
    ),
    "weak": (
        "low",
        NO_HELP
        | {"outcomes.img_fellowship_share": 0.15, "outcomes.us_fellowship_share": 0.3,
           "outcomes.alumni_recommend_privately": False},
    ),
    "grateful-alumni": (
        "high",
        {
            "outcomes.img_fellowship_share": 0.3,
            "outcomes.us_fellowship_share": 0.45,
            "outcomes.alumni_recommend_privately": True,
            "outcomes.alumni_stay_connected": True,
        },
    ),
    "fair-letters": (
        "high",
        NO_HELP
        | {
            "outcomes.img_fellowship_share": 0.36,
            "outcomes.us_fellowship_share": 0.42,
            "outcomes.letters": "strong",
            "outcomes.alumni_stay_connected": False,
        },
    ),
    "otherwise": (
        "low",
        NO_HELP
        | {"outcomes.img_fellowship_share": 0.36, "outcomes.alumni_recommend_privately": False},
    ),
}  # fmt: skip

TREATMENT: Cases = {
    "accent-unbacked": ("low", {"culture.accent_complaint_response": "sides_with_patient"}),
    "sacrificed": ("low", {"culture.extra_nights_no_family": True}),
    "punished": ("low", {"culture.surveillance": "imgs_watched_more"}),
    "drowned": ("low", {"culture.thrown_in_deep_end": True}),
    "visa-leverage": ("low", {"institution.hr_visa_threat": True}),
    "hostile-climate": (
        "low",
        {"culture.nurses_bypass_imgs": True, "culture.asking_questions": "mocked"},
    ),
    "too-few-voices": ("incomplete", {"evidence.img_informants": 1}),
    "equal": ("high", {"culture.accent_complaint_response": "none_yet"}),
    "otherwise": (
        "low",
        {
            "culture.accent_complaint_response": "none_yet",
            "culture.last_minute_coverage": "mostly_us",
        },
    ),
}

GATES: Mapping[str, Cases] = {
    "consistent_intake": INTAKE,
    "smooth_visa": VISA,
    "strong_outcomes": CAREERS,
    "equal_treatment": TREATMENT,
}

BARS: Cases = {
    "graduated-too-long-ago": (
        "closed_to_you",
        {"program.graduation_cutoff_years": 5, "applicant.graduation_year": 2021},
    ),
    "attempts-not-accepted": (
        "closed_to_you",
        {"program.accepts_attempts": False, "applicant.failed_attempts": 1},
    ),
    "too-little-us-experience": (
        "closed_to_you",
        {"program.us_experience_required_months": 3, "applicant.us_experience_months": 2},
    ),
    "no-visa-for-you": ("closed_to_you", {"visa.j1_sponsored": False}),
    "step3-missing": (
        "closed_to_you",
        {
            "applicant.visa_need": "h1b",
            "program.requires_step3_for_h1b": True,
            "applicant.step3_passed": False,
        },
    ),
    "otherwise": (
        "open_to_you",
        {
            "program.graduation_cutoff_years": 99, "applicant.graduation_year": 1999,
            "program.accepts_attempts": True, "program.us_experience_required_months": 0,
            "applicant.us_experience_months": 0,
        },
    ),
}  # fmt: skip

ROWS: Cases = {
    "truly-supportive": (
        "truly_supportive",
        {"selection.step2_low": 222, "selection.step2_high": 251},
    ),
    "score-mining": (
        "score_mining",
        {
            "history.img_share": 0.18,
            "selection.step2_low": 247,
            "selection.step2_high": 264,
            "outcomes.img_fellowship_share": 0.3,
        },
    ),
    "token": (
        "token",
        {
            "history.img_share": 0.06,
            "visa.h1b_sponsored": False,
            "outcomes.img_fellowship_share": 0.12,
        },
    ),
    "otherwise": (
        "none",
        {"history.img_share": 0.7, "outcomes.img_fellowship_share": 0.65,
         "outcomes.img_hospitalist_community_share": 0.2},
    ),
}  # fmt: skip

SINGLE: Mapping[str, tuple[Changes, ...]] = {
    "sacrificed": (
        {"culture.last_minute_coverage": "mostly_imgs"},
        {"culture.schedule_favours": "us_favoured"},
        {"culture.light_electives_research": "us_favoured"},
        {"culture.vacation_slots": "us_prime"},
        {"culture.extra_crosscover_brutal": True},
        {"culture.expected_to_help_grateful": True},
        {"culture.visa_wont_complain_remark": True},
        {"prestige.img_heaviest_rotations": True},
    ),
    "punished": (
        {"culture.one_complaint_probation": True},
        {"culture.charting_delay_as_competence": True},
        {"culture.miscommunication_as_unsafe": True},
        {"culture.eggshells": True},
        {"culture.retaliation": True},
        {"culture.struggle_response": "instant_punishment"},
    ),
    "drowned": (
        {"culture.labelled_slow_or_not_fit": True},
        {"culture.mistakes_seen_as": "incompetence"},
        {"culture.supported_first_6mo": "no"},
    ),
    "visa-leverage": ({"institution.visa_based_renewal_issue": True},),
    "hostile-climate": (
        {"culture.made_to_feel_small": True, "culture.told_english_inadequate": True},
        {"culture.must_sound_american": True, "culture.nurses_bypass_imgs": True},
        {"culture.made_to_feel_small": True, "culture.accent_answer_tone": "tense"},
    ),
    "accent-unbacked": (
        {"culture.accent_complaint_response": "nobody_backs"},
        {"culture.accent_complaint_response": "neutral"},
    ),
}
"""Every other single sign that is enough for a rule of the last gate."""
