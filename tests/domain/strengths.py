"""For every note that speaks for a program: what makes it fire, and what comes close."""

from __future__ import annotations

from tests.domain.notes import Notes
from tests.domain.program import roster

STRENGTHS: Notes = {
    "specific-visa-answers": ({}, {"visa.answer_quality": "vague"}),
    "extra-time": ({}, {"visa.buffer_time": False}),
    "good-fellowships": ({}, {"outcomes.img_fellowship_share": 0.39}),
    "active-help": (
        {},
        {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive"},
    ),
    "strong-letters": ({"outcomes.letters": "strong"}, {}),
    "backs-residents": ({}, {"culture.accent_complaint_response": "neutral"}),
    "shared-coverage": ({}, {"culture.last_minute_coverage": "mostly_us"}),
    "equal-favors": ({}, {"culture.schedule_favours": "us_favoured"}),
    "structured-remediation": ({}, {"culture.struggle_response": "none"}),
    "supported-newcomers": ({}, {"culture.supported_first_6mo": "partly"}),
    "adaptation-owned": ({}, {"culture.adaptation_owner": False}),
    "rising-trend": ({"history.early_share": 0.2}, {"history.early_share": 0.3}),
    "faculty-adjusted": ({"history.faculty_adjusted": True}, {}),
    "visas-as-logistics": ({"visa.framed_as": "logistics"}, {"visa.framed_as": "burden"}),
    "open-visa-line": ({"visa.pd_line": ["both_many_times"]}, {"visa.pd_line": ["case_by_case"]}),
    "place-held": ({"visa.place_held_on_delay": True}, {"visa.place_held_on_delay": False}),
    "chief-expectation-talk": (
        {"culture.chief_expectation_talk": True},
        {"culture.chief_expectation_talk": False},
    ),
    "struggle-in-context": (
        {"culture.struggle_contextualised": True},
        {"culture.struggle_contextualised": False},
    ),
    "alumni-on-faculty": (
        {"selection.img_alumni_core_faculty": 1},
        {"selection.img_alumni_core_faculty": 0},
    ),
    "committee-named-proudly": (
        {"selection.committee_answer": "names_proudly"},
        {"selection.committee_answer": "plain"},
    ),
    "gaps-accepted": ({"selection.accepts_gaps": True}, {"selection.accepts_gaps": False}),
    "clinical-strength-valued": (
        {"selection.values_clinical_strength": True},
        {"selection.values_clinical_strength": False},
    ),
    "director-stands-up": (
        {"institution.pd_supportive": True},
        {"institution.pd_supportive": False},
    ),
    "broad-backgrounds": (
        {"history.background_mix": "broad"},
        {"history.background_mix": "narrow_other"},
    ),
    "decade-of-imgs": (
        roster(14, [6, 7, 8, 6, 7, 6, 8, 7, 6, 7]),
        roster(14, [6, 7, 8, 6, 7, 5, 8, 7, 6, 7]),
    ),
    "visa-battles-fought": (
        {"history.visa_battles_fought": True},
        {"history.faculty_adjusted": True},
    ),
    "director-held-firm": (
        {"history.pd_kept_going_under_criticism": True},
        {"institution.pd_supportive": True},
    ),
    "visas-before-ranking": (
        {"visa.decided": "before_ranking"},
        {"visa.decided": "after_ranking"},
    ),
    "h1b-routine": ({"visa.h1b_practice": "routine"}, {"visa.h1b_practice": "occasional"}),
    "gme-attorney": ({"visa.attorney": "gme_linked"}, {"visa.attorney": "outside"}),
    "backed-in-a-delay": (
        {"visa.had_your_back_on_delay": True},
        {"visa.had_your_back_on_delay": False},
    ),
    "alumni-speak-well": (
        {"outcomes.alumni_recommend_privately": True, "outcomes.alumni_stay_connected": True},
        {"outcomes.alumni_recommend_privately": True, "outcomes.alumni_stay_connected": False},
    ),
    "academic-graduates": (
        {
            "outcomes.img_academic_leadership_share": 0.12,
            "outcomes.img_hospitalist_community_share": 0.36,
        },
        {"outcomes.img_academic_leadership_share": 0},
    ),
    "teaching-and-mentors": (
        {"outcomes.education_strong": True, "outcomes.mentorship_strong": True},
        {"outcomes.education_strong": True, "outcomes.mentorship_strong": False},
    ),
    "constructive-feedback": (
        {"culture.feedback_style": "constructive"},
        {"culture.feedback_style": "none"},
    ),
    "documentation-taught": (
        {"culture.taught_documentation_phrases": True},
        {"culture.taught_documentation_phrases": False},
    ),
    "nurse-communication-taught": (
        {"culture.taught_talking_to_nurses": True},
        {"culture.taught_talking_to_nurses": False},
    ),
    "paired-with-senior": (
        {"culture.paired_with_senior": True},
        {"culture.paired_with_senior": False},
    ),
    "us-system-orientation": (
        {"culture.us_system_orientation": True},
        {"culture.us_system_orientation": None},
    ),
    "tracked-remediation": (
        {"culture.progress_tracked": True},
        {"culture.progress_tracked": True, "culture.struggle_response": "none"},
    ),
    "imgs-rank-applicants": (
        {"selection.img_on_rank_committee": 1},
        {"selection.img_on_rank_committee": 0},
    ),
    "imgs-lead-program": ({"selection.img_chiefs": 2}, {"selection.img_chiefs": 0}),
    "attempts-valued": (
        {"selection.attempts_valued_openly": True},
        {"selection.residents_with_attempts": 3},
    ),
}
