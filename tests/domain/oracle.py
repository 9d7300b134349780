"""An independent reading of domain.md's main path, in plain Python, to compare the engine with.

Written from the page, not from the rule files; nothing of the engine is used. Facts that are
all known are decided; of others it says which outcomes Kleene's logic leaves, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from tests.domain.kleene import (
    Truth,
    among,
    below,
    both,
    either,
    opposite,
    reaches,
    several,
    within,
)
from tests.domain.known import Facts, File, fared, known, two_tiers

Rules = list[tuple[str, Truth, str]]

MIN_YEARS, TOKEN_YEARS, TOKEN_PER_CLASS, STEADY_YEARS = 5, 3, 2, Fraction(8, 10)
TOKEN_SHARE, HEADCOUNT_SHARE, SUSTAINED_SHARE = Fraction(1, 10), Fraction(2, 10), Fraction(1, 3)
LEAD_MONTHS, MIN_INFORMANTS, MIN_GRADUATES = 2, 2, 3
FELLOWSHIP_STRONG, FELLOWSHIP_WEAK = Fraction(4, 10), Fraction(2, 10)
UNSTABLE_BAD, UNSTABLE_GOOD = Fraction(2, 10), Fraction(1, 10)
FAIR_GAP, FELT_SHARE, DESERT_SHARE = Fraction(1, 10), Fraction(1, 2), Fraction(1, 2)


def consistent_intake(facts: Facts) -> Rules:
    """Does the program take IMGs year after year?"""
    years, with_img = facts["history.years_covered"], facts["history.years_with_img"]
    share, most = facts["history.img_share"], facts["history.img_per_class_max"]
    looked_at, few_a_year = reaches(years, TOKEN_YEARS), within(most, TOKEN_PER_CLASS)
    thin = below(share, SUSTAINED_SHARE)
    missed = below(with_img, None if years is None else STEADY_YEARS * years)
    no_imgs = either(opposite(facts["program.has_imgs"]), both(looked_at, among(with_img, 0)))
    low_now = below(facts["history.recent_share"], SUSTAINED_SHARE)
    bleak = either(low_now, facts["institution.leadership_anti_img"])
    falling = among(facts["history.trend"], "down")
    return [
        ("no-imgs", no_imgs, "no"),
        ("token-share", both(looked_at, below(share, TOKEN_SHARE)), "no"),
        ("token-headcount", both(looked_at, few_a_year, below(share, HEADCOUNT_SHARE)), "no"),
        ("rotating", both(looked_at, missed, few_a_year, thin), "no"),
        ("closing-door", both(falling, bleak), "no"),
        ("too-short", below(years, MIN_YEARS), "open"),
        ("interrupted", both(missed, either(thin, opposite(few_a_year))), "no"),
        ("sustained", opposite(thin), "yes"),
        ("steady-but-thin", True, "yes"),
    ]


def depends_on_h1b(facts: Facts) -> Truth:
    """Whether nothing but an H-1B will do."""
    need = facts["applicant.visa_need"]
    no_j1 = opposite(facts["visa.j1_sponsored"])
    return either(among(need, "h1b"), both(among(need, "either"), no_j1))


def smooth_visa(facts: Facts) -> Rules:
    """Is the visa process smooth and structured?"""
    j1, h1b = facts["visa.j1_sponsored"], facts["visa.h1b_sponsored"]
    handler, answers = facts["visa.handler"], facts["visa.answer_quality"]
    need, fee = facts["applicant.visa_need"], facts["visa.h1b_fee_stance"]
    abroad = opposite(facts["applicant.in_us"])
    talked_out = both(facts["visa.discourages_j1_to_h1b"], facts["visa.discourages_waiver_jobs"])
    goalposts = among(facts["institution.legal_delay"], "yearly_new_interpretations")
    h1b_doubtful = either(
        opposite(h1b),
        among(facts["visa.h1b_practice"], "case_by_case", "never_in_practice", "refused"),
        facts["visa.h1b_separate_bucket"],
        among(facts["visa.decided"], "after_ranking"),
        among(fee, "stopped"),
        both(among(fee, "only_change_of_status"), abroad),
    )
    structured = both(
        among(handler, "gme", "outside_attorney", "program"),
        among(answers, "specific"),
        reaches(facts["visa.paperwork_lead_months"], LEAD_MONTHS),
    )
    depends = depends_on_h1b(facts)
    return [
        ("no-visa-needed", among(need, "none"), "yes"),
        ("no-sponsorship", both(opposite(j1), opposite(h1b)), "no"),
        ("lost-position", facts["visa.resident_lost_position"], "no"),
        ("had-to-fight", facts["visa.had_to_fight"], "no"),
        ("on-their-own", among(handler, "resident_alone"), "no"),
        ("nightmare", facts["visa.process_nightmare"], "no"),
        ("vague", among(answers, "vague"), "no"),
        ("shrinking", facts["institution.tried_reduce_sponsorship"], "no"),
        ("moving-goalposts", goalposts, "no"),
        ("talked-out-of-it", talked_out, "no"),
        ("h1b-needed", both(depends, h1b_doubtful), "no"),
        ("j1-needed", both(among(need, "j1"), opposite(j1)), "no"),
        ("fee-undecided", both(depends, abroad, among(fee, "undecided")), "open"),
        ("conflicting", among(answers, "conflicting"), "open"),
        ("structured", structured, "yes"),
        ("otherwise", True, "no"),
    ]


def strong_outcomes(facts: Facts) -> Rules:
    """Do its IMG graduates reach good fellowships or jobs?"""
    fellows, further = facts["outcomes.img_fellowship_share"], facts["outcomes.img_advancing_share"]
    unstable = facts["outcomes.img_unstable_share"]
    fair = no_better_peers(facts)
    strong = either(reaches(fellows, FELLOWSHIP_STRONG), reaches(further, FELLOWSHIP_STRONG))
    letters_strong = among(facts["outcomes.letters"], "strong")
    return [
        ("no-graduates", opposite(facts["outcomes.has_img_graduates"]), "open"),
        ("two-tier", facts["outcomes.two_tier"], "no"),
        ("held-back", held_back(facts), "no"),
        ("too-few-graduates", below(facts["outcomes.img_n"], MIN_GRADUATES), "open"),
        ("unstable", reaches(unstable, UNSTABLE_BAD), "no"),
        ("deserts", stranded(facts), "no"),
        ("strong-fellowships", strong, "yes"),
        ("good-jobs", both(fair, within(unstable, UNSTABLE_GOOD), helped(facts)), "yes"),
        ("grateful-alumni", grateful(facts), "yes"),
        ("weak", below(further, FELLOWSHIP_WEAK), "no"),
        ("fair-letters", both(letters_strong, fair), "yes"),
        ("otherwise", True, "no"),
    ]


def no_better_peers(facts: Facts) -> Truth:
    """Whether no US graduates are seen to fare better."""
    return either(
        opposite(facts["program.has_us_graduates"]),
        below(facts["outcomes.us_n"], MIN_GRADUATES),
        within(facts["outcomes.fellowship_gap"], FAIR_GAP),
    )


def held_back(facts: Facts) -> Truth:
    """Whether half felt behind and nobody helped."""
    unhelped = either(
        among(facts["outcomes.letters_help"], "none"),
        among(facts["outcomes.placement_help"], "none"),
    )
    return both(reaches(facts["outcomes.img_felt_disadvantaged"], FELT_SHARE), unhelped)


def stranded(facts: Facts) -> Truth:
    """Whether half work in waiver deserts and nobody helped."""
    unhelped = among(facts["outcomes.waiver_job_help"], "none")
    return both(reaches(facts["outcomes.img_waiver_desert_share"], DESERT_SHARE), unhelped)


def helped(facts: Facts) -> Truth:
    """Whether the program helps actively with some kind of post."""
    kinds = ("outcomes.placement_help", "outcomes.waiver_job_help")
    return either(*(among(facts[one], "active") for one in kinds))


def grateful(facts: Facts) -> Truth:
    """Whether alumni recommend the program and keep in touch."""
    return both(
        facts["outcomes.alumni_recommend_privately"], facts["outcomes.alumni_stay_connected"]
    )


def equal_treatment(facts: Facts) -> Rules:
    """Are IMGs treated equally?"""

    def says(short: str, *answers: str) -> Truth:
        return among(facts[f"culture.{short}"], *answers)

    def seen(*shorts: str) -> list[Truth]:
        return [facts[f"culture.{short}"] for short in shorts]

    us = facts["program.has_us_graduates"]
    favored = either(
        says("schedule_favours", "us_favoured"),
        says("light_electives_research", "us_favoured"),
        says("vacation_slots", "us_prime"),
    )
    sacrificed = either(
        says("last_minute_coverage", "mostly_imgs"),
        *seen("extra_nights_no_family", "extra_crosscover_brutal"),
        *seen("expected_to_help_grateful", "visa_wont_complain_remark"),
        facts["prestige.img_heaviest_rotations"],
        both(us, favored),
    )
    punished = either(
        *seen("one_complaint_probation", "charting_delay_as_competence"),
        *seen("miscommunication_as_unsafe", "eggshells", "retaliation"),
        says("struggle_response", "instant_punishment"),
        both(us, says("surveillance", "imgs_watched_more")),
    )
    drowned = either(
        *seen("thrown_in_deep_end", "labelled_slow_or_not_fit"),
        says("mistakes_seen_as", "incompetence"),
        says("supported_first_6mo", "no"),
    )
    leverage = either(
        facts["institution.hr_visa_threat"], facts["institution.visa_based_renewal_issue"]
    )
    unbacked = says("accent_complaint_response", "nobody_backs", "sides_with_patient", "neutral")
    return [
        ("accent-unbacked", unbacked, "no"),
        ("sacrificed", sacrificed, "no"),
        ("punished", punished, "no"),
        ("drowned", drowned, "no"),
        ("visa-leverage", leverage, "no"),
        ("hostile-climate", several(2, *hostile(facts)), "no"),
        ("too-few-voices", below(facts["evidence.img_informants"], MIN_INFORMANTS), "open"),
        ("equal", several(3, *four_tests(facts)), "yes"),
        ("otherwise", True, "no"),
    ]


def hostile(facts: Facts) -> list[Truth]:
    """The six signs of a hostile climate."""
    short = ("made_to_feel_small", "told_english_inadequate", "nurses_bypass_imgs")
    return [
        *(facts[f"culture.{one}"] for one in (*short, "must_sound_american")),
        among(facts["culture.asking_questions"], "mocked"),
        among(facts["culture.accent_answer_tone"], "tense"),
    ]


def four_tests(facts: Facts) -> list[Truth]:
    """Backing, coverage, favors, remediation."""
    return [
        among(facts["culture.accent_complaint_response"], "backs_resident"),
        among(facts["culture.last_minute_coverage"], "shared"),
        either(
            among(facts["culture.schedule_favours"], "equal"),
            opposite(facts["program.has_us_graduates"]),
        ),
        among(facts["culture.struggle_response"], "structured_remediation"),
    ]


GATES: Mapping[str, Callable[[Facts], Rules]] = {
    "consistent_intake": consistent_intake,
    "smooth_visa": smooth_visa,
    "strong_outcomes": strong_outcomes,
    "equal_treatment": equal_treatment,
}


Left = tuple[tuple[str, str], ...]
"""The rules that may decide a gate, each with its outcome."""


@dataclass(frozen=True)
class Reading:
    """What the oracle makes of a case.

    `passed` are the gates on the way, each with the rules that Kleene's logic leaves it.
    """

    possible: frozenset[str]
    decided_at: str
    passed: Mapping[str, Left]

    @property
    def rule(self) -> str | None:
        """The rule that decides, where only one can."""
        left = self.passed[self.decided_at]
        return left[0][0] if len(left) == 1 else None

    @property
    def verdict(self) -> str:
        """The verdict, when only one is possible."""
        return next(iter(self.possible)) if len(self.possible) == 1 else "incomplete"


def read(file: File) -> Reading:
    """Read a fact file as domain.md would have it read."""
    return read_known(known(file))


def read_known(facts: Facts) -> Reading:
    """Walk the gates: `no` ends in low, `yes` goes on, and an open gate may do either."""
    passed: dict[str, Left] = {}
    opened: str | None = None
    for gate, rules in GATES.items():
        passed[gate] = candidates(rules(facts))
        ways = {way for _, way in passed[gate]}
        if ways == {"no"}:
            return Reading(frozenset({"low"}), gate, passed)
        if ways != {"yes"} and opened is None:
            opened = gate
    verdicts = {"high"} if opened is None else {"low", "high"}
    return Reading(frozenset(verdicts), opened or gate, passed)


def candidates(rules: Rules) -> Left:
    """The rules that may decide a gate: those not ruled out, down to the first that holds."""
    left = []
    for name, truth, way in rules:
        if truth is not False:
            left.append((name, way))
        if truth:
            break
    return tuple(left)


def contradictory(facts: Facts) -> bool:
    """Whether domain.md says that these facts cannot be true together."""
    years, with_img = facts["history.years_covered"], facts["history.years_with_img"]
    smallest, largest = facts["history.img_per_class_min"], facts["history.img_per_class_max"]
    run, has_imgs = facts["history.consecutive_years_with_img"], facts["program.has_imgs"]
    counted = [with_img, facts["history.img_share"], facts["history.img_per_class_max"], run]
    some = any(one is not None and one > 0 for one in counted)
    none = any(one == 0 for one in counted[:3])
    fellows, further = facts["outcomes.img_fellowship_share"], facts["outcomes.img_advancing_share"]
    careers = [
        facts[f"outcomes.img_{name}_share"]
        for name in ("fellowship", "hospitalist_community", "unstable", "academic_leadership")
    ]
    if further is not None:
        careers = [further, *careers[1:3]]
    return (
        below(years, with_img) is True
        or below(with_img, run) is True
        or below(years, run) is True
        or (some and none)
        or (some and has_imgs is False)
        or sum(one for one in careers if one is not None) > 1
        or below(further, fellows) is True
        or below(largest, smallest) is True
        or (facts["outcomes.img_n"] == 0 and fared(facts))  # shares of none
        or (facts["outcomes.two_tier"] is False and two_tiers(facts) is True)
        or below(facts["selection.step2_high"], facts["selection.step2_low"]) is True
    )
