"""For every note: what makes it fire, and what comes close without doing so."""

from __future__ import annotations

from collections.abc import Mapping

from tests.domain.program import DODGED, OUTCOMES, Changes, roster, unasked

Notes = Mapping[str, tuple[Changes, Changes]]
"""By note: changes to the base program that make it fire, and a near miss."""

HOME = {"is_img": True, "path": "fellowship", "via": "home_contacts"}
OWN = {"is_img": True, "path": "fellowship", "via": "self"}
US_FELLOW = {"is_img": False, "path": "fellowship", "via": "program"}

HOSTILE: tuple[Changes, ...] = (
    {"culture.made_to_feel_small": True},
    {"culture.told_english_inadequate": True},
    {"culture.nurses_bypass_imgs": True},
    {"culture.must_sound_american": True},
    {"culture.asking_questions": "mocked"},
)

CAUTIONS: Notes = {
    "thin-intake": ({"history.img_share": 0.25}, {"history.img_share": 0.34}),
    "own-feeder": (
        {"history.top_feeder_share": 0.85, "applicant.school_in_feeder": True},
        {"history.top_feeder_share": 0.75, "applicant.school_in_feeder": True},
    ),
    "one-kind-of-school": (
        {"history.background_mix": "caribbean_only"},
        {"history.background_mix": "narrow_other"},
    ),
    "falling-from-high": (
        roster(10, [9, 9, 9, 5, 5, 5]),
        roster(10, [9, 9, 9, 6, 6, 6]),
    ),
    "h1b-by-exception": (
        {"visa.h1b_practice": "case_by_case"},
        {"visa.h1b_practice": "case_by_case", "applicant.visa_need": "h1b"},
    ),
    "evasive-visa-line": (
        {"visa.pd_line": ["both_many_times", "see_candidate_pool_first"]},
        {"visa.pd_line": ["both_many_times", "never_lost_extra_time"]},
    ),
    "visas-as-burden": ({"visa.framed_as": "burden"}, {"visa.framed_as": "logistics"}),
    "gme-pushback": (
        {"institution.gme_h1b_pushback": "repeated"},
        {"institution.gme_h1b_pushback": "some"},
    ),
    "one-discouragement": (
        {"visa.discourages_waiver_jobs": True},
        {"visa.discourages_waiver_jobs": True, "visa.discourages_j1_to_h1b": True},
    ),
    "no-buffer": ({"visa.buffer_time": False}, {"visa.buffer_time": None}),
    "h1b-fee": (
        {"visa.h1b_fee_stance": "undecided", "applicant.visa_need": "h1b"},
        {"visa.h1b_fee_stance": "undecided", "applicant.visa_need": "j1"},
    ),
    "alone-in-a-delay": (
        {"visa.had_your_back_on_delay": False},
        {"visa.had_your_back_on_delay": DODGED},
    ),
    "few-graduates-known": ({"outcomes.img_n": 4}, {"outcomes.img_n": 5}),
    "home-contacts-only": (
        unasked(OUTCOMES) | {"outcomes.graduates": [HOME, HOME, US_FELLOW]},
        unasked(OUTCOMES) | {"outcomes.graduates": [HOME, OWN, US_FELLOW]},
    ),
    "equal-on-three-of-four": ({"culture.schedule_favours": None}, {}),
    "coded-language-alone": (
        {"culture.coded_language": ["patient_population_fit"]},
        {
            "culture.coded_language": ["patient_population_fit"],
            "culture.told_english_inadequate": True,
        },
    ),
    "tense-about-accents": (
        {"culture.accent_answer_tone": "tense"},
        {"culture.accent_answer_tone": "calm"},
    ),
    "one-hostile-sighting": (
        {"culture.must_sound_american": True},
        {"culture.must_sound_american": True, "culture.made_to_feel_small": True},
    ),
    "speak-better": (
        {"culture.feedback_style": "speak_better"},
        {"culture.feedback_style": "none"},
    ),
    "no-adaptation-owner": (
        {"culture.adaptation_owner": False},
        {"culture.adaptation_owner": None},
    ),
    "lopsided-probation": (
        {"culture.probation_cases": [{"is_img": True, "reason": "complaint"}]},
        {
            "culture.probation_cases": [
                {"is_img": True, "reason": "complaint"},
                {"is_img": False, "reason": "performance"},
            ]
        },
    ),
    "us-trained-committee": (
        {"selection.all_us_trained": True},
        {"selection.all_us_trained": False},
    ),
    "vague-about-committee": (
        {"selection.committee_answer": "vague"},
        {"selection.committee_answer": "plain"},
    ),
    "perfect-on-paper": (
        {"selection.only_perfect_on_paper": True},
        {"selection.only_perfect_on_paper": False},
    ),
    "diversity-with-top-scores": (
        {"selection.diversity_claim_but_260s": True},
        {"selection.diversity_claim_but_260s": None},
    ),
    "big-name-few-imgs": (
        {"program.tier": "big_name", "history.img_per_class_max": 2,
         "history.img_per_class_min": 1},
        {"program.tier": "big_name", "history.img_per_class_max": 3},
    ),
    "prestige-at-a-price": (
        {"prestige.lucky_to_be_here_remark": True},
        {"program.tier": "big_name"},
    ),
    "wants-prestige": ({"applicant.need": "pure_prestige"}, {"applicant.need": "both"}),
    "preliminary-position": (
        {"program.position_type": "preliminary"},
        {"program.position_type": "advanced"},
    ),
    "director-against-hospital": (
        {"institution.pd_supportive": True, "institution.leadership_anti_img": True},
        {"institution.pd_supportive": True, "institution.gme_h1b_pushback": "some"},
    ),
    "key-question-dodged": (
        {"visa.handler": DODGED},
        {"visa.handler": {"status": "unknown"}},
    ),
}  # fmt: skip

STRENGTHS: Notes = {
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

IGNORED: Notes = {
    "website-claims": (
        {"evidence.website_img_claims": True},
        {"evidence.website_img_claims": DODGED},
    ),
    "dei-statement": ({"evidence.dei_statement": True}, {"evidence.dei_statement": False}),
    "official-praise": (
        {"evidence.official_video_praise": True},
        {"evidence.official_video_praise": None},
    ),
    "professed-love": (
        {"evidence.faculty_say_love_imgs": True},
        {"evidence.faculty_say_love_imgs": False},
    ),
}

ALSO: Mapping[str, tuple[Changes, ...]] = {
    "one-kind-of-school": ({"history.background_mix": "top_european_only"},),
    "evasive-visa-line": (
        {"visa.pd_line": ["mostly_j1_historically"]},
        {"visa.pd_line": ["case_by_case"]},
    ),
    "one-discouragement": ({"visa.discourages_j1_to_h1b": True},),
    "h1b-fee": ({"visa.h1b_fee_stance": "stopped", "applicant.visa_need": "h1b"},),
    "lopsided-probation": (
        {
            "culture.probation_cases": [
                {"is_img": True, "reason": "visa"},
                {"is_img": False, "reason": "performance"},
            ]
        },
    ),
    "prestige-at-a-price": (
        {"prestige.img_heaviest_rotations": True},
        {"prestige.no_leverage_after": True},
    ),
    "imgs-lead-program": ({"selection.img_pd": True}, {"selection.img_apds": 1}),
    "one-hostile-sighting": HOSTILE,
    "director-against-hospital": tuple({"institution.pd_supportive": True} | one for one in (
        {"institution.tried_reduce_sponsorship": True},
        {"institution.gme_h1b_pushback": "repeated"},
        {"institution.legal_delay": "yearly_new_interpretations"},
        {"institution.hr_visa_threat": True},
        {"institution.visa_based_renewal_issue": True},
    )),
    "key-question-dodged": tuple({name: DODGED} for name in (
        "history.img_share", "visa.had_to_fight", "visa.resident_lost_position",
        "outcomes.img_fellowship_share", "culture.accent_complaint_response",
        "culture.last_minute_coverage", "culture.struggle_response",
    )),
}  # fmt: skip
"""Other ways in which a note fires."""

SILENT: Mapping[str, tuple[Changes, ...]] = {
    "coded-language-alone": tuple({"culture.coded_language": ["high_stress_clarity"]} | one
        for one in (
            *HOSTILE,
            {"culture.accent_complaint_response": "nobody_backs"},
            {"culture.accent_complaint_response": "sides_with_patient"},
        )),
    "few-graduates-known": (unasked(OUTCOMES) | {"outcomes.img_n": 0},),
    "lopsided-probation": ({"culture.probation_cases": []},),
    "imgs-lead-program": ({"selection.img_pd": False, "selection.img_apds": 0},),
}  # fmt: skip
"""Other ways in which a note comes close and keeps silent."""
