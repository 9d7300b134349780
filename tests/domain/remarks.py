"""An independent reading of domain.md's notes: what is remarked on a program, and of which signal.

Written from the page. A note asks of what is known: `yes` and `is_` are false of the unknown,
where the page lets a note fire without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from tests.domain.known import Facts
from tests.domain.oracle import (
    FELLOWSHIP_STRONG,
    FELLOWSHIP_WEAK,
    FELT_SHARE,
    MIN_YEARS,
    STEADY_YEARS,
    SUSTAINED_SHARE,
    TOKEN_PER_CLASS,
    TOKEN_SHARE,
    consistent_intake,
    four_tests,
    held_back,
    hostile,
    strong_outcomes,
)  # fmt: skip
from tests.domain.rows import archetype

Says = Callable[[Facts], Truth]
Notes = Mapping[str, tuple[str, Says]]
"""By note: its signal, and when it fires."""

FEEDER_SHARE, QUARTER = Fraction(8, 10), Fraction(1, 4)
EVASIVE = ("mostly_j1_historically", "case_by_case", "see_candidate_pool_first")
OPEN = ("both_many_times", "attorney_works_with_gme", "never_lost_extra_time")


def true(name: str) -> Says:
    """When a fact is true."""
    return lambda facts: facts[name]


def false(name: str) -> Says:
    """When a fact is known to be false."""
    return lambda facts: opposite(facts[name])


def is_(name: str, *answers: str) -> Says:
    """When a fact has one of these values."""
    return lambda facts: among(facts[name], *answers)


def some(name: str) -> Says:
    """When a number is above zero."""
    return lambda facts: opposite(within(facts[name], 0))


def every(*parts: Says) -> Says:
    return lambda facts: both(*(part(facts) for part in parts))


def any_(*parts: Says) -> Says:
    return lambda facts: either(*(part(facts) for part in parts))


def surely_not(part: Says) -> Says:
    """When something is not known to hold."""
    return lambda facts: part(facts) is not True


def line(*words: str) -> Says:
    """When the director said one of these."""

    def says(facts: Facts) -> Truth:
        said = facts["visa.pd_line"]
        return None if said is None else any(word in said for word in words)

    return says


def talks(field: str, *answers: str) -> Says:
    """When some talk is known to have gone so."""

    def says(facts: Facts) -> Truth:
        found = facts["evidence.interviews"]
        return None if found is None else any(talk.get(field) in answers for talk in found)

    return says


def decides(rules: Callable[[Facts], list[tuple[str, Truth, str]]], *ids: str) -> Says:
    """When one of these rules certainly decides its gate."""

    def says(facts: Facts) -> Truth:
        for name, truth, _ in rules(facts):
            if truth is not False:
                return truth is True and name in ids
        return False

    return says


def missing_test(place: int) -> Says:
    """When three of the four tests of equal treatment hold, and this one does not."""

    def says(facts: Facts) -> Truth:
        tests = four_tests(facts)
        return both(opposite(tests.pop(place)), *tests)

    return says


def might_use_h1b(stance: str) -> Says:
    return every(is_("visa.h1b_fee_stance", stance), is_("applicant.visa_need", "h1b", "either"))


def can_do_without_h1b(facts: Facts) -> Truth:
    j1_will_do = both(is_("applicant.visa_need", "either")(facts), facts["visa.j1_sponsored"])
    return either(is_("applicant.visa_need", "none", "j1")(facts), j1_will_do)


def lopsided(facts: Facts) -> Truth:
    """Whether probation fell on IMGs alone, or had a visa for its reason."""
    cases = facts["culture.probation_cases"]
    if cases is None:
        return None
    for_visa = any(case.get("reason") == "visa" for case in cases)
    imgs = [case.get("is_img") for case in cases]
    alone = None if None in imgs else bool(imgs) and all(imgs)
    return either(for_visa, alone)


def home_only(facts: Facts) -> Truth:
    """Whether every fellowship of an IMG came through contacts at home."""
    graduates = facts["outcomes.graduates"]
    if graduates is None:
        return None
    ways = [one.get("via") for one in graduates
            if one.get("is_img") and one.get("path") == "fellowship"]  # fmt: skip
    if any(one.get("is_img") is None or one.get("path") is None for one in graduates):
        return None
    return None if None in ways or not ways else set(ways) == {"home_contacts"}


def thin(facts: Facts) -> Truth:
    """Whether the intake passes though it is thin: the last resort of the first gate."""
    years, share = facts["history.years_covered"], facts["history.img_share"]
    rules = {name: truth for name, truth, _ in consistent_intake(facts)}
    steady = reaches(
        facts["history.years_with_img"], None if years is None else STEADY_YEARS * years
    )
    return both(
        reaches(years, MIN_YEARS), steady, reaches(share, TOKEN_SHARE),
        below(share, SUSTAINED_SHARE), opposite(rules["token-headcount"]),
        opposite(rules["closing-door"]),
    )  # fmt: skip


def not_alone(facts: Facts) -> Truth:
    """Whether coded language stands beside an open sign."""
    unbacked = ("nobody_backs", "sides_with_patient", "neutral")
    return any(sign is True for sign in (
        *hostile(facts), among(facts["culture.accent_complaint_response"], *unbacked)
    ))  # fmt: skip


def coded(facts: Facts) -> Truth:
    words = facts["culture.coded_language"]
    if words is None or any(facts[f"culture.{one}"] is None for one in (
        "made_to_feel_small", "told_english_inadequate", "nurses_bypass_imgs", "must_sound_american"
    )):  # fmt: skip
        return None
    return bool(words) and not not_alone(facts)


def one_sign(facts: Facts) -> Truth:
    """Exactly one of the six; an answer whose tone nobody noted counts as none."""
    *signs, tone = hostile(facts)
    signs.append(tone is True)
    return both(several(1, *signs), opposite(several(2, *signs)))


def few_passed(facts: Facts) -> Truth:
    """Few fellowships though the third gate is passed."""
    few = below(facts["outcomes.img_advancing_share"], FELLOWSHIP_WEAK)
    return both(few, decides(strong_outcomes, "good-jobs", "grateful-alumni")(facts))


def old(facts: Facts) -> Truth:
    season = facts["evidence.season"]
    return below(facts["history.newest_year"], None if season is None else season - 2)


def at_least(name: str, limit: Fraction | int) -> Says:
    return lambda facts: reaches(facts[name], limit)


def less(name: str, limit: Fraction | int) -> Says:
    return lambda facts: below(facts[name], limit)


def fewer_years(facts: Facts) -> Truth:
    return below(facts["history.years_with_img"], facts["history.years_covered"])


FEEDS = at_least("history.top_feeder_share", FEEDER_SHARE)
FALLING = is_("history.trend", "down")
LOST = true("visa.lost_to_outside_cause")
HELD = true("visa.place_held_on_delay")
FELT = at_least("outcomes.img_felt_disadvantaged", FELT_SHARE)
NO_LETTERS = is_("outcomes.letters_help", "none")
PLAN = is_("culture.struggle_response", "structured_remediation")
HOSPITAL = any_(
    true("institution.tried_reduce_sponsorship"),
    is_("institution.gme_h1b_pushback", "repeated"),
    is_("institution.legal_delay", "yearly_new_interpretations"),
    true("institution.hr_visa_threat"),
    true("institution.leadership_anti_img"),
    true("institution.visa_based_renewal_issue"),
)

CAUTIONS: Notes = {
    "thin-intake": ("faq", thin),
    "year-without-img": ("faq", fewer_years),
    "feeder-schools": ("faq", every(FEEDS, surely_not(true("applicant.school_in_feeder")))),
    "own-feeder": ("faq", every(FEEDS, true("applicant.school_in_feeder"))),
    "us-citizens-abroad": ("faq", every(
        is_("applicant.img_kind", "non_us_img"), less("history.non_us_share", TOKEN_SHARE))),
    "old-numbers": ("faq", old),
    "one-kind-of-school": ("5", is_(
        "history.background_mix", "caribbean_only", "top_european_only")),
    "falling-from-high": ("8", every(FALLING, at_least("history.recent_share", SUSTAINED_SHARE))),
    "h1b-by-exception": ("1", every(is_("visa.h1b_practice", "case_by_case"), can_do_without_h1b)),
    "evasive-visa-line": ("1", line(*EVASIVE)),
    "visas-as-burden": ("1", is_("visa.framed_as", "burden")),
    "gme-pushback": ("8", is_("institution.gme_h1b_pushback", "repeated")),
    "one-discouragement": ("1", lambda facts: both(
        either(facts["visa.discourages_j1_to_h1b"], facts["visa.discourages_waiver_jobs"]),
        opposite(both(facts["visa.discourages_j1_to_h1b"], facts["visa.discourages_waiver_jobs"])),
    )),
    "no-buffer": ("1", false("visa.buffer_time")),
    "fee-stopped": ("1", might_use_h1b("stopped")),
    "fee-not-decided": ("1", might_use_h1b("undecided")),
    "fee-only-inside": ("1", might_use_h1b("only_change_of_status")),
    "h1b-set-aside": ("1", true("visa.h1b_separate_bucket")),
    "visas-after-ranking": ("1", is_("visa.decided", "after_ranking")),
    "sponsors-nobody": ("1", every(
        is_("applicant.visa_need", "none"), false("visa.j1_sponsored"),
        false("visa.h1b_sponsored"))),
    "lost-outside-held": ("1", every(LOST, HELD)),
    "lost-outside": ("1", every(LOST, surely_not(HELD))),
    "alone-in-a-delay": ("closing", false("visa.had_your_back_on_delay")),
    "few-graduates-known": ("2", every(some("outcomes.img_n"), less("outcomes.img_n", 5))),
    "home-contacts-only": ("2", home_only),
    "few-through-program": ("2", less("outcomes.via_program_share", QUARTER)),
    "felt-behind": ("2", every(FELT, surely_not(held_back))),
    "weak-letters": ("2", every(
        any_(is_("outcomes.letters", "weak"), NO_LETTERS), surely_not(held_back))),
    "few-fellowships": ("2", few_passed),
    "coded-language-alone": ("3", coded),
    "tense-about-accents": ("3", is_("culture.accent_answer_tone", "tense")),
    "one-hostile-sighting": ("3", one_sign),
    "speak-better": ("3", is_("culture.feedback_style", "speak_better")),
    "backing-missing": ("3", missing_test(0)),
    "coverage-missing": ("4", missing_test(1)),
    "favors-missing": ("4", missing_test(2)),
    "remediation-missing": ("9", missing_test(3)),
    "no-adaptation-owner": ("7", false("culture.adaptation_owner")),
    "no-peer-group": ("7", false("culture.img_peer_group")),
    "no-struggle-response": ("9", is_("culture.struggle_response", "none")),
    "lopsided-probation": ("9", lopsided),
    "us-trained-committee": ("6", true("selection.all_us_trained")),
    "vague-about-committee": ("6", is_("selection.committee_answer", "vague")),
    "perfect-on-paper": ("5", true("selection.only_perfect_on_paper")),
    "diversity-with-top-scores": ("5", true("selection.diversity_claim_but_260s")),
    "spotless-and-diverse": ("5", every(
        true("selection.only_perfect_on_paper"), true("selection.diversity_claim_but_260s"))),
    "score-mining-row": ("5", lambda facts: archetype(facts)[0] == "score_mining"),
    "big-name-few-imgs": ("reality-check", every(
        is_("program.tier", "big_name"),
        lambda facts: within(facts["history.img_per_class_max"], TOKEN_PER_CLASS))),
    "prestige-at-a-price": ("reality-check", any_(*(true(f"prestige.{one}") for one in (
        "img_heaviest_rotations", "no_leverage_after", "lucky_to_be_here_remark")))),
    "wants-prestige": ("reality-check", is_("applicant.need", "pure_prestige")),
    "preliminary-position": ("faq", is_("program.position_type", "preliminary")),
    "director-against-hospital": ("8", every(true("institution.pd_supportive"), HOSPITAL)),
    "leaders-against-imgs": ("8", every(
        true("institution.leadership_anti_img"), surely_not(FALLING))),
    "tense-answers": ("faq", any_(some("evidence.tense_answers"), talks("tone", "tense"))),
    "evasive-answers": ("faq", talks("specificity", "vague", "declined")),
    "nobody-in-private": ("faq", lambda facts: among(facts["evidence.private_talks"], 0)),
}  # fmt: skip

STRENGTHS: Notes = {
    "rising-trend": ("8", is_("history.trend", "up")),
    "broad-backgrounds": ("5", is_("history.background_mix", "broad")),
    "decade-of-imgs": ("faq", every(
        at_least("history.img_per_class_min", 6),
        at_least("history.consecutive_years_with_img", 10))),
    "visa-battles-fought": ("8", true("history.visa_battles_fought")),
    "faculty-adjusted": ("3", true("history.faculty_adjusted")),
    "director-held-firm": ("faq", true("history.pd_kept_going_under_criticism")),
    "specific-visa-answers": ("1", is_("visa.answer_quality", "specific")),
    "visas-as-logistics": ("1", is_("visa.framed_as", "logistics")),
    "open-visa-line": ("1", line(*OPEN)),
    "extra-time": ("1", true("visa.buffer_time")),
    "visas-before-ranking": ("1", is_("visa.decided", "before_ranking")),
    "h1b-routine": ("1", is_("visa.h1b_practice", "routine")),
    "gme-attorney": ("1", is_("visa.attorney", "gme_linked")),
    "place-held": ("1", HELD),
    "backed-in-a-delay": ("closing", true("visa.had_your_back_on_delay")),
    "alumni-speak-well": ("faq", every(
        true("outcomes.alumni_recommend_privately"), true("outcomes.alumni_stay_connected"))),
    "academic-graduates": ("2", some("outcomes.img_academic_leadership_share")),
    "good-fellowships": ("2", at_least("outcomes.img_fellowship_share", FELLOWSHIP_STRONG)),
    "active-help": ("2", any_(
        is_("outcomes.placement_help", "active"), is_("outcomes.waiver_job_help", "active"))),
    "strong-letters": ("2", any_(
        is_("outcomes.letters", "strong"), is_("outcomes.letters_help", "active"))),
    "teaching-and-mentors": ("faq", every(
        true("outcomes.education_strong"), true("outcomes.mentorship_strong"))),
    "backs-residents": ("3", lambda facts: four_tests(facts)[0]),
    "shared-coverage": ("4", lambda facts: four_tests(facts)[1]),
    "equal-favors": ("4", lambda facts: four_tests(facts)[2]),
    "structured-remediation": ("9", lambda facts: four_tests(facts)[3]),
    "constructive-feedback": ("3", is_("culture.feedback_style", "constructive")),
    "documentation-taught": ("3", true("culture.taught_documentation_phrases")),
    "nurse-communication-taught": ("3", true("culture.taught_talking_to_nurses")),
    "paired-with-senior": ("7", true("culture.paired_with_senior")),
    "us-system-orientation": ("7", true("culture.us_system_orientation")),
    "chief-expectation-talk": ("7", true("culture.chief_expectation_talk")),
    "adaptation-owned": ("7", true("culture.adaptation_owner")),
    "supported-newcomers": ("7", is_("culture.supported_first_6mo", "yes")),
    "tracked-remediation": ("9", every(PLAN, true("culture.progress_tracked"))),
    "struggle-in-context": ("9", true("culture.struggle_contextualised")),
    "imgs-rank-applicants": ("6", some("selection.img_on_rank_committee")),
    "imgs-lead-program": ("6", any_(
        true("selection.img_pd"), some("selection.img_apds"), some("selection.img_chiefs"))),
    "alumni-on-faculty": ("6", some("selection.img_alumni_core_faculty")),
    "committee-named-proudly": ("6", is_("selection.committee_answer", "names_proudly")),
    "attempts-valued": ("5", true("selection.attempts_valued_openly")),
    "gaps-accepted": ("5", true("selection.accepts_gaps")),
    "clinical-strength-valued": ("5", true("selection.values_clinical_strength")),
    "director-stands-up": ("8", true("institution.pd_supportive")),
}  # fmt: skip

IGNORED: Notes = {
    "website-claims": ("faq", true("evidence.website_img_claims")),
    "dei-statement": ("faq", true("evidence.dei_statement")),
    "official-praise": ("faq", true("evidence.official_video_praise")),
    "professed-love": ("faq", true("evidence.faculty_say_love_imgs")),
}


def fired(notes: Notes, facts: Facts) -> set[str]:
    """The notes that go with what is known."""
    return {name for name, (_, says) in notes.items() if says(facts) is True}
