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
    {"culture.accent_answer_tone": "tense"},
)
SCORES: Changes = {
    "selection.step2_low": 247, "selection.step2_high": 264, "history.img_share": 0.18,
    "outcomes.img_fellowship_share": 0.3,
}  # fmt: skip
US_IMGS: Changes = {"history.non_us_share": 0.05}
LOST: Changes = {"visa.lost_to_outside_cause": True}
FEW: Changes = {"outcomes.img_fellowship_share": 0.08}
EITHER: Changes = {"applicant.visa_need": "either"}

CAUTIONS: Notes = {
    "thin-intake": ({"history.img_share": 0.25}, {"history.img_share": 0.34}),
    "year-without-img": ({"history.years_with_img": 6, "history.consecutive_years_with_img": 6,
                          "history.img_per_class_min": 0}, {}),
    "feeder-schools": (
        {"history.top_feeder_share": 0.85},
        {"history.top_feeder_share": 0.85, "applicant.school_in_feeder": True},
    ),
    "us-citizens-abroad": (US_IMGS, US_IMGS | {"applicant.img_kind": "us_img"}),
    "old-numbers": ({"history.newest_year": 2024}, {"history.newest_year": 2025}),
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
    "sponsors-nobody": (
        {"applicant.visa_need": "none", "visa.j1_sponsored": False, "visa.h1b_sponsored": False},
        {"applicant.visa_need": "none", "visa.h1b_sponsored": False},
    ),
    "fee-stopped": (EITHER | {"visa.h1b_fee_stance": "stopped"},
                    {"visa.h1b_fee_stance": "stopped"}),
    "fee-not-decided": (EITHER | {"visa.h1b_fee_stance": "undecided"},
                        {"visa.h1b_fee_stance": "undecided"}),
    "fee-only-inside": (EITHER | {"visa.h1b_fee_stance": "only_change_of_status"},
                        EITHER | {"visa.h1b_fee_stance": "pays"}),
    "h1b-set-aside": ({"visa.h1b_separate_bucket": True}, {}),
    "visas-after-ranking": ({"visa.decided": "after_ranking"}, {"visa.decided": "before_ranking"}),
    "lost-outside-held": (LOST | {"visa.place_held_on_delay": True},
                          LOST | {"visa.place_held_on_delay": False}),
    "lost-outside": (LOST, LOST | {"visa.place_held_on_delay": True}),
    "alone-in-a-delay": (
        {"visa.had_your_back_on_delay": False},
        {"visa.had_your_back_on_delay": DODGED},
    ),
    "few-graduates-known": ({"outcomes.img_n": 4}, {"outcomes.img_n": 5}),
    "home-contacts-only": (
        unasked(OUTCOMES) | {"outcomes.graduates": [HOME, HOME, US_FELLOW]},
        unasked(OUTCOMES) | {"outcomes.graduates": [HOME, OWN, US_FELLOW]},
    ),
    "few-through-program": ({"outcomes.via_program_share": 0.24},
                            {"outcomes.via_program_share": 0.25}),
    "felt-behind": ({"outcomes.img_felt_disadvantaged": 0.5},
                    {"outcomes.img_felt_disadvantaged": 0.5, "outcomes.letters_help": "none"}),
    "weak-letters": ({"outcomes.letters": "weak"}, {"outcomes.letters": "average"}),
    "few-fellowships": (
        FEW | {"outcomes.us_fellowship_share": 0.1},
        FEW | {"outcomes.us_fellowship_share": 0.3},
    ),
    "backing-missing": ({"culture.accent_complaint_response": "none_yet"},
                        {"culture.accent_complaint_response": None}),
    "coverage-missing": ({"culture.last_minute_coverage": "mostly_us"},
                         {"culture.last_minute_coverage": None}),
    "favors-missing": ({"culture.schedule_favours": "us_favoured"},
                       {"culture.schedule_favours": None}),
    "remediation-missing": ({"culture.struggle_response": "none"},
                            {"culture.struggle_response": None}),
    "no-struggle-response": ({"culture.struggle_response": "none"},
                             {"culture.struggle_response": "instant_punishment"}),
    "no-peer-group": ({"culture.img_peer_group": False}, {"culture.img_peer_group": None}),
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
    "spotless-and-diverse": (
        {"selection.only_perfect_on_paper": True, "selection.diversity_claim_but_260s": True},
        {"selection.only_perfect_on_paper": True, "evidence.dei_statement": True},
    ),
    "score-mining-row": (SCORES, SCORES | {"selection.step2_high": 266}),
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
    "leaders-against-imgs": (
        {"institution.leadership_anti_img": True},
        {"institution.leadership_anti_img": True, "history.early_share": 0.9},
    ),
    "tense-answers": (
        {"evidence.tense_answers": 1},
        {"evidence.tense_answers": 0},
    ),
    "evasive-answers": (
        {"evidence.interviews": [{"is_img": True, "specificity": "vague"}] * 3,
         "evidence.img_informants": None},
        {"evidence.interviews": [{"is_img": True, "specificity": "specific"}] * 3,
         "evidence.img_informants": None},
    ),
    "nobody-in-private": ({"evidence.private_talks": 0}, {"evidence.private_talks": 1}),
    "key-question-dodged": (
        {"visa.handler": DODGED},
        {"visa.handler": {"status": "unknown"}},
    ),
}  # fmt: skip

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
    "fee-stopped": ({"visa.h1b_fee_stance": "stopped", "applicant.visa_need": "h1b"},),
    "open-visa-line": (
        {"visa.pd_line": ["attorney_works_with_gme"]}, {"visa.pd_line": ["never_lost_extra_time"]},
    ),
    "weak-letters": ({"outcomes.letters_help": "none"},),
    "strong-letters": ({"outcomes.letters_help": "active"},),
    "tense-answers": ({"evidence.interviews": [{"is_img": True, "tone": "tense"}, {"is_img": True}],
                       "evidence.img_informants": None},),
    "evasive-answers": ({"evidence.interviews": [{"is_img": True, "specificity": "declined"}],
                         "evidence.img_informants": None},),
    "few-fellowships": (FEW | {"outcomes.us_fellowship_share": 0.3,
        "outcomes.alumni_recommend_privately": True, "outcomes.alumni_stay_connected": True},),
    "equal-favors": ({"history.img_share": 1, "culture.schedule_favours": None},),
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
        "visa.answer_quality", "visa.paperwork_lead_months", "outcomes.placement_help",
        "culture.schedule_favours", "culture.supported_first_6mo",
        "institution.tried_reduce_sponsorship", "institution.visa_based_renewal_issue",
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
            {"culture.accent_complaint_response": "neutral"},
        )),
    "old-numbers": ({"history.newest_year": 2022, "evidence.season": 2024},),
    "few-graduates-known": (unasked(OUTCOMES) | {"outcomes.img_n": 0},),
    "lopsided-probation": ({"culture.probation_cases": []},),
    "imgs-lead-program": ({"selection.img_pd": False, "selection.img_apds": 0},),
}  # fmt: skip
"""Other ways in which a note comes close and keeps silent."""
