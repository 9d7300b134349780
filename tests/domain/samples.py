"""Random fact files of invented programs: mostly good ones with a few things changed.

Values sit at every threshold of domain.md and just beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from random import Random
from typing import Any

from tests.domain.known import SIGHTINGS, known
from tests.domain.oracle import contradictory

File = dict[str, dict[str, Any]]

YES_NO, NO_YES = (True, False), (False, True)
SHARES = (0, 0.05, 0.09, 0.1, 0.11, 0.19, 0.2, 0.21, 0.3, 0.333, 0.334, 0.39, 0.4, 0.5, 0.6, 0.61)

PLAIN: Mapping[str, tuple[Any, ...]] = {
    "program.class_size": (12, 7, 8, 9, 30),
    "program.has_imgs": YES_NO,
    "applicant.visa_need": ("j1", "none", "h1b", "either"),
    "applicant.school_in_feeder": NO_YES,
    "history.top_feeder_share": (0.3, 0.79, 0.8, 0.81, 1),
    "visa.j1_sponsored": YES_NO,
    "visa.h1b_sponsored": YES_NO,
    "visa.h1b_practice": ("routine", "occasional", "case_by_case", "never_in_practice", "refused"),
    "visa.resident_lost_position": NO_YES,
    "visa.paperwork_lead_months": (6, 2, 3, 4, 0),
    "visa.handler": ("gme", "outside_attorney", "program", "resident_alone"),
    "visa.had_to_fight": NO_YES,
    "visa.answer_quality": ("specific", "vague", "conflicting"),
    "visa.decided": ("before_ranking", "after_ranking"),
    "outcomes.letters": ("strong", "average", "weak"),
    "outcomes.placement_help": ("active", "passive", "none"),
    "outcomes.waiver_job_help": ("active", "passive", "none"),
    "outcomes.alumni_recommend_privately": YES_NO,
    "outcomes.alumni_stay_connected": YES_NO,
    "culture.accent_complaint_response": (
        "backs_resident", "neutral", "sides_with_patient", "nobody_backs",
    ),
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
} | {
    name: NO_YES
    for name in SIGHTINGS
    if name.startswith("culture.") and SIGHTINGS[name] is False
}  # fmt: skip

DIRECT_HISTORY: Mapping[str, tuple[Any, ...]] = {
    "history.years_covered": (8, 2, 3, 4, 5, 6),
    "history.years_with_img": (8, 0, 1, 2, 3, 4, 5, 6, 7),
    "history.consecutive_years_with_img": (8, 0, 2, 4, 5, 6),
    "history.img_share": (0.45, *SHARES),
    "history.img_per_class_max": (6, 0, 1, 2, 3),
    "history.recent_share": (0.45, *SHARES),
    "history.early_share": (0.45, *SHARES),
}

DIRECT_OUTCOMES: Mapping[str, tuple[Any, ...]] = {
    "outcomes.img_n": (20, 20, 0, 1, 5),
    "outcomes.img_fellowship_share": (0.35, 0.5, *SHARES),
    "outcomes.img_unstable_share": (0.05, 0, 0.09, 0.1, 0.11, 0.19, 0.2, 0.21),
    "outcomes.us_fellowship_share": (0.45, *SHARES, 0.45, 0.55, 0.59),
    "outcomes.img_waiver_desert_share": (0.1, 0.49, 0.5, 0.51, 1),
}

TOGETHER: tuple[Mapping[str, Any], ...] = (  # what chance seldom brings
    {"visa.j1_sponsored": False, "visa.h1b_sponsored": False},
    {"visa.discourages_j1_to_h1b": True, "visa.discourages_waiver_jobs": True},
    {"applicant.visa_need": "h1b", "visa.h1b_separate_bucket": True},
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
        leaves |= rng.choice(TOGETHER) if rng.random() < 0.4 else {}
        leaves |= _history(rng) | _outcomes(rng) | _voices(rng)
        found = nested(leaves)
        if not contradictory(known(found)):
            return found


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


def _history(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        records = intake(rng)
        size = {"program.class_size": records[0]["class_size"]} if rng.random() < 0.7 else {}
        return {"history.intake": records} | size
    return _mostly_good_of(rng, DIRECT_HISTORY)


def _mostly_good_of(rng: Random, table: Mapping[str, tuple[Any, ...]]) -> dict[str, Any]:
    changes = rng.choice((0, 0, 1, 1, 2, len(table)))
    return {
        name: rng.choice(values) if place < changes else values[0]
        for place, (name, values) in enumerate(rng.sample(sorted(table.items()), len(table)))
    }


def intake(rng: Random) -> list[dict[str, int]]:
    """Records of some classes: steady, falling, rotating or thin; now and then with a gap."""
    size, years = rng.choice((4, 7, 8, 12)), rng.choice((1, 3, 4, 5, 6, 7, 10, 10))
    style = rng.choice(("steady", "steady", "falling", "rotating", "thin", "third", "none"))
    records = []
    for place in range(years):
        count = {
            "steady": rng.randint(size // 3, size),
            "falling": max(0, size - place * rng.choice((1, 1, 2, 3))),
            "rotating": rng.randint(0, 2),
            "thin": rng.randint(1, 3),
            "third": size // 3,
            "none": 0,
        }[style]
        year = 2010 + place + (1 if place > years // 2 and rng.random() < 0.05 else 0)
        records.append({"match_year": year, "class_size": size, "img_count": min(count, size)})
    unique = {record["match_year"]: record for record in records}
    return rng.sample(list(unique.values()), len(unique))


def _outcomes(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.4:
        return {"outcomes.graduates": graduates(rng)}
    leaves = _mostly_good_of(rng, DIRECT_OUTCOMES)
    if leaves["outcomes.img_n"] == 0:
        return {"outcomes.img_n": 0}
    return leaves


def graduates(rng: Random) -> list[dict[str, Any]]:
    """Records of IMGs and US graduates, one luckier than the other or not."""
    return [
        *(_graduate(rng, True, rng.choice((0, 2, 4))) for _ in range(rng.choice((0, 1, 5, 10)))),
        *(_graduate(rng, False, rng.choice((0, 2, 6))) for _ in range(rng.choice((1, 5, 10)))),
    ]


def _graduate(rng: Random, is_img: bool, luck: int) -> dict[str, Any]:
    path = rng.choice(PATHS[:4] * luck + PATHS)
    found = {"is_img": is_img, "path": path, "waiver_desert": rng.random() < 0.3}
    return found | ({"via": rng.choice(("program", "self"))} if path == "fellowship" else {})


def _voices(rng: Random) -> dict[str, Any]:
    heard = rng.choice((3, 3, 3, 2, 1, 0))
    if rng.random() < 0.5:
        return {"evidence.img_informants": heard}
    people = [True] * heard + [False] * rng.randint(0, 2)
    return {"evidence.interviews": [{"is_img": one} for one in rng.sample(people, len(people))]}


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
