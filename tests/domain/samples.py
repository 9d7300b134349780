"""Random fact files of invented programs: mostly good ones with a few things changed.

Values sit at every threshold of domain.md and just beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from random import Random
from typing import Any

from tests.domain.known import Facts, known
from tests.domain.oracle import GATES, candidates, contradictory
from tests.domain.sightings import SIGHTINGS

File = dict[str, dict[str, Any]]

YES_NO, NO_YES = (True, False), (False, True)
SHARES = (0, 0.05, 0.09, 0.1, 0.11, 0.19, 0.2, 0.21, 0.3, 0.333, 0.334, 0.39, 0.4, 0.5, 0.6, 0.61)

PLAIN: Mapping[str, tuple[Any, ...]] = {
    "program.has_imgs": YES_NO,
    "applicant.visa_need": ("j1", "none", "h1b", "either"),
    "applicant.in_us": NO_YES,
    "visa.j1_sponsored": YES_NO,
    "visa.h1b_sponsored": YES_NO,
    "visa.h1b_practice": ("routine", "occasional", "case_by_case", "never_in_practice", "refused"),
    "visa.resident_lost_position": NO_YES,
    "visa.paperwork_lead_months": (6, 1.5, 2, 2.5, 3, 0),
    "visa.handler": ("gme", "outside_attorney", "program", "resident_alone"),
    "visa.had_to_fight": NO_YES,
    "visa.answer_quality": ("specific", "vague", "conflicting"),
    "visa.decided": ("before_ranking", "after_ranking"),
    "visa.h1b_fee_stance": ("pays", "only_change_of_status", "stopped", "undecided"),
    "outcomes.letters": ("strong", "average", "weak"),
    "outcomes.letters_help": ("active", "passive", "none"),
    "outcomes.placement_help": ("active", "passive", "none"),
    "outcomes.waiver_job_help": ("active", "passive", "none"),
    "outcomes.alumni_recommend_privately": YES_NO,
    "outcomes.alumni_stay_connected": YES_NO,
    "culture.accent_complaint_response": (
        "backs_resident", "neutral", "sides_with_patient", "nobody_backs", "none_yet",
    ),
    "culture.accent_answer_tone": ("calm", "tense"),
    "culture.last_minute_coverage": ("shared", "mostly_imgs", "mostly_us"),
    "culture.schedule_favours": ("equal", "us_favoured"),
    "culture.light_electives_research": ("equal", "us_favoured"),
    "culture.supported_first_6mo": ("yes", "partly", "no"),
    "culture.struggle_response": ("structured_remediation", "instant_punishment", "none"),
    "culture.surveillance": ("same", "imgs_watched_more"),
    "institution.tried_reduce_sponsorship": NO_YES,
    "institution.visa_based_renewal_issue": NO_YES,
    "selection.step2_low": (225, 219, 220, 240, 245),
    "selection.step2_high": (250, 255, 256, 260, 261, 265, 266),
}  # fmt: skip

SEEN: Mapping[str, tuple[Any, ...]] = {
    "visa.discourages_j1_to_h1b": NO_YES,
    "visa.discourages_waiver_jobs": NO_YES,
    "visa.h1b_separate_bucket": NO_YES,
    "visa.process_nightmare": NO_YES,
    "culture.vacation_slots": ("equal", "us_prime"),
    "culture.asking_questions": ("normalised", "mocked"),
    "culture.mistakes_seen_as": ("learning", "incompetence"),
    "institution.legal_delay": ("none", "some", "yearly_new_interpretations"),
    "institution.hr_visa_threat": NO_YES,
    "institution.leadership_anti_img": NO_YES,
    "prestige.img_heaviest_rotations": NO_YES,
    "outcomes.img_felt_disadvantaged": (0, 0.3, 0.49, 0.5, 0.8),
} | {
    name: NO_YES
    for name in SIGHTINGS
    if name.startswith("culture.") and SIGHTINGS[name] is False
}  # fmt: skip

ASIDE: Mapping[str, tuple[Any, ...]] = {  # what only notes and labels read
    "program.position_type": ("categorical", "preliminary", None),
    "program.tier": ("mid_level", "big_name", None),
    "program.graduation_cutoff_years": (5, 99, 4, None),
    "program.accepts_attempts": (True, False, None),
    "program.us_experience_required_months": (0, 3, None),
    "program.requires_step3_for_h1b": (True, False, None),
    "applicant.img_kind": ("non_us_img", "us_img", None),
    "applicant.school_in_feeder": (True, False, None),
    "applicant.need": ("both", "pure_prestige", None),
    "applicant.graduation_year": (2022, 2023, 2021, None),
    "applicant.failed_attempts": (0, 1, None),
    "applicant.us_experience_months": (3, 2, 0, None),
    "applicant.step3_passed": (True, False, None),
    "evidence.season": (None, None, 2026, 2027),
    "history.top_feeder_share": (0.3, 0.79, 0.8, 0.81, None),
    "history.background_mix": ("broad", "caribbean_only", "top_european_only", None),
    "visa.pd_line": (
        ["both_many_times"], ["case_by_case", "never_lost_extra_time"],
        ["mostly_j1_historically"], [], None,
    ),
    "visa.framed_as": ("logistics", "burden", None),
    "visa.buffer_time": (True, False, None),
    "visa.attorney": ("gme_linked", "none", None),
    "visa.had_your_back_on_delay": (True, False, None),
    "visa.place_held_on_delay": (True, False, None),
    "visa.lost_to_outside_cause": (None, True),
    "institution.gme_h1b_pushback": (None, "some", "repeated"),
    "institution.pd_supportive": (True, False, None),
    "outcomes.via_program_share": (0.2, 0.25, 0.6, None),
    "outcomes.mentorship_strong": (True, False, None),
    "outcomes.education_strong": (True, False, None),
    "culture.feedback_style": ("constructive", "speak_better", "none", None),
    "culture.taught_documentation_phrases": (True, False, None),
    "culture.taught_talking_to_nurses": (True, False, None),
    "culture.coded_language": (None, ["patient_population_fit"], []),
    "culture.paired_with_senior": (True, False, None),
    "culture.us_system_orientation": (True, False, None),
    "culture.chief_expectation_talk": (True, False, None),
    "culture.adaptation_owner": (True, False, None),
    "culture.img_peer_group": (True, False, None),
    "culture.progress_tracked": (True, False, None),
    "culture.struggle_contextualised": (True, False, None),
    "culture.probation_cases": (
        None, [], [{"is_img": True, "reason": "complaint"}], [{"is_img": False, "reason": "visa"}],
        [{"is_img": True, "reason": "performance"}, {"is_img": False}], [{"reason": "unknown"}],
    ),
    "selection.attempts_valued_openly": (True, False, None),
    "selection.accepts_gaps": (True, False, None),
    "selection.values_clinical_strength": (True, False, None),
    "selection.only_perfect_on_paper": (None, True),
    "selection.diversity_claim_but_260s": (None, True),
    "selection.img_on_rank_committee": (0, 1, None),
    "selection.img_pd": (True, False, None),
    "selection.img_apds": (0, 2, None),
    "selection.img_chiefs": (0, 1, None),
    "selection.img_alumni_core_faculty": (0, 1, None),
    "selection.all_us_trained": (True, False, None),
    "selection.committee_answer": ("names_proudly", "plain", "vague", None),
    "history.visa_battles_fought": (None, True),
    "history.faculty_adjusted": (None, True),
    "history.pd_kept_going_under_criticism": (None, True),
    "prestige.no_leverage_after": (None, True),
    "prestige.lucky_to_be_here_remark": (None, True),
    "evidence.website_img_claims": (None, True),
    "evidence.dei_statement": (None, True),
    "evidence.official_video_praise": (None, True),
    "evidence.faculty_say_love_imgs": (None, True),
}  # fmt: skip

DIRECT_HISTORY: Mapping[str, tuple[Any, ...]] = {
    "history.years_covered": (8, 2, 3, 4, 5, 6),
    "history.years_with_img": (8, 0, 1, 2, 3, 4, 5, 6, 7),
    "history.consecutive_years_with_img": (8, 0, 2, 4, 5, 6),
    "history.img_share": (0.45, *SHARES, 0.199, 1),
    "history.img_per_class_max": (6, 0, 1, 2, 3),
    "history.img_per_class_min": (6, 5, 1, 0),
    "history.non_us_share": (0.3, 0.09, 0.1),
    "history.newest_year": (2025, 2023, 2024),
    "history.recent_share": (0.45, *SHARES),
    "history.early_share": (0.45, *SHARES),
}

DIRECT_OUTCOMES: Mapping[str, tuple[Any, ...]] = {
    "outcomes.img_n": (20, 20, 0, 1, 2, 3, 5),
    "outcomes.us_n": (15, 2, 3),
    "outcomes.img_academic_leadership_share": (0, 0.025, 0.1, 0.2),
    "outcomes.img_fellowship_share": (0.35, 0.5, *SHARES),
    "outcomes.img_unstable_share": (0.05, 0, 0.09, 0.1, 0.11, 0.19, 0.2, 0.21),
    "outcomes.us_fellowship_share": (0.45, *SHARES, 0.45, 0.55, 0.59),
    "outcomes.img_waiver_desert_share": (0.1, 0.5, 0.49, 0.5, 0.51, 1),
}

LIKELY: Mapping[str, Any] = {}
DESERTS: Mapping[str, Any] = {
    "outcomes.img_waiver_desert_share": 0.5, "outcomes.waiver_job_help": "none",
    "outcomes.img_unstable_share": 0.05,
}  # fmt: skip
WEAK: Mapping[str, Any] = {
    "outcomes.img_fellowship_share": 0.1, "outcomes.us_fellowship_share": 0.3,
    "outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive",
    "outcomes.alumni_stay_connected": False,
}  # fmt: skip
NO_BAR: Mapping[str, Any] = {
    "program.graduation_cutoff_years": 5, "program.accepts_attempts": True,
    "program.us_experience_required_months": 0, "program.requires_step3_for_h1b": False,
    "applicant.graduation_year": 2022, "applicant.failed_attempts": 1,
    "applicant.us_experience_months": 0, "applicant.step3_passed": False,
}  # fmt: skip

TOGETHER: tuple[Mapping[str, Any], ...] = (  # what chance seldom brings
    {"visa.j1_sponsored": False, "visa.h1b_sponsored": False},
    {"visa.discourages_j1_to_h1b": True, "visa.discourages_waiver_jobs": True},
    {"applicant.visa_need": "h1b", "visa.h1b_separate_bucket": True},
    {"applicant.visa_need": "h1b", "visa.h1b_fee_stance": "undecided"},
    {"applicant.visa_need": "h1b", "visa.h1b_fee_stance": "only_change_of_status"},
    {"applicant.visa_need": "either", "visa.j1_sponsored": False},
    {"outcomes.img_felt_disadvantaged": 0.5, "outcomes.letters_help": "none"},
    {"outcomes.two_tier": True},
    {"applicant.visa_need": "none", "visa.j1_sponsored": False, "visa.h1b_sponsored": False},
    NO_BAR, NO_BAR,
    {"visa.handler": "resident_alone"},
    {"applicant.visa_need": "h1b", "visa.h1b_practice": "occasional"},
    {"culture.made_to_feel_small": True, "culture.asking_questions": "mocked"},
    {"culture.nurses_bypass_imgs": True, "culture.must_sound_american": True},
    {"culture.accent_complaint_response": "sides_with_patient"},
    {"culture.last_minute_coverage": "mostly_us", "culture.struggle_response": "none"},
    {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "none"},
    {"outcomes.waiver_job_help": "none", "outcomes.alumni_stay_connected": False},
    {"outcomes.placement_help": "none", "outcomes.waiver_job_help": "none",
     "outcomes.alumni_recommend_privately": False, "outcomes.letters": "average"},
    {"outcomes.placement_help": "none", "outcomes.waiver_job_help": "passive",
     "outcomes.alumni_recommend_privately": False},
    {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive",
     "outcomes.alumni_stay_connected": False},
    {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive",
     "outcomes.alumni_recommend_privately": False, "outcomes.letters": "weak"},
)  # fmt: skip

PATHS = (
    "fellowship", "fellowship", "hospitalist", "community", "academic", "leadership",
    "unemployed", "unstable", "prelim_or_dead_end",
)  # fmt: skip


def complete(rng: Random) -> File:
    """A program of which everything that the gates ask is known."""
    while True:
        changes = rng.choice((0, 0, 1, 1, 2, 3, 9))
        tables = {**PLAIN, **SEEN}
        leaves = _mostly_good(rng, tables, changes)
        leaves |= _aside(rng)
        leaves.update(rng.choice(TOGETHER) if rng.random() < 0.6 else LIKELY)
        leaves |= _history(rng) | _outcomes(rng) | _voices(rng)
        if "outcomes.graduates" in leaves:
            leaves.pop("outcomes.via_program_share", None)
        found = nested(leaves)
        facts = known(found)
        if not contradictory(facts) and settled(facts):
            return found


def settled(facts: Facts) -> bool:
    """Whether at each gate one rule decides, so that nothing it asks is unknown."""
    return all(len(candidates(rules(facts))) == 1 for rules in GATES.values())


def _mostly_good(
    rng: Random, tables: Mapping[str, tuple[Any, ...]], changes: int
) -> dict[str, Any]:
    leaves = {name: values[0] for name, values in tables.items()}
    for name in rng.sample(sorted(tables), min(changes, len(tables))):
        leaves[name] = rng.choice(tables[name])
    for name in SEEN:  # a sighting that was not seen need not be mentioned
        if leaves.get(name) == SIGHTINGS[name] and rng.random() < 0.7:
            del leaves[name]
    return leaves


def _aside(rng: Random) -> dict[str, Any]:
    """What only notes and labels read: some of it, in a few programs all of it."""
    names = rng.sample(sorted(ASIDE), rng.choice((0, 2, 8, len(ASIDE))))
    return {name: rng.choice(ASIDE[name]) for name in names}


def _history(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return {"history.intake": intake(rng)}
    return _mostly_good_of(rng, DIRECT_HISTORY)


def _mostly_good_of(rng: Random, table: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    changes = rng.choice((0, 0, 1, 1, 2, len(table)))
    return {
        name: rng.choice(values) if place < changes else values[0]
        for place, (name, values) in enumerate(rng.sample(sorted(table.items()), len(table)))
    }


def intake(rng: Random) -> list[dict[str, int]]:
    """Records of some classes: steady, falling, rotating or thin; now and then with a gap."""
    size, years = rng.choice((2, 4, 5, 8, 10, 12)), rng.choice((1, 3, 4, 5, 6, 7, 10, 10))
    style = rng.choice(("steady", "steady", "falling", "rotating", "thin", "third", "none", "all"))
    kinds = rng.random() < 0.3
    records = []
    for place in range(years):
        count = {
            "steady": rng.randint(size // 3, size),
            "falling": max(0, size - place * rng.choice((1, 1, 2, 3))),
            "rotating": rng.randint(0, 2),
            "thin": rng.randint(1, 3),
            "third": size // 3,
            "none": 0,
            "all": size,
        }[style]
        year = 2010 + place + (1 if place > years // 2 and rng.random() < 0.05 else 0)
        empty = rng.random() < 0.03
        found = {"match_year": year, "class_size": 0 if empty else size,
                 "img_count": 0 if empty else min(count, size)}  # fmt: skip
        if kinds:
            found["us_img"] = rng.choice((0, found["img_count"] // 2, found["img_count"]))
            found["non_us_img"] = found["img_count"] - found["us_img"]
        records.append(found)
    unique = {record["match_year"]: record for record in records}
    return rng.sample(list(unique.values()), len(unique))


def _outcomes(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {"outcomes.graduates": graduates(rng)}
    leaves = _mostly_good_of(rng, DIRECT_OUTCOMES)
    leaves.update(rng.choice((LIKELY, LIKELY, LIKELY, LIKELY, LIKELY, LIKELY, DESERTS, WEAK)))
    if leaves["outcomes.img_n"] == 0:
        return {"outcomes.img_n": 0}
    return leaves


def graduates(rng: Random) -> list[dict[str, Any]]:
    """Records of IMGs and US graduates, one luckier than the other or not."""
    return [
        *(_graduate(rng, True, rng.choice((0, 2, 4))) for _ in range(rng.choice((0, 2, 3, 5, 10)))),
        *(_graduate(rng, False, rng.choice((0, 2, 6))) for _ in range(rng.choice((0, 2, 5, 10)))),
    ]


def _graduate(rng: Random, is_img: bool, luck: int) -> dict[str, Any]:
    path = rng.choice(PATHS[:4] * luck + PATHS)
    found = {"is_img": is_img, "path": path, "waiver_desert": rng.random() < 0.3}
    return found | (
        {"via": rng.choice(("program", "self", "home_contacts"))} if path == "fellowship" else {}
    )


def _voices(rng: Random) -> dict[str, Any]:
    heard = rng.choice((3, 3, 3, 2, 1, 0))
    if rng.random() < 0.5:
        return {"evidence.img_informants": heard}
    people = [True] * heard + [False] * rng.randint(0, 2)
    return {"evidence.interviews": [_talk(rng, one) for one in rng.sample(people, len(people))]}


def _talk(rng: Random, is_img: bool) -> dict[str, Any]:
    who = rng.choice(("A", "B", "C", "D", None, None))
    found = {"who": who, "is_img": is_img, "pgy": rng.choice((1, 2, 3))}
    noted = {
        "private": rng.choice((True, False)),
        "specificity": rng.choice(("specific", "specific", "vague", "declined", None)),
        "tone": rng.choice(("calm", "calm", "tense")),
    }
    return found | (noted if rng.random() < 0.6 else {})


def sparse(rng: Random, file: File) -> File:
    """The file with many leaves not asked, asked in vain or dodged; sightings only dodged."""
    left = deepcopy(file)
    for name in rng.sample(names(file), rng.randint(1, len(names(file)) // 2)):
        group, _, short = name.partition(".")
        if name in SIGHTINGS or rng.random() < 0.5:
            left[group][short] = {"value": None, "status": rng.choice(("unknown", "declined"))}
        else:
            del left[group][short]
    return left


def nested(leaves: Mapping[str, Any]) -> File:
    """Leaves by dotted name as groups."""
    found: File = {}
    for name, value in leaves.items():
        group, _, short = name.partition(".")
        found.setdefault(group, {})[short] = value
    return found


def names(file: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The dotted names of a file's leaves."""
    return [f"{group}.{short}" for group, leaves in file.items() for short in leaves]
