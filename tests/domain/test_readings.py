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
    ([2017, 2018, 2019, 2020, 2022, 2023, 2025], "interrupted"),
])  # fmt: skip
def test_a_missing_year_ends_the_run(years: list[int], rule: str) -> None:
    """The run of classes with an IMG counts back from the newest to the first gap."""
    records = [{"match_year": year, "class_size": 10, "img_count": 4} for year in years]
    decision = decide(roster(10, []) | {"history.intake": records})
    assert fired(decision, "consistent_intake") == rule


def test_a_field_left_out_leaves_its_numbers_unknown() -> None:
    """One class without its count of IMGs keeps the intake open; no other number helps."""
    records = [*roster(10, [4] * 8)["history.intake"][:-1], {"match_year": 2025, "class_size": 10}]
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
    changes = {"visa.h1b_practice": "routine", "visa.answer_quality": "conflicting"}
    assert told(decide(changes)) == ("low", "smooth_visa", "otherwise")


DOUBTS: tuple[Changes, ...] = (
    {"visa.h1b_sponsored": False},
    {"visa.h1b_practice": "case_by_case"},
    {"visa.h1b_practice": "never_in_practice"},
    {"visa.h1b_practice": "refused"},
    {"visa.h1b_separate_bucket": True},
    {"visa.decided": "after_ranking"},
)
SURE: Changes = {"visa.h1b_practice": "routine", "visa.decided": "before_ranking"}


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
    """The user's own ratings change nothing at all in a decision."""
    ratings = dict.fromkeys(
        ("visa_infrastructure", "faculty_attitudes", "img_history", "admin_support", "pd_beliefs"),
        rating,
    )
    drivers = {f"drivers.{name}": value for name, value in ratings.items()}
    assert decide(case, drivers).to_dict() == decide(case).to_dict()


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
        "selection.all_us_trained": True, "culture.accent_answer_tone": "tense",
        "prestige.lucky_to_be_here_remark": True, "outcomes.img_n": 2,
    }  # fmt: skip
    assert told(decide(changes)) == ("high", "equal_treatment", "equal")
    assert len(remarks(decide(changes))) == len(changes)


def test_no_graduates_leave_open_and_one_is_enough_to_judge() -> None:
    """The first IMG graduate closes the opening: from then on the shares decide."""
    none = unasked(OUTCOMES) | {"outcomes.graduates": careers(img={}, us={"fellowship": 3})}
    one = none | {"outcomes.graduates": careers(img={"fellowship": 1}, us={"fellowship": 3})}
    assert told(decide(none)) == ("incomplete", "strong_outcomes", "no-graduates")
    assert told(decide(one | {"outcomes.waiver_job_help": "active"}))[0] == "high"


@pytest.mark.parametrize("fact", ["outcomes.placement_help", "outcomes.waiver_job_help"])
def test_either_kind_of_help_makes_good_jobs(fact: str) -> None:
    """Where few get fellowships, active help with one kind of job is enough, and none is not."""
    passive = {"outcomes.placement_help": "passive", "outcomes.waiver_job_help": "passive"}
    few, helped = cases.CAREERS["good-jobs"][1], {fact: "active"}
    assert fired(decide(few, passive, helped), "strong_outcomes") == "good-jobs"
    assert told(decide(few, passive)) == ("low", "strong_outcomes", "weak")
