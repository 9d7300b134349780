"""What domain.md says of openness, of visas, and of what never weighs anything."""

from __future__ import annotations

import pytest

from tests.domain import cases
from tests.domain.program import (
    CLUELESS,
    DODGED,
    OUTCOMES,
    VISA,
    Changes,
    careers,
    decide,
    fired,
    remarks,
    roster,
    told,
    unasked,
)
from tests.domain.sightings import UNDER

TWO_TIER = cases.CAREERS["two-tier"][1]


def missing(*changes: Changes) -> list[tuple[str, str]]:
    """The facts still to ask for, each with its gate."""
    return [(one.gate, one.fact) for one in decide(*changes).missing]


def test_bad_outcomes_settle_the_verdict_before_visas_are_known() -> None:
    """With visas unasked, failed outcomes end in low whatever the visa answers will be."""
    decision = decide(unasked(VISA), TWO_TIER)
    assert told(decision) == ("low", "strong_outcomes", "two-tier")
    assert [(station.node, station.outcome) for station in decision.path if station.outcome] == [
        ("consistent_intake", "yes"), ("smooth_visa", "open"), ("strong_outcomes", "no"),
    ]  # fmt: skip
    assert decision.missing == ()


def test_bad_treatment_settles_a_program_too_young_to_judge() -> None:
    """A gate that a rule leaves open may still be followed by one that fails either way."""
    decision = decide(cases.INTAKE["too-short"][1], {"culture.eggshells": True})
    assert told(decision) == ("low", "equal_treatment", "punished")


def test_unknown_visas_stay_open_when_all_else_is_good() -> None:
    """Not having asked is no bad answer: the gate stays open and no rule is named."""
    decision = decide(unasked(VISA))
    assert told(decision) == ("incomplete", "smooth_visa", None)
    assert decision.possible == ("low", "high")


@pytest.mark.parametrize(("gate", "rule", "facts"), [
    ("consistent_intake", "too-short", ["history.intake"]),
    ("strong_outcomes", "no-graduates", ["outcomes.graduates"]),
    ("equal_treatment", "too-few-voices", ["evidence.interviews"]),
])  # fmt: skip
def test_a_rule_that_leaves_a_gate_open_names_what_would_settle_it(
    gate: str, rule: str, facts: list[str]
) -> None:
    """Too few classes, graduates or voices: the list of missing facts says which to add to."""
    changes = cases.GATES[gate][rule][1]
    assert told(decide(changes)) == ("incomplete", gate, rule)
    assert missing(changes) == [(gate, fact) for fact in facts]


@pytest.mark.parametrize("answer", [DODGED, CLUELESS])
def test_a_sighting_asked_in_vain_is_open_again(answer: Changes) -> None:
    """A sighting not mentioned counts as not seen; asked without an answer, it is missing."""
    assert decide({"culture.eggshells": None}).assumed["culture.eggshells"] is False
    decision = decide({"culture.eggshells": answer})
    assert told(decision) == ("incomplete", "equal_treatment", None)
    assert missing({"culture.eggshells": answer}) == [("equal_treatment", "culture.eggshells")]


@pytest.mark.parametrize("answer", [DODGED, CLUELESS, None])
@pytest.mark.parametrize("fact", ["visa.handler", "visa.had_to_fight", "visa.answer_quality"])
def test_a_question_without_an_answer_is_no_bad_answer(fact: str, answer: Changes | None) -> None:
    """Whether dodged, not known or not asked, the fact is missing and the verdict waits."""
    assert told(decide({fact: answer})) == ("incomplete", "smooth_visa", None)
    assert missing({fact: answer}) == [("smooth_visa", fact)]


def test_a_vague_answer_decides_though_the_handler_is_unknown() -> None:
    """The rule that holds in any case is named, whatever rule above it is still unknown."""
    vague = {"visa.answer_quality": "vague", "visa.handler": None}
    assert told(decide(vague)) == ("low", "smooth_visa", "vague")


def test_one_who_had_to_fight_is_enough() -> None:
    """An otherwise good visa process fails on one such report, even of the only informant."""
    decision = decide({"visa.had_to_fight": True, "evidence.img_informants": 1})
    assert told(decision) == ("low", "smooth_visa", "had-to-fight")


def test_four_of_twelve_is_a_third() -> None:
    """The shares of records are exact: 4 of 12 reaches the threshold of one third."""
    decision = decide(roster(12, [4, 4, 4, 4, 4]))
    assert fired(decision, "consistent_intake") == "sustained"


@pytest.mark.parametrize(("years", "rule"), [
    ([2019, 2020, 2021, 2022, 2023, 2024, 2025], "sustained"),
    ([2018, 2019, 2021, 2022, 2023, 2024, 2025], "sustained"),
    ([2017, 2018, 2019, 2020, 2022, 2023, 2025], "sustained"),
])  # fmt: skip
def test_a_missing_year_ends_the_run_and_no_more(years: list[int], rule: str) -> None:
    """The run counts back to the first gap; a year without numbers is not one without IMGs."""
    records = [{"match_year": year, "class_size": 10, "img_count": 4} for year in years]
    run = next(
        (place for place in range(len(years)) if years[-1 - place] != years[-1] - place), len(years)
    )
    found = {"history.intake": records, "history.consecutive_years_with_img": run}
    assert fired(decide(roster(10, []) | found), "consistent_intake") == rule


def test_a_field_left_out_leaves_its_numbers_unknown() -> None:
    """One class without its count of IMGs keeps the intake open; no other number helps."""
    records = [*roster(10, [1] * 8)["history.intake"][:-1], {"match_year": 2025, "class_size": 10}]
    changes = roster(10, []) | {"history.intake": records}
    assert told(decide(changes)) == ("incomplete", "consistent_intake", None)
    assert ("consistent_intake", "history.intake") in missing(changes)


def test_there_is_no_such_thing_as_too_many_imgs() -> None:
    """A program that takes nobody but IMGs passes the first gate like any other."""
    decision = decide(roster(10, [10] * 8))
    assert told(decision) == ("high", "equal_treatment", "equal")


@pytest.mark.parametrize("need", ["none", "j1", "either"])
def test_j1_only_is_no_obstacle(need: str) -> None:
    """A program that sponsors J-1 alone is high for anyone who does not need H-1B."""
    changes = {
        "applicant.visa_need": need, "visa.h1b_sponsored": False, "visa.h1b_practice": "refused",
    }  # fmt: skip
    assert told(decide(changes)) == ("high", "equal_treatment", "equal")


def test_h1b_alone_does_not_qualify() -> None:
    """Sponsoring H-1B as a matter of routine does not make up for the lack of a process."""
    changes = {"visa.h1b_practice": "routine", "visa.paperwork_lead_months": 1}
    assert told(decide(changes)) == ("low", "smooth_visa", "otherwise")


DOUBTS: tuple[Changes, ...] = (
    {"visa.h1b_sponsored": False},
    {"visa.h1b_practice": "case_by_case"},
    {"visa.h1b_practice": "never_in_practice"},
    {"visa.h1b_practice": "refused"},
    {"visa.h1b_separate_bucket": True},
    {"visa.decided": "after_ranking"},
    {"visa.h1b_fee_stance": "stopped"},
    {"visa.h1b_fee_stance": "only_change_of_status"},
)
SURE: Changes = {
    "visa.h1b_practice": "routine", "visa.decided": "before_ranking", "visa.h1b_fee_stance": "pays",
}  # fmt: skip


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: "-".join(map(str, doubt.values())))
def test_a_doubtful_h1b_stops_only_those_who_need_it(doubt: Changes) -> None:
    """Each doubt about H-1B is low for who needs H-1B, and for nobody else."""
    verdicts = {
        need: told(decide(SURE, doubt, {"applicant.visa_need": need}))
        for need in ("h1b", "none", "j1", "either")
    }
    high = ("high", "equal_treatment", "equal")
    assert verdicts == {
        "h1b": ("low", "smooth_visa", "h1b-needed"), "none": high, "j1": high, "either": high,
    }  # fmt: skip


def test_a_sure_h1b_is_good_for_who_needs_it() -> None:
    """Without any doubt about H-1B, needing it is no obstacle."""
    assert told(decide(SURE, {"applicant.visa_need": "h1b"}))[0] == "high"


@pytest.mark.parametrize("case", [
    {}, cases.INTAKE["too-short"][1], cases.VISA["vague"][1], TWO_TIER,
])  # fmt: skip
@pytest.mark.parametrize("rating", [0, 100])
def test_drivers_never_decide(case: Changes, rating: int) -> None:
    """The user's own ratings make a number beside a decision and change nothing else in it."""
    ratings = dict.fromkeys(
        ("visa_infrastructure", "faculty_attitudes", "img_history", "admin_support", "pd_beliefs"),
        rating,
    )
    drivers = {f"drivers.{name}": value for name, value in ratings.items()}
    rated, plain = decide(case, drivers).to_dict(), decide(case).to_dict()
    assert rated.pop("drivers") == {"score": rating, "rated": 5}
    assert plain.pop("drivers") == {"score": None, "rated": 0}
    assert rated == plain


CLAIMS: Changes = dict.fromkeys(
    (
        "evidence.website_img_claims",
        "evidence.dei_statement",
        "evidence.official_video_praise",
        "evidence.faculty_say_love_imgs",
    ),
    True,
)


@pytest.mark.parametrize("case", [{}, cases.VISA["vague"][1], unasked(VISA)])
def test_claims_weigh_nothing(case: Changes) -> None:
    """Websites, statements, videos and warm words are shown as ignored and change nothing else."""
    plain, claimed = decide(case).to_dict(), decide(case, CLAIMS).to_dict()
    assert len(claimed.pop("ignored")) == len(CLAIMS)
    assert plain.pop("ignored") == []
    assert claimed == plain


def test_no_note_changes_a_verdict() -> None:
    """A program buried in cautions is still high when every gate is passed."""
    changes: Changes = {
        "applicant.need": "pure_prestige", "program.position_type": "preliminary",
        "visa.framed_as": "burden", "visa.buffer_time": False, "culture.adaptation_owner": False,
        "selection.all_us_trained": True, "history.top_feeder_share": 0.9,
        "prestige.lucky_to_be_here_remark": True, "outcomes.img_n": 4,
    }  # fmt: skip
    assert told(decide(changes)) == ("high", "equal_treatment", "equal")
    assert len(decide(changes).cautions) == len(changes)


def test_few_graduates_leave_open_and_three_are_enough_to_judge() -> None:
    """None or two leave the gate open, each by its rule; with the third the shares decide."""
    asked = unasked(OUTCOMES) | {"outcomes.waiver_job_help": "active",
                                 "outcomes.placement_help": "active"}  # fmt: skip
    found = [
        told(decide(asked | {"outcomes.graduates": careers(img={"fellowship": count}, us={})}))
        for count in (0, 2, 3)
    ]
    assert found == [
        ("incomplete", "strong_outcomes", "no-graduates"),
        ("incomplete", "strong_outcomes", "too-few-graduates"),
        ("high", "equal_treatment", "equal"),
    ]


def test_a_heard_two_tier_system_needs_no_count() -> None:
    """What somebody said of two tiers stands, whatever few numbers would show."""
    heard = {"outcomes.two_tier": True}
    for known in ({}, {"outcomes.img_n": 2}, {"outcomes.us_n": 1}, {"history.img_share": 1}):
        assert told(decide(heard, known)) == ("low", "strong_outcomes", "two-tier")


@pytest.mark.parametrize("question", sorted({one for one in UNDER.values() if one is not None}))
def test_what_nobody_had_a_chance_to_tell_is_open(question: str) -> None:
    """With a question unasked its sightings are open; the question is what is missing."""
    decision = decide({question: None})
    waiting = {name for name, under in UNDER.items() if under == question}
    assert waiting.isdisjoint(decision.assumed)
    assert decision.verdict == "incomplete"
    assert question in {one.fact for one in decision.missing}
    assert waiting.isdisjoint(one.fact for one in decision.missing)


@pytest.mark.parametrize("answer", [DODGED, CLUELESS])
def test_a_question_asked_in_vain_leaves_its_sightings_open(answer: Changes) -> None:
    """Unknown and declined are no answers: nothing is assumed under them."""
    decision = decide({"culture.struggle_response": answer})
    assert told(decision) == ("incomplete", "equal_treatment", None)
    assert "culture.eggshells" not in decision.assumed


def test_the_season_is_a_constant() -> None:
    """Without a season the numbers are held against that of the rulebook, never the clock."""
    old = {"history.newest_year": 2024}
    assert "old-numbers" in remarks(decide(old))
    assert "old-numbers" not in remarks(decide(old, {"evidence.season": 2026}))
    assert "old-numbers" not in remarks(decide(old, {"evidence.season": CLUELESS}))


TALK = {"is_img": True, "pgy": 2}


@pytest.mark.parametrize(("talks", "count"), [
    ([TALK, TALK], 1),
    ([TALK, TALK | {"pgy": 3}], 2),
    ([TALK | {"who": "A"}, TALK | {"who": "A", "pgy": 3}], 1),
    ([TALK | {"who": "A"}, TALK], 2),
    ([TALK | {"who": "A"}, TALK | {"who": "B", "specificity": "declined"}], 1),
    ([TALK | {"who": "A"}, {"who": "B", "is_img": False}], 1),
])  # fmt: skip
def test_voices_are_different_people(talks: list[dict[str, object]], count: int) -> None:
    """Talks with one person count once; nameless ones as different, unless alike in all."""
    heard = {"evidence.interviews": talks, "evidence.img_informants": count}
    assert told(decide(heard))[0] == ("high" if count > 1 else "incomplete")


def test_a_board_shows_what_the_walk_never_came_to() -> None:
    """A program that fails the first gate still has its signals colored by what was recorded."""
    changes: Changes = {
        "history.img_share": 0.05, "visa.had_to_fight": True, "culture.eggshells": True,
        "institution.hr_visa_threat": True, "culture.last_minute_coverage": "mostly_imgs",
    }  # fmt: skip
    decision = decide(changes)
    assert told(decision) == ("low", "consistent_intake", "token-share")
    assert decision.signals == {
        "1": "mixed", "2": "green", "3": "green", "4": "mixed", "5": "unheard", "6": "unheard",
        "7": "green", "8": "red", "9": "mixed",
    }  # fmt: skip


@pytest.mark.parametrize("fact", ["outcomes.placement_help", "outcomes.waiver_job_help"])
def test_either_kind_of_help_makes_good_jobs(fact: str) -> None:
    """Where few get fellowships, active help with one kind of job is enough, and none is not."""
    passive: Changes = {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive"}
    few, helped = cases.CAREERS["good-jobs"][1], {fact: "active"}
    passive["outcomes.alumni_recommend_privately"] = False
    assert fired(decide(few, passive, helped), "strong_outcomes") == "good-jobs"
    assert told(decide(few, passive)) == ("low", "strong_outcomes", "weak")
