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
from tests.domain.known import Facts, File, fared, known

Rules = list[tuple[str, Truth, str]]

MIN_YEARS, TOKEN_YEARS, TOKEN_PER_CLASS, TOKEN_CLASS_SIZE = 5, 3, 2, 8
TOKEN_SHARE, SUSTAINED_SHARE, FEEDER_SHARE = Fraction(1, 10), Fraction(1, 3), Fraction(8, 10)
LEAD_MONTHS, MIN_INFORMANTS = 3, 2
FELLOWSHIP_STRONG, FELLOWSHIP_WEAK = Fraction(4, 10), Fraction(2, 10)
UNSTABLE_BAD, UNSTABLE_GOOD = Fraction(2, 10), Fraction(1, 10)
FAIR_GAP, DESERT_SHARE = Fraction(1, 10), Fraction(1, 2)


def consistent_intake(facts: Facts) -> Rules:
    """Does the program take IMGs year after year?"""
    years, with_img = facts["history.years_covered"], facts["history.years_with_img"]
    share, most = facts["history.img_share"], facts["history.img_per_class_max"]
    looked_at, few_a_year = reaches(years, TOKEN_YEARS), within(most, TOKEN_PER_CLASS)
    thin = below(share, SUSTAINED_SHARE)
    no_imgs = either(opposite(facts["program.has_imgs"]), both(looked_at, among(with_img, 0)))
    falling = among(facts["history.trend"], "down")
    bleak = either(
        below(facts["history.recent_share"], SUSTAINED_SHARE),
        facts["institution.leadership_anti_img"],
    )
    from_feeder = reaches(facts["history.top_feeder_share"], FEEDER_SHARE)
    run = facts["history.consecutive_years_with_img"]
    large = reaches(facts["program.class_size"], TOKEN_CLASS_SIZE)
    return [
        ("no-imgs", no_imgs, "no"),
        ("token-share", both(looked_at, below(share, TOKEN_SHARE)), "no"),
        ("token-headcount", both(looked_at, large, few_a_year), "no"),
        ("rotating", both(looked_at, below(with_img, years), few_a_year, thin), "no"),
        ("closing-door", both(falling, bleak), "no"),
        ("feeder-only", both(from_feeder, opposite(facts["applicant.school_in_feeder"])), "no"),
        ("too-short", below(years, MIN_YEARS), "open"),
        ("interrupted", below(run, MIN_YEARS), "no"),
        ("sustained", opposite(thin), "yes"),
        ("steady-but-thin", True, "yes"),
    ]


def smooth_visa(facts: Facts) -> Rules:
    """Is the visa process smooth and structured?"""
    j1, h1b = facts["visa.j1_sponsored"], facts["visa.h1b_sponsored"]
    handler, answers = facts["visa.handler"], facts["visa.answer_quality"]
    talked_out = both(facts["visa.discourages_j1_to_h1b"], facts["visa.discourages_waiver_jobs"])
    goalposts = among(facts["institution.legal_delay"], "yearly_new_interpretations")
    h1b_doubtful = either(
        opposite(h1b),
        among(facts["visa.h1b_practice"], "case_by_case", "never_in_practice", "refused"),
        facts["visa.h1b_separate_bucket"],
        among(facts["visa.decided"], "after_ranking"),
    )
    structured = both(
        among(handler, "gme", "outside_attorney", "program"),
        among(answers, "specific"),
        reaches(facts["visa.paperwork_lead_months"], LEAD_MONTHS),
    )
    need = facts["applicant.visa_need"]
    return [
        ("no-sponsorship", both(opposite(j1), opposite(h1b)), "no"),
        ("lost-position", facts["visa.resident_lost_position"], "no"),
        ("had-to-fight", facts["visa.had_to_fight"], "no"),
        ("on-their-own", among(handler, "resident_alone"), "no"),
        ("nightmare", facts["visa.process_nightmare"], "no"),
        ("vague", among(answers, "vague"), "no"),
        ("shrinking", facts["institution.tried_reduce_sponsorship"], "no"),
        ("moving-goalposts", goalposts, "no"),
        ("talked-out-of-it", talked_out, "no"),
        ("h1b-needed", both(among(need, "h1b"), h1b_doubtful), "no"),
        ("j1-needed", both(among(need, "j1"), opposite(j1)), "no"),
        ("structured", structured, "yes"),
        ("otherwise", True, "no"),
    ]


def strong_outcomes(facts: Facts) -> Rules:
    """Do its IMG graduates reach good fellowships or jobs?"""
    fellows = facts["outcomes.img_fellowship_share"]
    unstable = facts["outcomes.img_unstable_share"]
    fair = within(facts["outcomes.fellowship_gap"], FAIR_GAP)
    waiver_help = facts["outcomes.waiver_job_help"]
    helped = either(among(facts["outcomes.placement_help"], "active"), among(waiver_help, "active"))
    deserts = both(
        reaches(facts["outcomes.img_waiver_desert_share"], DESERT_SHARE),
        among(waiver_help, "none"),
    )
    grateful = both(
        facts["outcomes.alumni_recommend_privately"], facts["outcomes.alumni_stay_connected"]
    )
    return [
        ("no-graduates", opposite(facts["outcomes.has_img_graduates"]), "open"),
        ("two-tier", facts["outcomes.two_tier"], "no"),
        ("unstable", reaches(unstable, UNSTABLE_BAD), "no"),
        ("deserts", deserts, "no"),
        ("strong-fellowships", reaches(fellows, FELLOWSHIP_STRONG), "yes"),
        ("good-jobs", both(fair, within(unstable, UNSTABLE_GOOD), helped), "yes"),
        ("weak", below(fellows, FELLOWSHIP_WEAK), "no"),
        ("grateful-alumni", grateful, "yes"),
        ("fair-letters", both(among(facts["outcomes.letters"], "strong"), fair), "yes"),
        ("otherwise", True, "no"),
    ]


def equal_treatment(facts: Facts) -> Rules:
    """Are IMGs treated equally?"""

    def says(short: str, *answers: str) -> Truth:
        return among(facts[f"culture.{short}"], *answers)

    def seen(*shorts: str) -> list[Truth]:
        return [facts[f"culture.{short}"] for short in shorts]

    sacrificed = either(
        says("last_minute_coverage", "mostly_imgs"),
        says("schedule_favours", "us_favoured"),
        says("light_electives_research", "us_favoured"),
        says("vacation_slots", "us_prime"),
        *seen("extra_nights_no_family", "extra_crosscover_brutal"),
        *seen("expected_to_help_grateful", "visa_wont_complain_remark"),
    )
    punished = either(
        *seen("one_complaint_probation", "charting_delay_as_competence"),
        *seen("miscommunication_as_unsafe", "eggshells"),
        says("struggle_response", "instant_punishment"),
        says("surveillance", "imgs_watched_more"),
    )
    drowned = either(
        *seen("thrown_in_deep_end", "labelled_slow_or_not_fit"),
        says("mistakes_seen_as", "incompetence"),
        says("supported_first_6mo", "no"),
    )
    leverage = either(
        facts["institution.hr_visa_threat"], facts["institution.visa_based_renewal_issue"]
    )
    hostile = several(
        2,
        *seen("made_to_feel_small", "told_english_inadequate"),
        *seen("nurses_bypass_imgs", "must_sound_american"),
        says("asking_questions", "mocked"),
    )
    equal = several(
        3,
        says("accent_complaint_response", "backs_resident"),
        says("last_minute_coverage", "shared"),
        says("schedule_favours", "equal"),
        says("struggle_response", "structured_remediation"),
    )
    unbacked = says("accent_complaint_response", "nobody_backs", "sides_with_patient")
    return [
        ("accent-unbacked", unbacked, "no"),
        ("sacrificed", sacrificed, "no"),
        ("punished", punished, "no"),
        ("drowned", drowned, "no"),
        ("visa-leverage", leverage, "no"),
        ("hostile-climate", hostile, "no"),
        ("too-few-voices", below(facts["evidence.img_informants"], MIN_INFORMANTS), "open"),
        ("equal", equal, "yes"),
        ("otherwise", True, "no"),
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
    run, has_imgs = facts["history.consecutive_years_with_img"], facts["program.has_imgs"]
    counted = [with_img, facts["history.img_share"], facts["history.img_per_class_max"], run]
    some = any(one is not None and one > 0 for one in counted)
    none = any(one == 0 for one in counted[:3])
    careers = [
        facts[f"outcomes.img_{name}_share"]
        for name in ("fellowship", "hospitalist_community", "unstable", "academic_leadership")
    ]
    return (
        below(years, with_img) is True
        or below(with_img, run) is True
        or below(years, run) is True
        or (some and none)
        or (some and has_imgs is False)
        or sum(one for one in careers if one is not None) > 1
        or (facts["outcomes.img_n"] == 0 and fared(facts))  # shares of none
        or below(facts["selection.step2_high"], facts["selection.step2_low"]) is True
    )
